"""Building footprints from vector files, in the pixels of a raster."""

from __future__ import annotations

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform as transform_points

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..raster.grid import Grid


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
    shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    # Type 3 is a polygon, 6 a multipolygon.
    shapes = shapes[np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)]
    if not len(shapes):
        raise InputError(f"{name} holds no polygons: BUILDINGS needs building footprints.")
    in_pixels = _in_pixels(shapes, meta["crs"], grid, reporter)
    near = shapely.STRtree(in_pixels).query(shapely.box(0, 0, grid.width, grid.height))
    if not len(near):
        reporter.log(f"None of the buildings in {name} lies on the land cover.", "warning")
    selected: NDArray[np.object_] = in_pixels[np.sort(near)]
    return selected


def _only_polygon_layer(name: str) -> str:
    layers = [str(layer) for layer, geometry in pyogrio.list_layers(name) if "Polygon" in str(geometry or "Polygon")]
    if not layers:
        raise InputError(f"{name} holds no layer of polygons: BUILDINGS needs building footprints.")
    if len(layers) > 1:
        raise InputError(f"{name} holds several layers of polygons: name one, as in {name}|layername={layers[0]}.")
    return layers[0]


def _in_pixels(shapes: NDArray[np.object_], crs: str | None, grid: Grid, reporter: Reporter) -> NDArray[np.object_]:
    source = CRS.from_user_input(crs) if crs else None
    if source is None or grid.crs is None:
        reporter.log("Buildings or land cover have no coordinate system: they are assumed to share one.", "warning")
    points = shapely.get_coordinates(shapes)
    if source is not None and grid.crs is not None and source != grid.crs:
        points = np.column_stack(transform_points(source, grid.crs, points[:, 0], points[:, 1])[:2])
    a, b, c, d, e, f = (~grid.transform)[:6]
    columns = a * points[:, 0] + b * points[:, 1] + c
    rows = d * points[:, 0] + e * points[:, 1] + f
    moved = shapely.set_coordinates(shapes, np.column_stack([columns, rows]))
    finite = np.isfinite(shapely.bounds(moved)).all(axis=1)
    placed: NDArray[np.object_] = moved[finite]
    return placed
