"""Finer grids that nest in a coarser one: every coarse pixel is divided into a whole number of fine ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

from affine import Affine

from ..contract.errors import InputError
from .grid import Grid
from .ground_size import GroundPixel
from .window import Window

_WHOLE_WITHIN = 1e-4
"""Sizes given with five digits are meant exactly."""

_SQUARE_WITHIN = 0.1
"""Pixels that are not square become ones that are nearly so."""

_MOST_DIVISIONS = 1000


@dataclass(frozen=True)
class Nesting:
    """How many fine pixels divide a coarse one along its row (`cols`) and along its column (`rows`)."""

    cols: int = 1
    rows: int = 1

    @property
    def is_finer(self) -> bool:
        """Whether there is more than one fine pixel in a coarse one."""
        return (self.cols, self.rows) != (1, 1)

    def fine(self, grid: Grid) -> Grid:
        """Return the fine grid in a coarse one: same coordinate system, same origin."""
        if not self.is_finer:
            return grid
        a, b, x, d, e, y = grid.transform[:6]
        transform = Affine(a / self.cols, b / self.rows, x, d / self.cols, e / self.rows, y)
        return Grid(grid.crs, transform, grid.width * self.cols, grid.height * self.rows)

    def around(self, window: Window) -> Window:
        """Return the coarse pixels that a window of fine pixels touches."""
        col, row = window.col // self.cols, window.row // self.rows
        width = -(-(window.col + window.width) // self.cols) - col
        height = -(-(window.row + window.height) // self.rows) - row
        return Window(col, row, width, height)

    def inside(self, window: Window) -> Window:
        """Return the fine pixels that a window of coarse pixels holds."""
        return Window(
            window.col * self.cols, window.row * self.rows, window.width * self.cols, window.height * self.rows
        )


AS_IT_IS = Nesting()
"""The grid itself."""


def nesting_for(grid: Grid, size: float, name: str) -> Nesting:
    """Return the division of a grid's pixels that gives fine pixels of a size.

    Where the map's units are true metres, the shorter side of a pixel must be a whole multiple of the size, and the
    longer one is divided into the nearest whole number. In degrees, and in projections that stretch lengths, hardly any
    side is a multiple of a size that people give: there both sides are divided into the nearest whole number.

    Args:
        grid: to divide.
        size: side of a fine pixel on the ground, in metres.
        name: of the grid's raster, for messages.

    Raises:
        InputError: the pixels are smaller than that, or no whole multiple of it.
    """
    pixel = grid.ground_pixel
    sides = (pixel.width, pixel.height)
    if size > min(sides) * (1 + _WHOLE_WITHIN) and not (size <= 1.5 * min(sides) and not pixel.in_map_units):
        raise InputError(
            f"PIXEL_SIZE is {size:g} m, and the pixels of {name} measure {pixel.describe()} already. PIXEL_SIZE makes "
            f"them smaller: leave it empty, or choose one from {_smallest_size(pixel):.6g} to "
            f"{_largest_size(pixel):.6g}. For larger pixels, resample the land cover first."
        )
    ratios = [side / size for side in sides]
    if max(ratios) > _MOST_DIVISIONS * (1 + _WHOLE_WITHIN):
        raise InputError(
            f"PIXEL_SIZE is {size:g} m, a {max(ratios):.0f}th of the pixels of {name}, which measure "
            f"{pixel.describe()}: choose at least {_smallest_size(pixel):.6g}, and at most "
            f"{_largest_size(pixel):.6g}."
        )
    if pixel.in_map_units and not _is_valid(sides, size):
        raise InputError(
            f"PIXEL_SIZE is {size:g} m, which does not divide the pixels of {name} ({pixel.describe()}) into a whole "
            f"number: the nearest sizes that do are {_nearest_sizes(sides, size)}."
        )
    return Nesting(*(max(round(ratio), 1) for ratio in ratios))


def suggested_size(grid: Grid, wanted: float) -> float:
    """Return the valid size of fine pixels that is nearest to a wanted one, in metres."""
    pixel = grid.ground_pixel
    if not pixel.in_map_units:
        return max(wanted, _smallest_size(pixel))
    sides = (pixel.width, pixel.height)
    found = [size for size in _valid_sizes(sides) if size <= min(sides)]
    return min(found, key=lambda size: abs(math.log(size / wanted)), default=min(sides))


def _smallest_size(pixel: GroundPixel) -> float:
    sides = (pixel.width, pixel.height)
    least = max(sides) / _MOST_DIVISIONS
    valid = _valid_sizes(sides) if pixel.in_map_units else []
    return min((size for size in valid if size >= least), default=least)


def _largest_size(pixel: GroundPixel) -> float:
    sides = (pixel.width, pixel.height)
    return max(_valid_sizes(sides) if pixel.in_map_units else [], default=min(sides))


def _nearest_sizes(sides: tuple[float, float], size: float) -> str:
    valid = _valid_sizes(sides)
    smaller = [found for found in valid if found < size][:1]
    larger = [found for found in valid if found > size][-1:]
    return " and ".join(f"{found:.6g}" for found in (*smaller, *larger)) or f"{min(sides):.6g}"


def _valid_sizes(sides: tuple[float, float]) -> list[float]:
    """Return the valid sizes of fine pixels, from the largest to the smallest."""
    small = min(sides)
    sizes = [small / number for number in range(1, _MOST_DIVISIONS + 1)]
    return [size for size in sizes if _is_valid(sides, size)]


def _is_valid(sides: tuple[float, float], size: float) -> bool:
    """Whether a size divides the shorter side into a whole number, and the longer one nearly so."""
    small, large = min(sides) / size, max(sides) / size
    number, other = max(round(small), 1), max(round(large), 1)
    return abs(small / number - 1) <= _WHOLE_WITHIN and abs(large / other - 1) <= _SQUARE_WITHIN
