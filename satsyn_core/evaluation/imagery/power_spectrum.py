"""The radial power spectrum of imagery, which shows its texture: the power at every spatial frequency."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .patches import Patches


def power_spectrum(patches: Patches) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean radial power spectrum of patches.

    Returns:
        Frequencies in cycles per pixel (n,), and the power at them (n,), in squared digital numbers of the band mean.
    """
    size = patches.images.shape[-1]
    taper = np.outer(np.hanning(size), np.hanning(size))
    total = np.zeros((size, size // 2 + 1))
    # All patches at once would take tens of bytes a pixel.
    for image in patches.images:
        grey = image.astype(np.float32).mean(axis=0)
        total += np.abs(np.fft.rfft2((grey - grey.mean()) * taper)) ** 2
    power = total / len(patches.images) / size**2
    rows, cols = np.meshgrid(np.fft.fftfreq(size), np.fft.rfftfreq(size), indexing="ij")
    ring = np.rint(np.hypot(rows, cols) * size).astype(int).ravel()
    rings = np.arange(1, size // 2)
    sums = np.bincount(ring, weights=power.ravel(), minlength=size)[rings]
    return rings / size, sums / np.bincount(ring, minlength=size)[rings]


def spectrum_distance(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return the mean absolute difference of two power spectra (n,) in decibels; 0 for equal spectra."""
    tiny = 1e-12
    return float(np.abs(10 * np.log10((first + tiny) / (second + tiny))).mean())
