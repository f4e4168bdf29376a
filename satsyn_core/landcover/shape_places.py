"""Where the shapes of a layer lie on the map of many grids, so that each grid asks only for those near it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..raster.degrees import HALF_WORLD, turns_of
from ..raster.grid import Grid
from .placement import PlacedShapes


@dataclass(frozen=True)
class ShapePlaces:
    """Where shapes lie on the map of one coordinate system.

    Attributes:
        bounds: of the shapes (n, 4): west, south, east, north. Those whose place depends on the grid, as they are cut
            to it, reach everywhere.
    """

    bounds: NDArray[np.float64]

    @classmethod
    def of(cls, shapes: NDArray[np.object_], source: CRS | None, placed: PlacedShapes) -> ShapePlaces:
        """Return where shapes lie, given their coordinate system and what `place_on_map_of` made of them."""
        bounds = np.full((len(shapes), 4), (-np.inf, -np.inf, np.inf, np.inf))
        is_whole = ~placed.is_cut
        if source is not None and source.is_geographic:
            west, _, east, _ = shapely.bounds(shapes).T
            # What crosses the antimeridian has several parts, and one may have no place.
            is_whole &= ((east <= HALF_WORLD) & (east - west <= HALF_WORLD))[placed.owners]
        bounds[placed.owners[is_whole]] = shapely.bounds(placed.shapes[is_whole])
        return cls(bounds)

    @property
    def hold_whole_shapes(self) -> bool:
        """Whether any shape has the same place on every grid."""
        return bool(np.isfinite(self.bounds).all(axis=1).any())

    def near(self, grid: Grid, margin: float = 0.0) -> NDArray[np.bool_]:
        """Return whether each shape may lie on a grid with the coordinate system of the map.

        Args:
            grid: of any place.
            margin: pixels around it in which shapes reach into it, as wide lines do.
        """
        # A pixel more on each side, for what is rounded.
        beyond = 1 + margin
        corners = np.array(
            [
                grid.transform @ (col, row)
                for col in (-beyond, grid.width + beyond)
                for row in (-beyond, grid.height + beyond)
            ]
        )
        (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
        is_near: NDArray[np.bool_] = (self.bounds[:, 1] <= north) & (self.bounds[:, 3] >= south)
        is_near &= np.any(
            [(self.bounds[:, 0] + turn <= east) & (self.bounds[:, 2] + turn >= west) for turn in turns_of(grid.crs)], 0
        )
        return is_near
