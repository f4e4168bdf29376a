from __future__ import annotations

import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.dataset_files import dataset_files
from tests.support.rasters import UTM, RasterFactory
from tests.support.vector_layers import box, write_layer

PIXELS = np.arange(1, 7, dtype=np.uint8).reshape(1, 2, 3)
PROFILE = {"width": 3, "height": 2, "count": 1, "dtype": "uint8", "crs": UTM, "transform": Affine(1, 0, 5, 0, -1, 9)}


@pytest.mark.parametrize(("driver", "name", "others"), [("ENVI", "town.dat", {"town.hdr"}), ("HFA", "town.img", set())])
def test_files_that_only_the_format_knows_are_found(driver: str, name: str, others: set[str], tmp_path: Path) -> None:
    with rasterio.open(tmp_path / name, "w", driver=driver, **PROFILE) as dataset:
        dataset.write(PIXELS)
    assert {path.name for path in dataset_files(str(tmp_path / name))} >= {name, *others}


def test_tiles_side_files_and_archives_are_found(make_raster: RasterFactory, tmp_path: Path) -> None:
    tile = make_raster(PIXELS, name="tile.tif", categories=("", "a"))
    mosaic = tmp_path / "mosaic.vrt"
    mosaic.write_text(
        '<VRTDataset rasterXSize="3" rasterYSize="2"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        '<SourceFilename relativeToVRT="1">tile.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>'
    )
    assert dataset_files(str(mosaic)) >= {tile, mosaic}
    assert Path(f"{tile}.aux.xml") in dataset_files(str(tile))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tile, "tile.tif")
    assert tmp_path / "all.zip" in dataset_files(f"/vsizip/{tmp_path}/all.zip/tile.tif")


def test_tiles_of_a_tile_index_are_found(make_raster: RasterFactory, tmp_path: Path) -> None:
    tile = make_raster(PIXELS, name="tile.tif")
    index = write_layer(tmp_path / "all.gti.gpkg", [box(0, 0, 9, 9)], {"location": ["tile.tif"]}, kind="Polygon")
    described = tmp_path / "all.gti"
    described.write_text(f"<GDALTileIndexDataset><IndexDataset>{index}</IndexDataset></GDALTileIndexDataset>")
    assert tile in dataset_files(index)
    assert tile in dataset_files(str(described))


def test_what_cannot_be_opened_has_the_files_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "text.tif").write_text("no raster")
    assert dataset_files(str(tmp_path / "text.tif")) == {tmp_path / "text.tif"}
    assert not dataset_files(str(tmp_path / "none.tif"))
    assert not dataset_files("/vsicurl/https://example.org/none.tif")


def test_a_pipe_is_not_opened_because_that_waits_for_ever(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.tif"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match=r"pipe\.tif is a pipe, a device or the like, not a file"):
        dataset_files(str(pipe))
