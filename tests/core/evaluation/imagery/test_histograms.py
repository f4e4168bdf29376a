"""Histograms of values by class and band, and their distances."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.histograms import BINS, NDVI, histogram_distances, histograms
from satsyn_core.evaluation.imagery.patches import Patches, draw_patches
from satsyn_core.evaluation.imagery.power_spectrum import power_spectrum
from tests.support.imagery import ArrayImagery, patches_of, texture

SIZE = 64


def test_a_band_that_is_too_bright_has_that_distance() -> None:
    names = ("red", "green", "blue", "nir")
    image = texture(0, bands=4)
    brighter = np.minimum(image.astype(int) + np.array([0, 0, 51, 0])[:, None, None], 255).astype(np.uint8)
    sets = [draw_patches([ArrayImagery(one)], SIZE, 40, 0) for one in (image, brighter)]
    first, second = (histograms(patches, names, 1, 0, 255) for patches in sets)
    apart = histogram_distances(first, second)[-1]
    assert first.channels == (*names, NDVI)
    assert apart[2] == pytest.approx(0.2, abs=0.02)
    np.testing.assert_allclose(apart[[0, 1, 3, 4]], 0, atol=1e-9)


def test_values_are_counted_by_class_and_unknown_pixels_only_in_all() -> None:
    image = np.array([[[[0, 255], [128, 255]]]], np.uint8)
    classes = np.array([[[0, 0], [1, 255]]], np.uint8)
    found = histograms(patches_of(image, classes), ["grey"], 3, 0, 255)
    assert found.counts.sum(axis=(1, 2)).tolist() == [2, 1, 0, 4]
    assert found.counts[0, 0, [0, BINS - 1]].tolist() == [1, 1]
    assert found.counts[1, 0, 128 * BINS // 255] == 1
    assert np.isnan(found.shares[2]).all()


def test_the_distance_of_black_from_white_is_the_whole_range_and_absent_classes_have_none() -> None:
    black, white = (
        histograms(patches_of(np.full((1, 1, 4, 4), value, np.uint8)), ["grey"], 2, 0, 255) for value in (0, 255)
    )
    apart = histogram_distances(black, white)
    assert apart[0, 0] == apart[2, 0] == pytest.approx(1, abs=1 / BINS)
    assert np.isnan(apart[1, 0])


def test_ndvi_is_that_of_red_and_near_infrared() -> None:
    image = np.stack([np.full((4, 4), 50), np.full((4, 4), 150)])[None].astype(np.uint8)
    found = histograms(patches_of(image), ["red", "nir"], 1, 0, 255)
    # (150 - 50) / (150 + 50) = 0.5, three quarters of the range from -1 to 1.
    assert found.counts[0, 2, 3 * BINS // 4] == 16


@pytest.mark.parametrize("measure", [lambda found: histograms(found, ["red", "nir"], 3, 0, 255), power_spectrum])
def test_memory_does_not_grow_with_the_number_of_patches(measure: Callable[[Patches], object]) -> None:
    draws = np.random.default_rng(0)
    images = draws.integers(0, 256, (40, 2, SIZE, SIZE), dtype=np.uint8)
    classes = draws.integers(0, 3, (40, SIZE, SIZE), dtype=np.uint8)
    needed = []
    for count in (4, 40):
        found = patches_of(images[:count], classes[:count])
        tracemalloc.start()
        try:
            measure(found)
            needed.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert needed[1] < 1.5 * needed[0]


def test_histograms_of_several_patches_are_the_sum_of_theirs() -> None:
    draws = np.random.default_rng(0)
    images = draws.integers(0, 256, (5, 2, 16, 16), dtype=np.uint8)
    classes = draws.choice(np.array([0, 1, 255], np.uint8), (5, 16, 16))
    names = ["red", "nir"]
    together = histograms(patches_of(images, classes), names, 3, 0, 255).counts
    single = [
        histograms(patches_of(images[number : number + 1], classes[number : number + 1]), names, 3, 0, 255).counts
        for number in range(5)
    ]
    np.testing.assert_array_equal(together, sum(single))
