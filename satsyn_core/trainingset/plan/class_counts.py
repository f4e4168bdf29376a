"""The labels of chips, and how many pixels of each class they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...learning.prefetch import prefetch
from ...raster.window import Window
from ...scenes.pairs import Scene
from ..scene_pool import ScenePool
from .chips import Chips

SCARCE = 0.01
"""A class with a smaller share of the training pixels is seldom learnt: of water in the study of India, with 0.0 to
0.6 % in four of five trainings, three found at most 0.11 IoU, and the one with 2.5 % found 0.91."""


def real_labels(scene: Scene, window: Window) -> NDArray[np.uint8]:
    """Return class indices (h, w) of real imagery: 255 where it has no data, or its class is unknown."""
    return labels_with_data(scene, window, scene.valid(window))


def labels_with_data(scene: Scene, window: Window, valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return class indices (h, w) of a scene where its imagery is `valid`, and 255 elsewhere."""
    return np.where(valid, scene.land_cover.read(window), np.uint8(UNKNOWN))


@dataclass(frozen=True)
class CountedChips:
    """Chips, and their labelled pixels of each class (n, classes)."""

    chips: Chips
    counts: NDArray[np.int32]


def usable_chips(chips: Chips, scenes: ScenePool, max_nodata: float, reporter: Reporter) -> tuple[CountedChips, Chips]:
    """Count the labelled pixels of each class in chips, and sort out the chips with too few of them.

    Args:
        chips: of the scenes.
        scenes: whose threads read the chips.
        max_nodata: percent of a chip's pixels that may lack imagery or class, 0 to 100.
        reporter: gets progress; may cancel.

    Returns:
        The chips with enough data, and those without.
    """
    counts = _class_pixels(chips, scenes, reporter)
    labelled = counts.sum(axis=1)
    keep = (labelled > 0) & (chips.size**2 - labelled <= max_nodata / 100 * chips.size**2)
    return CountedChips(chips.select(keep), counts[keep]), chips.select(~keep)


def _class_pixels(chips: Chips, scenes: ScenePool, reporter: Reporter) -> NDArray[np.int32]:
    """Return the labelled pixels of each class in each chip (n, classes), read by the threads of the scenes."""
    classes = len(scenes.scheme.classes)
    counts = np.zeros((len(chips), classes), np.int32)

    def count(number: int) -> NDArray[np.intp]:
        labels = real_labels(scenes[int(chips.scene[number])], chips.window(number))
        return np.bincount(labels.ravel(), minlength=UNKNOWN + 1)[:classes]

    with scenes.threads("survey") as executor:
        for number, found in enumerate(prefetch(executor, count, range(len(chips)), pieces=4 * scenes.workers)):
            reporter.check_cancelled()
            reporter.progress(number / len(chips), f"Counting classes in chip {number + 1} of {len(chips)}")
            counts[number] = found
    return counts


def scarce_classes(counts: NDArray[np.integer], training: NDArray[np.integer], names: Sequence[str]) -> list[str]:
    """Return the classes that chips show, and training chips hardly, in words.

    Args:
        counts: labelled pixels of each class in each chip (n, classes).
        training: row numbers of the training chips.
        names: of the classes.
    """
    own = counts[training]
    shares, chips = own.sum(axis=0) / max(int(own.sum()), 1), (own > 0).sum(axis=0)
    found = np.flatnonzero((counts.sum(axis=0) > 0) & (shares < SCARCE)).tolist()
    return [f"{names[one]} ({100 * shares[one]:.1f} % of the pixels, in {chips[one]} of {len(own)})" for one in found]
