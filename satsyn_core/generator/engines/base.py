"""The two steps in which an engine renders a block, so that the next block is prepared while this one is computed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...raster.window import Window

Prepared = TypeVar("Prepared")


@dataclass(frozen=True)
class EngineBlock:
    """A window of a raster as an engine computes it: grown to the engine's alignment, with land cover around it.

    Attributes:
        window: the pixels that are wanted.
        align: see `Engine`.
        margin: pixels of land cover that the generator reads around a block.
    """

    window: Window
    align: int
    margin: int

    @property
    def core(self) -> Window:
        """What the engine computes."""
        return self.window.aligned(self.align)

    @property
    def around(self) -> Window:
        """The land cover that the engine needs for it."""
        return self.core.expanded(self.margin)

    def cut_classes(self, classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the window's part of the class indices of `around`, as a view."""
        return classes[self.window.slices_in(self.around)]

    def cut_imagery(self, imagery: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return the window's part of the imagery (bands, height, width) of `core`, as a view."""
        rows, cols = self.window.slices_in(self.core)
        return imagery[:, rows, cols]


@dataclass(frozen=True)
class EngineDescription:
    """What a plan of blocks has to know of an engine.

    Attributes:
        name: engine, precision and device, for people.
        align: block edges must be multiples of this many pixels from the raster's origin.
    """

    name: str
    align: int


class Engine(ABC, Generic[Prepared]):
    """Renders blocks of a scene in one style.

    Whatever the engine, a pixel depends on nothing but labels, style, seed and position.

    Attributes:
        name: engine, precision and device, for people.
        align: block edges must be multiples of this many pixels from the raster's origin.
    """

    name: str
    align: int

    @property
    def description(self) -> EngineDescription:
        """Name and alignment."""
        return EngineDescription(self.name, self.align)

    @abstractmethod
    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> Prepared:
        """Return what the network needs for a block; any thread may ask, also while another block is computed.

        Args:
            classes: class indices (h + 2 margin, w + 2 margin), 255 where unknown.
            row, col: global pixel position of the block's core.
        """

    @abstractmethod
    def compute(self, prepared: Prepared) -> NDArray[np.integer]:
        """Return imagery (bands, h, w) of a block that was prepared; one thread at a time may ask."""

    def render(self, classes: NDArray[np.uint8], row: int, col: int) -> NDArray[np.integer]:
        """Return imagery (bands, h, w) of a block in one go, see `prepare`."""
        return self.compute(self.prepare(classes, row, col))
