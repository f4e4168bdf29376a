"""Pixel grids: where a raster lies, windows of it, and the canonical blocks that every pass over it uses."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from affine import Affine
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from .coordinates import describe_crs, has_same_places, is_local, transform_points
from .degrees import HALF_WORLD, WORLD, poles_between, turns_of, unwrapped
from .ground_size import GroundPixel, ground_pixel
from .window import Window

Bounds = tuple[float, float, float, float]

# An extent that a user snapped to pixel edges must not gain a row or column from rounding in its text.
_SNAP_PIXELS = 1e-4
_POINTS_PER_EDGE = 21
# A parallel around a pole is a circle, which a few points would draw too small.
_POINTS_AROUND_A_POLE = 360


@dataclass(frozen=True)
class Extent:
    """A rectangle in map coordinates: `bounds` is (x min, y min, x max, y max); `crs` None = the raster's own.

    `written` holds the four numbers of the text that it was read from, and the name of the coordinate system; it is
    empty for others.
    """

    bounds: Bounds
    crs: CRS | None = None
    written: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, text: str) -> Extent:
        """Read `xmin,xmax,ymin,ymax [EPSG:4326]`, the text that QGIS writes; the CRS in brackets is optional.

        Raises:
            InputError: the text does not have this form, or the CRS is unknown.
        """
        match = re.fullmatch(r"\s*([^\[\]]+?)\s*(?:\[\s*([^\[\]]+?)\s*\])?\s*", text)
        parts = re.split(r"[,\s]+", match[1]) if match else []
        try:
            x_min, x_max, y_min, y_max = (float(part) for part in parts)
        except ValueError as error:
            raise InputError(f'Extent "{text}" is not of the form "xmin,xmax,ymin,ymax [EPSG:4326]".') from error
        name = match[2] if match else None
        try:
            crs = CRS.from_user_input(name) if name else None
        except (CRSError, ValueError) as error:
            raise InputError(f'Extent "{text}" names an unknown coordinate system "{name}".') from error
        written = (*parts, name or "")
        # From 179 to -179 is an extent across the antimeridian.
        is_across = 0 < x_min <= HALF_WORLD and -HALF_WORLD <= x_max < 0 and x_max + WORLD - x_min <= HALF_WORLD
        if is_across and (crs is None or crs.is_geographic):
            x_max += WORLD
        if not (x_min < x_max and y_min < y_max and all(map(math.isfinite, (x_min, x_max, y_min, y_max)))):
            raise cls((x_min, y_min, x_max, y_max), crs, written)._empty()
        return cls((x_min, y_min, x_max, y_max), crs, written)

    def _empty(self) -> InputError:
        """Return the refusal of an extent whose text has its numbers in another order.

        If it may have that of GDAL as well, or least and greatest numbers swapped, the smaller place is meant: the
        other one reaches from an x coordinate to a y coordinate.
        """
        x_one, x_other, y_one, y_other, name = self.written
        problem = f'Extent "{self.text}" is empty: the order is xmin,xmax,ymin,ymax.'
        in_order = (*sorted((x_one, x_other), key=float), *sorted((y_one, y_other), key=float))
        x_min, x_max, y_min, y_max = map(float, in_order)
        swapped = Extent((x_min, y_min, x_max, y_max), self.crs, (*in_order, name))
        of_gdal = self.in_order_of_gdal
        if of_gdal is not None and (swapped.is_empty or of_gdal.area < swapped.area):
            return InputError(f'{problem} If it has the order of GDAL, write "{of_gdal.text}".')
        if swapped.is_empty:
            return InputError(problem)
        return InputError(f'{problem} If two numbers are swapped, write "{swapped.text}".')

    @property
    def is_empty(self) -> bool:
        """Whether there is no area in it, or not a finite one."""
        return not 0 < self.area < math.inf

    @property
    def area(self) -> float:
        """The area in square units of the coordinate system."""
        x_min, y_min, x_max, y_max = self.bounds
        return (x_max - x_min) * (y_max - y_min)

    @property
    def is_across(self) -> bool:
        """Whether it was read as an extent across the antimeridian: its text goes from east to west."""
        return bool(self.written) and float(self.written[0]) > float(self.written[1])

    @property
    def text(self) -> str:
        """The text that it was read from, in the usual form; empty for other extents."""
        if not self.written:
            return ""
        *numbers, name = self.written
        return f"{','.join(numbers)}{f' [{name}]' if name else ''}"

    @property
    def in_order_of_gdal(self) -> Extent | None:
        """The extent that the text means if it has the order xmin,ymin,xmax,ymax; None if it cannot have that."""
        if not self.written:
            return None
        x_min, y_min, x_max, y_max, name = self.written
        bounds = (float(x_min), float(y_min), float(x_max), float(y_max))
        is_one = bounds[0] < bounds[2] and bounds[1] < bounds[3] and all(map(math.isfinite, bounds))
        return Extent(bounds, self.crs, (x_min, x_max, y_min, y_max, name)) if is_one else None

    def turned(self, degrees: float) -> Extent:
        """Return the extent moved along the x axis, as by a turn around the world."""
        x_min, y_min, x_max, y_max = self.bounds
        return Extent((x_min + degrees, y_min, x_max + degrees, y_max), self.crs)


@dataclass(frozen=True)
class Grid:
    """The pixels of a raster on the map: `transform` takes (column, row) of a pixel corner to map coordinates.

    rasterio has no type for this: its datasets are files that are open, and its profiles plain dictionaries.
    """

    crs: CRS | None
    transform: Affine
    width: int
    height: int

    @classmethod
    def of(cls, dataset: DatasetReader) -> Grid:
        """Return the grid of an open raster."""
        return cls(dataset.crs, dataset.transform, dataset.width, dataset.height)

    @property
    def window(self) -> Window:
        """The whole grid."""
        return Window(0, 0, self.width, self.height)

    @property
    def has_place(self) -> bool:
        """Whether the grid has a coordinate system with a place on the earth, not none or a local one."""
        return self.crs is not None and not is_local(self.crs)

    @property
    def pixel_metres(self) -> float:
        """The ground sampling distance: side in metres of a square with a pixel's area, at the middle of the grid.

        A grid without coordinate system is taken to be in metres.
        """
        return self.ground_pixel.side

    @cached_property
    def ground_pixel(self) -> GroundPixel:
        """The size on the ground of the pixel in the middle of the grid."""
        return ground_pixel(self.crs, self.transform, (self.width / 2, self.height / 2))

    def cut(self, window: Window) -> Grid:
        """Return the grid of `window`; for the whole the transform is the very same."""
        if window == self.window:
            return self
        transform = self.transform @ Affine.translation(window.col, window.row)
        return Grid(self.crs, transform, window.width, window.height)

    @property
    def upside_down(self) -> Grid:
        """The grid of the same pixels whose rows are stored in the opposite order."""
        turned = self.transform @ Affine.translation(0, self.height) @ Affine.scale(1, -1)
        return Grid(self.crs, turned, self.width, self.height)

    def window_of(self, extent: Extent) -> Window:
        """Return the pixels that `extent` touches, for grids of any orientation.

        Raises:
            InputError: the extent misses the raster, its text has another order or names a CRS where the raster has
                none, or it cannot be transformed to the raster's CRS.
        """
        self._refuse_unknown_place(extent)
        self._refuse_order_of_gdal(extent)
        # Around a pole in the grid, an extent lies at the same place at every turn.
        turns = (0.0,) if self.poles_in(extent.crs) else self._turns(extent)
        windows = [self._pixels_of(extent.turned(turn)) for turn in turns]
        found = [window for window in windows if window is not None]
        if not found:
            raise self._no_overlap(extent)
        return max(found, key=lambda window: window.width * window.height)

    def holds(self, extent: Extent) -> bool:
        """Whether an extent lies in the bounds of the grid, up to a pixel, as coordinates are rounded."""
        x_min, y_min, x_max, y_max = self.bounds_in(extent.crs)
        if math.isinf(x_max):
            return True
        width, height = (x_max - x_min) / self.width, (y_max - y_min) / self.height
        around = (x_min - width, y_min - height, x_max + width, y_max + height)
        if self.poles_in(extent.crs):
            around = (-math.inf, around[1], math.inf, around[3])
        return any(_lies_in(extent.turned(turn).bounds, around) for turn in self._turns(extent))

    def _no_overlap(self, extent: Extent) -> InputError:
        """Return the refusal of an extent beside the grid, with that of the grid in its coordinate system."""
        problem = "The extent does not touch the land cover raster: choose an extent inside it."
        if not extent.written:
            return InputError(problem)
        try:
            x_min, y_min, x_max, y_max = self.bounds_in(extent.crs)
        except InputError:
            return InputError(problem)
        if math.isinf(x_max):
            return InputError(problem)
        name = f" [{extent.written[4]}]" if extent.written[4] else ""
        return InputError(f'{problem} All of it is "{x_min:.9g},{x_max:.9g},{y_min:.9g},{y_max:.9g}{name}".')

    def _refuse_unknown_place(self, extent: Extent) -> None:
        """Refuse an extent whose text has a CRS where the grid has none, or goes from east to west without degrees."""
        crs = extent.crs or self.crs
        if extent.is_across and not (crs is not None and crs.is_geographic):
            raise extent._empty()
        if extent.written and extent.crs is not None and not self.has_place:
            raise self._no_place_for(extent)

    def _no_place_for(self, extent: Extent) -> InputError:
        """Return the refusal of an extent whose text has a CRS where the grid has none."""
        numbers, crs = ",".join(extent.written[:4]), extent.written[4]
        own = f'Or, if the numbers are those of the raster itself, write "{numbers}".'
        if self.transform.is_identity:
            return InputError(
                f"The land cover has no place on the map, so an extent in {crs} cannot be found on it. Give the raster "
                f"its place by the coordinates of its edges, as with gdal_edit.py -a_srs {crs} -a_ullr LEFT TOP RIGHT "
                f"BOTTOM FILE. {own}"
            )
        return InputError(
            f"The land cover has no coordinate system, so an extent in {crs} has no place on it. Give the raster its "
            f"coordinate system, as with gdal_edit.py -a_srs {crs} FILE if that is it. {own}"
        )

    def _refuse_order_of_gdal(self, extent: Extent) -> None:
        """Refuse an extent whose text gives a place on the grid only in the order xmin,ymin,xmax,ymax.

        Read in the order of QGIS, such a text often is an extent, too: a huge one that starts in the same corner.
        """
        other = extent.in_order_of_gdal
        if other is None:
            return
        x_min, y_min, x_max, y_max = self.bounds_in(extent.crs)
        if math.isinf(x_max):
            return
        width, height = x_max - x_min, y_max - y_min
        around = (x_min - width, y_min - height, x_max + width, y_max + height)
        if _meet(other.bounds, (x_min, y_min, x_max, y_max)) and _lies_in(other.bounds, around):
            read = extent.bounds
            if not _meet(read, (x_min, y_min, x_max, y_max)) or read[2] > around[2] or read[1] < around[1]:
                raise InputError(
                    f'The extent "{extent.text}" has the order of GDAL, xmin,ymin,xmax,ymax, if it means a place on '
                    f'the land cover: the order here is xmin,xmax,ymin,ymax. Write "{other.text}".'
                )

    def _turns(self, extent: Extent) -> tuple[float, ...]:
        """Return the turns around the world at which an extent may meet the grid, in units of the extent."""
        return turns_of(extent.crs or self.crs)

    def _pixels_of(self, extent: Extent) -> Window | None:
        """Return the pixels that an extent touches, None if there are none."""
        if extent.crs is None or self.crs is None or extent.crs == self.crs:
            xs, ys = _outline(extent.bounds)
        else:
            bounds = self._overlap(extent)
            if bounds is None:
                return None
            points = _POINTS_AROUND_A_POLE if self.poles_in(extent.crs) else _POINTS_PER_EDGE
            xs, ys = _transformed(*_outline(bounds, points), extent.crs, self.crs)
            poles = [lat for x, y, lat in poles_between(self.crs, extent.crs) if _lies_in((x, y, x, y), bounds)]
            if poles:
                x_min, _, x_max, _ = self.bounds_in(None)
                xs, ys = _outline((x_min, min(*ys, *poles), x_max, max(*ys, *poles)))
            else:
                xs = self._near_grid(unwrapped(xs, self.crs))
        to_pixels = ~self.transform
        pixels = [to_pixels @ point for point in zip(xs, ys, strict=True)]
        col = math.floor(min(x for x, _ in pixels) + _SNAP_PIXELS)
        row = math.floor(min(y for _, y in pixels) + _SNAP_PIXELS)
        end_col = math.ceil(max(x for x, _ in pixels) - _SNAP_PIXELS)
        end_row = math.ceil(max(y for _, y in pixels) - _SNAP_PIXELS)
        return Window(col, row, max(end_col - col, 1), max(end_row - row, 1)).intersection(self.window)

    def _near_grid(self, xs: list[float]) -> list[float]:
        """Return longitudes at the turn around the world where the grid lies; other coordinates as they are."""
        if self.crs is None or not self.crs.is_geographic:
            return xs
        middle, _ = self.transform @ (self.width / 2, self.height / 2)
        turn = WORLD * round((middle - (min(xs) + max(xs)) / 2) / WORLD)
        return [x + turn for x in xs]

    def _overlap(self, extent: Extent) -> Bounds | None:
        """Return the part of an extent with another CRS where the grid may be, in the extent's CRS; None for no part.

        The world's edges cannot be transformed to most projections, but users give extents as large as the world.
        """
        own = self.bounds_in(extent.crs)
        x_min, y_min, x_max, y_max = extent.bounds
        if self.poles_in(extent.crs):
            # Every longitude meets the grid, those beyond 180 degrees, too.
            own = (x_min, own[1], x_max, own[3])
        bounds = (max(x_min, own[0]), max(y_min, own[1]), min(x_max, own[2]), min(y_max, own[3]))
        return None if bounds[0] > bounds[2] or bounds[1] > bounds[3] else bounds

    def bounds_in(self, crs: CRS | None) -> Bounds:
        """Return the bounds of the grid in a coordinate system; None is its own.

        They are infinite where that system does not have all edges of the grid, as of a picture of the whole globe.
        """
        pixels = _outline((0, 0, self.width, self.height))
        corners = [self.transform @ pixel for pixel in zip(*pixels, strict=True)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        if crs is not None and self.crs is not None and crs != self.crs:
            found = transform_points(xs, ys, self.crs, crs, "The extent")
            if not np.isfinite(found).all():
                return -math.inf, -math.inf, math.inf, math.inf
            xs, ys = unwrapped(found[0].tolist(), crs), found[1].tolist()
            poles = self.poles_in(crs)
            if poles:
                return -HALF_WORLD, min(*ys, *poles), HALF_WORLD, max(*ys, *poles)
        return min(xs), min(ys), max(xs), max(ys)

    def poles_in(self, crs: CRS | None) -> list[float]:
        """Return the latitudes of the poles that lie in the grid, around which it has all longitudes of a system."""
        to_pixels = ~self.transform
        places = [(to_pixels @ (x, y), lat) for x, y, lat in poles_between(crs, self.crs)]
        whole = (-_SNAP_PIXELS, -_SNAP_PIXELS, self.width + _SNAP_PIXELS, self.height + _SNAP_PIXELS)
        return [lat for pixel, lat in places if _lies_in((*pixel, *pixel), whole)]

    def describe(self) -> str:
        """Return size, pixel size, origin and coordinate system in a few words, for messages."""
        a, b, x, d, e, y = self.transform[:6]
        pixel = f"{math.hypot(a, d):g} x {math.hypot(b, e):g}"
        return f"{self.width} x {self.height} pixels of {pixel} from {x:.10g}, {y:.10g}, {describe_crs(self.crs)}"

    def same_pixels_as(self, other: Grid) -> bool:
        """Whether both grids have the same size and place their pixels at the same coordinates.

        A missing or local CRS matches any CRS, and systems of heights do not count; corners may differ by a hundredth
        of a pixel, as text formats round.
        """
        if (self.width, self.height) != (other.width, other.height):
            return False
        if self.has_place and other.has_place and not _have_same_places(self.crs, other.crs):
            return False
        to_pixels = ~self.transform
        corners = [(0, 0), (self.width, 0), (0, self.height), (self.width, self.height)]
        shifts = [(to_pixels @ (other.transform @ corner), corner) for corner in corners]
        return all(math.dist(there, here) < 0.01 for there, here in shifts)


def _have_same_places(one: CRS | None, other: CRS | None) -> bool:
    return one == other or (one is not None and other is not None and has_same_places(one, other))


def _meet(first: Bounds, second: Bounds) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def _lies_in(inner: Bounds, outer: Bounds) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _outline(bounds: Bounds, points: int = _POINTS_PER_EDGE) -> tuple[list[float], list[float]]:
    """Return x and y of points along the edges of a rectangle.

    `rasterio.warp.transform_bounds` transforms such points, too, but answers with a rectangle along the axes of the
    other system. With it, windows of rotated grids held 1.2 times as many pixels in the median and up to 9.8 times,
    and extents on a grid that crosses the antimeridian were refused, because its west is then greater than its east.
    """
    x_min, y_min, x_max, y_max = bounds
    steps = [step / points for step in range(points + 1)]
    xs, ys = [], []
    for step in steps:
        x = x_min + (x_max - x_min) * step
        y = y_min + (y_max - y_min) * step
        xs += [x, x, x_min, x_max]
        ys += [y_min, y_max, y, y]
    return xs, ys


def _transformed(
    xs: list[float], ys: list[float], source: CRS | None, target: CRS | None
) -> tuple[list[float], list[float]]:
    if source is None or target is None:
        return xs, ys
    new_xs, new_ys = (found.tolist() for found in transform_points(xs, ys, source, target, "The extent"))
    if not all(map(math.isfinite, (*new_xs, *new_ys))):
        raise InputError("The extent lies where the raster's coordinate system is not defined: choose a smaller one.")
    return new_xs, new_ys
