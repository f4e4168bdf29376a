"""Example tiles of an evaluation: the tiles of lowest and of highest accuracy, with pictures and coordinates."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...raster.grid import Grid
from ...raster.window import Window

TILES_KEPT = 4
"""Worst tiles that are kept, and best tiles."""

LABELLED_SHARE = 0.5
"""Least share of labelled pixels of a tile: the accuracy of a few labelled pixels is a matter of chance."""

TILE_PIXELS = 256
"""Side of a tile."""

LONGEST_CRS = 40
"""Coordinate systems whose text is longer, such as WKT, are not named in a report."""


@dataclass(frozen=True)
class ExampleTile:
    """A tile of the evaluation.

    Attributes:
        source: name of the raster.
        accuracy: share of its labelled pixels that are predicted correctly.
        x, y: centre in map coordinates; `crs` names their system.
        image: (bands, h, w) digital numbers.
        truth, predicted: class indices (h, w), 255 where unknown.
    """

    source: str
    accuracy: float
    x: float
    y: float
    crs: str
    image: NDArray[np.generic]
    truth: NDArray[np.uint8]
    predicted: NDArray[np.uint8]


@dataclass(frozen=True)
class PredictedPart:
    """A part of a raster with its prediction.

    Attributes:
        source: name of the raster.
        grid: of the raster.
        window: of the part.
        image: (bands, height, width) digital numbers.
        truth, predicted: class indices (height, width), 255 where unknown.
    """

    source: str
    grid: Grid
    window: Window
    image: NDArray[np.generic]
    truth: NDArray[np.uint8]
    predicted: NDArray[np.uint8]


class ExampleTiles:
    """Keeps the worst and the best tiles of all parts that are added; memory does not grow with the parts."""

    def __init__(self) -> None:
        # Heaps whose first entry is replaced next; the numbers in between keep tiles themselves from being compared.
        self._worst: list[tuple[float, int, ExampleTile]] = []
        self._best: list[tuple[float, int, ExampleTile]] = []
        self._numbers = count()

    def add(self, part: PredictedPart) -> None:
        """Cut a part of the evaluation into tiles and keep those that are worse or better than the ones kept."""
        window = part.window
        for top in range(0, window.height, TILE_PIXELS):
            for left in range(0, window.width, TILE_PIXELS):
                tile = (slice(top, top + TILE_PIXELS), slice(left, left + TILE_PIXELS))
                known = part.truth[tile] != UNKNOWN
                # Narrow strips at a raster's edge make poor pictures.
                if min(known.shape) < min(TILE_PIXELS, window.width, window.height) // 2:
                    continue
                if known.mean() >= LABELLED_SHARE:
                    accuracy = float((part.truth[tile] == part.predicted[tile])[known].mean())
                    self._keep(accuracy, part, tile)

    @property
    def worst(self) -> list[ExampleTile]:
        """The worst tiles, the worst first."""
        return [tile for _, _, tile in sorted(self._worst, key=lambda entry: entry[2].accuracy)]

    @property
    def best(self) -> list[ExampleTile]:
        """The best tiles, the best first."""
        return [tile for _, _, tile in sorted(self._best, key=lambda entry: -entry[2].accuracy)]

    def _keep(self, accuracy: float, part: PredictedPart, tile: tuple[slice, slice]) -> None:
        if not (self._enters(self._worst, -accuracy) or self._enters(self._best, accuracy)):
            return
        example = _example(accuracy, part, tile)
        for heap, key in ((self._worst, -accuracy), (self._best, accuracy)):
            if self._enters(heap, key):
                heapq.heappush(heap, (key, next(self._numbers), example))
            if len(heap) > TILES_KEPT:
                heapq.heappop(heap)

    @staticmethod
    def _enters(heap: list[tuple[float, int, ExampleTile]], key: float) -> bool:
        return len(heap) < TILES_KEPT or key > heap[0][0]


def _example(accuracy: float, part: PredictedPart, tile: tuple[slice, slice]) -> ExampleTile:
    rows, cols = tile
    height, width = part.truth[tile].shape
    x, y = part.grid.transform @ (
        part.window.col + cols.start + width / 2,
        part.window.row + rows.start + height / 2,
    )
    crs = part.grid.crs.to_string() if part.grid.crs is not None else "pixel coordinates"
    return ExampleTile(
        source=part.source,
        accuracy=accuracy,
        x=float(x),
        y=float(y),
        crs=crs if len(crs) < LONGEST_CRS else "map coordinates",
        # Copies, because views would keep the whole part in memory.
        image=part.image[:, rows, cols].copy(),
        truth=part.truth[tile].copy(),
        predicted=part.predicted[tile].copy(),
    )
