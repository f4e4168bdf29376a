"""The power spectrum of waves, noise and blurred imagery."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter

from satsyn_core.evaluation.imagery.patches import draw_patches
from satsyn_core.evaluation.imagery.power_spectrum import power_spectrum, spectrum_distance
from tests.support.imagery import ArrayImagery, patches_of, texture

SIZE = 64


def test_a_wave_has_its_power_at_its_frequency() -> None:
    wave = 100 * np.sin(2 * np.pi * np.arange(SIZE) / 8)
    frequencies, power = power_spectrum(patches_of(np.tile(wave, (1, 1, SIZE, 1))))
    assert frequencies[power.argmax()] == 1 / 8


def test_twice_the_contrast_is_six_decibels() -> None:
    noise = np.random.default_rng(0).normal(size=(4, 1, SIZE, SIZE))
    first, second = (power_spectrum(patches_of(image))[1] for image in (noise, 2 * noise))
    np.testing.assert_allclose(spectrum_distance(first, second), 20 * np.log10(2), rtol=1e-5)


def test_blur_lowers_the_power_of_fine_detail() -> None:
    image = texture(0)
    blurred = gaussian_filter(image, (0, 1.5, 1.5))
    sharp, soft = (power_spectrum(draw_patches([ArrayImagery(one)], SIZE, 40, 0)) for one in (image, blurred))
    assert spectrum_distance(sharp[1], sharp[1]) == 0
    assert spectrum_distance(sharp[1], soft[1]) > 5
    assert soft[1][-1] < sharp[1][-1]


def test_the_spectrum_of_several_patches_is_the_mean_of_theirs() -> None:
    noise = np.random.default_rng(0).normal(size=(5, 2, SIZE, SIZE))
    single = [power_spectrum(patches_of(noise[number : number + 1]))[1] for number in range(5)]
    np.testing.assert_allclose(power_spectrum(patches_of(noise))[1], np.mean(single, axis=0), rtol=1e-6)
