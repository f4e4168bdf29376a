"""What predictions, evaluations and comparisons need of imagery, with and without land cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..raster.grid import Grid
from ..raster.window import Window
from .pairs import OpenImagery


class Imagery(Protocol):
    """Imagery that is read by windows."""

    @property
    def grid(self) -> Grid:
        """Its pixels on the map."""

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width) of a window that may reach beyond the raster."""

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where the imagery has data (height, width)."""


class LandCover(Protocol):
    """Class indices that are read by windows."""

    def read(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width), 255 where unknown."""


class LabelledImagery(Imagery, Protocol):
    """Imagery with the true land cover of its pixels."""

    @property
    def name(self) -> str:
        """Name for messages and reports."""

    @property
    def land_cover(self) -> LandCover:
        """The truth, on the imagery's grid."""


@dataclass(frozen=True)
class UnlabelledImagery(OpenImagery):
    """Imagery without land cover, for what does not ask for classes: every pixel with data has class 0."""

    @property
    def land_cover(self) -> UnlabelledImagery:
        """What gives the classes, with `read`."""
        return self

    def read(self, window: Window) -> NDArray[np.uint8]:
        """Return 0 where there is data and 255 elsewhere (height, width)."""
        return np.where(self.valid(window), np.uint8(0), np.uint8(UNKNOWN))
