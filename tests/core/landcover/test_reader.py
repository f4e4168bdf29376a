"""What is read of land cover where the raster ends."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.nesting import Nesting
from satsyn_core.raster.window import Window
from tests.support.rasters import RasterFactory, RecordingReporter


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (9, 2), (20, 30)])
@pytest.mark.parametrize("nesting", [Nesting(), Nesting(2, 2)])
@pytest.mark.parametrize("margin", [0, 3, 45])
def test_land_cover_is_mirrored_where_the_raster_ends(
    shape: tuple[int, int], nesting: Nesting, margin: int, make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    values = np.random.default_rng(2).integers(1, 4, shape, dtype=np.uint8)
    with open_landcover(make_raster(values, grid="projected")) as raster:
        match = match_classes(raster, scheme, None, raster.grid.window, RecordingReporter())
        land_cover = LandCoverReader(raster, match, nesting=nesting)
        whole = land_cover.grid.window
        inside = land_cover.read(whole)
        assert UNKNOWN not in inside
        mirrored = np.pad(inside, margin, mode="symmetric")
        np.testing.assert_array_equal(land_cover.read_mirrored(whole.expanded(margin)), mirrored)
        corner = Window(-margin, whole.height - 1, margin + 1, margin + 1)
        np.testing.assert_array_equal(land_cover.read_mirrored(corner), mirrored[-margin - 1 :, : margin + 1])


def test_pixels_without_a_class_stay_so_in_the_mirror(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    values = np.array([[1, 0, 2], [1, 1, 2]], np.uint8)
    with open_landcover(make_raster(values, grid="projected", nodata=0)) as raster:
        match = match_classes(raster, scheme, None, raster.grid.window, RecordingReporter())
        read = LandCoverReader(raster, match).read_mirrored(Window(0, -1, 3, 3))
    np.testing.assert_array_equal(read == UNKNOWN, [[0, 1, 0], [0, 1, 0], [0, 0, 0]])
