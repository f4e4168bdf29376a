"""Building footprints from vector files, in the pixels of a raster."""

from __future__ import annotations

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..contract.errors import InputError, first_words
from ..contract.progress import Reporter
from ..raster.coordinates import transform_points
from ..raster.grid import Grid
from ..raster.library_errors import GDAL_ERRORS
from .mask_purpose import BUILDINGS, MaskPurpose
from .polygon_parts import polygons_of

_MAY_HOLD_POLYGONS = ("Unknown", "GeometryCollection", "Surface", "TIN", "Triangle")
_HALF_THE_WORLD_DEGREES = 180


def has_layers(name: str) -> bool:
    """Whether a file holds vector layers."""
    try:
        return len(pyogrio.list_layers(name)) > 0
    except pyogrio.errors.DataSourceError:
        return False


def read_polygons(
    name: str, layer: str | None, grid: Grid, reporter: Reporter, purpose: MaskPurpose = BUILDINGS
) -> NDArray[np.object_]:
    """Return the polygons of a layer whose bounds meet a raster, in pixel coordinates (column, row) of its grid.

    Args:
        name: the file.
        layer: name of the layer; None selects the only layer with polygons.
        grid: of the raster.
        reporter: gets warnings about them.
        purpose: of the polygons.

    Raises:
        InputError: the layer cannot be read, holds no polygons, or there are several layers to choose from.
    """
    layer = layer or _only_polygon_layer(name, purpose)
    try:
        meta, _, wkb, _ = pyogrio.raw.read(name, layer=layer, columns=[], force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"The {purpose.shows} in {name} cannot be read ({error}).") from error
    features = [] if wkb is None else wkb
    shapes = polygons_of(features)
    if not len(shapes):
        raise InputError(f"{name} holds no polygons: {purpose.parameter} needs {purpose.needs}.")
    in_pixels = _in_pixels(shapes, _crs(meta["crs"], name), grid, f"The layer {name}", reporter)
    _warn_of_lost(name, len(features), len(features) - len(shapes), len(shapes) - len(in_pixels), reporter)
    near = shapely.STRtree(in_pixels).query(shapely.box(0, 0, grid.width, grid.height))
    if not len(near):
        reporter.log(f"None of the buildings in {name} lies on the land cover.", "warning")
    selected: NDArray[np.object_] = in_pixels[np.sort(near)]
    return selected


def _warn_of_lost(name: str, features: int, without_area: int, unplaced: int, reporter: Reporter) -> None:
    """Count the features that are not drawn."""
    reasons = []
    if without_area:
        reasons.append(f"{without_area} have no area (they are points, lines, empty or damaged)")
    if unplaced:
        reasons.append(f"{unplaced} have no place in the land cover's coordinate system")
    if reasons:
        reporter.log(f"Of the {features} features in {name}, some are left out: {' and '.join(reasons)}.", "warning")


def _only_polygon_layer(name: str, purpose: MaskPurpose) -> str:
    layers = {str(layer): str(geometry) for layer, geometry in pyogrio.list_layers(name) if geometry is not None}
    found = [layer for layer, geometry in layers.items() if "Polygon" in geometry]
    if not found:
        # Layers of other types may hold polygons too: their features are looked at one by one.
        found = [layer for layer, geometry in layers.items() if any(word in geometry for word in _MAY_HOLD_POLYGONS)]
    if not found:
        raise InputError(f"{name} holds no layer of polygons: {purpose.parameter} needs {purpose.needs}.")
    if len(found) > 1:
        raise InputError(f"{name} holds several layers of polygons: name one, as in {name}|layername={found[0]}.")
    return found[0]


def _crs(text: str | None, name: str) -> CRS | None:
    try:
        return CRS.from_user_input(text) if text else None
    except GDAL_ERRORS as error:
        raise InputError(f"The coordinate system of {name} cannot be read ({first_words(error)}).") from error


def _in_pixels(
    shapes: NDArray[np.object_], source: CRS | None, grid: Grid, owner: str, reporter: Reporter
) -> NDArray[np.object_]:
    """Return those shapes that have a place on the grid, in its pixel coordinates."""
    if source is None or grid.crs is None:
        reporter.log("Buildings or land cover have no coordinate system: they are assumed to share one.", "warning")
    points = shapely.get_coordinates(shapes)
    # Without a difference nothing is to be transformed, and coordinates that are no numbers stay what they are.
    if source is not None and grid.crs is not None and source != grid.crs:
        points = np.column_stack(transform_points(points[:, 0], points[:, 1], source, grid.crs, owner))
    a, b, c, d, e, f = (~grid.transform)[:6]
    with np.errstate(invalid="ignore"):
        columns = a * points[:, 0] + b * points[:, 1] + c
        rows = d * points[:, 0] + e * points[:, 1] + f
    pixels = np.column_stack([columns, rows])
    finite, owner_of = (
        np.isfinite(pixels).all(axis=1),
        np.repeat(np.arange(len(shapes)), shapely.get_num_coordinates(shapes)),
    )
    placed = np.ones(len(shapes), bool)
    placed[owner_of[~finite]] = False
    moved: NDArray[np.object_] = shapely.set_coordinates(shapes[placed], pixels[placed[owner_of]])
    if grid.crs is not None and grid.crs.is_geographic:
        moved = moved[~_spans_the_world(moved, grid)]
    return moved


def _spans_the_world(in_pixels: NDArray[np.object_], grid: Grid) -> NDArray[np.bool_]:
    """Return which shapes would be drawn around the world because they cross the 180th meridian."""
    corners = shapely.bounds(in_pixels)
    a, b = grid.transform[:2]
    wide: NDArray[np.bool_] = (
        abs(a) * (corners[:, 2] - corners[:, 0]) + abs(b) * (corners[:, 3] - corners[:, 1]) > _HALF_THE_WORLD_DEGREES
    )
    return wide
