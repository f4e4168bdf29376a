"""Labelled imagery in memory, and textures to fill it with."""

from __future__ import annotations

from typing import Any

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from satsyn_core.evaluation.imagery.patches import Patches
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window


class ArrayImagery:
    """Imagery in memory, (bands, height, width), of class 0 unless there are classes (height, width)."""

    def __init__(self, image: NDArray[np.uint8], name: str = "scene", classes: NDArray[np.uint8] | None = None) -> None:
        self.name = name
        self.image = image
        self.classes = np.zeros(image.shape[1:], np.uint8) if classes is None else classes
        self.has_data = np.ones(image.shape[1:], bool)
        self.grid = Grid(None, Affine.identity(), image.shape[2], image.shape[1])

    def read_imagery(self, window: Window) -> NDArray[np.uint8]:
        return self._padded(self.image, window, 0)

    def valid(self, window: Window) -> NDArray[np.bool_]:
        return self._padded(self.has_data, window, False)

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        return self._padded(self.classes, window, 255)

    def _padded(self, values: NDArray[Any], window: Window, fill: Any) -> NDArray[Any]:
        found = np.full((*values.shape[:-2], window.height, window.width), fill, values.dtype)
        inside = window.intersection(self.grid.window)
        if inside is not None:
            target, source = inside.slices_in(window), inside.slices_in(self.grid.window)
            found[(..., *target)] = values[(..., *source)]
        return found


def texture(seed: int, height: int = 448, width: int = 448, bands: int = 3) -> NDArray[np.uint8]:
    """Return smooth noise with grain, (bands, height, width)."""
    rng = np.random.default_rng(seed)
    fields = np.stack([gaussian_filter(rng.normal(size=(height, width)), 3) * 300 + 120 for _ in range(bands)])
    return np.clip(fields + 6 * rng.normal(size=fields.shape), 0, 255).astype(np.uint8)


def patches_of(images: NDArray[Any], classes: NDArray[np.uint8] | None = None) -> Patches:
    """Return images (N, bands, size, size) as patches, of class 0 unless there are classes (N, size, size)."""
    shape = (len(images), *images.shape[2:])
    return Patches(images, np.zeros(shape, np.uint8) if classes is None else classes, ())
