"""Gaussian noise that is a hash of the seed and the global position: the same pixel gets the same noise, however a
raster is cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

LEVEL_BITS = 12
LEVELS = 1 << LEVEL_BITS
"""Distinct noise values; a table of quantiles is exact on every processor, where logarithms and cosines are not."""

_BAND_CELLS = 1 << 15
"""Cells done at a time: what is gone over several times stays in the processor's cache."""


VARIANT_BITS = 32
"""Where the number of a variant stands in a noise seed: above the seed that users give."""


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
    for top, levels in _levels(seed, channel, row, col, height, width):
        np.take(normal_quantiles(), levels, out=noise[top : top + len(levels)], mode="clip")
    return noise


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
    mixed = values ^ (values >> np.uint32(16))
    mixed *= np.uint32(0x7FEB352D)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x846CA68B)
    mixed ^= mixed >> np.uint32(16)
    return mixed
