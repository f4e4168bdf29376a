"""Class edges of coarse maps on finer grids."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.landcover.refinement import REACH_PIXELS, refine
from satsyn_core.raster.nesting import Nesting
from satsyn_core.raster.window import Window, canonical_blocks
from tests.support.rasters import RasterFactory, RecordingReporter

TEN = Nesting(10, 10)


def _refined(classes: np.ndarray, nesting: Nesting = TEN) -> np.ndarray:
    return refine(np.pad(classes, REACH_PIXELS, mode="edge"), nesting)


def _shares_of_own(classes: np.ndarray, fine: np.ndarray, nesting: Nesting) -> np.ndarray:
    own = classes.repeat(nesting.rows, axis=0).repeat(nesting.cols, axis=1) == fine
    return own.reshape(classes.shape[0], nesting.rows, classes.shape[1], nesting.cols).mean(axis=(1, 3))


@pytest.mark.parametrize("nesting", [TEN, Nesting(2, 3), Nesting(5, 1), Nesting(30, 30)])
def test_every_coarse_pixel_keeps_the_majority(nesting: Nesting) -> None:
    classes = np.random.default_rng(1).integers(0, 4, (20, 20), dtype=np.uint8)
    assert _shares_of_own(classes, _refined(classes, nesting), nesting).min() >= 0.5


def test_straight_edges_along_the_grid_stay_where_they_are() -> None:
    classes = np.zeros((8, 8), np.uint8)
    classes[:, 3:] = 1
    np.testing.assert_array_equal(_refined(classes), np.kron(classes, np.ones((10, 10), np.uint8)))


def test_steps_of_slanting_edges_become_lines() -> None:
    rows, cols = np.mgrid[:40, :40]
    classes = (rows > cols).astype(np.uint8)
    rows, cols = np.mgrid[:400, :400]
    # The cells' centres are what was classified: the edge runs half a cell below the diagonal through them.
    ideal = (rows > cols + 5).astype(np.uint8)
    inner = np.s_[50:350, 50:350]
    blocks = np.mean(np.kron(classes, np.ones((10, 10), np.uint8))[inner] != ideal[inner])
    smooth = np.mean(_refined(classes)[inner] != ideal[inner])
    assert smooth < 0.2 * blocks


def test_nodata_keeps_its_pixels_and_moves_no_edge() -> None:
    classes = np.zeros((8, 8), np.uint8)
    classes[:, 4:] = 1
    classes[2:5, 1:3] = UNKNOWN
    classes[0, :] = UNKNOWN
    fine = _refined(classes)
    np.testing.assert_array_equal(fine == UNKNOWN, np.kron(classes == UNKNOWN, np.ones((10, 10), bool)))
    np.testing.assert_array_equal(fine[fine != UNKNOWN], np.kron(classes, np.ones((10, 10), np.uint8))[fine != UNKNOWN])


def test_classes_do_not_depend_on_the_windows_that_are_read(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.random.default_rng(2).integers(0, 6, (17, 23), dtype=np.uint8)
    path: Path = make_raster(values, nodata=0)
    with open_landcover(path) as landcover:
        match = match_classes(landcover, scheme, None, landcover.grid.window, reporter)
        reader = LandCoverReader(landcover, match, nesting=Nesting(7, 4))
        assert (reader.grid.width, reader.grid.height) == (23 * 7, 17 * 4)
        whole = reader.read(reader.grid.window)
        for block in canonical_blocks(reader.grid.window, 13):
            np.testing.assert_array_equal(reader.read(block), whole[block.slices_in(reader.grid.window)])
        outside = reader.read(Window(-10, -10, 30, 30))
        assert (outside[:10] == UNKNOWN).all()
        np.testing.assert_array_equal(outside[10:, 10:], whole[:20, :20])
