"""Computing a block as tiles of one shape, for engines whose arithmetic depends on the shape that they are given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .block import Block

ComputeBlock = Callable[[Block], NDArray[np.integer]]


def computed_by_tiles(compute: ComputeBlock, block: Block, tile: int) -> NDArray[np.integer]:
    """Return imagery (bands, h, w) of a block, put together from tiles.

    Args:
        compute: returns imagery (bands, tile, tile) of a tile.
        block: starts and ends on multiples of `tile` pixels from the raster's origin.
        tile: side of a tile in pixels.
    """
    height, width = block.size
    rows = [
        np.concatenate([compute(block.part(top, left, tile, tile)) for left in range(0, width, tile)], 2)
        for top in range(0, height, tile)
    ]
    return np.concatenate(rows, 1)
