"""Patches: square pieces of imagery with their classes, drawn evenly from rasters of any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.errors import InputError
from ...contract.evaluated_imagery import SMALLEST_PATCH
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


def draw_patches(sources: Sequence[LabelledImagery], size: int, count: int, seed: int) -> Patches:
    """Draw up to `count` patches that do not overlap, evenly over all sources, in random order.

    Args:
        sources: imagery with its classes.
        size: pixels along the side of a patch.
        count: how many at most.
        seed: of the draws.

    Raises:
        InputError: no source has a complete and labelled patch.
    """
    found = find_patches(sources, size, count, seed)
    if found is None:
        names = ", ".join(source.name for source in sources)
        raise InputError(
            f"{names} has no patch of {size} x {size} pixels with imagery and classes: give "
            f"{'' if size > SMALLEST_PATCH else 'larger '}rasters that overlap their land cover"
            f"{', or make PATCH smaller' if size > SMALLEST_PATCH else ''}."
        )
    return found


def find_patches(
    sources: Sequence[LabelledImagery],
    size: int,
    count: int,
    seed: int,
    is_left_out: Callable[[PatchPlace], bool] = lambda _: False,
) -> Patches | None:
    """Return what `draw_patches` draws, without the patches at some places; None if there is none."""
    places = [
        PatchPlace(source.name, source.grid, Window(col, row, size, size))
        for source in sources
        for row in range(0, source.grid.height - size + 1, size)
        for col in range(0, source.grid.width - size + 1, size)
    ]
    of_place = [source for source in sources for _ in range((source.grid.height // size) * (source.grid.width // size))]
    images: list[NDArray[np.generic]] = []
    classes: list[NDArray[np.uint8]] = []
    kept: list[PatchPlace] = []
    for number in np.random.default_rng(seed).permutation(len(places)):
        if len(images) == count:
            break
        source, place = of_place[number], places[number]
        if not source.valid(place.window).all() or is_left_out(place):
            continue
        labels = source.read_classes(place.window)
        if (labels != UNKNOWN).mean() < LABELLED_SHARE:
            continue
        images.append(source.read_imagery(place.window))
        classes.append(labels)
        kept.append(place)
    if not images:
        return None
    return Patches(np.stack(images), np.stack(classes), tuple(kept))
