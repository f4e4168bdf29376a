"""Gaussian noise for the four scales of the generator.

Imagery is generated from hashed noise, a function of the seed and the global position: the same pixel gets the same
noise, however a raster is cut. Training crops have no global position; their noise is random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .architecture import STRIDES, Architecture

if TYPE_CHECKING:
    import torch
    from torch import Tensor

LEVEL_BITS = 12
LEVELS = 1 << LEVEL_BITS
"""Distinct noise values. A table of quantiles is exact on every processor; logarithms and cosines are not."""

_BAND_CELLS = 1 << 15
"""Cells processed at a time: few enough for the processor's cache."""


VARIANT_BITS = 32
"""Where the number of a variant stands in a noise seed: above the seed that users give."""


@dataclass(frozen=True)
class HashedNoise:
    """The noise of one block of a raster.

    Attributes:
        seed: noise seed of the scene; only its lowest 64 bits count.
        row, col: global position of the block's first pixel, multiples of the coarsest stride; may be negative.
    """

    seed: int
    row: int
    col: int

    def arrays(self, architecture: Architecture, sizes: Sequence[tuple[int, int]]) -> list[NDArray[np.float32]]:
        """Return the noise of the four scales, coarse to fine: float32 (noise channels, cells high, cells wide).

        Args:
            architecture: gives channels, amplitudes and margins of the scales.
            sizes: cells high and wide of each scale, with the scale's margin.
        """
        pyramid = []
        first = 0
        for index, (stride, margin, cells) in enumerate(zip(STRIDES, architecture.margins, sizes, strict=True)):
            channels, amplitude = architecture.noise_channels[index], architecture.noise_amplitudes[index]
            top, left = self.row // stride - margin, self.col // stride - margin
            layers = np.zeros((channels, *cells), np.float32)
            if amplitude:
                values = normal_quantiles() * np.float32(amplitude)
                for channel, layer in enumerate(layers):
                    _fill(layer, values, self.seed, first + channel, top, left)
            pyramid.append(layers)
            first += channels
        return pyramid


@dataclass(frozen=True)
class RandomNoise:
    """The noise of training crops, different each time.

    Attributes:
        generator: of the random numbers, on the device of the noise; None draws from the device's global one.
        amplitudes: standard deviation of the noise of each scale; None for those of the architecture.
    """

    generator: torch.Generator | None = None
    amplitudes: tuple[float, ...] | None = None

    def fields(
        self, architecture: Architecture, count: int, sizes: Sequence[tuple[int, int]], device: torch.device
    ) -> list[Tensor]:
        """Return the noise of the four scales, coarse to fine: float32 (N, noise channels, cells high, cells wide).

        Args:
            architecture: gives channels and amplitudes of the scales.
            count: number of images N.
            sizes: cells high and wide of each scale, with the scale's margin.
            device: of the tensors.
        """
        import torch

        amplitudes = self.amplitudes or architecture.noise_amplitudes
        return [
            amplitude * torch.randn(count, channels, *cells, generator=self.generator, device=device)
            for amplitude, channels, cells in zip(amplitudes, architecture.noise_channels, sizes, strict=True)
        ]


def noise_seed_of(seed: int, variant: int) -> int:
    """Return the seed of the noise of a variant, from the user's seed and the variant's number from 0."""
    return seed + (variant << VARIANT_BITS)


@lru_cache(maxsize=1)
def normal_quantiles() -> NDArray[np.float32]:
    """Return the value of each of the `LEVELS` levels, of a standard normal distribution."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((level + 0.5) / LEVELS) for level in range(LEVELS)], np.float32)


def hashed_noise(seed: int, channel: int, row: int, col: int, height: int, width: int) -> NDArray[np.float32]:
    """Return standard normal noise for a window of an endless grid.

    Args:
        seed: any integer; only its lowest 64 bits count.
        channel: distinguishes independent noise fields of the same seed.
        row, col: global position of the window's first cell; may be negative.
        height, width: size of the window in cells.

    Returns:
        float32 array (height, width), every cell a function of (seed, channel, row, col) alone.
    """
    noise = np.empty((height, width), np.float32)
    _fill(noise, normal_quantiles(), seed, channel, row, col)
    return noise


def _fill(layer: NDArray[np.float32], values: NDArray[np.float32], seed: int, channel: int, row: int, col: int) -> None:
    """Write hashed noise into a window (height, width), with the values of the `LEVELS` levels; see `hashed_noise`."""
    for top, levels in _levels(seed, channel, row, col, *layer.shape):
        np.take(values, levels, out=layer[top : top + len(levels)], mode="clip")


def hashed_levels(seed: int, channel: int, row: int, col: int, height: int, width: int) -> NDArray[np.uint32]:
    """Return which of the `LEVELS` levels each cell of `hashed_noise` has: uint32 (height, width)."""
    found = np.empty((height, width), np.uint32)
    for top, levels in _levels(seed, channel, row, col, height, width):
        found[top : top + len(levels)] = levels
    return found


def _levels(
    seed: int, channel: int, row: int, col: int, height: int, width: int
) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """Yield bands of levels, each with the number of its first row."""
    key = _mix(np.array([seed & 0xFFFFFFFF], np.uint32))
    key = _mix(key ^ np.uint32((seed >> 32) & 0xFFFFFFFF))
    key = _mix(key ^ np.uint32((channel * 0x9E3779B1) & 0xFFFFFFFF))
    rows = _mix(np.arange(row, row + height, dtype=np.int64).astype(np.uint32) ^ key)
    columns = np.arange(col, col + width, dtype=np.int64).astype(np.uint32) * np.uint32(0x85EBCA6B)
    together = max(_BAND_CELLS // max(width, 1), 1)
    for top in range(0, height, together):
        cells = _mix(rows[top : top + together, None] ^ columns)
        cells >>= np.uint32(32 - LEVEL_BITS)
        yield top, cells


def _mix(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return a 32-bit integer finaliser of `values` (two rounds of multiply and xor-shift, so that neighbours become
    unrelated).
    """
    mixed: NDArray[np.uint32] = values ^ (values >> np.uint32(16))
    mixed *= np.uint32(0x7FEB352D)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x846CA68B)
    mixed ^= mixed >> np.uint32(16)
    return mixed
