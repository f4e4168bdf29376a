"""Where imagery has data in whole patches: training crops never reach across nodata."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CELL = 16
"""Pixels along the side of the squares that count as having data or not; crop sizes are multiples of it."""


def whole_cells(valid: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for each square of `CELL` pixels whether all of it that lies within the raster has data.

    Args:
        valid: (height, width), True where there is data; read row of squares by row of squares.
    """
    height, width = valid.shape
    found = np.zeros((-(-height // CELL), -(-width // CELL)), bool)
    beyond = found.shape[1] * CELL - width
    for row in range(len(found)):
        columns = valid[row * CELL : (row + 1) * CELL].all(0)
        found[row] = np.pad(columns, (0, beyond), constant_values=True).reshape(-1, CELL).all(1)
    return found


def patch_corners(whole: NDArray[np.bool_], raster: tuple[int, int], size: int) -> NDArray[np.int64]:
    """Return row and column (n, 2), in pixels, of the patches on the grid of squares that have data everywhere.

    Args:
        whole: from `whole_cells`.
        raster: height and width in pixels.
        size: of a patch in pixels, a multiple of `CELL`.
    """
    cells = size // CELL
    rows, cols = (max(length // CELL - cells + 1, 0) for length in raster)
    sums = np.pad(whole.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    ends = slice(cells, cells + rows), slice(cells, cells + cols)
    inside = sums[ends] - sums[:rows, ends[1]] - sums[ends[0], :cols] + sums[:rows, :cols]
    return np.argwhere(inside == cells * cells) * CELL
