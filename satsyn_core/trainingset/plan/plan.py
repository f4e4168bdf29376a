"""The plan of a training set: its chips, their splits, and which become synthetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.wording import counted
from ..scene_pool import ScenePool
from .chips import Chips, regular_chips
from .class_counts import scarce_classes, usable_chips
from .footprints import GroundPlane
from .mixture import mixture
from .oversampling import OversamplingOptions, oversample
from .splits import SPLITS, TEST, TRAIN, SplitOptions, divide, log_overlaps


@dataclass(frozen=True)
class TrainingSetOptions:
    """What a plan depends on, besides the scenes.

    Attributes:
        size: pixels along the side of a chip.
        stride: pixels from one chip to the next.
        max_nodata: percent of a chip's pixels that may lack imagery or class.
        oversampling: of rare classes.
        split: how chips are divided.
        held_out: whether validation and test chips, which are real, are in the set.
        synthetic_percent: synthetic chips in percent of the training chips.
        mode: "replace" or "add".
        seed: of every random choice.
    """

    size: int
    stride: int
    max_nodata: float
    oversampling: OversamplingOptions
    split: SplitOptions
    held_out: bool
    synthetic_percent: float
    mode: str
    seed: int


@dataclass(frozen=True)
class SetPlan:
    """What becomes of every chip, in the order of scenes and rows.

    Attributes:
        chips: those with enough data.
        counts: labelled pixels of each class (n, classes).
        splits: number of the split (n,), below 0 for a reason to leave the chip out.
        real: whether the chip's real imagery is in the set (n,).
        copies: synthetic versions of the chip (n,).
        without_data: chips that lack too much imagery or land cover.
    """

    chips: Chips
    counts: NDArray[np.int32]
    splits: NDArray[np.int8]
    real: NDArray[np.bool_]
    copies: NDArray[np.int32]
    without_data: Chips

    @property
    def training(self) -> Chips:
        """The training chips, before any becomes synthetic."""
        return self.chips.select(self.splits == TRAIN)

    @property
    def test(self) -> Chips:
        """The test chips."""
        return self.chips.select(self.splits == TEST)

    def class_pixels(self, split: int) -> list[int]:
        """Return the labelled pixels of each class in a split, counting every version of a chip."""
        times = (self.real.astype(np.int64) + self.copies) * (self.splits == split)
        return [int(pixels) for pixels in times @ self.counts.astype(np.int64)]


def make_plan(scenes: ScenePool, plane: GroundPlane, options: TrainingSetOptions, reporter: Reporter) -> SetPlan:
    """Count the classes in every chip of the scenes, and decide what becomes of it.

    Args:
        scenes: of the set.
        plane: on which chips of all scenes are compared.
        options: what the user chose.
        reporter: gets progress and what was decided; may cancel.

    Raises:
        InputError: there is no usable chip, none to train with, or the splits cannot be made.
    """
    log_overlaps(plane, scenes.names, reporter)
    regular = regular_chips(scenes.grids, options.size, options.stride)
    if not len(regular):
        raise InputError(
            f"No scene is as large as a chip of {options.size} pixels: choose a smaller CHIP_SIZE or larger imagery."
        )
    usable, without_data = usable_chips(regular, scenes, options.max_nodata, reporter.part(0, 0.8))
    if not len(usable.chips):
        raise InputError(
            f"Of {counted(len(regular), 'chip')}, none has both imagery and land cover in at least "
            f"{100 - options.max_nodata:g} % of its pixels: check that they show the same ground, or raise MAX_NODATA."
        )
    if options.oversampling.factor > 1:
        usable = oversample(
            usable, scenes, options.oversampling, options.max_nodata, options.seed, reporter.part(0.8, 1)
        )
    chips = usable.chips
    splits = divide(chips, plane, options.split, options.stride, options.seed, reporter)
    training = np.flatnonzero(splits == TRAIN)
    if not len(training):
        raise InputError(
            "No chip is left for training: choose a smaller BUFFER, other shares with SPLIT, or more imagery."
        )
    mixed = mixture(len(training), options.synthetic_percent, options.mode, options.seed)
    real, copies = (splits > TRAIN) & options.held_out, np.zeros(len(chips), np.int32)
    real[training], copies[training] = mixed.real, mixed.copies
    reporter.log(
        ", ".join(
            f"{counted(int(np.count_nonzero(splits == number)), 'chip')} for {name}"
            for number, name in enumerate(SPLITS)
        )
        + f"; {np.count_nonzero(splits < 0)} left out to keep splits apart, {len(without_data)} for nodata. "
        f"{counted(int(copies.sum()), 'synthetic chip').capitalize()}."
    )
    _say_what_is_scarce(scarce_classes(usable.counts, training, scenes.scheme.names), reporter)
    return SetPlan(chips, usable.counts, splits, real, copies, without_data)


def _say_what_is_scarce(classes: Sequence[str], reporter: Reporter) -> None:
    if classes:
        reporter.log(
            f"The training chips show little of {', '.join(classes)}. Synthetic chips of the same places show no more "
            "of it. If you have land cover of other places with it, generate imagery there, and give this imagery to "
            "Train/evaluate segmentation beside the set, in IMAGERY."
        )
