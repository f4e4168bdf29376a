"""Patches drawn from imagery in memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from affine import Affine

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.evaluation.imagery.patches import draw_patches
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.imagery import ArrayImagery, texture
from tests.support.proposals import follow
from tests.support.rasters import RecordingReporter

SIZE = 64


@pytest.fixture
def training() -> ArrayImagery:
    return ArrayImagery(texture(0, 600, 820), "training")


def test_patches_do_not_overlap_and_are_the_same_for_a_seed(training: ArrayImagery) -> None:
    first, again = (draw_patches([training], SIZE, 40, 3) for _ in range(2))
    windows = [place.window for place in first.places]
    assert len(set(windows)) == 40
    assert all(window.col % SIZE == window.row % SIZE == 0 for window in windows)
    np.testing.assert_array_equal(first.images, again.images)


def test_patches_have_data_everywhere_and_classes_in_half_of_their_pixels() -> None:
    scene = ArrayImagery(texture(0, 32, 128))
    scene.has_data[5, 40] = False
    scene.classes[:17, 64:96] = 255
    drawn = draw_patches([scene], 32, 10, 0)
    assert sorted(place.window.col for place in drawn.places) == [0, 96]
    larger = ArrayImagery(texture(0, 64, 128))
    words = "scene has no patch of 64 x 64 pixels .*: give rasters that overlap their land cover, or make PATCH smaller"
    follow(words, lambda: draw_patches([scene], 64, 10, 0), lambda: draw_patches([scene], 32, 10, 0))
    follow(words, lambda: draw_patches([scene], 64, 10, 0), lambda: draw_patches([larger], 64, 10, 0))
    small = ArrayImagery(texture(0, 20, 128))
    follow("32 x 32 pixels with imagery and classes: give larger rasters that overlap",
           lambda: draw_patches([small], 32, 10, 0), lambda: draw_patches([scene], 32, 10, 0))  # fmt: skip


def test_a_place_is_named_with_the_coordinates_of_its_centre(training: ArrayImagery) -> None:
    (place,) = draw_patches([training], 600, 1, 0).places
    assert str(place) == "training, 300, 300"


def test_the_draws_are_those_of_a_list_of_all_patches(training: ArrayImagery) -> None:
    sources = [training, ArrayImagery(texture(1, 30, 200), "narrow"), ArrayImagery(texture(2, 130, 70), "small")]
    listed = [
        (source.name, Window(col, row, SIZE, SIZE))
        for source in sources
        for row in range(0, source.grid.height - SIZE + 1, SIZE)
        for col in range(0, source.grid.width - SIZE + 1, SIZE)
    ]
    drawn = draw_patches(sources, SIZE, len(listed), 5)
    order = np.random.default_rng(5).permutation(len(listed))
    assert [(place.source, place.window) for place in drawn.places] == [listed[number] for number in order]


class _VastImagery(ArrayImagery):
    """Imagery of a million patches, which are all alike."""

    def __init__(self) -> None:
        super().__init__(texture(0, 32, 32), "vast")
        self.grid = Grid(None, Affine.identity(), 32_000, 32_000)

    def _padded(self, values: np.ndarray, window: Window, fill: object) -> np.ndarray:
        return values


def test_a_vast_raster_takes_little_memory_and_can_be_cancelled() -> None:
    reporter = RecordingReporter()
    tracemalloc.start()
    draw_patches([_VastImagery()], 32, 3, 0, reporter)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # The permutation takes 8 MB.
    assert peak < 12e6
    assert reporter.fractions == [0, 1 / 3, 2 / 3]
    with pytest.raises(JobCancelledError):
        draw_patches([_VastImagery()], 32, 3, 0, RecordingReporter(cancel_after=1))
