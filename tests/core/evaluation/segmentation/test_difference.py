"""The difference raster says where prediction and truth agree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.evaluation.segmentation.difference import difference, difference_writer
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.rasters import RecordingReporter


def test_agreement_counts_only_where_both_are_known() -> None:
    truth = np.array([[0, 1, 2, 255]], np.uint8)
    predicted = np.array([[0, 2, 255, 255]], np.uint8)
    np.testing.assert_array_equal(difference(truth, predicted), [[1, 2, 0, 0]])


def test_the_raster_lies_on_its_grid_and_shows_its_colours(tmp_path: Path) -> None:
    grid = Grid(CRS.from_epsg(32640), Affine(0.5, 0, 10, 0, -0.5, 20), 6, 4)
    values = np.tile(np.array([0, 1, 2], np.uint8), (4, 2))
    with difference_writer(tmp_path / "difference.tif", grid, {}, RecordingReporter()) as writer:
        writer.write(values[None], Window(0, 0, 6, 4))
    with rasterio.open(tmp_path / "difference.tif") as dataset:
        assert (dataset.crs, dataset.transform) == (grid.crs, grid.transform)
        np.testing.assert_array_equal(dataset.read(1), values)
        assert dataset.nodata == 0
        assert dataset.colormap(1)[1] != dataset.colormap(1)[2]
