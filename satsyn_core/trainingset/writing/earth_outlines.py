"""Outlines of grids in degrees as GeoJSON writes them, also across the antimeridian (180 degrees)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from rasterio.crs import CRS

from ...contract.errors import InputError
from ...raster.coordinates import transform_points
from ...raster.degrees import HALF_WORLD, WORLD, apart_at_antimeridian
from ...raster.grid import Grid

_WGS84 = CRS.from_epsg(4326)

_ROUNDING = 1e-9
"""Degrees beyond the antimeridian that come of rounding."""


def outline_on_earth(grid: Grid) -> shapely.Polygon:
    """Return the outline of a grid; it starts from -180 to 180 degrees and goes on beyond 180 where it crosses that.

    In degrees no line goes around a pole: a grid with one in it gets all ground up to its farthest corner.

    Raises:
        InputError: the grid has no place on the earth.
    """
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height), (grid.width / 2, grid.height / 2)]
    xs, ys = zip(*(grid.transform @ corner for corner in corners), strict=True)
    if grid.crs is None:
        raise InputError("A scene without coordinate system has no place on the earth.")
    lons, lats = transform_points(xs, ys, grid.crs, _WGS84, f"A scene ({grid.describe()})")
    poles = grid.poles_in(_WGS84)
    if poles:
        ends = (*lats[:4].tolist(), *poles)
        return _counterclockwise(shapely.box(-HALF_WORLD, min(ends), HALF_WORLD, max(ends)))
    lons += WORLD * np.round((lons[-1] - lons) / WORLD)
    lons -= WORLD * np.floor((lons.min() + HALF_WORLD + _ROUNDING) / WORLD)
    return _counterclockwise(shapely.Polygon(zip(lons[:4], lats[:4], strict=True)))


def _counterclockwise(outline: shapely.Polygon) -> shapely.Polygon:
    return shapely.geometry.polygon.orient(outline.normalize())


def geojson_of(outline: shapely.Polygon) -> shapely.Polygon | shapely.MultiPolygon:
    """Return an outline with its part beyond 180 degrees at the other end of the longitudes."""
    if not _crosses(outline):
        return outline
    parts = np.concatenate(apart_at_antimeridian(np.array([outline], object)))
    return shapely.MultiPolygon([shapely.geometry.polygon.orient(part) for part in parts])


def bbox_of(outline: shapely.Polygon) -> list[float]:
    """Return west, south, east and north of an outline; west is greater than east where it crosses 180 degrees."""
    west, south, east, north = outline.bounds
    return [west, south, east - WORLD if _crosses(outline) else east, north]


def _crosses(outline: shapely.Polygon) -> bool:
    return bool(outline.bounds[2] > HALF_WORLD + _ROUNDING)


class BoxesOnEarth:
    """The box around boxes of longitudes and latitudes, one by one."""

    def __init__(self) -> None:
        self._west = self._west_from_0 = self._south = float("inf")
        self._east = self._east_from_0 = self._north = float("-inf")
        self._crosses = False

    def add(self, box: Sequence[float]) -> None:
        """Take in a box of west, south, east and north."""
        west, south, east, north = box
        self._south, self._north = min(self._south, south), max(self._north, north)
        self._west, self._east = min(self._west, west), max(self._east, east)
        self._crosses |= west > east
        # The same in longitudes from 0 to 360, where what crosses 180 degrees is whole.
        if west > east:
            east += WORLD
        elif east <= 0:
            west, east = west + WORLD, east + WORLD
        elif west < 0:
            west, east = 0.0, WORLD
        self._west_from_0, self._east_from_0 = min(self._west_from_0, west), max(self._east_from_0, east)

    @property
    def box(self) -> list[float]:
        """West, south, east and north; west is greater than east if one of the boxes crosses 180 degrees."""
        west, east = self._west, self._east
        if self._crosses:
            is_round = self._east_from_0 - self._west_from_0 >= WORLD
            west = -HALF_WORLD if is_round else self._west_from_0
            east = HALF_WORLD if is_round else self._east_from_0 - WORLD
        return [west, self._south, east, self._north]
