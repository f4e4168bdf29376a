"""Land cover as a model's class indices, with building footprints drawn over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..contract.errors import InputError
from ..raster.grid import Grid
from ..raster.nesting import AS_IT_IS, Nesting
from ..raster.window import Window
from .buildings import BuildingMask
from .class_matching import ClassMatch
from .raster import LandCoverRaster
from .refinement import REACH_PIXELS, refine


class LandCoverReader:
    """Reads windows of land cover as class indices.

    Attributes:
        name: of the land cover.
        match: from the land cover's values to class indices.

    Args:
        landcover: open land cover.
        match: from its values to class indices.
        buildings: footprints that become the model's building class where the land cover is known.
        nesting: of finer pixels in the land cover's; windows then count fine pixels, and class edges are refined.

    Raises:
        InputError: there are buildings, but the model has no class for them.
    """

    def __init__(
        self,
        landcover: LandCoverRaster,
        match: ClassMatch,
        buildings: BuildingMask | None = None,
        nesting: Nesting = AS_IT_IS,
    ) -> None:
        self.name = landcover.name
        self._landcover = landcover
        self._nesting = nesting
        self.match = match
        self._buildings = buildings
        building_index = match.scheme.building_index
        if buildings is not None and building_index is None:
            raise InputError(
                f"The model has no building class ({', '.join(match.scheme.names)}): leave BUILDINGS empty, or choose "
                "a model that has one."
            )
        self._building_index = UNKNOWN if building_index is None else building_index

    @property
    def grid(self) -> Grid:
        """The grid of the pixels that are read."""
        return self._nesting.fine(self._landcover.grid)

    def read(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width) of a window, `UNKNOWN` where nodata, unlabelled or outside."""
        classes = self._read_refined(window) if self._nesting.is_finer else self._read_stored(window)
        if self._buildings is not None:
            classes[self._buildings.read(window) & (classes != UNKNOWN)] = self._building_index
        return classes

    def read_mirrored(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width) of a window, with the raster mirrored at its edges beyond them.

        A generator reads land cover around each pixel, and the ground goes on where the raster ends. Were it unknown
        there, the networks would draw the edge of a class along all four sides.
        """
        whole = self.grid.window
        rows = _mirrored(window.row, window.height, whole.height)
        cols = _mirrored(window.col, window.width, whole.width)
        top, left = int(rows.min()), int(cols.min())
        inside = Window(left, top, int(cols.max()) - left + 1, int(rows.max()) - top + 1)
        classes = self.read(inside)
        return classes if inside == window else classes[np.ix_(rows - top, cols - left)]

    def _read_stored(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices of a window of the land cover's own pixels."""
        return self.match.indices(*self._landcover.read(window))

    def _read_refined(self, window: Window) -> NDArray[np.uint8]:
        coarse = self._nesting.around(window)
        fine = refine(self._read_stored(coarse.expanded(REACH_PIXELS)), self._nesting)
        return fine[window.slices_in(self._nesting.inside(coarse))]


def _mirrored(first: int, count: int, side: int) -> NDArray[np.intp]:
    """Return which of `side` pixels stand at `count` places from `first` on, mirrored again and again beyond them."""
    places = np.arange(first, first + count, dtype=np.intp) % (2 * side)
    return np.minimum(places, 2 * side - 1 - places)
