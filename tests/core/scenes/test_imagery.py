"""Imagery without land cover."""

from __future__ import annotations

import numpy as np

from satsyn_core.raster.window import Window
from satsyn_core.scenes.imagery import UnlabelledImagery
from satsyn_core.scenes.pairs import open_imagery
from tests.support.rasters import RasterFactory


def test_every_pixel_with_data_has_class_0(make_raster: RasterFactory) -> None:
    values = np.array([[7, 0, 9]], np.uint8)
    with open_imagery(str(make_raster(values, nodata=0))) as opened:
        imagery = UnlabelledImagery(opened.name, opened.imagery, opened.bands)
        assert imagery.read_classes(Window(0, 0, 4, 1)).tolist() == [[0, 255, 0, 255]]
