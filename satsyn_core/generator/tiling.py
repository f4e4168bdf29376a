"""Computing a block as tiles of one shape, for engines whose arithmetic depends on the shape that they are given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RenderTile = Callable[[NDArray[np.uint8], int, int], NDArray[np.integer]]


def render_by_tiles(
    render: RenderTile, classes: NDArray[np.uint8], row: int, col: int, margin: int, tile: int
) -> NDArray[np.integer]:
    """Return imagery (bands, h, w) of a block, put together from tiles of the global grid.

    Args:
        render: returns imagery (bands, tile, tile) for class indices (tile + 2 margin, tile + 2 margin) at a
            global position.
        classes: class indices (h + 2 margin, w + 2 margin); h and w are multiples of `tile`.
        row, col: global pixel position of the block, multiples of `tile`.
        margin: class pixels around block and tile.
        tile: side of a tile in pixels.
    """
    rows = []
    for top in range(0, classes.shape[0] - 2 * margin, tile):
        columns = [
            render(classes[top : top + tile + 2 * margin, left : left + tile + 2 * margin], row + top, col + left)
            for left in range(0, classes.shape[1] - 2 * margin, tile)
        ]
        rows.append(np.concatenate(columns, 2))
    return np.concatenate(rows, 1)
