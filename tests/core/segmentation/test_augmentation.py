"""Variations of training crops: whatever happens to the image, its labels stay true."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.segmentation.augmentation import NO_AUGMENTATION, Augmentation, resampled


def scene(side: int) -> tuple[np.ndarray, np.ndarray]:
    """Return an image whose only band is the label itself, and the labels: four blocks of different classes."""
    rows, cols = np.mgrid[:side, :side]
    labels = (2 * (rows >= side // 2) + (cols >= side // 2)).astype(np.uint8)
    return labels[None].astype(np.float32), labels


def test_no_augmentation_changes_nothing() -> None:
    image, labels = scene(16)
    rng = np.random.default_rng(0)
    assert NO_AUGMENTATION.window_size(16, rng) == 16
    varied, truth = NO_AUGMENTATION.varied(image, labels, 16, rng)
    np.testing.assert_array_equal(varied, image)
    np.testing.assert_array_equal(truth, labels)


@pytest.mark.parametrize("seed", range(8))
def test_flips_and_rotations_move_labels_with_their_pixels(seed: int) -> None:
    turning = Augmentation(scale=0, gain=0, offset=0)
    varied, truth = turning.varied(*scene(16), 16, np.random.default_rng(seed))
    np.testing.assert_array_equal(varied[0], truth)


def test_every_flip_and_rotation_occurs() -> None:
    turning = Augmentation(scale=0, gain=0, offset=0)
    rng = np.random.default_rng(1)
    seen = {turning.varied(*scene(4), 4, rng)[1].tobytes() for _ in range(100)}
    assert len(seen) == 8


def test_gain_and_offset_change_bands_alike_over_the_crop() -> None:
    image, labels = scene(16)
    both = np.concatenate([image, image])
    bright = Augmentation(flips_and_rotations=False, scale=0, gain=0.3, offset=0.5)
    varied, _ = bright.varied(both, labels, 16, np.random.default_rng(2))
    for band in varied:
        gain = band[0, 15] - band[0, 0]
        assert 1 - 0.45 <= gain <= 1 + 0.45
        np.testing.assert_allclose(band, image[0] * gain + band[0, 0], atol=1e-5)
    assert not np.array_equal(varied[0], varied[1])


def test_windows_are_as_much_smaller_as_larger() -> None:
    rng = np.random.default_rng(3)
    sizes = [Augmentation(scale=0.25).window_size(100, rng) for _ in range(500)]
    assert min(sizes) >= 80
    assert max(sizes) <= 125
    assert min(sizes) < 85 and max(sizes) > 118


@pytest.mark.parametrize("side", [12, 24, 40])
def test_resampling_keeps_blocks_in_their_quarters(side: int) -> None:
    image, labels = resampled(*scene(side), 16)
    expected = scene(16)[1]
    np.testing.assert_array_equal(labels, expected)
    inner = np.ones((16, 16), bool)
    inner[6:10] = inner[:, 6:10] = False
    np.testing.assert_allclose(image[0][inner], expected[inner], atol=1e-5)


def test_changes_stay_within_what_their_settings_say() -> None:
    usual, rng = Augmentation(), np.random.default_rng(0)
    sides = np.array([usual.window_size(256, rng) for _ in range(5000)]) / 256
    assert sides.min() == pytest.approx(1 / 1.25, abs=0.01) and sides.max() == pytest.approx(1.25, abs=0.01)
    for varied, base in ((Augmentation(offset=0), 1.0), (Augmentation(gain=0), 0.0)):
        change = varied.gain + varied.offset
        image, labels = np.full((2, 8, 8), base, np.float32), np.zeros((8, 8), np.uint8)
        values = np.array([varied.varied(image, labels, 8, rng)[0][:, 0, 0] for _ in range(5000)]) - base
        assert np.abs(values).max() == pytest.approx(1.5 * change, rel=0.1)
        assert np.abs(values[:, 0] - values[:, 1]).max() == pytest.approx(change, rel=0.1)
