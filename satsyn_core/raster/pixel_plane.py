"""The plane of a raster's pixels, continued in all directions, on which places of several rasters are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from .coordinates import is_local, transform_points
from .grid import Grid


@dataclass(frozen=True)
class PixelPlane:
    """The pixels of a raster, continued in all directions. Distances on it are in these pixels.

    Attributes:
        crs: map coordinate system; a local one if the raster has no place on the earth, and None if it has none.
        to_pixels: from map coordinates to the plane.
    """

    crs: CRS | None
    to_pixels: Affine

    @classmethod
    def of_grid(cls, grid: Grid) -> PixelPlane:
        """Return the plane of a raster."""
        return PixelPlane(grid.crs, ~grid.transform)

    @property
    def has_place(self) -> bool:
        """Whether the plane has a place on the earth."""
        return self.crs is not None and not is_local(self.crs)

    def is_comparable(self, grid: Grid) -> bool:
        """Whether a raster's place on the plane is known."""
        if grid.crs == self.crs:
            return self.crs is not None
        return self.has_place and grid.has_place

    def from_map(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points (..., 2) in map coordinates on the plane; not finite where they are not."""
        a, b, c, d, e, f = self.to_pixels[:6]
        xs, ys = points[..., 0], points[..., 1]
        with np.errstate(invalid="ignore"):
            return np.stack([a * xs + b * ys + c, d * xs + e * ys + f], axis=-1)

    def map_points(self, grid: Grid, cols: NDArray[np.floating], rows: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return places (..., 2) of a raster's pixels in the map coordinates of the plane, in those of the raster if it
        cannot be compared; infinite where the plane's are not defined.
        """
        a, b, c, d, e, f = grid.transform[:6]
        xs, ys = a * cols + b * rows + c, d * cols + e * rows + f
        if grid.crs is not None and self.crs is not None and grid.crs != self.crs and self.is_comparable(grid):
            moved = transform_points(xs.ravel(), ys.ravel(), grid.crs, self.crs, f"A scene ({grid.describe()})")
            xs, ys = (values.reshape(cols.shape) for values in moved)
        return np.stack([xs, ys], axis=-1)

    def map_corners(
        self,
        grid: Grid,
        col: NDArray[np.integer],
        row: NDArray[np.integer],
        width: int | NDArray[np.integer],
        height: int | NDArray[np.integer] | None = None,
    ) -> NDArray[np.float64]:
        """Return the corners (n, 4, 2) of windows of a raster as `map_points` does; without a height, of squares."""
        return self.map_points(grid, *window_corners(col, row, width, height))


def window_corners(
    col: NDArray[np.integer],
    row: NDArray[np.integer],
    width: int | NDArray[np.integer],
    height: int | NDArray[np.integer] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return columns and rows (n, 4) of the corners of windows; without a height, of squares."""
    right, bottom = col + width, row + (width if height is None else height)
    cols = np.stack([col, right, right, col], axis=1).astype(float)
    rows = np.stack([row, row, bottom, bottom], axis=1).astype(float)
    return cols, rows
