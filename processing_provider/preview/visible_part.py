"""The part of a land cover that a preview shows: what is in view, or its middle where that would take too long."""

from __future__ import annotations

import math
from dataclasses import dataclass

FEWEST_PIXELS_A_SIDE = 64
"""A part smaller than this says nothing of a style."""


@dataclass(frozen=True)
class Box:
    """A rectangle in map units."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """From west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """From south to north."""
        return self.north - self.south

    def shared_with(self, other: Box) -> Box | None:
        """Return the rectangle that both have in common; None if there is none."""
        west, south = max(self.west, other.west), max(self.south, other.south)
        east, north = min(self.east, other.east), min(self.north, other.north)
        return Box(west, south, east, north) if west < east and south < north else None

    def contains(self, other: Box) -> bool:
        """Whether the other rectangle lies within this one."""
        shared = self.shared_with(other)
        return shared == other

    def around_middle(self, width: float, height: float) -> Box:
        """Return a rectangle of a size with the same middle."""
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def extent_text(self) -> str:
        """The rectangle as the parameter EXTENT takes it."""
        return f"{self.west!r},{self.east!r},{self.south!r},{self.north!r}"


@dataclass(frozen=True)
class PixelGrid:
    """The pixels of the imagery, `width` by `height` map units, from the north-west corner of `land`."""

    land: Box
    width: float
    height: float

    def pixels(self, box: Box) -> int:
        """Return the number of pixels of a rectangle."""
        return max(1, round(box.width / self.width)) * max(1, round(box.height / self.height))

    def around(self, box: Box) -> Box:
        """Return the smallest rectangle of whole pixels around another one, within the land cover."""
        west, east = self._snapped(box.west - self.land.west, box.east - self.land.west, self.width)
        top, bottom = self._snapped(self.land.north - box.north, self.land.north - box.south, self.height)
        whole = Box(self.land.west + west, self.land.north - bottom, self.land.west + east, self.land.north - top)
        return whole.shared_with(self.land) or self.land

    @staticmethod
    def _snapped(start: float, end: float, step: float) -> tuple[float, float]:
        within = 1e-6  # of a pixel
        return math.floor(start / step + within) * step, math.ceil(end / step - within) * step


@dataclass(frozen=True)
class VisiblePart:
    """What is drawn.

    Attributes:
        box: the rectangle, of whole pixels; None where the land cover is not in view.
        sentence: says what is drawn.
    """

    box: Box | None
    sentence: str


def visible_part(view: Box, grid: PixelGrid, most_pixels: int) -> VisiblePart:
    """Return the part of a land cover to draw.

    Args:
        view: what the map shows, in the land cover's coordinate system.
        grid: the imagery's pixels.
        most_pixels: as many are drawn quickly.
    """
    seen = view.shared_with(grid.land)
    if seen is None:
        return VisiblePart(None, "The land cover is not in view. Right-click its layer and choose Zoom to Layer.")
    least = (FEWEST_PIXELS_A_SIDE * grid.width, FEWEST_PIXELS_A_SIDE * grid.height)
    wanted = grid.around(seen.around_middle(max(seen.width, least[0]), max(seen.height, least[1])))
    pixels = grid.pixels(wanted)
    if pixels <= most_pixels:
        return VisiblePart(wanted, "All that is in view.")
    share = math.sqrt(most_pixels / pixels)
    middle = grid.around(wanted.around_middle(wanted.width * share, wanted.height * share))
    percent = 100 * grid.pixels(middle) / pixels
    shown = f"{percent:.0f} %" if percent >= 1 else "less than 1 %"
    return VisiblePart(
        middle,
        f"Only the middle of the view, {shown} of its area, so that it is drawn quickly. Zoom in to see all of it.",
    )


class Pace:
    """How many pixels are drawn in the time that a person likes to wait, measured on the previews so far."""

    _SECONDS = 1.6
    _FEWEST, _MOST = 200**2, 1600**2

    def __init__(self) -> None:
        self.most_pixels = 512**2

    def learn(self, pixels: int, seconds: float) -> None:
        """Take note of a preview."""
        fitting = pixels * self._SECONDS / max(seconds, 0.05)
        if seconds < self._SECONDS and fitting < self.most_pixels:
            return  # a small one says little: most of its time does not depend on its size
        middle = (self.most_pixels + fitting) / 2
        self.most_pixels = int(min(max(middle, self._FEWEST), self._MOST))
