"""Training imagery on the ground of imagery that scores is found, and named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.raster.window import Window
from satsyn_core.scenes.sources import SceneSource
from satsyn_core.trainingset.plan.shared_ground import shared_ground
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import scene_source


def _source(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, name: str, grid: str = "projected"
) -> SceneSource:
    cover = make_raster(town, grid=grid, name=f"{name}_cover.tif", nodata=0)
    return scene_source(make_raster(np.stack([town] * 3), grid=grid, name=f"{name}.tif"), cover, scheme)


def test_tiles_that_overlap_share_ground_and_tiles_side_by_side_do_not(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme
) -> None:
    north, south = (_source(make_raster, town, scheme, name) for name in ("north", "south"))
    left, middle, right = (Window(col, 0, 100, 100) for col in (0, 90, 100))
    beside = replace(south, window=right)
    assert shared_ground([replace(north, window=left)], [beside], "test", RecordingReporter()) is None
    sentence = shared_ground(
        [replace(north, window=left), replace(north, window=middle)], [beside], "test", RecordingReporter()
    )
    assert sentence is not None
    assert "Training imagery (north) shows ground of the test imagery (south): scores there are too good" in sentence
    assert shared_ground([], [beside], "test", RecordingReporter()) is None


@pytest.mark.parametrize("grid", ["projected", "rotated"])
def test_ground_that_was_cut_out_is_not_shown(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, grid: str
) -> None:
    """The training imagery is of another grid, and has a hole around the test imagery in its middle."""
    cover = make_raster(town, nodata=0, grid=grid, name="cover.tif")
    held_out = replace(_source(make_raster, town, scheme, "test", grid), window=Window(100, 60, 20, 20))
    found = []
    for row in (57, 62):
        image = np.stack([town] * 3)
        image[:, row:83, 97:123] = 0
        training = scene_source(make_raster(image, nodata=0, grid=grid, name=f"from_{row}.tif"), cover, scheme)
        found.append(shared_ground([training], [held_out], "test", RecordingReporter()))
    assert found[0] is None
    assert found[1] is not None and found[1].startswith("Training imagery (from_62) shows ground")


def test_imagery_without_coordinate_system_is_not_compared(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme
) -> None:
    unplaced, placed = (_source(make_raster, town, scheme, grid.split()[0], grid) for grid in ("no CRS", "projected"))
    assert shared_ground([unplaced], [unplaced, placed], "validation", RecordingReporter()) is None


def test_the_search_for_shared_ground_has_progress_and_can_be_cancelled(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme
) -> None:
    sources = [_source(make_raster, town, scheme, name) for name in ("north", "south")]
    reporter = RecordingReporter()
    assert shared_ground(sources, sources, "test", reporter) is not None
    assert reporter.fractions == [0, 1 / 4, 2 / 4, 3 / 4]
    with pytest.raises(JobCancelledError):
        shared_ground(sources, sources, "test", RecordingReporter(cancel_after=1))
