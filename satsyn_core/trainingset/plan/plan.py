"""The plan of a training set: which chips there are, their split, and which become synthetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ..scene_pool import OpenScenes, SceneInfo
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
    """How chips are to be parted.

    Attributes:
        method: "blocks", "scenes" or "polygons".
        shares: of the splits, for blocks and scenes.
        block: side of a block in chips; None for one that gives some two dozen blocks.
        layer, field: polygons and their attribute.
        buffer: ground between chips of different splits, in pixels of the first scene.
    """

    method: str
    shares: Shares
    block: int | None
    layer: str | None
    field: str
    buffer: float


@dataclass(frozen=True)
class TrainingSetOptions:
    """What the set shall hold.

    Attributes:
        size: pixels along the side of a chip.
        stride: pixels from one chip to the next.
        max_nodata: percent of a chip's pixels that may lack imagery or class.
        oversample: how often ground with rare classes is seen.
        rare_percent: classes with a smaller share of the pixels are rare.
        split: how chips are parted.
        percent: synthetic chips in percent of the training chips.
        mode: "replace" or "add".
        seed: of every draw.
    """

    size: int
    stride: int
    max_nodata: float
    oversample: int
    rare_percent: float
    split: SplitOptions
    percent: float
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
        return self.chips.taken(self.splits == TRAIN)

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


def make_plan(
    scenes: Sequence[SceneInfo],
    opened: OpenScenes,
    ground: GroundPlane,
    wish: TrainingSetOptions,
    workers: int,
    reporter: Reporter,
) -> SetPlan:
    """Look at every chip of the scenes and decide what becomes of it.

    Args:
        scenes: checked.
        opened: the same, to read from.
        ground: of the scenes.
        wish: what the set shall hold.
        workers: threads that read.
        reporter: gets progress and what was decided; may cancel.

    Raises:
        InputError: there is no usable chip, none to train with, or the splits cannot be made.
    """
    grids = [scene.grid for scene in scenes]
    classes = len(scenes[0].match.scheme.classes)
    chips = regular_chips(grids, wish.size, wish.stride)
    if not len(chips):
        raise InputError(
            f"No scene is as large as a chip of {wish.size} pixels: choose a smaller CHIP_SIZE or larger imagery."
        )
    counts = class_pixels(chips, opened, classes, workers, reporter.part(0, 0.8))
    keep = usable(counts, wish.size, wish.max_nodata)
    if not keep.any():
        raise InputError(
            f"None of the {len(chips)} chips has both imagery and land cover in at least {100 - wish.max_nodata:g} % "
            "of its pixels: check that they show the same ground, or raise MAX_NODATA."
        )
    without_data, chips, counts = chips.taken(~keep), chips.taken(keep), counts[keep]
    if wish.oversample > 1:
        chips, counts = _oversampled(chips, counts, scenes, opened, wish, workers, reporter.part(0.8, 1))
    splits = _splits(chips, ground, wish, reporter)
    training = np.flatnonzero(splits == TRAIN)
    if not len(training):
        raise InputError(
            "No chip is left for training: choose a smaller BUFFER, other shares with SPLIT, or more imagery."
        )
    mixed = mixture(len(training), wish.percent, wish.mode, wish.seed)
    real, copies = splits > TRAIN, np.zeros(len(chips), np.int32)
    real[training], copies[training] = mixed.real, mixed.copies
    return SetPlan(chips, counts, splits, real, copies, without_data)


def _oversampled(
    chips: Chips,
    counts: NDArray[np.int32],
    scenes: Sequence[SceneInfo],
    opened: OpenScenes,
    wish: TrainingSetOptions,
    workers: int,
    reporter: Reporter,
) -> tuple[Chips, NDArray[np.int32]]:
    rare = rare_classes(counts, wish.rare_percent)
    names = [name for name, is_rare in zip(scenes[0].match.scheme.names, rare, strict=True) if is_rare]
    if not names:
        reporter.log(f"No class has less than {wish.rare_percent:g} % of the pixels: nothing is oversampled.")
        return chips, counts
    more = shifted_chips(chips, counts, rare, wish.oversample, [scene.grid for scene in scenes], wish.seed)
    found = class_pixels(more, opened, counts.shape[1], workers, reporter)
    keep = usable(found, wish.size, wish.max_nodata)
    reporter.log(f"Rare classes {', '.join(names)}: {np.count_nonzero(keep)} chips more, shifted, around them.")
    chips, counts = chips.joined(more.taken(keep)), np.concatenate([counts, found[keep]])
    order = np.lexsort((chips.col, chips.row, chips.scene))
    return chips.taken(order), counts[order]


def _splits(chips: Chips, ground: GroundPlane, wish: TrainingSetOptions, reporter: Reporter) -> NDArray[np.int8]:
    split = wish.split
    if split.method == "polygons":
        if not split.layer:
            raise InputError("SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.")
        splits = by_polygons(chips, ground, split.layer, split.field)
    elif split.method == "scenes":
        splits = by_scenes(chips, ground, split.shares, wish.seed)
    else:
        side = split.block or block_side(chips, wish.stride)
        splits = by_blocks(chips, ground, side, split.shares, wish.seed)
        reporter.log(f"The splits are blocks of {side} x {side} chips.")
    splits = with_buffer(chips, ground, splits, split.buffer)
    for number, name in enumerate(SPLITS):
        if split.method != "polygons" and split.shares.parts[number] and not (splits == number).any():
            reporter.log(f"No chip is left for {name}: choose a smaller BUFFER or other SPLIT_BLOCK.", "warning")
    return splits
