"""Building footprints from vector files, in the pixels of a raster."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..contract.wording import counted
from ..raster.grid import Grid
from .mask_purpose import BUILDINGS, MaskPurpose
from .placement import place_on_grid
from .polygon_layers import read_polygon_layer


def read_polygons(path: str, grid: Grid, reporter: Reporter, purpose: MaskPurpose = BUILDINGS) -> NDArray[np.object_]:
    """Return the polygons of a layer whose bounds meet a raster, in pixel coordinates (column, row) of its grid.

    Args:
        path: the file, with `|layername=` for one of its layers; without it the only layer with polygons counts.
        grid: of the raster.
        reporter: gets warnings about them.
        purpose: of the polygons.

    Raises:
        InputError: the layer cannot be read, holds no polygons, or there are several layers to choose from.
    """
    layer = read_polygon_layer(path, purpose.shows, f"{purpose.parameter} needs {purpose.needs}")
    if layer.crs is None or grid.crs is None:
        reporter.log(
            f"{purpose.shows.capitalize()} or land cover have no coordinate system: they are assumed to share one.",
            "warning",
        )
    placed = place_on_grid(layer.polygons, layer.crs, grid, f"The layer {layer.name}")
    _warn_of_lost(layer.name, layer.features, layer.without_area, placed.unplaced, reporter)
    near = shapely.STRtree(placed.shapes).query(shapely.box(0, 0, grid.width, grid.height))
    if not len(near):
        reporter.log(f"None of the {purpose.shows} in {layer.name} lies on the land cover.", "warning")
    selected: NDArray[np.object_] = placed.shapes[np.sort(near)]
    return selected


def _warn_of_lost(name: str, features: int, without_area: int, unplaced: int, reporter: Reporter) -> None:
    """Count the features that are not drawn."""
    reasons = []
    if without_area:
        reasons.append(f"{without_area} without an area (points, lines, empty or damaged)")
    if unplaced:
        reasons.append(f"{unplaced} without a place in the land cover's coordinate system")
    if reasons:
        reporter.log(
            f"Of {counted(features, 'feature')} in {name}, some are left out: {' and '.join(reasons)}.", "warning"
        )
