"""The grid on which vector land cover is drawn, where the user gives none."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.wording import counted
from ...raster.coordinates import describe_crs, is_geocentric, is_local
from ...raster.grid import Bounds, Extent, Grid
from ...raster.ground_size import GroundPixel, ground_pixel
from ...raster.library_errors import GDAL_ERRORS
from ..placement import place_on_map
from .layers import VectorLayer

_UTM_ZONE_DEGREES = 6
_FAR_DEGREES = 10
"""Beyond so many degrees a UTM zone stretches lengths by more than 1 %."""
_MOST_PIXELS = 1e12
_FARTHEST = 1e12
"""Pixels from the origin of a coordinate system, beyond which they can't be told apart."""
_NO_CRS: tuple[type[Exception], ...] = (*GDAL_ERRORS, ValueError)


def target_crs(layers: Sequence[VectorLayer], wanted: str | None, reporter: Reporter) -> CRS | None:
    """Return the coordinate system of the grid: that which the user wants, else that of the first layer.

    Raises:
        InputError: the user's text means none, or without it the layers are in degrees.
    """
    own = layers[0].crs
    if wanted is None:
        if own is None:
            reporter.log(f"{layers[0].name} has no coordinate system: it is taken to be in metres.", "warning")
        if own is not None and own.is_geographic:
            best = describe_crs(_best_utm(layers, own))
            raise InputError(
                f"{layers[0].name} is in degrees ({describe_crs(own)}), and imagery needs pixels in metres. Give "
                f"TARGET_CRS=utm (here that is {best}) or another projected coordinate system, or in GRID a raster "
                "whose pixels the imagery shall have."
            )
        return own
    if own is None or is_local(own):
        raise InputError(
            f"{layers[0].name} has {'no' if own is None else 'a local'} coordinate system, so that it can't be brought "
            f"to TARGET_CRS {wanted}: give the layer its coordinate system first."
        )
    if wanted.strip().casefold() == "utm":
        return _best_utm(layers, own, reporter)
    try:
        crs = CRS.from_user_input(wanted.strip())
    except _NO_CRS as error:
        raise InputError(
            f'TARGET_CRS "{wanted}" is no coordinate system: give one as in "EPSG:25832", or utm.'
        ) from error
    if is_geocentric(crs):
        raise InputError(
            f"TARGET_CRS {describe_crs(crs)} is geocentric, so it has no map with pixels: give utm "
            f"(here that is {describe_crs(_best_utm(layers, own))}) or another projected one."
        )
    if crs.is_geographic:
        raise InputError(
            f"TARGET_CRS {describe_crs(crs)} is in degrees, and imagery needs pixels in metres: give utm "
            f"(here that is {describe_crs(_best_utm(layers, own))}) or another projected one."
        )
    return crs


def grid_of_layers(
    layers: Sequence[VectorLayer], crs: CRS | None, metres: float, extent: Extent | None = None, margin: int = 0
) -> Grid:
    """Return the grid of square pixels that covers all features; its pixel edges lie at multiples of their size.

    Args:
        layers: to cover.
        crs: of the grid.
        metres: side of a pixel on the ground.
        extent: the part that is wanted, which alone is covered where the grid of all features would be absurdly large;
            None for all of it.
        margin: pixels around the extent that are wanted, too.

    Raises:
        InputError: nothing lies in the coordinate system or the extent, or the grid would be absurdly large.
    """
    bounds = bounds_of(layers, crs, metres)
    if extent is not None and not _is_possible(bounds, metres / _unit_of(bounds, crs)):
        bounds = _part_of(bounds, crs, extent, margin * metres)
    west, south, east, north = bounds
    unit = _unit_of(bounds, crs)
    size = metres / unit
    columns, rows = (east - west) / size, (north - south) / size
    if not _is_possible(bounds, size):
        raise InputError(
            f"The layers reach over {(east - west) * unit / 1000:.4g} x {(north - south) * unit / 1000:.4g} km, which "
            f"is {columns:.4g} x {rows:.4g} pixels of {metres:g} m: choose a larger PIXEL_SIZE, or layers of a smaller "
            "area."
        )
    left, top = math.floor(west / size), math.ceil(north / size)
    width = max(math.ceil(east / size) - left, 1)
    height = max(top - math.floor(south / size), 1)
    return Grid(crs, Affine(size, 0, left * size, 0, -size, top * size), width, height)


def _is_possible(bounds: Bounds, size: float) -> bool:
    """Whether pixels of a size in map units can cover an area."""
    west, south, east, north = bounds
    # Written so that numbers that are not finite are refused as well.
    return (east - west) / size * ((north - south) / size) <= _MOST_PIXELS and max(map(abs, bounds)) / size < _FARTHEST


def _part_of(bounds: Bounds, crs: CRS | None, extent: Extent, margin: float) -> Bounds:
    """Return the part of an area in an extent with a margin in metres, with edges at whole map units.

    Raises:
        InputError: the extent does not touch the area.
    """
    west, south, east, north = map(math.floor, bounds)
    whole = Grid(crs, Affine(1, 0, west, 0, -1, north + 1), east + 1 - west, north + 1 - south)
    part = whole.window_of(extent)
    left, top = west + part.col, north + 1 - part.row
    around = margin / _unit_of((left, top - part.height, left + part.width, top), crs)
    return (
        max(bounds[0], left - around),
        max(bounds[1], top - part.height - around),
        min(bounds[2], left + part.width + around),
        min(bounds[3], top + around),
    )


def _unit_of(bounds: Bounds, crs: CRS | None) -> float:
    """Return the side on the ground of a map unit in the middle of an area, in metres."""
    return _map_unit(np.array(bounds[:2]), np.array(bounds[2:]), crs).side


def bounds_of(layers: Sequence[VectorLayer], crs: CRS | None, narrowest: float = 0.0) -> Bounds:
    """Return west, south, east and north of all features; lines alone are as wide as they are drawn.

    Beside polygons they have no width here: those that end at the edge of a map would give it a seam without land.

    Args:
        layers: to cover.
        crs: coordinate system of the result.
        narrowest: width in metres on the ground below which no line is drawn.
    """
    corners, widths = [], []
    for layer in layers:
        for part in (layer.polygons, layer.lines):
            placed = place_on_map(part.shapes, layer.crs, crs, layer.name)
            if len(placed.shapes):
                corners.append(shapely.bounds(placed.shapes))
                widths.append(part.widths[placed.owners])
    if not corners:
        raise InputError(
            f"{layers[0].name} holds no polygon or line with a class and a place in {describe_crs(crs)}: there is "
            "nothing to draw."
        )
    boxes = np.concatenate(corners)
    if not any(len(layer.polygons.shapes) for layer in layers):
        unit = _map_unit(boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0), crs)
        half = np.maximum(np.concatenate(widths), narrowest)[:, None] / 2 / np.array([unit.width, unit.height])
        boxes = np.concatenate([boxes[:, :2] - half, boxes[:, 2:] + half], axis=1)
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    return west, south, east, north


def _map_unit(lowest: NDArray[np.float64], highest: NDArray[np.float64], crs: CRS | None) -> GroundPixel:
    """Return the size on the ground of a map unit in the middle, as in Web Mercator it differs from place to place."""
    middle = Affine.translation(*((lowest + highest) / 2).tolist())
    found = ground_pixel(crs, middle, (0, 0))
    # Beyond the poles of Web Mercator a map unit has no length.
    return found if 0 < found.area < math.inf else ground_pixel(None, middle, (0, 0))


def _best_utm(layers: Sequence[VectorLayer], own: CRS, reporter: Reporter | None = None) -> CRS:
    """Return the UTM zone in which the middle of the layers lies; a few features far from the others do not count.

    Args:
        layers: to draw.
        own: coordinate system of those without one.
        reporter: gets a warning about features far from the zone.
    """
    wgs84 = CRS.from_epsg(4326)
    shown = []
    for layer in layers:
        for part in (layer.polygons, layer.lines):
            placed = place_on_map(part.shapes, layer.crs or own, wgs84, layer.name)
            if len(placed.shapes):
                shown.append(shapely.bounds(placed.shapes))
    if not shown:
        raise InputError(f"{layers[0].name} holds no polygon or line with a class: there is nothing to draw.")
    corners = np.concatenate(shown)
    longitudes, latitudes = (corners[:, 0] + corners[:, 2]) / 2, (corners[:, 1] + corners[:, 3]) / 2
    east, north = _degrees_from(longitudes, _mean_longitude(longitudes)), latitudes - np.median(latitudes)
    near = np.maximum(abs(east - np.median(east)), abs(north)) <= _FAR_DEGREES
    if 2 * np.count_nonzero(near) <= len(near):
        near[:] = True  # then no place has most of them
    longitude = _mean_longitude(longitudes[near])
    latitude = float((corners[near, 1].min() + corners[near, 3].max()) / 2)
    zone = int((longitude + 180) // _UTM_ZONE_DEGREES) % 60 + 1
    crs = CRS.from_epsg((32600 if latitude >= 0 else 32700) + zone)
    meridian = zone * _UTM_ZONE_DEGREES - 183
    far = np.count_nonzero(~near | (abs(_degrees_from(longitudes, meridian)) > _FAR_DEGREES))
    if far and reporter is not None:
        reporter.log(
            f"{describe_crs(crs)} is the best UTM zone, but of {counted(len(near), 'shape')} of the layers, {far} lie "
            f"more than {_FAR_DEGREES} degrees away: remove them if their place is wrong, or give the part to be drawn "
            "in EXTENT.",
            "warning",
        )
    return crs


def _mean_longitude(longitudes: NDArray[np.float64]) -> float:
    """Return the middle of longitudes in degrees."""
    # Halves of a whole on both sides of the antimeridian have their middle there, not in Greenwich.
    angles = np.radians(longitudes)
    return math.degrees(math.atan2(np.sin(angles).mean(), np.cos(angles).mean()))


def _degrees_from(longitudes: NDArray[np.float64], meridian: float) -> NDArray[np.float64]:
    """Return how far longitudes lie to the east of a meridian, from -180 to 180."""
    return (longitudes - meridian + 180) % 360 - 180
