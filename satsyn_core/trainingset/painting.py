"""Synthetic imagery of chips, painted by blocks that the engine need not pad."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ..generator.engine import Engine
from ..generator.synthesis import ImageryNodata
from ..grid import Window
from ..landcover.scheme import UNKNOWN
from .chips import Chips

_TOGETHER_PIXELS = 512
"""Chips of one such square stand together: an engine that computes in large tiles paints them at once."""


@dataclass(frozen=True)
class Painting:
    """Chips of one scene that one block shows.

    Attributes:
        scene: number of the scene.
        block: what the engine renders.
        chips: numbers of the chips in it.
    """

    scene: int
    block: Window
    chips: tuple[int, ...]


def painting_order(chips: Chips, looks: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return the numbers of the chips (n,) look by look, scene by scene, and in each chips that lie together."""
    square_row, square_col = chips.row // _TOGETHER_PIXELS, chips.col // _TOGETHER_PIXELS
    return np.lexsort((chips.col, chips.row, square_col, square_row, chips.scene, looks))


def paintings(chips: Chips, order: Iterable[int], align: int) -> Iterator[Painting]:
    """Yield the blocks for chips of one look; chips that follow each other and need the same block share it."""

    def block(number: int) -> tuple[int, Window]:
        return int(chips.scene[number]), chips.window(number).aligned(align)

    for (scene, window), numbers in groupby(order, key=block):
        yield Painting(scene, window, tuple(numbers))


@dataclass(frozen=True)
class PaintedChip:
    """A synthetic chip: `image` (bands, size, size), and `labels` (size, size) of what it was painted from."""

    number: int
    image: NDArray[np.integer]
    labels: NDArray[np.uint8]


def painted(
    painting: Painting, classes: NDArray[np.uint8], chips: Chips, engine: Engine, margin: int, nodata: ImageryNodata
) -> Iterator[PaintedChip]:
    """Render a block and yield its chips.

    Args:
        painting: what to render.
        classes: class indices of the block with `margin` pixels around it, 255 where unknown.
        chips: all chips.
        engine: of the look.
        margin: the generator's.
        nodata: goes to pixels without class.
    """
    imagery = engine.render(classes, painting.block.row, painting.block.col)
    halo = painting.block.expanded(margin)
    for number in painting.chips:
        window = chips.window(number)
        rows, cols = window.slices_in(painting.block)
        labels = np.ascontiguousarray(classes[window.slices_in(halo)])
        yield PaintedChip(number, nodata.applied(imagery[:, rows, cols], labels != UNKNOWN), labels)
