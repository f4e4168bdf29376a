"""The search for patches in imagery, and its correlation against the definition."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.patch_search import best_matches, correlations
from satsyn_core.evaluation.imagery.symmetries import SYMMETRIES
from satsyn_core.raster.window import Window
from tests.support.imagery import ArrayImagery, texture
from tests.support.rasters import RecordingReporter

SIZE = 32


def test_correlations_are_those_of_numpy() -> None:
    rng = np.random.default_rng(0)
    image, template = (rng.normal(100, 20, shape).astype(np.float32) for shape in ((12, 14), (5, 5)))
    found = correlations(image, template)
    assert found.shape == (8, 10)
    expected = [
        [np.corrcoef(image[row : row + 5, col : col + 5].ravel(), template.ravel())[0, 1] for col in range(10)]
        for row in range(8)
    ]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_flat_imagery_correlates_with_nothing() -> None:
    template = np.random.default_rng(0).normal(size=(4, 4)).astype(np.float32)
    np.testing.assert_array_equal(correlations(np.full((8, 8), 90, np.float32), template), np.zeros((5, 5)))


@pytest.mark.parametrize("symmetry", SYMMETRIES, ids=str)
def test_a_patch_is_found_where_it_was_cut_whatever_its_orientation(symmetry) -> None:
    sources = [ArrayImagery(texture(seed, 96, 128)) for seed in (0, 1)]
    cut = Window(37, 19, SIZE, SIZE)
    patch = symmetry.invert(sources[1].read_imagery(cut))
    (match,) = best_matches(patch[None], sources, 255, RecordingReporter())
    assert match is not None
    assert (match.source, match.window, match.symmetry) == (1, cut, symmetry)
    assert match.correlation == pytest.approx(1, abs=1e-5)


def test_a_flat_patch_has_no_match() -> None:
    patches = np.stack([np.full((3, SIZE, SIZE), 90, np.uint8), texture(5, SIZE, SIZE)])
    flat, other = best_matches(patches, [ArrayImagery(texture(0, 96, 96))], 255, RecordingReporter())
    assert flat is None
    assert other is not None and other.correlation < 0.9


@pytest.mark.parametrize("nodata", [np.nan, -9999, np.finfo(np.float32).min])
def test_a_copy_is_found_beside_pixels_without_data(nodata: float) -> None:
    training = ArrayImagery(texture(0, 300, 300) / np.float32(255))
    training.has_data[200:, :9] = training.has_data[:5] = training.has_data[67, 90] = False
    patches = np.stack([training.image[:, 35:67, 80:112], training.image[:, 205:237, 9:41]])
    clean = best_matches(patches, [training], 1, RecordingReporter())
    training.image[:, ~training.has_data] = nodata
    for match, window in zip(best_matches(patches, [training], 1, RecordingReporter()), [(80, 35), (9, 205)]):
        assert match is not None and match.correlation == pytest.approx(1, abs=1e-4)
        assert (match.window.col, match.window.row) == window
    assert all(match is not None and match.correlation > 0.99 for match in clean)


def test_values_that_are_no_numbers_correlate_with_nothing() -> None:
    image, template = (texture(seed, size, size, 1)[0].astype(np.float32) for seed, size in ((0, 20), (1, 8)))
    image[3, 4] = np.nan
    assert np.isfinite(correlations(image, template)).all()
    unmarked = ArrayImagery(texture(0, 300, 300) / np.float32(255))
    patch = unmarked.image[:, 135:167, 180:212].copy()
    unmarked.image[:, 20, 20] = np.nan
    (match,) = best_matches(patch[None], [unmarked], 1, RecordingReporter())
    assert match is not None and match.correlation == pytest.approx(1, abs=1e-4)
