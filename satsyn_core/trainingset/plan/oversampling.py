"""More chips with rare classes: shifted ones, which show other surroundings, rather than copies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.progress import Reporter
from ...contract.wording import counted
from ...raster.grid import Grid
from ..scene_pool import ScenePool
from .chips import Chips
from .class_counts import CountedChips, usable_chips

HOLDS_RARE_SHARE = 0.01
"""Share of a chip's labelled pixels that must be of rare classes for the chip to be repeated."""


@dataclass(frozen=True)
class OversamplingOptions:
    """Which classes are rare, and how many chips show them.

    Attributes:
        factor: how many chips, in all, come of each chip with rare classes; 1 adds none.
        rare_percent: classes with a smaller share of the pixels are rare, 0 to 100.
        max_nodata: percent of a shifted chip's pixels that may lack imagery or class.
        seed: of the shifts.
    """

    factor: int
    rare_percent: float
    max_nodata: float
    seed: int


def more_training_chips(
    regular: CountedChips,
    training: NDArray[np.bool_],
    may_train: Callable[[Chips], NDArray[np.bool_]],
    scenes: ScenePool,
    options: OversamplingOptions,
    reporter: Reporter,
) -> CountedChips | None:
    """Return shifted chips around rare classes of training chips; None if no class is rare.

    Args:
        regular: the regular chips, of all splits.
        training: which of them are for training (n,).
        may_train: tells which of shifted chips may be trained on.
        scenes: of the set.
        options: what the user chose.
        reporter: gets progress and the rare classes; may cancel.
    """
    rare = rare_classes(regular.counts, options.rare_percent)
    names = [name for name, is_rare in zip(scenes.scheme.names, rare, strict=True) if is_rare]
    if not names:
        reporter.log(f"No class has less than {options.rare_percent:g} % of the pixels: nothing is oversampled.")
        return None
    around, counts = regular.chips.select(training), regular.counts[training]
    places = without_repeats(
        shifted_chips(around, counts, rare, options.factor, scenes.grids, options.seed), regular.chips
    )
    shifted, _ = usable_chips(places.select(may_train(places)), scenes, options.max_nodata, reporter)
    reporter.log(
        f"Rare classes {', '.join(names)}: {counted(len(shifted.chips), 'further chip')}, shifted, around them."
    )
    return shifted


def rare_classes(counts: NDArray[np.int32], rare_percent: float) -> NDArray[np.bool_]:
    """Return which classes (classes,) occur, but in fewer than `rare_percent` percent of the labelled pixels.

    Args:
        counts: labelled pixels of each class in each chip (n, classes).
        rare_percent: 0 to 100.
    """
    pixels = counts.sum(axis=0, dtype=np.int64)
    rare: NDArray[np.bool_] = (pixels > 0) & (pixels < rare_percent / 100 * pixels.sum())
    return rare


def shifted_chips(
    chips: Chips, counts: NDArray[np.int32], rare: NDArray[np.bool_], factor: int, grids: Sequence[Grid], seed: int
) -> Chips:
    """Return `factor - 1` chips for each chip with rare classes, shifted by up to half a chip, within their scenes.

    Args:
        chips: the regular chips.
        counts: their labelled pixels of each class (n, classes).
        rare: which classes are rare (classes,).
        factor: how many chips, in all, come of each chip with rare classes.
        grids: of the scenes.
        seed: of the shifts.
    """
    holds = np.flatnonzero(counts[:, rare].sum(axis=1) >= HOLDS_RARE_SHARE * np.maximum(counts.sum(axis=1), 1))
    around = chips.select(np.repeat(holds, factor - 1))
    reach = chips.size // 2
    shifts = np.random.default_rng([seed, 3]).integers(-reach, reach + 1, (2, len(around)))
    heights = np.array([grid.height for grid in grids])[around.scene]
    widths = np.array([grid.width for grid in grids])[around.scene]
    row = np.clip(around.row + shifts[0], 0, heights - chips.size).astype(np.int32)
    col = np.clip(around.col + shifts[1], 0, widths - chips.size).astype(np.int32)
    return without_repeats(Chips(chips.size, around.scene, row, col), chips)


def without_repeats(chips: Chips, others: Chips) -> Chips:
    """Return the chips that are not among `others`, each once, in the order of scene, row and column."""
    places = np.unique(np.stack([chips.scene, chips.row, chips.col]), axis=1)
    known = set(zip(others.scene.tolist(), others.row.tolist(), others.col.tolist(), strict=True))
    fresh = np.array([tuple(place) not in known for place in places.T.tolist()], bool)
    scene, row, col = places[:, fresh] if len(fresh) else places
    return Chips(chips.size, scene, row, col)
