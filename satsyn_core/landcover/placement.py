"""Shapes of vector layers in the pixels of a raster, also where they cross the antimeridian (180 degrees)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..contract.errors import InputError, first_words
from ..raster.coordinates import transform_points
from ..raster.degrees import HALF_WORLD, TURNS, WORLD, apart_at_antimeridian
from ..raster.grid import Grid
from ..raster.library_errors import GDAL_ERRORS

_MESH_POINTS = 21
"""Points along each side of a mesh."""
_CUT_STEPS = 100
"""Points along each side of the rectangle that shapes are cut to."""

_MOST_EAST, _MOST_NORTH = 720.0, 95.0
"""Degrees that no layer reaches, even one that goes round the world twice."""

_FARTHEST = 1e12
"""Map units from the origin that no place reaches, in any unit: such a number is damaged."""


@dataclass(frozen=True)
class PlacedShapes:
    """Shapes in pixel coordinates (column, row) of a grid.

    Attributes:
        shapes: those that have a place in the grid's coordinate system; one that crosses the antimeridian may be
            several.
        owners: index of the shape that each comes from.
        unplaced: number of shapes that have none.
        is_cut: whether each is only the part around the pixels of one that has no place as a whole.
    """

    shapes: NDArray[np.object_]
    owners: NDArray[np.int64]
    unplaced: int
    is_cut: NDArray[np.bool_]


def read_crs(text: str | None, name: str) -> CRS | None:
    """Return the coordinate system of a layer as pyogrio says it.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return CRS.from_user_input(text) if text else None
    except GDAL_ERRORS as error:
        raise InputError(f"The coordinate system of {name} cannot be read ({first_words(error)}).") from error


def crs_of_shapes(text: str | None, name: str, *groups: NDArray[np.object_]) -> CRS | None:
    """Return the coordinate system of a layer as pyogrio says it, if its shapes can lie there.

    A GeoJSON file of metres that does not name its coordinate system is taken for one of degrees.

    Args:
        text: what pyogrio says.
        name: of the layer, for messages.
        groups: the layer's shapes.

    Raises:
        InputError: it cannot be read, or most shapes have numbers that are no degrees.
    """
    crs = read_crs(text, name)
    if crs is None or not crs.is_geographic:
        return crs
    bounds = np.abs(np.concatenate([shapely.bounds(shapes) for shapes in groups]))
    beyond = (bounds[:, 0::2].max(1, initial=0) > _MOST_EAST) | (bounds[:, 1::2].max(1, initial=0) > _MOST_NORTH)
    if 2 * np.count_nonzero(beyond) > len(beyond):
        raise InputError(
            f"{name} has numbers up to {bounds[beyond].max():.6g}, which are no degrees: its coordinate system is not "
            "written in it. Say which one it is with QGIS' Assign projection, save the layer as a GeoPackage, and use "
            "that."
        )
    return crs


def are_damaged(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return whether shapes have numbers that are not finite, or that no place has in any coordinate system."""
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    damaged: NDArray[np.bool_] = np.zeros(len(shapes), bool)
    # Written so that numbers that are not finite count as well.
    damaged[owners[~(np.abs(points) <= _FARTHEST).all(axis=1)]] = True
    return damaged


def place_on_map(
    shapes: NDArray[np.object_],
    source: CRS | None,
    target: CRS | None,
    owner: str,
    near: NDArray[np.float64] | None = None,
) -> PlacedShapes:
    """Return shapes in another coordinate system; in map coordinates, not pixels.

    A shape in degrees that spans more than half the world crosses the antimeridian: it is taken apart there. One with
    numbers that no place has, or that are not finite, has no place.

    Args:
        shapes: lines or polygons.
        source: their coordinate system; None for the target's.
        target: the one that they are brought to; None leaves them as they are.
        owner: what they belong to, for messages.
        near: points (n, 2) of the target's map all over the place of interest. What has no place there as a whole, as
            a continent on a map of one country, is cut to what lies around them. None for whole shapes alone.

    Raises:
        InputError: there is no transformation between both systems.
    """
    damaged = are_damaged(shapes)
    if damaged.any():
        shapes = np.where(damaged, shapely.Polygon(), shapes)
    owners = np.arange(len(shapes))
    moved, pieces, of = shapes, np.zeros(0, object), np.zeros(0, np.int64)
    if source is not None and target is not None and source != target:
        if source.is_geographic:
            shapes, owners = _parts_and_owners(shapes)
        moved = _moved(shapes, source, target, owner)
        lost = np.flatnonzero(~_have_place(moved) & _have_place(shapes))
        if near is not None and len(lost):
            pieces, of = _cut_to(shapes[lost], _around(near, source, target, owner))
            pieces, of = _moved(pieces, source, target, owner), lost[of]
    is_cut = np.repeat([False, True], [len(moved), len(pieces)])
    moved, owners = np.concatenate([moved, pieces]), np.concatenate([owners, owners[of]])
    placed = np.argsort(owners, kind="stable")
    placed = placed[_have_place(moved)[placed]]
    unplaced = len(np.unique(owners)) - len(np.unique(owners[placed]))
    moved, owners, is_cut = moved[placed], owners[placed], is_cut[placed]
    if target is not None and target.is_geographic:
        moved = _unwrapped(moved)
    return PlacedShapes(moved, owners, unplaced, is_cut)


def place_on_grid(shapes: NDArray[np.object_], source: CRS | None, grid: Grid, owner: str) -> PlacedShapes:
    """Return shapes in pixel coordinates of a grid; for arguments and errors see `place_on_map`.

    On a grid in degrees a shape lies at every turn around the world that meets the grid.
    """
    return in_pixels(place_on_map_of(shapes, source, grid, owner), grid)


def place_on_map_of(shapes: NDArray[np.object_], source: CRS | None, grid: Grid, owner: str) -> PlacedShapes:
    """Return shapes in map coordinates of a grid, those too large for its coordinate system cut to what lies around it;
    for arguments and errors see `place_on_map`.
    """
    a, b, c, d, e, f = grid.transform[:6]
    cols, rows = mesh_of(grid)
    near = np.column_stack([a * cols + b * rows + c, d * cols + e * rows + f])
    return place_on_map(shapes, source, grid.crs, owner, near)


def in_pixels(placed: PlacedShapes, grid: Grid) -> PlacedShapes:
    """Return the shapes of `place_on_map_of` in pixel coordinates, as `place_on_grid`."""
    found = _at_every_turn(placed, grid) if grid.crs is not None and grid.crs.is_geographic else placed
    a, b, c, d, e, f = (~grid.transform)[:6]
    points = shapely.get_coordinates(found.shapes)
    pixels = np.column_stack([a * points[:, 0] + b * points[:, 1] + c, d * points[:, 0] + e * points[:, 1] + f])
    return replace(found, shapes=shapely.set_coordinates(found.shapes.copy(), pixels))


def mesh_of(grid: Grid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return columns and rows of points all over a grid and on its edges."""
    cols, rows = np.meshgrid(np.linspace(0, grid.width, _MESH_POINTS), np.linspace(0, grid.height, _MESH_POINTS))
    return cols.ravel(), rows.ravel()


def _moved(shapes: NDArray[np.object_], source: CRS, target: CRS, owner: str) -> NDArray[np.object_]:
    points = shapely.get_coordinates(shapes)
    new = np.column_stack(transform_points(points[:, 0], points[:, 1], source, target, owner))
    moved: NDArray[np.object_] = shapely.set_coordinates(shapes.copy(), new)
    return moved


def _around(near: NDArray[np.float64], source: CRS, target: CRS, owner: str) -> shapely.Geometry:
    """Return the rectangle of the source's map around points of the target's map, with as much again for a margin."""
    xs, ys = transform_points(near[:, 0], near[:, 1], target, source, owner)
    points = np.column_stack([xs, ys])
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return shapely.Polygon()
    if source.is_geographic:
        turned = _eastwards(points)
        points = min(points, turned, key=lambda some: float(np.ptp(some[:, 0])))
    lowest, highest = points.min(axis=0), points.max(axis=0)
    margin = (highest - lowest) / 2
    (west, south), (east, north) = lowest - margin, highest + margin
    # A straight edge would not be one on the other map: it has many points.
    rectangle = shapely.segmentize(shapely.box(west, south, east, north), max(east - west, north - south) / _CUT_STEPS)
    if not source.is_geographic:
        return rectangle
    turns = [shapely.transform(rectangle, lambda some, turn=turn: np.add(some, (turn, 0))) for turn in sorted(TURNS)]
    return shapely.union_all(turns)


def _cut_to(shapes: NDArray[np.object_], area: shapely.Geometry) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the pieces of shapes in an area, and the index of the shape that each comes from."""
    sound, dimensions = shapes.copy(), shapely.get_dimensions(shapes)
    sound[dimensions == 2] = shapely.make_valid(sound[dimensions == 2])
    pieces, owners = shapely.get_parts(shapely.intersection(sound, area), return_index=True)
    # A shape that only touches the area leaves points and lines there.
    kept = ~shapely.is_empty(pieces) & (shapely.get_dimensions(pieces) == dimensions[owners])
    return pieces[kept], owners[kept]


def _have_place(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return whether shapes are there and all of their points are finite."""
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    finite: NDArray[np.bool_] = np.isfinite(shapely.bounds(shapes)).all(axis=1)
    finite[owners[~np.isfinite(points).all(axis=1)]] = False
    return finite


def _widths(shapes: NDArray[np.object_] | shapely.Geometry) -> NDArray[np.float64]:
    corners = shapely.bounds(shapes)
    widths: NDArray[np.float64] = corners[..., 2] - corners[..., 0]
    return widths


def _unwrapped(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return shapes in degrees, those that cross the antimeridian with longitudes that go on beyond 180."""
    result: NDArray[np.object_] = shapes.copy()
    for index in np.flatnonzero(_widths(shapes) > HALF_WORLD).tolist():
        moved = shapely.transform(shapes[index], _eastwards)
        # What reaches from -180 to 180 is a whole turn around the world.
        if 0 < _widths(moved) < HALF_WORLD:
            result[index] = moved
    return result


def _eastwards(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.where(points[:, 0] < 0, points[:, 0] + WORLD, points[:, 0]), points[:, 1]])


def _parts_and_owners(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return shapes in degrees with those that cross the antimeridian in two parts, and which shape each comes from."""
    whole = _unwrapped(shapes)
    crosses = np.flatnonzero(shapely.bounds(whole)[:, 2] > HALF_WORLD)
    owners = np.arange(len(shapes))
    if not len(crosses):
        return shapes, owners
    sound = whole[crosses]
    is_area = shapely.get_dimensions(sound) == 2
    sound[is_area] = shapely.make_valid(sound[is_area])
    near, far = apart_at_antimeridian(sound)
    others = np.delete(owners, crosses)
    parts = np.concatenate([whole[others], near, far])
    owners = np.concatenate([others, crosses, crosses])
    kept = ~shapely.is_empty(parts)
    parts, owners = parts[kept], owners[kept]
    order = np.argsort(owners, kind="stable")
    ordered: NDArray[np.object_] = parts[order]
    return ordered, owners[order]


def _at_every_turn(found: PlacedShapes, grid: Grid) -> PlacedShapes:
    xs = [
        (grid.transform @ corner)[0]
        for corner in ((0, 0), (grid.width, 0), (0, grid.height), (grid.width, grid.height))
    ]
    corners = shapely.bounds(found.shapes)
    shapes, owners, is_cut = [], [], []
    for turn in sorted(TURNS):
        meets = (corners[:, 2] + turn > min(xs)) & (corners[:, 0] + turn < max(xs))
        if turn == 0.0:
            # What lies elsewhere stays, to be counted by whoever draws it.
            meets |= ~_meets_at_another_turn(corners, min(xs), max(xs))
        part = found.shapes[meets]
        shapes.append(shapely.transform(part, lambda points, turn=turn: np.add(points, (turn, 0))) if turn else part)
        owners.append(found.owners[meets])
        is_cut.append(found.is_cut[meets])
    placed = np.concatenate(owners)
    order = np.argsort(placed, kind="stable")
    return PlacedShapes(np.concatenate(shapes)[order], placed[order], found.unplaced, np.concatenate(is_cut)[order])


def _meets_at_another_turn(corners: NDArray[np.float64], west: float, east: float) -> NDArray[np.bool_]:
    meets: NDArray[np.bool_] = np.zeros(len(corners), bool)
    for turn in (-WORLD, WORLD):
        meets |= (corners[:, 2] + turn > west) & (corners[:, 0] + turn < east)
    return meets
