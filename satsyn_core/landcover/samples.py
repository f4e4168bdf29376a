"""Samples of a raster that show which values it holds, whichever part of it is in use."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..raster.window import Window, canonical_blocks

_BLOCK_PIXELS = 512

_STEP = 16
_FEW_VALUES = 16

FEW_BLOCKS, MANY_BLOCKS = 64, 1024
"""How many blocks a sample has: few enough to be read in a second; and where they hold nothing, as between islands."""


def sample_blocks(whole: Window, most: int = FEW_BLOCKS) -> list[Window]:
    """Return the blocks of a sample of a raster, spread over rows and columns alike; all of a small one.

    Args:
        whole: the raster's pixels.
        most: number of blocks.
    """
    rows, cols = (-(-length // _BLOCK_PIXELS) for length in (whole.height, whole.width))
    if rows * cols <= most:
        return list(canonical_blocks(whole, _BLOCK_PIXELS))
    down = min(rows, most, max(1, round(math.sqrt(most * rows / cols))))
    across = min(cols, most // down)
    down = min(rows, most // across)
    places = [(row, col) for row in _spread(rows, down) for col in _spread(cols, across)]
    blocks = [Window(col * _BLOCK_PIXELS, row * _BLOCK_PIXELS, _BLOCK_PIXELS, _BLOCK_PIXELS) for row, col in places]
    return [inside for block in blocks if (inside := block.intersection(whole)) is not None]


def count_known(values: NDArray[np.integer], known: NDArray[np.bool_]) -> dict[int, int]:
    """Return how many known pixels have each value.

    Args:
        values: of the pixels (height, width).
        known: where they are known (height, width).
    """
    if values.dtype.itemsize <= 2:
        unsigned = values.view(f"u{values.dtype.itemsize}")
        # Comparing with each of a few values is several times as fast as counting all that there may be.
        likely = np.flatnonzero(np.bincount(unsigned[::_STEP, ::_STEP].ravel(), minlength=1)).astype(unsigned.dtype)
        total = int(np.count_nonzero(known))
        if len(likely) <= _FEW_VALUES:
            masks = (unsigned == value for value in likely)
            each = [int(np.count_nonzero(mask if total == known.size else mask & known)) for mask in masks]
            if sum(each) == total:
                pairs = zip(likely.view(values.dtype).tolist(), each, strict=True)
                return {value: count for value, count in pairs if count}
        found = np.bincount(unsigned[known], minlength=1)
        present = np.flatnonzero(found)
        return dict(
            zip(present.astype(unsigned.dtype).view(values.dtype).tolist(), found[present].tolist(), strict=True)
        )
    present, found = np.unique(values[known], return_counts=True)
    return dict(zip(present.tolist(), found.tolist(), strict=True))


def _spread(count: int, chosen: int) -> list[int]:
    """Return some of the numbers from 0 to `count`, in the middle of equal parts."""
    return [(2 * index + 1) * count // (2 * chosen) for index in range(chosen)]
