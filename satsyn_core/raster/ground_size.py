"""The size of pixels on the ground, measured on the ellipsoid where a map's units are no true metres."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from affine import Affine
from rasterio.crs import CRS
from rasterio.errors import CRSError

from ..contract.errors import InputError
from .coordinates import is_local, transform_points

_EARTH_RADIUS = 6_371_000.0
_TRUE_WITHIN = 0.02
"""Projections for surveys keep lengths to a fraction of this; Mercator's in middle latitudes are half too long."""
_STEP_DEGREES = 1e-3


@dataclass(frozen=True)
class GroundPixel:
    """Sides of a pixel on the ground in metres, along its row and along its column.

    Attributes:
        area: in square metres; less than width times height where the grid is skewed.
        in_map_units: whether the sides are those on the map, and do not change over it.
    """

    width: float
    height: float
    area: float
    in_map_units: bool

    @property
    def side(self) -> float:
        """Side in metres of a square with the pixel's area."""
        return math.sqrt(self.area)

    def describe(self) -> str:
        """Return the size in a few words."""
        width, height = f"{self.width:.3g}", f"{self.height:.3g}"
        return f"{width} m" if width == height else f"{width} x {height} m"


def ground_pixel(crs: CRS | None, transform: Affine, centre: tuple[float, float]) -> GroundPixel:
    """Return the size of a pixel on the ground.

    It is that on the map, unless the map is in degrees or its projection stretches lengths by more than 2 %, as Web
    Mercator does: then it is measured on the ellipsoid. A map without coordinate system is taken to be in metres.

    Args:
        crs: coordinate system of the map.
        transform: from (column, row) to map coordinates.
        centre: (column, row) of the pixel.
    """
    if crs is None:
        return _scaled(transform, 1.0, 1.0, in_map_units=True)
    x, y = transform @ centre
    if crs.is_geographic:
        return _scaled(transform, *_metres_per_degree(crs, y), in_map_units=False)
    unit = _metres_per_unit(crs)
    east, north = _true_lengths(crs, x, y, unit)
    if max(abs(east / unit - 1), abs(north / unit - 1)) <= _TRUE_WITHIN:
        return _scaled(transform, unit, unit, in_map_units=True)
    return _scaled(transform, east, north, in_map_units=False)


def _metres_per_unit(crs: CRS) -> float:
    """Return the length in metres of a map unit; 1 where a coordinate system of its own kind does not say it."""
    try:
        return float(crs.linear_units_factor[1])
    except CRSError:  # as of local systems
        found = re.search(r'\b(?:LENGTH)?UNIT\["[^"]*",([\d.eE+-]+)', crs.to_wkt())
        return float(found[1]) if found and float(found[1]) > 0 else 1.0


def _scaled(transform: Affine, east: float, north: float, *, in_map_units: bool) -> GroundPixel:
    """Return the pixel's size where a map unit measures `east` and `north` metres along both axes."""
    a, b, _, d, e, _ = transform[:6]
    area = abs(transform.determinant) * east * north
    return GroundPixel(math.hypot(a * east, d * north), math.hypot(b * east, e * north), area, in_map_units)


def _metres_per_degree(crs: CRS, latitude: float) -> tuple[float, float]:
    """Return the length of a degree of longitude and of latitude, on the system's own ellipsoid."""
    # The library takes a tenth of a second to load, and most maps are in metres.
    from pyproj import Geod

    found = re.search(r'(?:SPHEROID|ELLIPSOID)\["[^"]*",([\d.eE+]+),([\d.eE+]+)', crs.to_wkt())
    geod = Geod(ellps="WGS84")
    if found:
        radius, inverse_flattening = float(found[1]), float(found[2])
        # Of a sphere, it is written as 0.
        geod = Geod(a=radius, rf=inverse_flattening) if inverse_flattening else Geod(a=radius, b=radius)
    middle = min(max(latitude, -89.99), 89.99)
    half = _STEP_DEGREES / 2
    _, _, east = geod.inv(-half, middle, half, middle)
    _, _, north = geod.inv(0, middle - half, 0, middle + half)
    return float(east) / _STEP_DEGREES, float(north) / _STEP_DEGREES


def _true_lengths(crs: CRS, x: float, y: float, unit: float) -> tuple[float, float]:
    """Return the length in metres of a map unit along both axes at a point; `unit` where that is not defined."""
    if is_local(crs):
        return unit, unit
    step = 1.0 / unit
    try:
        lons, lats = transform_points([x, x + step, x], [y, y, y + step], crs, CRS.from_epsg(4326), "The grid")
    except InputError:
        return unit, unit
    if not all(map(math.isfinite, (*lons, *lats))):
        return unit, unit
    latitude = math.radians(min(max(float(lats[0]), -89.99), 89.99))
    rough = math.radians(1) * _EARTH_RADIUS
    guess = [
        math.hypot((lons[end] - lons[0]) * rough * math.cos(latitude), (lats[end] - lats[0]) * rough) / step
        for end in (1, 2)
    ]
    if max(abs(length / unit - 1) for length in guess) <= _TRUE_WITHIN:
        return unit, unit
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    east, north = (geod.inv(lons[0], lats[0], lons[end], lats[end])[2] / step for end in (1, 2))
    return float(east), float(north)
