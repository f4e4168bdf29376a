"""The places of chips: square windows of scenes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...raster.grid import Grid
from ...raster.window import Window


@dataclass(frozen=True)
class Chips:
    """The places of chips of all scenes, as columns of one table: a hundred thousand of them take a megabyte.

    Attributes:
        size: pixels along the side of a chip.
        scene: number of each chip's scene (n,).
        row, col: its first pixel in the scene (n,).
    """

    size: int
    scene: NDArray[np.int32]
    row: NDArray[np.int32]
    col: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.scene)

    def window(self, number: int) -> Window:
        """Return the pixels of a chip in its scene."""
        return Window(int(self.col[number]), int(self.row[number]), self.size, self.size)

    def select(self, which: NDArray[np.integer] | NDArray[np.bool_]) -> Chips:
        """Return the chips at the indices, or where the mask is true."""
        return Chips(self.size, self.scene[which], self.row[which], self.col[which])

    def concatenate(self, other: Chips) -> Chips:
        """Return these chips followed by those of `other`, which have the same size."""
        return Chips(
            self.size,
            np.concatenate([self.scene, other.scene]),
            np.concatenate([self.row, other.row]),
            np.concatenate([self.col, other.col]),
        )


def regular_chips(grids: Sequence[Grid], size: int, stride: int) -> Chips:
    """Return the chips that lie wholly in their scenes, row by row, every `stride` pixels from each scene's origin."""
    scenes, rows, cols = [], [], []
    for number, grid in enumerate(grids):
        down = np.arange(0, max(grid.height - size + 1, 0), stride, dtype=np.int32)
        right = np.arange(0, max(grid.width - size + 1, 0), stride, dtype=np.int32)
        rows.append(np.repeat(down, len(right)))
        cols.append(np.tile(right, len(down)))
        scenes.append(np.full(len(down) * len(right), number, np.int32))
    return Chips(size, np.concatenate(scenes), np.concatenate(rows), np.concatenate(cols))
