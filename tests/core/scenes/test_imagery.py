"""Imagery without land cover."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp, Resampling

from satsyn_core.generation.style_image import window_with_data
from satsyn_core.raster.warp import on_grid
from satsyn_core.raster.window import Window
from satsyn_core.scenes.imagery import UnlabelledImagery
from satsyn_core.scenes.pairs import OpenImagery, open_imagery
from tests.support.rasters import RasterFactory


def test_every_pixel_with_data_has_class_0(make_raster: RasterFactory) -> None:
    values = np.array([[7, 0, 9]], np.uint8)
    with open_imagery(str(make_raster(values, nodata=0))) as opened:
        imagery = UnlabelledImagery(opened.name, opened.imagery, opened.bands)
        assert imagery.read_classes(Window(0, 0, 4, 1)).tolist() == [[0, 255, 0, 255]]


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
def test_transparent_pixels_of_any_type_have_no_data(dtype: str, make_raster: RasterFactory) -> None:
    shown = np.zeros((5, 7), bool)
    shown[1:4, 2:6] = True
    path = make_raster(np.stack([np.full((5, 7), 9)] * 3 + [shown]).astype(dtype))
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    with open_imagery(str(path)) as opened:
        assert opened.bands == (1, 2, 3)
        np.testing.assert_array_equal(opened.valid(Window(0, 0, 7, 5)), shown)
        assert window_with_data(opened.imagery) == Window(2, 1, 4, 3)
    with open_imagery(str(path), (1, 2, 3, 4)) as opened:
        assert opened.valid(Window(0, 0, 7, 5)).all()


@pytest.mark.parametrize(
    ("dtype", "nodata"), [("uint8", 0), ("uint8", 255), ("uint8", 7), ("uint16", 65535), ("int16", -1), ("float32", -1)]
)
def test_transparent_pixels_have_no_data_beside_any_nodata_value(
    dtype: str, nodata: int, make_raster: RasterFactory
) -> None:
    shown = np.zeros((5, 7), bool)
    shown[1:4, 2:6] = True
    colours = np.where(shown, 9, nodata)
    colours[0, 0] = 9
    opaque = np.where(shown, 255, 0)
    path = make_raster(np.stack([colours] * 3 + [opaque]).astype(dtype), nodata=nodata)
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    with open_imagery(str(path)) as opened:
        np.testing.assert_array_equal(opened.valid(Window(0, 0, 7, 5)), shown)
        assert window_with_data(opened.imagery) == Window(2, 1, 4, 3)
        further = opened.grid.cut(Window(-3, -2, 14, 10))
        with on_grid(opened.imagery, further, "the land cover", Resampling.bilinear) as placed:
            moved = OpenImagery("placed", placed, opened.bands)
            np.testing.assert_array_equal(moved.valid(further.window), np.pad(shown, ((2, 3), (3, 4))))
            np.testing.assert_array_equal(moved.read_imagery(Window(5, 3, 4, 3)), 9)
            assert window_with_data(placed) == Window(5, 3, 4, 3)


def test_opaque_white_is_measured_where_nodata_is_255(make_raster: RasterFactory) -> None:
    path = make_raster(np.full((4, 5, 7), 255, np.uint8), nodata=255)
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    with open_imagery(str(path)) as opened:
        assert opened.valid(Window(0, 0, 7, 5)).all()


@pytest.mark.parametrize("nodata", [0, 255])
def test_a_band_that_is_named_is_no_transparency_beside_nodata(nodata: int, make_raster: RasterFactory) -> None:
    values = np.full((4, 5, 7), nodata, np.uint8)
    values[:3, 1:] = 9
    values[3, 2:] = 9
    path = make_raster(values, nodata=nodata)
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    with open_imagery(str(path), (1, 2, 3, 4)) as opened:
        valid = opened.valid(Window(0, 0, 7, 5))
    assert not valid[0].any()
    assert valid[1:].all()
