"""Patches drawn from imagery in memory."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.patches import draw_patches
from tests.support.imagery import ArrayImagery, texture
from tests.support.proposals import follow

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
