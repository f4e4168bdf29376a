"""Vector layers that are read once for a job and drawn on many grids.

Their shapes lie in a temporary file, and what memory holds of them says where they are: a grid gets those that may lie
on it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...contract.disk_room import disk_full
from ...contract.progress import Reporter
from ...raster.grid import Grid
from ..placement import place_on_map_of
from ..shape_places import ShapePlaces
from .layers import ClassedShapes, VectorLayer

_SHAPES_AT_ONCE = 10_000


class Said(Reporter):
    """Keeps what reading says, for whoever draws."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, str]] = []

    def log(self, text: str, level: str = "info") -> None:
        """Keep a line."""
        self._lines.append((text, level))

    def repeat(self, reporter: Reporter) -> None:
        """Say all lines to another reporter."""
        for text, level in self._lines:
            reporter.log(text, level)


@dataclass(frozen=True)
class KeptLayers:
    """Layers whose shapes lie in a file.

    The polygons of a layer are a part, and so are its lines; lists of parts have the order of `sources`.

    Attributes:
        file: of the shapes, one after the other; temporary.
        sources: the layers of each of the user's files, with None for each shape.
        edges: of each part, where its shapes begin in the file, and where the last one ends.
        said: what reading them said.
        places: where the shapes of each part lie, by the coordinate systems of grids.
    """

    file: Path
    sources: list[list[VectorLayer]]
    edges: list[NDArray[np.int64]]
    said: Said
    places: dict[CRS | None, list[ShapePlaces]] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sequence[Sequence[VectorLayer]], file: Path, said: Said) -> KeptLayers:
        """Write the shapes of layers into a file, and keep the rest.

        Raises:
            DiskFullError: there is no room for it.
        """
        edges, end = [], 0
        try:
            with file.open("wb") as written:
                for _, part in _parts(sources):
                    lengths = [end]
                    for start in range(0, len(part.shapes), _SHAPES_AT_ONCE):
                        some = shapely.to_wkb(part.shapes[start : start + _SHAPES_AT_ONCE]).tolist()
                        lengths += map(len, some)
                        written.write(b"".join(some))
                    edges.append(np.cumsum(lengths))
                    end = int(edges[-1][-1])
        except OSError as error:
            raise disk_full(error, file.parent) or error from error
        parts = (replace(part, shapes=np.full(len(part.shapes), None, object)) for _, part in _parts(sources))
        return cls(file, _made_of(sources, parts), edges, said)

    @property
    def layers(self) -> list[VectorLayer]:
        """The layers of all files, with None for each shape."""
        return [layer for source in self.sources for layer in source]

    def whole(self) -> list[list[VectorLayer]]:
        """Return the sources with all of their shapes."""
        return self._with([np.ones(len(part.shapes), bool) for _, part in _parts(self.sources)])

    def near(self, grid: Grid) -> list[list[VectorLayer]]:
        """Return the sources with those shapes that may lie on a grid."""
        if grid.crs not in self.places:
            self.places[grid.crs] = list(self._places(grid))
        parts = (part for _, part in _parts(self.sources))
        return self._with(
            [places.near(grid, _reach(part, grid)) for places, part in zip(self.places[grid.crs], parts, strict=True)]
        )

    def has_whole_shapes(self, crs: CRS | None) -> bool:
        """Whether anything has a place in the coordinate system of grids for which `near` was asked."""
        return any(places.hold_whole_shapes for places in self.places[crs])

    def _places(self, grid: Grid) -> Iterator[ShapePlaces]:
        for (layer, part), edges in zip(_parts(self.sources), self.edges, strict=True):
            shapes = self._shapes(edges, np.arange(len(part.shapes)))
            placed = place_on_map_of(shapes, layer.crs, grid, layer.name)
            yield ShapePlaces.of(shapes, layer.crs, placed)

    def _with(self, wanted: Sequence[NDArray[np.bool_]]) -> list[list[VectorLayer]]:
        """Return the sources with some of the shapes of each part, given whether each is wanted."""
        parts = (
            replace(part.select(some), shapes=self._shapes(edges, np.flatnonzero(some)))
            for (_, part), edges, some in zip(_parts(self.sources), self.edges, wanted, strict=True)
        )
        return _made_of(self.sources, parts)

    def _shapes(self, edges: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.object_]:
        """Read shapes of a part by their numbers in it."""
        shapes = np.full(len(numbers), None, object)
        if not len(numbers):
            return shapes
        with self.file.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            for start in range(0, len(numbers), _SHAPES_AT_ONCE):
                some = numbers[start : start + _SHAPES_AT_ONCE]
                pairs = zip(edges[some].tolist(), edges[some + 1].tolist(), strict=True)
                wkb = np.array([content[first:end] for first, end in pairs], object)
                shapes[start : start + len(some)] = shapely.from_wkb(wkb, on_invalid="ignore")
        return shapes


def _reach(part: ClassedShapes, grid: Grid) -> float:
    """Return how many pixels of a grid shapes reach beyond their bounds: lines are as wide as a pixel or wider."""
    widest = float(part.widths.max(initial=0))
    if not widest:
        return 0.0
    sides = (grid.ground_pixel.width, grid.ground_pixel.height)
    return max(widest, *sides) / 2 / min(sides)


def _parts(sources: Sequence[Sequence[VectorLayer]]) -> Iterator[tuple[VectorLayer, ClassedShapes]]:
    """Yield the parts of layers, with the layer of each."""
    for source in sources:
        for layer in source:
            yield layer, layer.polygons
            yield layer, layer.lines


def _made_of(sources: Sequence[Sequence[VectorLayer]], parts: Iterable[ClassedShapes]) -> list[list[VectorLayer]]:
    """Return the layers with other parts, in the order of `_parts`."""
    left = iter(parts)
    return [[replace(layer, polygons=next(left), lines=next(left)) for layer in source] for source in sources]
