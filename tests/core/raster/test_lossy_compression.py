"""Compression with loss is seen in each format that keeps class numbers so, and compression without it is let be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.shutil import copy

from satsyn_core.raster.lossy_compression import lossy_compression

SIZE = 256
PLACE = {"crs": "EPSG:32633", "transform": Affine(1.0, 0, 412_300, 0, -1.0, 5_317_900)}


def _write(path: Path, bands: int = 1, **profile: Any) -> Path:
    values = np.random.default_rng(4).integers(1, 6, (SIZE // 8, SIZE // 8)).astype(np.uint8)
    values = np.kron(values, np.full((8, 8), 20, np.uint8))
    settings = {"height": SIZE, "width": SIZE, "count": bands, "dtype": "uint8", **PLACE, **profile}
    with rasterio.open(path, "w", **settings) as file:
        file.write(np.repeat(values[None], bands, axis=0))
    return path


def _found(path: Path | str) -> str | None:
    with rasterio.open(path) as dataset:
        return lossy_compression(dataset)


@pytest.mark.parametrize(
    ("name", "profile", "found"),
    [
        ("a.tif", {"compress": "JPEG", "tiled": True}, "JPEG"),
        ("a.tif", {"compress": "LERC", "max_z_error": 5, "tiled": True}, "LERC"),
        ("a.tif", {"compress": "LERC", "tiled": True}, None),
        ("a.tif", {"compress": "WEBP", "bands": 3, "tiled": True}, "WEBP"),
        ("a.tif", {"compress": "WEBP", "webp_lossless": True, "bands": 3, "tiled": True}, None),
        ("a.mrf", {"compress": "JPEG", "driver": "MRF"}, "JPEG"),
        ("a.mrf", {"compress": "DEFLATE", "driver": "MRF"}, None),
        ("a.gpkg", {"tile_format": "JPEG", "driver": "GPKG"}, "JPEG"),
        ("a.gpkg", {"tile_format": "WEBP", "driver": "GPKG"}, "WEBP"),
        ("a.gpkg", {"tile_format": "PNG", "driver": "GPKG"}, None),
    ],
)
def test_compression_with_loss_is_found(tmp_path: Path, name: str, profile: dict[str, Any], found: str | None) -> None:
    path = _write(tmp_path / name, **profile)
    before = sorted(tmp_path.iterdir())
    assert _found(path) == found
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("driver", "options", "found"),
    [
        ("JPEG", {}, "JPEG"),
        ("JP2OpenJPEG", {"quality": "10"}, "JPEG2000"),
        ("JP2OpenJPEG", {"quality": "100", "reversible": "YES"}, None),
        ("NITF", {"ic": "C3"}, "JPEG"),
        ("MBTiles", {"tile_format": "JPEG"}, "JPEG"),
        ("MBTiles", {}, None),
    ],
)
def test_formats_that_gdal_copies_into(tmp_path: Path, driver: str, options: dict[str, str], found: str | None) -> None:
    plain, copied = _write(tmp_path / "plain.tif"), tmp_path / f"copy{'.mbtiles' if driver == 'MBTiles' else ''}"
    copy(plain, copied, driver=driver, **options)
    assert _found(copied) == found


def test_a_cog_with_a_limited_error_whose_metadata_do_not_say_so(tmp_path: Path) -> None:
    plain = _write(tmp_path / "plain.tif")
    for error, found in ((3, "LERC"), (0, None)):
        copy(plain, tmp_path / "cog.tif", driver="COG", compress="LERC", max_z_error=error)
        assert _found(tmp_path / "cog.tif") == found


def test_mosaics_and_views_are_as_lossy_as_what_they_show(tmp_path: Path) -> None:
    _write(tmp_path / "plain.tif")
    tiles = _write(tmp_path / "tiles.gpkg", tile_format="JPEG", driver="GPKG")
    assert _found(f"vrt://{os.fspath(tiles)}?bands=1") == "JPEG"
    with rasterio.open(_write(tmp_path / "jpeg.tif", compress="JPEG", tiled=True)) as dataset:
        copy(dataset, tmp_path / "view.vrt", driver="VRT")
    text = (tmp_path / "view.vrt").read_text(encoding="utf-8")
    # The view has its tile's metadata; the mosaic that gdalbuildvrt writes has none.
    (tmp_path / "mosaic.vrt").write_text(text.replace('key="COMPRESSION"', 'key="NOTE"'), encoding="utf-8")
    assert _found(tmp_path / "view.vrt") == _found(tmp_path / "mosaic.vrt") == "JPEG"
    (tmp_path / "other.vrt").write_text(
        text.replace('key="COMPRESSION"', 'key="NOTE"').replace("jpeg.tif", "plain.tif"), encoding="utf-8"
    )
    assert _found(tmp_path / "other.vrt") is None


def test_another_raster_of_a_container_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "both.gpkg"
    _write(path, driver="GPKG", tile_format="PNG", raster_table="cover")
    _write(path, bands=3, driver="GPKG", tile_format="JPEG", raster_table="photo", append_subdataset="YES")
    assert _found(f"GPKG:{path}:cover") is None
    assert _found(f"GPKG:{path}:photo") == "JPEG"


def test_a_mosaic_of_a_mosaic_is_looked_into(tmp_path: Path) -> None:
    copy(_write(tmp_path / "a.tif", compress="JPEG", tiled=True), tmp_path / "one.vrt", driver="VRT")
    copy(tmp_path / "one.vrt", tmp_path / "two.vrt", driver="VRT")
    assert _found(tmp_path / "two.vrt") == "JPEG"
