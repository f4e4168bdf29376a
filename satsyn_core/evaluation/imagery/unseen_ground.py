"""The ground that training imagery shows: what lies on it is no control of the copy audit, whatever file shows it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from ...contract.errors import InputError
from ...raster.degrees import turns_of
from ...raster.grid import Grid
from ...raster.pixel_plane import PixelPlane
from ...raster.warp import overlap
from ...raster.window import Window
from ...scenes.imagery import LabelledImagery
from .patches import PatchPlace

_WITHIN = 1
"""Pixels by which a patch is drawn in, so that one beside the training imagery does not count as on its ground."""


_BEYOND = 1e30
"""Where bounds end that a coordinate system does not have: far beyond all others."""


class TrainingGround:
    """The ground of training imagery."""

    def __init__(self, training: Sequence[LabelledImagery]) -> None:
        self._training = training
        self._of_grid: dict[Grid, list[LabelledImagery]] = {}
        self._bounds: dict[str, shapely.STRtree] = {}

    def shows(self, place: PatchPlace) -> bool:
        """Whether some of the training imagery has data on the ground of a patch; False where a place is not known."""
        window = place.window
        inner = Window(
            window.col + _WITHIN, window.row + _WITHIN, window.width - 2 * _WITHIN, window.height - 2 * _WITHIN
        )
        grid = place.grid.cut(inner)
        return any(_has_data_on(one, grid) for one in self._near(place.grid))

    def _near(self, grid: Grid) -> list[LabelledImagery]:
        """Return the training imagery that overlaps a whole raster."""
        if grid not in self._of_grid:
            candidates = self._candidates(grid)
            self._of_grid[grid] = [one for one in candidates if overlap(one.grid, grid) is not None]
        return self._of_grid[grid]

    def _candidates(self, grid: Grid) -> list[LabelledImagery]:
        """Return the training imagery whose bounds meet those of a raster, in the raster's coordinate system."""
        if grid.crs is None:
            return []
        key = grid.crs.to_wkt()
        if key not in self._bounds:
            self._bounds[key] = shapely.STRtree([_bounds(one.grid, grid) for one in self._training])
        x_min, y_min, x_max, y_max = grid.bounds_in(None)
        wanted = [shapely.box(x_min + turn, y_min, x_max + turn, y_max) for turn in turns_of(grid.crs)]
        found = np.unique(self._bounds[key].query(wanted)[1])
        return [self._training[number] for number in found.tolist()]


def _bounds(own: Grid, other: Grid) -> shapely.Polygon | None:
    """Return the bounds of a grid in the coordinate system of another one, at least; None where both are not compared.

    The pixels that overlap another grid are told by bounds in pixels, which reach farther on a grid that is turned.
    """
    if not PixelPlane.of_grid(other).is_comparable(own):
        return None
    is_turned = bool(own.transform.b or own.transform.d)
    try:
        bounds = (-np.inf, -np.inf, np.inf, np.inf) if is_turned else own.bounds_in(other.crs)
    except InputError:  # there is no transformation
        return None
    pixel = 0.0 if own.crs != other.crs else max(abs(own.transform.a), abs(own.transform.e))
    x_min, y_min, x_max, y_max = np.clip(bounds, -_BEYOND, _BEYOND).tolist()
    return shapely.box(x_min - pixel, y_min - pixel, x_max + pixel, y_max + pixel)


def _has_data_on(imagery: LabelledImagery, ground: Grid) -> bool:
    window = overlap(imagery.grid, ground)
    return window is not None and bool(imagery.valid(window).any())
