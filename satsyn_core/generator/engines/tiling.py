"""Computing a block as tiles: for bounded memory, and for engines whose arithmetic depends on the shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from ...raster.window import Window


def compute_by_tiles(
    compute: Callable[[Window], NDArray[np.integer]], window: Window, height: int, width: int
) -> NDArray[np.integer]:
    """Return imagery (bands, h, w) of a window, put together from tiles.

    Args:
        compute: returns imagery (bands, h, w) of a tile.
        window: what to compute.
        height, width: of the tiles, counted from the window's first pixel; the last ones are cut off at its end.
    """
    result: NDArray[np.integer] | None = None
    for tile in tiles(window, height, width):
        imagery = compute(tile)
        if result is None:
            result = np.empty((len(imagery), window.height, window.width), imagery.dtype)
        rows, cols = tile.slices_in(window)
        result[:, rows, cols] = imagery
    if result is None:
        raise ValueError("the window is empty")
    return result


def tiles(window: Window, height: int, width: int) -> Iterator[Window]:
    """Yield the tiles of a window row by row, see `compute_by_tiles`."""
    bottom, right = window.row + window.height, window.col + window.width
    for row in range(window.row, bottom, height):
        for col in range(window.col, right, width):
            yield Window(col, row, min(width, right - col), min(height, bottom - row))
