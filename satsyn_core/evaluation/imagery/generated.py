"""Imagery that a generator paints while it is read: evaluating it needs no file."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...generator.engine import EngineOptions, make_engine
from ...generator.model import ImageryGenerator
from ...generator.styles import SceneStyle, Style
from ...landcover.reader import LandCoverReader
from ...raster.grid import Grid
from ...raster.window import Window
from ...scenes.pairs import Scene

ENCODED_PIXELS = 2048
"""Side of the part in the middle of a scene whose style is encoded."""


class GeneratedImagery:
    """A scene as a generator paints it in one style, pixel for pixel as generate-imagery would write it.

    Args:
        name: for reports.
        land_cover: to paint, on the scene's grid.
        generator: paints.
        style: of the whole scene.
        seed: of the noise.
        device: "auto", "cpu" or "cuda".
    """

    def __init__(
        self, name: str, land_cover: LandCoverReader, generator: ImageryGenerator, style: Style, seed: int, device: str
    ) -> None:
        self.name = name
        self.style = style
        self.band_names = generator.band_names
        self._reader = land_cover
        self._margin = generator.margin
        self._engine = make_engine(generator, SceneStyle(style, seed), EngineOptions(device=device))
        # Prediction reads imagery and evaluation reads classes at the same time, from one open raster.
        self._lock = threading.Lock()

    @property
    def grid(self) -> Grid:
        """The scene's grid."""
        return self._reader.grid

    @property
    def land_cover(self) -> GeneratedImagery:
        """What gives the classes, with `read`."""
        return self

    def read(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width), 255 where unknown."""
        with self._lock:
            return self._reader.read(window)

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width)."""
        aligned = window.aligned(self._engine.align)
        classes = self.read(aligned.expanded(self._margin))
        rows, cols = window.slices_in(aligned)
        return self._engine.render(classes, aligned.row, aligned.col)[:, rows, cols]

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where there is land cover to paint (height, width)."""
        return self.read(window) != UNKNOWN


def encoded_style(pair: Scene, generator: ImageryGenerator) -> Style:
    """Return the style of a real scene, encoded from the part in its middle."""
    width, height = (min(length, ENCODED_PIXELS) for length in (pair.grid.width, pair.grid.height))
    window = Window((pair.grid.width - width) // 2, (pair.grid.height - height) // 2, width, height)
    classes = np.where(pair.valid(window), pair.land_cover.read(window), np.uint8(UNKNOWN))
    return generator.encode_style(pair.read_imagery(window), classes)
