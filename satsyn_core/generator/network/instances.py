"""A random value for each instance of a class, such as a building: one for all of a roof, another for the next roof.

Land cover gives the pixels of buildings, not which of them are one building. Connected parts are found locally, so
that blocks cut anywhere agree: each cell has a hashed rank, and takes the value of the highest-ranking cell that is
within reach over cells of the class. A wide field is divided into plots in the same way, about as long as the reach.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .architecture import PIXEL_SHUFFLE_FACTOR
from .noise import LEVEL_BITS, LEVELS, hashed_levels, normal_quantiles

FIELDS = (1 << 16, (1 << 16) + 1)
"""Channels of the hashed noise that give rank and value: far from those of the noise fields."""

_MOST = PIXEL_SHUFFLE_FACTOR**2 - 1
"""Pixels of a cell that must be of the class for a value to pass through it: a gap of two pixels keeps houses apart."""


def instance_noise(members: NDArray[np.bool_], reach: int, seed: int, row: int, col: int) -> NDArray[np.float32]:
    """Return the value of the connected part that each cell belongs to.

    Parts up to `reach` pixels long have one value; longer ones fall into several.

    Args:
        members: which pixels are of the class (height, width), even numbers, `reach` beyond what is wanted on every
            side.
        reach: pixels, a multiple of `PIXEL_SHUFFLE_FACTOR`.
        seed: of the noise.
        row, col: global position of the first pixel, multiples of the cell's size `PIXEL_SHUFFLE_FACTOR`.

    Returns:
        float32 cells of `PIXEL_SHUFFLE_FACTOR` pixels without the border: standard normal where a pixel is of the
        class, 0 elsewhere.
    """
    height, width = (length // PIXEL_SHUFFLE_FACTOR for length in members.shape)
    steps = reach // PIXEL_SHUFFLE_FACTOR
    inner = (slice(steps, height - steps), slice(steps, width - steps))
    count = np.zeros((height, width), np.uint8)
    for top in range(PIXEL_SHUFFLE_FACTOR):
        for left in range(PIXEL_SHUFFLE_FACTOR):
            count += members[top::PIXEL_SHUFFLE_FACTOR, left::PIXEL_SHUFFLE_FACTOR]
    if not count.any():
        return np.zeros((height - 2 * steps, width - 2 * steps), np.float32)
    rank, value = (
        hashed_levels(seed, field, row // PIXEL_SHUFFLE_FACTOR, col // PIXEL_SHUFFLE_FACTOR, height, width)
        for field in FIELDS
    )
    # 0 stands for cells outside the class.
    highest = ((rank << np.uint32(LEVEL_BITS)) | value) + np.uint32(1)
    inside, edge = (count >= _MOST).astype(np.uint32), (count > 0).astype(np.uint32)
    highest *= inside
    for _ in range(steps - 1):
        highest = _highest_around(highest) * inside
    own = np.where(inside, highest, _highest_around(highest) * edge)[inner]
    levels = (np.maximum(own, 1) - 1) & np.uint32(LEVELS - 1)
    values: NDArray[np.float32] = np.where(own > 0, normal_quantiles()[levels], np.float32(0))
    return values


def _highest_around(cells: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the greatest value among each cell and its eight neighbours."""
    rows = cells.copy()
    np.maximum(rows[1:], cells[:-1], out=rows[1:])
    np.maximum(rows[:-1], cells[1:], out=rows[:-1])
    around: NDArray[np.uint32] = rows.copy()
    np.maximum(around[:, 1:], rows[:, :-1], out=around[:, 1:])
    np.maximum(around[:, :-1], rows[:, 1:], out=around[:, :-1])
    return around
