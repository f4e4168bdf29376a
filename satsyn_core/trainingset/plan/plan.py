"""The plan of a training set: its chips, their splits, and which become synthetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ..scene_pool import ScenePool
from .chips import Chips, regular_chips
from .class_counts import class_pixels, usable
from .footprints import GroundPlane
from .mixture import mixture
from .oversampling import rare_classes, shifted_chips
from .splits import (
    IN_NO_POLYGON,
    NEAR_OTHER_SPLIT,
    SPLITS,
    TRAIN,
    Shares,
    block_side,
    by_blocks,
    by_polygons,
    by_scenes,
    with_buffer,
)

LEFT_OUT_REASONS = {
    NEAR_OTHER_SPLIT: "too near to another split",
    IN_NO_POLYGON: "in no polygon of the split layer",
}


@dataclass(frozen=True)
class SplitOptions:
    """How chips are divided into training, validation and test.

    Attributes:
        method: "blocks", "scenes" or "polygons".
        shares: of the splits, for blocks and scenes.
        block: side of a block in chips; None for the one that `block_side` gives.
        layer, field: polygons and their attribute.
        buffer: distance between chips of different splits, in pixels of the first scene.
    """

    method: str
    shares: Shares
    block: int | None
    layer: str | None
    field: str
    buffer: float


@dataclass(frozen=True)
class TrainingSetOptions:
    """What a plan depends on, besides the scenes.

    Attributes:
        size: pixels along the side of a chip.
        stride: pixels from one chip to the next.
        max_nodata: percent of a chip's pixels that may lack imagery or class.
        oversample: how many chips, in all, come of each chip with rare classes; 1 adds none.
        rare_percent: classes with a smaller share of the pixels are rare.
        split: how chips are divided.
        synthetic_percent: synthetic chips in percent of the training chips.
        mode: "replace" or "add".
        seed: of every random choice.
    """

    size: int
    stride: int
    max_nodata: float
    oversample: int
    rare_percent: float
    split: SplitOptions
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

    def number(self, split: int) -> int:
        """Return how many chips a split has, before any becomes synthetic."""
        return int(np.count_nonzero(self.splits == split))

    def class_pixels(self, split: int) -> list[int]:
        """Return the labelled pixels of each class in a split, counting every version of a chip."""
        times = (self.real.astype(np.int64) + self.copies) * (self.splits == split)
        return [int(pixels) for pixels in times @ self.counts.astype(np.int64)]

    def without_real_held_out(self) -> SetPlan:
        """Return the plan without the images of validation and test chips, which are real."""
        real = self.real & (self.splits == TRAIN)
        return SetPlan(self.chips, self.counts, self.splits, real, self.copies, self.without_data)


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
    chips, counts, without_data = _usable_chips(scenes, options, reporter.part(0, 0.8))
    if options.oversample > 1:
        chips, counts = _oversample(chips, counts, scenes, options, reporter.part(0.8, 1))
    splits = _splits(chips, plane, options, reporter)
    training = np.flatnonzero(splits == TRAIN)
    if not len(training):
        raise InputError(
            "No chip is left for training: choose a smaller BUFFER, other shares with SPLIT, or more imagery."
        )
    mixed = mixture(len(training), options.synthetic_percent, options.mode, options.seed)
    real, copies = splits > TRAIN, np.zeros(len(chips), np.int32)
    real[training], copies[training] = mixed.real, mixed.copies
    return SetPlan(chips, counts, splits, real, copies, without_data)


def _usable_chips(
    scenes: ScenePool, options: TrainingSetOptions, reporter: Reporter
) -> tuple[Chips, NDArray[np.int32], Chips]:
    """Return the regular chips with enough data, their labelled pixels of each class, and the chips without."""
    chips = regular_chips(scenes.grids, options.size, options.stride)
    if not len(chips):
        raise InputError(
            f"No scene is as large as a chip of {options.size} pixels: choose a smaller CHIP_SIZE or larger imagery."
        )
    counts = class_pixels(chips, scenes, reporter)
    keep = usable(counts, options.size, options.max_nodata)
    if not keep.any():
        raise InputError(
            f"None of the {len(chips)} chips has both imagery and land cover in at least {100 - options.max_nodata:g} "
            "% of its pixels: check that they show the same ground, or raise MAX_NODATA."
        )
    return chips.select(keep), counts[keep], chips.select(~keep)


def _oversample(
    chips: Chips, counts: NDArray[np.int32], scenes: ScenePool, options: TrainingSetOptions, reporter: Reporter
) -> tuple[Chips, NDArray[np.int32]]:
    """Return the chips and their class counts with shifted chips around rare classes, in the order of their places."""
    rare = rare_classes(counts, options.rare_percent)
    names = [name for name, is_rare in zip(scenes.scheme.names, rare, strict=True) if is_rare]
    if not names:
        reporter.log(f"No class has less than {options.rare_percent:g} % of the pixels: nothing is oversampled.")
        return chips, counts
    shifted = shifted_chips(chips, counts, rare, options.oversample, scenes.grids, options.seed)
    found = class_pixels(shifted, scenes, reporter)
    keep = usable(found, options.size, options.max_nodata)
    reporter.log(f"Rare classes {', '.join(names)}: {np.count_nonzero(keep)} chips more, shifted, around them.")
    chips, counts = chips.concatenate(shifted.select(keep)), np.concatenate([counts, found[keep]])
    order = np.lexsort((chips.col, chips.row, chips.scene))
    return chips.select(order), counts[order]


def _splits(chips: Chips, plane: GroundPlane, options: TrainingSetOptions, reporter: Reporter) -> NDArray[np.int8]:
    split = options.split
    if split.method == "polygons":
        if not split.layer:
            raise InputError("SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.")
        splits = by_polygons(chips, plane, split.layer, split.field)
    elif split.method == "scenes":
        splits = by_scenes(chips, plane, split.shares, options.seed)
    else:
        side = split.block or block_side(chips, options.stride)
        splits = by_blocks(chips, plane, side, split.shares, options.seed)
        reporter.log(f"The splits are blocks of {side} x {side} chips.")
    splits = with_buffer(chips, plane, splits, split.buffer)
    for number, name in enumerate(SPLITS):
        if split.method != "polygons" and split.shares.parts[number] and not (splits == number).any():
            reporter.log(f"No chip is left for {name}: choose a smaller BUFFER or other SPLIT_BLOCK.", "warning")
    return splits
