"""Patches: square pieces of imagery with their classes, drawn evenly from rasters of any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.errors import InputError
from ...contract.evaluated_imagery import can_be_smaller
from ...contract.progress import Reporter
from ...raster.grid import Grid
from ...raster.window import Window
from ...scenes.imagery import LabelledImagery

LABELLED_SHARE = 0.5
"""A patch is used if its imagery is complete and at least this share of its pixels has a class."""


@dataclass(frozen=True)
class PatchPlace:
    """Where a patch lies: the name and grid of its raster, and its window there."""

    source: str
    grid: Grid
    window: Window

    def __str__(self) -> str:
        x, y = self.grid.transform @ (
            self.window.col + self.window.width / 2,
            self.window.row + self.window.height / 2,
        )
        return f"{self.source}, {x:.6g}, {y:.7g}"


@dataclass(frozen=True)
class Patches:
    """N patches.

    Attributes:
        images: (N, bands, size, size) digital numbers.
        classes: class indices (N, size, size), 255 where unknown.
        places: N of them.
    """

    images: NDArray[np.generic]
    classes: NDArray[np.uint8]
    places: tuple[PatchPlace, ...]

    def __len__(self) -> int:
        return len(self.images)

    def select(self, start: int, stop: int) -> Patches:
        """Return the patches from `start` up to `stop`."""
        return Patches(self.images[start:stop], self.classes[start:stop], self.places[start:stop])


def draw_patches(
    sources: Sequence[LabelledImagery], size: int, count: int, seed: int, reporter: Reporter | None = None
) -> Patches:
    """Draw up to `count` patches that do not overlap, evenly over all sources, in random order.

    Args:
        sources: imagery with its classes.
        size: pixels along the side of a patch.
        count: how many at most.
        seed: of the draws.
        reporter: gets progress; may cancel.

    Raises:
        InputError: no source has a complete and labelled patch.
    """
    found = find_patches(sources, size, count, seed, reporter=reporter)
    if found is None:
        names = ", ".join(source.name for source in sources)
        raise InputError(
            f"{names} has no patch of {size} x {size} pixels with imagery and classes: give "
            f"{'' if can_be_smaller(size) else 'larger '}rasters that overlap their land cover"
            f"{', or make PATCH smaller' if can_be_smaller(size) else ''}."
        )
    return found


def find_patches(
    sources: Sequence[LabelledImagery],
    size: int,
    count: int,
    seed: int,
    is_left_out: Callable[[PatchPlace], bool] = lambda _: False,
    reporter: Reporter | None = None,
) -> Patches | None:
    """Return what `draw_patches` draws, without the patches at some places; None if there is none."""
    reporter = reporter or Reporter()
    places = _PatchPlaces.of(sources, size)
    images: list[NDArray[np.generic]] = []
    classes: list[NDArray[np.uint8]] = []
    kept: list[PatchPlace] = []
    for number in np.random.default_rng(seed).permutation(len(places)):
        if len(images) == count:
            break
        reporter.check_cancelled()
        reporter.progress(len(images) / count, "Drawing patches")
        source, window = places[int(number)]
        place = PatchPlace(source.name, source.grid, window)
        if not source.valid(window).all() or is_left_out(place):
            continue
        labels = source.read_classes(window)
        if (labels != UNKNOWN).mean() < LABELLED_SHARE:
            continue
        images.append(source.read_imagery(window))
        classes.append(labels)
        kept.append(place)
    if not images:
        return None
    return Patches(np.stack(images), np.stack(classes), tuple(kept))


@dataclass(frozen=True)
class _PatchPlaces:
    """The places of patches side by side in rasters, row by row, by their number; none is kept in memory.

    Attributes:
        sources: the rasters.
        size: pixels along the side of a patch.
        ends: number of the places up to the end of each raster (sources,).
    """

    sources: Sequence[LabelledImagery]
    size: int
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, sources: Sequence[LabelledImagery], size: int) -> _PatchPlaces:
        """Return the places of rasters."""
        counts = [(source.grid.height // size) * (source.grid.width // size) for source in sources]
        return cls(sources, size, np.cumsum(counts, dtype=np.int64))

    def __len__(self) -> int:
        return int(self.ends[-1]) if len(self.ends) else 0

    def __getitem__(self, number: int) -> tuple[LabelledImagery, Window]:
        """Return the raster of a place, and its window there."""
        which = int(np.searchsorted(self.ends, number, side="right"))
        source = self.sources[which]
        first = int(self.ends[which - 1]) if which else 0
        row, col = divmod(number - first, source.grid.width // self.size)
        return source, Window(col * self.size, row * self.size, self.size, self.size)
