"""Building footprints from vector files, in the pixels of a raster."""

from __future__ import annotations

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..raster.grid import Grid
from .placement import place_on_grid, read_crs
from .polygon_parts import polygons_of

_MAY_HOLD_POLYGONS = ("Unknown", "GeometryCollection", "Surface", "TIN", "Triangle")


def has_layers(name: str) -> bool:
    """Whether a file holds vector layers."""
    try:
        return len(pyogrio.list_layers(name)) > 0
    except pyogrio.errors.DataSourceError:
        return False


def read_polygons(name: str, layer: str | None, grid: Grid, reporter: Reporter) -> NDArray[np.object_]:
    """Return the polygons of a layer whose bounds meet a raster, in pixel coordinates (column, row) of its grid.

    Args:
        name: the file.
        layer: name of the layer; None selects the only layer with polygons.
        grid: of the raster.
        reporter: gets warnings about them.

    Raises:
        InputError: the layer cannot be read, holds no polygons, or there are several layers to choose from.
    """
    layer = layer or _only_polygon_layer(name)
    try:
        meta, _, wkb, _ = pyogrio.raw.read(name, layer=layer, columns=[], force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"The buildings in {name} cannot be read ({error}).") from error
    features = [] if wkb is None else wkb
    shapes = polygons_of(features)
    if not len(shapes):
        raise InputError(f"{name} holds no polygons: BUILDINGS needs building footprints.")
    source = read_crs(meta["crs"], name)
    if source is None or grid.crs is None:
        reporter.log("Buildings or land cover have no coordinate system: they are assumed to share one.", "warning")
    placed = place_on_grid(shapes, source, grid, f"The layer of buildings {name}")
    in_pixels = placed.shapes
    _warn_of_lost(name, len(features), len(features) - len(shapes), placed.unplaced, reporter)
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


def _only_polygon_layer(name: str) -> str:
    layers = {str(layer): str(geometry) for layer, geometry in pyogrio.list_layers(name) if geometry is not None}
    found = [layer for layer, geometry in layers.items() if "Polygon" in geometry]
    if not found:
        # Layers of other types may hold polygons too: their features are looked at one by one.
        found = [layer for layer, geometry in layers.items() if any(word in geometry for word in _MAY_HOLD_POLYGONS)]
    if not found:
        raise InputError(f"{name} holds no layer of polygons: BUILDINGS needs building footprints.")
    if len(found) > 1:
        raise InputError(f"{name} holds several layers of polygons: name one, as in {name}|layername={found[0]}.")
    return found[0]
