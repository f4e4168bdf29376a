"""Degrees around the world: turns, the antimeridian (180 degrees) and the poles."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from rasterio.crs import CRS

from .coordinates import transform_points

WORLD = 360.0
HALF_WORLD = 180.0

_POLE = 90.0
_MERIDIANS = 8
_POINT = 1e-4
"""Size in units of the map up to which a pole is a point there."""


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
