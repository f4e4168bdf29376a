"""GeoTIFFs made of another one: all that is in a new file, from a copy with other tiles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.contract.errors import JobCancelledError, SatSynError
from satsyn_core.contract.progress import Reporter
from satsyn_core.contract.raster_tags import SEED, synthetic_tags
from satsyn_core.raster.geotiff import GeoTiffWriter
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.patched_geotiff import PatchedGeoTiff, can_be_patched
from satsyn_core.raster.window import Window
from tests.support.rasters import UTM, RecordingReporter

EDITED = Window(512, 0, 512, 320)
BANDS = ("red", "green", "blue")


def _profile(width: int, seed: int = 1) -> RasterProfile:
    tags = synthetic_tags("town", "0" * 8, seed, "random")
    return RasterProfile(Grid(UTM, Affine(1, 0, 300000, 0, -1, 5000000), width, 320), "uint8", 0, BANDS, tags)


def _write(path: Path, pixels: NDArray[np.uint8], profile: RasterProfile) -> None:
    with GeoTiffWriter(path, profile) as writer:
        for col in range(0, pixels.shape[2], 512):
            writer.write(pixels[:, :, col : col + 512], Window(col, 0, min(512, pixels.shape[2] - col), 320))


def _read(path: Path) -> tuple[object, ...]:
    with rasterio.open(path) as file:
        levels = range(len(file.overviews(1)))
        facts = (file.tags(), file.tags(ns="xml:XMP"), file.descriptions, file.crs, file.transform, file.overviews(1))
        pixels = [file.read().tobytes()]
    for level in levels:
        with rasterio.open(path, overview_level=level) as smaller:
            pixels.append(smaller.read().tobytes())
    return (*facts, pixels)


@pytest.mark.parametrize("width", [2304, 2306])
def test_a_patched_file_reads_like_a_new_one(width: int, tmp_path: Path) -> None:
    # Smooth pixels in the base: those of the edit take more room, and some are nodata.
    before = np.tile(np.arange(width, dtype=np.uint16) % 251 + 1, (3, 320, 1)).astype(np.uint8)
    after = before.copy()
    after[:, 40:90, 600:900] = np.random.default_rng(1).integers(0, 256, (3, 50, 300))
    after[:, 60:80, 700:800] = 0
    _write(tmp_path / "base.tif", before, _profile(width))
    _write(tmp_path / "new.tif", after, _profile(width, seed=2))
    kept = (tmp_path / "base.tif").read_bytes()
    with rasterio.open(tmp_path / "base.tif") as base:
        assert can_be_patched(base, _profile(width, seed=2))
    with PatchedGeoTiff(tmp_path / "patched.tif", _profile(width, seed=2), tmp_path / "base.tif", Reporter()) as writer:
        writer.write(after[:, :, 512:1024], EDITED)
        writer.write(after[:, :, 1024:1536], Window(1024, 0, 512, 320))
    assert _read(tmp_path / "patched.tif") == _read(tmp_path / "new.tif")
    assert (tmp_path / "base.tif").read_bytes() == kept


def test_files_that_a_new_one_would_not_resemble_are_not_patched(tmp_path: Path) -> None:
    profile = _profile(2304)
    pixels = np.full((3, 320, 2304), 7, np.uint8)

    def patchable(name: str) -> bool:
        with rasterio.open(tmp_path / name) as base:
            return can_be_patched(base, profile)

    _write(tmp_path / "own.tif", pixels, profile)
    assert patchable("own.tif")
    with rasterio.open(tmp_path / "own.tif", "r+") as file:
        file.update_tags(OWNER="somebody")
    assert not patchable("own.tif"), "the tag of another program would stay"
    assert not can_be_patched(rasterio.open(tmp_path / "own.tif"), _profile(2306))
    layout = {"driver": "GTiff", "width": 2304, "height": 320, "count": 3, "dtype": "uint8", "nodata": 0, "crs": UTM}
    layout |= {"transform": profile.grid.transform, "tiled": True, "blockxsize": 512, "blockysize": 512}
    others = {"lossy.tif": {"compress": "jpeg"}, "bands.tif": {"interleave": "band"}, "plain.tif": {}}
    for name, options in others.items():
        with rasterio.open(tmp_path / name, "w", **layout, photometric="rgb", **options) as file:
            file.write(pixels)
        assert not patchable(name), name


def test_what_fails_or_is_cancelled_leaves_the_earlier_file(tmp_path: Path) -> None:
    pixels = np.full((3, 320, 2304), 7, np.uint8)
    _write(tmp_path / "base.tif", pixels, _profile(2304))
    (tmp_path / "out.tif").write_bytes(b"earlier")
    for reporter, error in ((RecordingReporter(0), JobCancelledError), (Reporter(), SatSynError)):
        with (
            pytest.raises(error),
            PatchedGeoTiff(tmp_path / "out.tif", _profile(2304), tmp_path / "base.tif", reporter) as writer,
        ):
            writer.write(pixels[:, :, :512] + 1, EDITED)
            raise SatSynError("stopped")
    assert (tmp_path / "out.tif").read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base.tif", "out.tif"]


def test_the_seed_of_the_base_is_replaced(tmp_path: Path) -> None:
    _write(tmp_path / "base.tif", np.full((3, 320, 2304), 7, np.uint8), _profile(2304))
    with PatchedGeoTiff(tmp_path / "base.tif", _profile(2304, seed=9), tmp_path / "base.tif", Reporter()):
        pass
    with rasterio.open(tmp_path / "base.tif") as file:
        assert file.tags()[SEED] == "9"
