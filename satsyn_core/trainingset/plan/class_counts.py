"""What chips hold: labels, and how many pixels of each class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...learning.prefetch import prefetch
from ...raster.window import Window
from ...scenes.pairs import Scene
from ..scene_pool import OpenScenes
from .chips import Chips


def real_labels(pair: Scene, window: Window) -> NDArray[np.uint8]:
    """Return class indices (h, w) of real imagery: 255 where it has no data, or its class is unknown."""
    return np.where(pair.valid(window), pair.land_cover.read(window), np.uint8(UNKNOWN))


def class_pixels(chips: Chips, scenes: OpenScenes, classes: int, workers: int, reporter: Reporter) -> NDArray[np.int32]:
    """Return the labelled pixels of each class in each chip (n, classes), read by several threads."""
    counts = np.zeros((len(chips), classes), np.int32)

    def count(number: int) -> NDArray[np.intp]:
        labels = real_labels(scenes[int(chips.scene[number])], chips.window(number))
        return np.bincount(labels.ravel(), minlength=UNKNOWN + 1)[:classes]

    with scenes.threads(workers, "survey") as executor:
        for number, found in enumerate(prefetch(executor, count, range(len(chips)), pieces=4 * workers)):
            reporter.check_cancelled()
            reporter.progress(number / len(chips), f"Looking at chip {number + 1} of {len(chips)}")
            counts[number] = found
    return counts


def usable(counts: NDArray[np.int32], size: int, max_nodata: float) -> NDArray[np.bool_]:
    """Return which chips have at most `max_nodata` percent of their pixels without label, and any with one.

    Args:
        counts: labelled pixels of each class (n, classes).
        size: side of a chip in pixels.
        max_nodata: percent, 0 to 100.
    """
    labelled = counts.sum(axis=1)
    return (labelled > 0) & (size**2 - labelled <= max_nodata / 100 * size**2)
