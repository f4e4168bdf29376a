"""Building footprints from vector files, in the pixels of a raster.

A job opens a scene many times, and many scenes with the buildings of a whole country. So it keeps where the polygons
lie, and reads them all only once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..contract.source_files import is_missing
from ..contract.wording import counted
from ..process.current_job import CurrentJob, current_job
from ..process.fingerprint import dataset_state
from ..raster.degrees import HALF_WORLD, turns_of
from ..raster.grid import Grid
from .mask_purpose import BUILDINGS, MaskPurpose
from .placement import PlacedShapes, in_pixels, place_on_map_of
from .polygon_layers import PolygonLayer, read_polygon_layer, read_polygons_again
from .vector_names import LayerName


@dataclass(frozen=True)
class _KnownPolygons:
    """Where the polygons of a layer lie.

    Attributes:
        layer: without its polygons.
        ids: of the polygons (n,).
        bounds: of the polygons (n, 4) on the map of a grid: west, south, east, north. Those whose place depends on the
            grid, as they are cut to it, reach everywhere.
    """

    layer: PolygonLayer
    ids: NDArray[np.int64]
    bounds: NDArray[np.float64]

    @classmethod
    def of(cls, layer: PolygonLayer, ids: NDArray[np.int64], placed: PlacedShapes) -> _KnownPolygons:
        """Return where polygons lie, given their ids and their place on the map."""
        bounds = np.full((len(ids), 4), (-np.inf, -np.inf, np.inf, np.inf))
        is_whole = ~placed.is_cut
        if layer.crs is not None and layer.crs.is_geographic:
            west, _, east, _ = shapely.bounds(layer.polygons).T
            # What crosses the antimeridian has several parts, and one may have no place.
            is_whole &= ((east <= HALF_WORLD) & (east - west <= HALF_WORLD))[placed.owners]
        bounds[placed.owners[is_whole]] = shapely.bounds(placed.shapes[is_whole])
        none = replace(layer, polygons=np.zeros(0, object), owners=np.zeros(0, np.int64), ids=None)
        return cls(none, ids, bounds)

    def near(self, grid: Grid, what: str) -> PolygonLayer:
        """Return the layer with those polygons that may lie on a grid with the coordinate system of the map.

        Args:
            grid: of any place.
            what: the polygons in a word or two, for messages.
        """
        # A pixel more on each side, for what is rounded.
        corners = np.array(
            [grid.transform @ (col, row) for col in (-1, grid.width + 1) for row in (-1, grid.height + 1)]
        )
        (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
        is_near = (self.bounds[:, 1] <= north) & (self.bounds[:, 3] >= south)
        is_near &= np.any(
            [(self.bounds[:, 0] + turn <= east) & (self.bounds[:, 2] + turn >= west) for turn in turns_of(grid.crs)], 0
        )
        return replace(self.layer, polygons=read_polygons_again(self.layer, self.ids[is_near], what))


_kept_by_jobs: WeakKeyDictionary[CurrentJob, dict[tuple[object, ...], _KnownPolygons]] = WeakKeyDictionary()


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
    kept = _kept_by_jobs.setdefault(current_job(), {})
    key = (path, _state(path), grid.crs)
    known = kept.get(key)
    if known is not None:
        layer = known.near(grid, purpose.shows)
    else:
        layer = read_polygon_layer(path, purpose.shows, f"{purpose.parameter} needs {purpose.needs}")
    if layer.crs is None or grid.crs is None:
        reporter.log(
            f"{purpose.shows.capitalize()} or land cover have no coordinate system: they are assumed to share one.",
            "warning",
        )
    on_map = place_on_map_of(layer.polygons, layer.crs, grid, f"The layer {layer.name}")
    if known is None and layer.ids is not None:
        kept[key] = _KnownPolygons.of(layer, layer.ids, on_map)
    placed = in_pixels(on_map, grid)
    _warn_of_lost(layer.name, layer.features, layer.without_area, placed.unplaced, reporter)
    near = shapely.STRtree(placed.shapes).query(shapely.box(0, 0, grid.width, grid.height))
    if not len(near):
        reporter.log(f"None of the {purpose.shows} in {layer.name} lies on the land cover.", "warning")
    selected: NDArray[np.object_] = placed.shapes[np.sort(near)]
    return selected


def _state(path: str) -> str:
    name = LayerName.parse(path).file
    return "" if is_missing(name) else json.dumps(dataset_state(name))


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
