"""The worst and best places of an evaluation, kept as pictures with their coordinates."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...raster.grid import Grid
from ...raster.window import Window

KEEP_FRACTION = 4
"""Places of each kind in a report."""

LABELLED_SHARE = 0.5
"""A place counts if at least this share of its pixels is labelled: a few labelled pixels are bad or good by chance."""

PICTURE_PIXELS = 256


@dataclass(frozen=True)
class ExampleTile:
    """A place of the evaluation.

    Attributes:
        source: name of the raster.
        accuracy: share of its labelled pixels that are predicted as they are.
        x, y: its middle in map coordinates; `crs` names their system.
        image: (bands, h, w), truth and prediction: class indices (h, w), 255 where unknown.
    """

    source: str
    accuracy: float
    x: float
    y: float
    crs: str
    image: NDArray[np.generic]
    truth: NDArray[np.uint8]
    predicted: NDArray[np.uint8]


class ExampleTiles:
    """Keeps the worst and the best places of those that it is shown."""

    def __init__(self) -> None:
        # Heaps whose first entry is the one to go; the numbers in between keep places themselves from being compared.
        self._worst: list[tuple[float, int, ExampleTile]] = []
        self._best: list[tuple[float, int, ExampleTile]] = []
        self._numbers = count()

    def show(
        self,
        source: str,
        grid: Grid,
        window: Window,
        image: NDArray[np.generic],
        truth: NDArray[np.uint8],
        predicted: NDArray[np.uint8],
    ) -> None:
        """Take a part of the evaluation: image (bands, h, w), truth and prediction (h, w), cut into pictures."""
        for top in range(0, window.height, PICTURE_PIXELS):
            for left in range(0, window.width, PICTURE_PIXELS):
                part = (slice(top, top + PICTURE_PIXELS), slice(left, left + PICTURE_PIXELS))
                known = truth[part] != UNKNOWN
                # Narrow strips at a raster's edge make poor pictures.
                if min(known.shape) < min(PICTURE_PIXELS, window.width, window.height) // 2:
                    continue
                if known.mean() >= LABELLED_SHARE:
                    accuracy = float((truth[part] == predicted[part])[known].mean())
                    self._keep(accuracy, source, grid, window, part, image, truth, predicted)

    @property
    def worst(self) -> list[ExampleTile]:
        """The worst places, the worst first."""
        return [place for _, _, place in sorted(self._worst, key=lambda entry: entry[2].accuracy)]

    @property
    def best(self) -> list[ExampleTile]:
        """The best places, the best first."""
        return [place for _, _, place in sorted(self._best, key=lambda entry: -entry[2].accuracy)]

    def _keep(
        self,
        accuracy: float,
        source: str,
        grid: Grid,
        window: Window,
        part: tuple[slice, slice],
        image: NDArray[np.generic],
        truth: NDArray[np.uint8],
        predicted: NDArray[np.uint8],
    ) -> None:
        if not (self._enters(self._worst, -accuracy) or self._enters(self._best, accuracy)):
            return
        height, width = truth[part].shape
        x, y = grid.transform @ (window.col + part[1].start + width / 2, window.row + part[0].start + height / 2)
        crs = grid.crs.to_string() if grid.crs is not None else "pixel coordinates"
        copies = (image[:, part[0], part[1]].copy(), truth[part].copy(), predicted[part].copy())
        place = ExampleTile(source, accuracy, float(x), float(y), crs if len(crs) < 40 else "map coordinates", *copies)
        for heap, key in ((self._worst, -accuracy), (self._best, accuracy)):
            if self._enters(heap, key):
                heapq.heappush(heap, (key, next(self._numbers), place))
            if len(heap) > KEEP_FRACTION:
                heapq.heappop(heap)

    @staticmethod
    def _enters(heap: list[tuple[float, int, ExampleTile]], key: float) -> bool:
        return len(heap) < KEEP_FRACTION or key > heap[0][0]
