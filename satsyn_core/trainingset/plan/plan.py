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
from .class_counts import CountedChips, scarce_classes, usable_chips
from .footprints import GroundPlane
from .mixture import mixture
from .overlaps import log_overlaps
from .oversampling import OversamplingOptions, more_training_chips
from .splits import (
    OVERLAPS_HELD_OUT,
    SPLITS,
    TEST,
    TRAIN,
    VALIDATION,
    SplitOptions,
    divide,
    may_train,
    with_each_ground_once,
)


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
    splits = divide(usable.chips, plane, options.split, options.stride, options.seed, reporter)
    splits = with_each_ground_once(usable.chips, plane, splits, reporter.part(0.8, 0.81))
    if options.oversampling.factor > 1:
        usable, splits = _oversampled(usable, splits, scenes, plane, options, reporter.part(0.81, 1))
    chips = usable.chips
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
        + f"; {np.count_nonzero((splits < 0) & (splits != OVERLAPS_HELD_OUT))} left out to keep splits apart, "
        f"{len(without_data)} for nodata. "
        f"{counted(int(copies.sum()), 'synthetic chip').capitalize()}."
    )
    overlapping = int(np.count_nonzero(splits == OVERLAPS_HELD_OUT))
    if overlapping:
        reporter.log(
            "Validation and test chips that overlap another one, of their scene or an earlier one, are left out, so "
            f"that scores count each place once: {overlapping} in all."
        )
    _say_what_is_scarce(scarce_classes(usable.counts, training, scenes.scheme.names), reporter)
    return SetPlan(chips, usable.counts, splits, real, copies, without_data)


def _oversampled(
    regular: CountedChips,
    splits: NDArray[np.int8],
    scenes: ScenePool,
    plane: GroundPlane,
    options: TrainingSetOptions,
    reporter: Reporter,
) -> tuple[CountedChips, NDArray[np.int8]]:
    """Return regular chips with shifted ones for training, in the order of their places, and the splits of all."""
    held_out = regular.chips.select((splits == VALIDATION) | (splits == TEST))
    more = more_training_chips(
        regular,
        splits == TRAIN,
        lambda chips: may_train(chips, held_out, plane, options.split),
        scenes,
        options.oversampling,
        reporter,
    )
    if more is None:
        return regular, splits
    chips = regular.chips.concatenate(more.chips)
    order = np.lexsort((chips.col, chips.row, chips.scene))
    counts = np.concatenate([regular.counts, more.counts])[order]
    of_more = np.full(len(more.chips), TRAIN, np.int8)
    return CountedChips(chips.select(order), counts), np.concatenate([splits, of_more])[order]


def _say_what_is_scarce(classes: Sequence[str], reporter: Reporter) -> None:
    if classes:
        reporter.log(
            f"The training chips show little of {', '.join(classes)}. Synthetic chips of the same places show no more "
            "of it. If you have land cover of other places with it, generate imagery there, and give this imagery to "
            "Train/evaluate segmentation beside the set, in IMAGERY."
        )
