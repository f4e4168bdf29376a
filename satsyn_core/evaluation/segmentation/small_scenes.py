"""Small scenes, such as the chips of a training set: the next one is read while the current one is predicted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...learning.prefetch import prefetch
from ...raster.grid import Grid
from ...raster.reading import open_raster
from ...raster.window import Window
from ...scenes.sources import PartOfScene, SceneSource
from ...segmentation.prediction import DEFAULT_STEP


@dataclass(frozen=True)
class LoadedScene:
    """A scene in memory.

    Attributes:
        name: of the scene.
        grid: of what was loaded.
        image: (bands, height, width).
        has_data: where the imagery has data (height, width).
        classes: class indices (height, width), 255 where unknown.
    """

    name: str
    grid: Grid
    image: NDArray[np.generic]
    has_data: NDArray[np.bool_]
    classes: NDArray[np.uint8]

    @property
    def band_count(self) -> int:
        """Number of bands of the imagery."""
        return len(self.image)

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width) of a window of the scene."""
        rows, cols = window.slices_in(self.grid.window)
        return self.image[:, rows, cols]

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where the imagery has data (height, width)."""
        return self.has_data[window.slices_in(self.grid.window)]

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width), 255 where unknown."""
        return self.classes[window.slices_in(self.grid.window)]


def prefetch_scenes(sources: Sequence[SceneSource]) -> Iterator[LoadedScene | None]:
    """Yield each source's scene; None for those that are too large to be loaded whole.

    Raises:
        InputError: a scene cannot be read.
    """
    with ThreadPoolExecutor(1, "satsyn-load") as executor:
        yield from prefetch(executor, _loaded, sources)


def _loaded(source: SceneSource) -> LoadedScene | None:
    if not _is_small(source):
        return None
    with source.open() as pair:
        scene = PartOfScene(pair, source.window or pair.grid.window)
        whole = scene.grid.window
        return LoadedScene(
            name=scene.name,
            grid=scene.grid,
            image=scene.read_imagery(whole),
            has_data=scene.valid(whole),
            classes=scene.read_classes(whole),
        )


def _is_small(source: SceneSource) -> bool:
    if source.window is not None:
        size = (source.window.width, source.window.height)
    else:
        # The imagery alone tells the size; other layers of a large scene, such as buildings, take long to open.
        with open_raster(source.files.imagery) as imagery:
            size = (imagery.width, imagery.height)
    return max(size) <= DEFAULT_STEP
