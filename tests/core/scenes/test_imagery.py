"""Imagery without land cover."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp

from satsyn_core.generation.style_image import window_with_data
from satsyn_core.raster.window import Window
from satsyn_core.scenes.imagery import UnlabelledImagery
from satsyn_core.scenes.pairs import open_imagery
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
