"""One chip, ready to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..raster.window import Window
from ..scenes.chip_record import SyntheticOrigin
from ..scenes.training_set import chip_name
from .scene_pool import SceneInfo


@dataclass(frozen=True)
class Chip:
    """A real chip, or a synthetic version of one.

    Attributes:
        scene: that it is cut from.
        window: its pixels in the scene.
        split: "train", "validation" or "test".
        version: 0 for the real chip; synthetic versions count from 1.
        image: digital numbers (bands, size, size).
        labels: class indices (size, size), 255 where a pixel has no label.
        tags: of the image file.
        origin: of synthetic imagery; None for a real chip.
        valid: where the imagery has data (size, size); None where the nodata value of the scene says it.
    """

    scene: SceneInfo
    window: Window
    split: str
    version: int
    image: NDArray[np.generic]
    labels: NDArray[np.uint8]
    tags: Mapping[str, str]
    origin: SyntheticOrigin | None = None
    valid: NDArray[np.bool_] | None = None

    @property
    def name(self) -> str:
        """Name of the chip in the set."""
        return chip_name(self.scene.files.name, self.window.row, self.window.col, self.version)
