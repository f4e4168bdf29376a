"""Windows of pixels, and the canonical blocks that every pass over a raster uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rasterio.windows import Window as RasterioWindow


@dataclass(frozen=True)
class Window:
    """A rectangle of pixels: columns `col` to `col + width`, rows `row` to `row + height`.

    It may lie partly or wholly outside a raster. It is not rasterio's `Window`, whose edges are floating-point numbers:
    these are whole pixels, which compare and hash exactly, so that windows are keys and file names; and blocks need
    what rasterio's lacks, as growing by a margin or to multiples of a step. `to_rasterio` gives rasterio's, to read and
    write with.
    """

    col: int
    row: int
    width: int
    height: int

    def expanded(self, margin: int) -> Window:
        """Return the window with `margin` more pixels on every side."""
        return Window(self.col - margin, self.row - margin, self.width + 2 * margin, self.height + 2 * margin)

    def aligned(self, step: int) -> Window:
        """Return the smallest window around this one whose edges are multiples of `step`."""
        col = self.col // step * step
        row = self.row // step * step
        width = -(-(self.col + self.width) // step) * step - col
        height = -(-(self.row + self.height) // step) * step - row
        return Window(col, row, width, height)

    def middle(self, side: int) -> Window:
        """Return the part in the middle, at most `side` pixels wide and high."""
        width, height = min(self.width, side), min(self.height, side)
        return Window(self.col + (self.width - width) // 2, self.row + (self.height - height) // 2, width, height)

    def intersection(self, other: Window) -> Window | None:
        """Return the pixels that both windows hold, or None if there are none."""
        col = max(self.col, other.col)
        row = max(self.row, other.row)
        width = min(self.col + self.width, other.col + other.width) - col
        height = min(self.row + self.height, other.row + other.height) - row
        return Window(col, row, width, height) if width > 0 and height > 0 else None

    def to_rasterio(self) -> RasterioWindow:
        """Return the window in rasterio's own type."""
        return RasterioWindow(self.col, self.row, self.width, self.height)

    def slices_in(self, outer: Window) -> tuple[slice, slice]:
        """Return the (rows, columns) of this window within an array that holds `outer`, which must contain it."""
        row = self.row - outer.row
        col = self.col - outer.col
        return slice(row, row + self.height), slice(col, col + self.width)


def count_blocks(window: Window, size: int) -> int:
    """Return how many `canonical_blocks` there are, however large the window is."""
    rows = -(-(window.row + window.height) // size) - window.row // size
    cols = -(-(window.col + window.width) // size) - window.col // size
    return rows * cols


def canonical_blocks(window: Window, size: int) -> Iterator[Window]:
    """Yield the blocks of `size` pixels that cover `window`, row by row, clipped to it.

    Blocks start at multiples of `size` from the raster's origin, so a part of a raster is cut as the whole is.
    """
    for row in range(window.row // size * size, window.row + window.height, size):
        for col in range(window.col // size * size, window.col + window.width, size):
            block = Window(col, row, size, size).intersection(window)
            if block is not None:
                yield block
