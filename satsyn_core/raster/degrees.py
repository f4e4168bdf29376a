"""Degrees around the world: turns, the antimeridian (180 degrees) and the poles."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from .coordinates import transform_points

WORLD = 360.0
HALF_WORLD = 180.0
TURNS = (0.0, WORLD, -WORLD)
"""Degrees by which a place on the earth can be moved without becoming another one."""

_POLE = 90.0
_MERIDIANS = 8
_POINT = 1e-4
"""Size in units of the map up to which a pole is a point there."""


_UP_TO_180 = shapely.box(-HALF_WORLD, -_POLE, HALF_WORLD, _POLE)
_BEYOND_180 = shapely.box(HALF_WORLD, -_POLE, HALF_WORLD + WORLD, _POLE)


def turns_of(crs: CRS | None) -> tuple[float, ...]:
    """Return the turns around the world in the units of a coordinate system: none but 0 where these are no degrees."""
    return TURNS if crs is not None and crs.is_geographic else (0.0,)


def apart_at_antimeridian(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return the parts (n,) of shapes in degrees up to 180, and those beyond it at the other end of the longitudes;
    empty ones where there is nothing.
    """
    near: NDArray[np.object_] = shapely.intersection(shapes, _UP_TO_180)
    far = shapely.intersection(shapes, _BEYOND_180)
    moved: NDArray[np.object_] = shapely.transform(far, lambda points: np.subtract(points, (WORLD, 0)))
    return near, moved


def unwrapped(xs: list[float], crs: CRS | None) -> list[float]:
    """Return coordinates, longitudes on both sides of the antimeridian going on beyond 180 degrees."""
    if crs is None or not crs.is_geographic or max(xs) - min(xs) <= HALF_WORLD:
        return xs
    moved = [x + WORLD if x < 0 else x for x in xs]
    return moved if max(moved) - min(moved) < HALF_WORLD else xs


@lru_cache(maxsize=256)
def poles_between(degrees: CRS | None, crs: CRS | None) -> tuple[tuple[float, float, float], ...]:
    """Return x, y and latitude of the poles of a system of degrees that are points in another one, as the north pole on
    a map of the Arctic; nothing for a system of other units.
    """
    if degrees is None or crs is None or degrees == crs or not degrees.is_geographic:
        return ()
    lons = [WORLD * step / _MERIDIANS for step in range(_MERIDIANS)]
    found = []
    for lat in (_POLE, -_POLE):
        xs, ys = transform_points(lons, [lat] * _MERIDIANS, degrees, crs, "The extent")
        if np.isfinite([xs, ys]).all() and max(np.ptp(xs), np.ptp(ys)) < _POINT:
            found.append((float(xs[0]), float(ys[0]), lat))
    return tuple(found)
