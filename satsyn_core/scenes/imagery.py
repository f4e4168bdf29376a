"""What predictions and evaluations need of imagery, with and without land cover."""

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


class LabelledImagery(Imagery, Protocol):
    """Imagery with the true land cover of its pixels."""

    @property
    def name(self) -> str:
        """Name for messages and reports."""

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        """Return true class indices (height, width), 255 where unknown."""


@dataclass(frozen=True)
class UnlabelledImagery(OpenImagery):
    """Imagery without land cover, for measurements that need no classes: every pixel with data has class 0."""

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        """Return 0 where there is data and 255 elsewhere (height, width)."""
        return np.where(self.valid(window), 0, UNKNOWN).astype(np.uint8)
