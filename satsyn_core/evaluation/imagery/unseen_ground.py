"""The ground that training imagery shows: what lies on it is no control of the copy audit, whatever file shows it."""

from __future__ import annotations

from collections.abc import Sequence

from ...raster.grid import Grid
from ...raster.warp import overlap
from ...raster.window import Window
from ...scenes.imagery import LabelledImagery
from .patches import PatchPlace

_WITHIN = 1
"""Pixels by which a patch is drawn in, so that one beside the training imagery does not count as on its ground."""


class TrainingGround:
    """The ground of training imagery."""

    def __init__(self, training: Sequence[LabelledImagery]) -> None:
        self._training = training
        self._of_grid: dict[Grid, list[LabelledImagery]] = {}

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
            self._of_grid[grid] = [
                one for one in self._training if _is_comparable(one.grid, grid) and overlap(one.grid, grid) is not None
            ]
        return self._of_grid[grid]


def _is_comparable(one: Grid, other: Grid) -> bool:
    """Whether two grids lie in one coordinate system or both on the earth."""
    return (one.has_place and other.has_place) or (one.crs is not None and one.crs == other.crs)


def _has_data_on(imagery: LabelledImagery, ground: Grid) -> bool:
    window = overlap(imagery.grid, ground)
    return window is not None and bool(imagery.valid(window).any())
