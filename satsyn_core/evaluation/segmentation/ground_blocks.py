"""Blocks of ground: which parts of rasters show the same or neighbouring ground, and are not independent.

Rasters and chips of any size are divided here, so blocks have a fixed side and lie where the first raster does. A study
has blocks of whole chips, see `study.scoring`: it scores chips of one size. Neither rule can take the other's place
without other intervals for the same data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...raster.grid import Grid
from ...raster.pixel_plane import PixelPlane
from ...raster.window import Window, canonical_blocks

BLOCK_PIXELS = 256
"""Side of the blocks, in pixels of the first raster."""

BlockKey = tuple[str, int, int]
"""The plane of a block, and its row and column there."""

_ON_THE_MAP = ""

_PIECE_PIXELS = 64
"""Side of the pieces of a raster whose pixels are not those of the first one; each goes to the block of its middle."""

_SAME_PIXELS = 1e-6
"""How much the pixels of two rasters may differ, in pixels, and share the lines between blocks."""


@dataclass
class GroundBlocks:
    """Divides rasters by blocks of ground: several dates of a place, overlapping tiles and chips side by side share
    blocks. Rasters without a place on the earth have blocks of their own.

    Attributes:
        scenes: for chips, the scene that each is cut from, by the chip's name.
    """

    scenes: Mapping[str, str] = field(default_factory=dict)
    _planes: dict[str, PixelPlane] = field(default_factory=dict)
    _reaches: dict[BlockKey, tuple[float, float, float, float]] = field(default_factory=dict)

    @property
    def side(self) -> int:
        """Pixels along the longest side of the blocks that were found: less than `BLOCK_PIXELS` where all rasters are
        smaller and lie apart.
        """
        longest = (max(right - left, bottom - top) for left, top, right, bottom in self._reaches.values())
        return min(BLOCK_PIXELS, round(max(longest, default=0)))

    def pieces(self, name: str, grid: Grid, window: Window) -> Iterator[tuple[BlockKey, Window]]:
        """Yield the pieces of a window of a raster, each with its block.

        Args:
            name: of the raster.
            grid: of the raster.
            window: in its pixels.
        """
        own = f"scene {self.scenes.get(name, name)}"
        plane_name = _ON_THE_MAP if grid.has_place else own
        plane = self._planes.setdefault(plane_name, PixelPlane.of_grid(grid))
        shift = _shift(grid, plane)
        if shift is not None:
            on_plane = Window(window.col + shift[0], window.row + shift[1], window.width, window.height)
            for block in canonical_blocks(on_plane, BLOCK_PIXELS):
                piece = Window(block.col - shift[0], block.row - shift[1], block.width, block.height)
                yield self._block_of(plane_name, np.array(_corners(block), np.float64)), piece
            return
        for piece in canonical_blocks(window, _PIECE_PIXELS):
            corners = plane.from_map(plane.map_corners(grid, *_sides(piece)))[0]
            if np.isfinite(corners).all():
                yield self._block_of(plane_name, corners), piece
            else:
                # The map of the first raster does not reach there.
                yield self._block_of(own, np.array(_corners(piece), np.float64)), piece

    def _block_of(self, plane: str, corners: NDArray[np.float64]) -> BlockKey:
        """Return the block of the middle of corners (n, 2) on a plane."""
        col, row = (int(place) for place in corners.mean(axis=0) // BLOCK_PIXELS)
        key = (plane, row, col)
        (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        known = self._reaches.get(key, (left, top, right, bottom))
        self._reaches[key] = (min(known[0], left), min(known[1], top), max(known[2], right), max(known[3], bottom))
        return key


def _shift(grid: Grid, plane: PixelPlane) -> tuple[int, int] | None:
    """Return the column and row of a raster's first pixel on a plane; None if its pixels are other ones."""
    if grid.crs != plane.crs:
        return None
    a, b, col, d, e, row = (plane.to_pixels @ grid.transform)[:6]
    if max(abs(a - 1), abs(b), abs(d), abs(e - 1)) > _SAME_PIXELS:
        return None
    return round(col), round(row)


def _corners(window: Window) -> list[tuple[int, int]]:
    right, bottom = window.col + window.width, window.row + window.height
    return [(window.col, window.row), (right, window.row), (right, bottom), (window.col, bottom)]


def _sides(window: Window) -> NDArray[np.int64]:
    """Return column, row, width and height (4, 1) of a window."""
    return np.array([[window.col], [window.row], [window.width], [window.height]])
