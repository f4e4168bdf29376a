"""Measures of imagery against independent computations, and the copy audit against a copy."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray
from scipy.linalg import sqrtm
from scipy.ndimage import gaussian_filter

from satsyn_core.evaluation.imagery.copies import SIGNIFICANT, CopyAudit, audit_copies
from satsyn_core.evaluation.imagery.distances import frechet_distance, kernel_distance
from satsyn_core.evaluation.imagery.features import fixed_features
from satsyn_core.evaluation.imagery.histograms import NDVI, histogram_distances, histograms
from satsyn_core.evaluation.imagery.patches import draw_patches
from satsyn_core.evaluation.imagery.power_spectrum import power_spectrum, spectrum_distance
from satsyn_core.evaluation.imagery.precision_recall import precision_recall
from satsyn_core.evaluation.imagery.seams import seam_index
from satsyn_core.evaluation.imagery.symmetries import SYMMETRIES, Symmetry
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.rasters import RecordingReporter

SIZE = 64


class ArrayScene:
    """Imagery in memory, all of class 0."""

    def __init__(self, image: NDArray[np.uint8], name: str = "scene") -> None:
        self.name = name
        self.image = image
        self.grid = Grid(None, Affine.identity(), image.shape[2], image.shape[1])
        self.land_cover = self

    def read_imagery(self, window: Window) -> NDArray[np.uint8]:
        rows, cols = window.slices_in(self.grid.window)
        return self.image[:, rows, cols]

    def valid(self, window: Window) -> NDArray[np.bool_]:
        return np.ones((window.height, window.width), bool)

    def read(self, window: Window) -> NDArray[np.uint8]:
        return np.zeros((window.height, window.width), np.uint8)


def texture(seed: int, height: int = 448, width: int = 448, bands: int = 3) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    fields = np.stack([gaussian_filter(rng.normal(size=(height, width)), 3) * 300 + 120 for _ in range(bands)])
    return np.clip(fields + 6 * rng.normal(size=fields.shape), 0, 255).astype(np.uint8)


@pytest.fixture
def training() -> ArrayScene:
    return ArrayScene(texture(0, 600, 820), "training")


def audit(synthetic: NDArray[np.uint8], training: ArrayScene) -> CopyAudit:
    patches = draw_patches([ArrayScene(synthetic, "synthetic")], SIZE, 49, 0)
    control = draw_patches([ArrayScene(texture(1), "unseen")], SIZE, 49, 0)
    known = draw_patches([training], SIZE, 100, 0)
    return audit_copies(patches, control, [training], known, fixed_features(3, 0, 255), 255, RecordingReporter())


def test_imagery_of_its_own_is_no_copy(training: ArrayScene) -> None:
    found = audit(texture(2), training)
    assert found.clean
    assert found.p_closest > SIGNIFICANT
    assert "No sign of copying" in found.verdict


def test_a_copied_patch_is_found_even_shifted_noisy_and_in_another_light(training: ArrayScene) -> None:
    synthetic = texture(2)
    noise = 5 * np.random.default_rng(5).normal(size=(3, SIZE, SIZE))
    stolen = training.image[:, 131 : 131 + SIZE, 333 : 333 + SIZE] * 0.8 + 20 + noise
    synthetic[:, 128:192, 64:128] = np.clip(stolen, 0, 255).astype(np.uint8)
    found = audit(synthetic, training)
    assert found.copies == 1
    assert found.p_closest < 1e-6
    assert found.pairs[0].place.window == Window(64, 128, SIZE, SIZE)
    assert found.pairs[0].found.window == Window(333, 131, SIZE, SIZE)
    assert found.verdict.startswith("Copies found: 1 of 49")


@pytest.mark.parametrize("symmetry", SYMMETRIES[1:], ids=str)
def test_a_turned_or_mirrored_copy_is_found(symmetry: Symmetry, training: ArrayScene) -> None:
    synthetic = texture(2)
    stolen = training.image[:, 131 : 131 + SIZE, 333 : 333 + SIZE]
    synthetic[:, 128:192, 64:128] = symmetry.undone(stolen)
    found = audit(synthetic, training)
    assert found.copies == 1
    pair = found.pairs[0]
    assert (pair.place.window, pair.found.window) == (Window(64, 128, SIZE, SIZE), Window(333, 131, SIZE, SIZE))
    assert pair.symmetry == symmetry
    np.testing.assert_array_equal(pair.training, pair.synthetic)


def test_unseen_imagery_that_is_turned_training_imagery_counts_as_alike(training: ArrayScene) -> None:
    """The control is searched for as the synthetic imagery is: what is usual there is no finding."""
    turned = np.ascontiguousarray(np.rot90(training.image[:, :448, :448], axes=(1, 2)))
    noise = 4 * np.random.default_rng(3).normal(size=(2, *turned.shape))
    synthetic, unseen = (np.clip(turned + one, 0, 255).astype(np.uint8) for one in noise)
    patches, control = (draw_patches([ArrayScene(one)], SIZE, 49, 0) for one in (synthetic, unseen))
    known = draw_patches([training], SIZE, 100, 0)
    found = audit_copies(patches, control, [training], known, fixed_features(3, 0, 255), 255, RecordingReporter())
    assert found.control.min() > 0.9
    assert found.copies == 0


def test_flat_patches_are_no_copies_of_each_other(training: ArrayScene) -> None:
    training.image[:, :300] = 90
    synthetic = texture(2)
    synthetic[:, :200] = 90
    assert audit(synthetic, training).copies == 0


def test_frechet_distance_is_that_of_scipy() -> None:
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(300, 12)), rng.normal(0.4, 1.5, size=(260, 12)) @ rng.normal(size=(12, 12))
    means = first.mean(axis=0) - second.mean(axis=0)
    one, other = np.cov(first.T), np.cov(second.T)
    expected = means @ means + np.trace(one + other - 2 * sqrtm(one @ other).real)
    assert frechet_distance(first, second) == pytest.approx(expected, rel=1e-6)


def test_kernel_distance_is_near_nothing_for_one_distribution_and_large_for_two() -> None:
    rng = np.random.default_rng(0)
    first, same, other = rng.normal(size=(400, 8)), rng.normal(size=(400, 8)), rng.normal(1.0, size=(400, 8))
    assert abs(kernel_distance(first, same)) < 0.1 * kernel_distance(first, other)


def test_a_collapsed_generator_has_precision_without_coverage() -> None:
    rng = np.random.default_rng(0)
    real = rng.normal(size=(200, 4))
    collapsed = 0.01 * rng.normal(size=(200, 4))
    found = precision_recall(real, collapsed)
    assert found.precision > 0.9
    assert found.recall < 0.1
    assert found.coverage < 0.5
    same = precision_recall(real, rng.normal(size=(200, 4)))
    assert min(same.precision, same.recall, same.coverage) > 0.7


def test_patches_do_not_overlap_and_are_the_same_for_a_seed(training: ArrayScene) -> None:
    first, again = (draw_patches([training], SIZE, 40, 3) for _ in range(2))
    windows = [place.window for place in first.places]
    assert len(set(windows)) == 40
    assert all(window.col % SIZE == window.row % SIZE == 0 for window in windows)
    np.testing.assert_array_equal(first.images, again.images)


def test_histograms_tell_a_band_that_is_too_bright_and_ndvi() -> None:
    names = ("red", "green", "blue", "nir")
    image = texture(0, bands=4)
    brighter = np.minimum(image.astype(int) + np.array([0, 0, 51, 0])[:, None, None], 255).astype(np.uint8)
    sets = [draw_patches([ArrayScene(one)], SIZE, 40, 0) for one in (image, brighter)]
    first, second = (histograms(patches, names, 1, 0, 255) for patches in sets)
    apart = histogram_distances(first, second)[-1]
    assert first.channels == (*names, NDVI)
    assert apart[2] == pytest.approx(0.2, abs=0.02)
    np.testing.assert_allclose(apart[[0, 1, 3, 4]], 0, atol=1e-9)


def test_blur_shows_in_the_texture() -> None:
    image = texture(0)
    blurred = gaussian_filter(image, (0, 1.5, 1.5))
    sharp, soft = (power_spectrum(draw_patches([ArrayScene(one)], SIZE, 40, 0)) for one in (image, blurred))
    assert spectrum_distance(sharp[1], sharp[1]) == 0
    assert spectrum_distance(sharp[1], soft[1]) > 5
    assert soft[1][-1] < sharp[1][-1]


def test_seams_at_block_borders_show_in_the_seam_index() -> None:
    image = texture(0, 512, 1024)
    patchwork = image.copy()
    patchwork[:, :, 256:512] = np.minimum(patchwork[:, :, 256:512].astype(int) + 40, 255)
    whole, pieces = seam_index([ArrayScene(image)]), seam_index([ArrayScene(patchwork)])
    assert whole is not None and pieces is not None
    assert whole == pytest.approx(1, abs=0.1)
    assert pieces > 1.5
