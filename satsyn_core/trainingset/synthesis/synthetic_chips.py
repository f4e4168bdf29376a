"""The synthetic versions of chips, painted look by look in one fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...generation.block_plan import ImageryNodata
from ...generator.engine import Engine, EngineOptions, make_engine
from ...generator.model import ImageryGenerator
from ...generator.network.noise import noise_seed_of
from ...generator.styles import SceneStyle
from ...learning.prefetch import prefetch
from ...raster.window import Window
from ..plan.chips import Chips
from ..plan.plan import SetPlan
from ..scene_pool import OpenScenes, SceneInfo
from .label_filter import PixelFilter, PredictProbabilities, UsualLoss
from .styles import StyleAssignment

_CHIPS_JUDGED = 64
"""Chips from which the usual loss of each class is found: some millions of pixels."""


@dataclass(frozen=True)
class Versions:
    """The synthetic versions of chips.

    Attributes:
        chips: a row for each version.
        numbers: which version of its chip each is, from 1 (n,).
        looks: number of the look of each (n,).
        order: in which they are painted (n,).
        table: the looks by number.
    """

    chips: Chips
    numbers: NDArray[np.int32]
    looks: NDArray[np.int64]
    order: NDArray[np.integer]
    table: Mapping[int, SceneStyle]

    def __len__(self) -> int:
        return len(self.order)


def versions_of(plan: SetPlan, looks: StyleAssignment, seed: int) -> Versions:
    """Return the versions that a plan wants, in their looks.

    Args:
        plan: of the set.
        looks: give number and style.
        seed: of the noise.
    """
    sources = np.repeat(np.arange(len(plan.chips)), plan.copies)
    first = np.cumsum(plan.copies) - plan.copies
    copies = (np.arange(len(sources)) - np.repeat(first, plan.copies)).astype(np.int32)
    chips = plan.chips.taken(sources)
    numbers = looks.numbers(chips, copies)
    # The noise of every look is its own too.
    table = {
        int(number): SceneStyle(looks.style(int(number)), noise_seed_of(seed, looks.variant(int(number))))
        for number in np.unique(numbers)
    }
    return Versions(chips, copies + 1, numbers, rendering_order(chips, numbers), table)


@dataclass(frozen=True)
class SyntheticChipRenderer:
    """Paints versions of chips."""

    generator: ImageryGenerator
    versions: Versions
    scenes: Sequence[SceneInfo]
    opened: OpenScenes
    options: EngineOptions

    def paint(self, order: NDArray[np.integer], reporter: Reporter) -> Iterator[SyntheticChip]:
        """Yield the chips of `order`, a part of the versions' order; their land cover is read ahead."""
        margin = self.generator.margin
        nodata = [ImageryNodata.for_landcover(scene.nodata, True, self.generator.dtype) for scene in self.scenes]

        def with_classes(painting: ChipRendering) -> tuple[ChipRendering, NDArray[np.uint8]]:
            return painting, self.opened[painting.scene].land_cover.read(painting.block.expanded(margin))

        with self.opened.threads(1, "classes") as reading:
            for number, chips in groupby(order.tolist(), key=lambda chip: int(self.versions.looks[chip])):
                reporter.check_cancelled()
                engine = make_engine(self.generator, self.versions.table[number], self.options)
                blocks = chip_renderings(self.versions.chips, chips, engine.align)
                for painting, classes in prefetch(reading, with_classes, blocks):
                    reporter.check_cancelled()
                    yield from render_chips(
                        painting, classes, self.versions.chips, engine, margin, nodata[painting.scene]
                    )


def calibrated_filter(
    painter: SyntheticChipRenderer, predict: PredictProbabilities, classes: int, tolerance: float, reporter: Reporter
) -> PixelFilter:
    """Return the filter that knows the usual loss of each class, found on chips from all over the set."""
    order = painter.versions.order
    shown = order[np.unique(np.linspace(0, len(order) - 1, min(_CHIPS_JUDGED, len(order))).astype(int))]
    usual = UsualLoss(classes)
    for number, chip in enumerate(painter.paint(shown, reporter)):
        reporter.progress(number / len(shown), f"Judging synthetic chip {number + 1} of {len(shown)}")
        usual.add(predict(chip.image), chip.labels)
    return PixelFilter(predict, usual.result(), tolerance)


_TOGETHER_PIXELS = 512
"""Chips of one such square stand together: an engine that computes in large tiles paints them at once."""


@dataclass(frozen=True)
class ChipRendering:
    """Chips of one scene that one block shows.

    Attributes:
        scene: number of the scene.
        block: what the engine renders.
        chips: numbers of the chips in it.
    """

    scene: int
    block: Window
    chips: tuple[int, ...]


def rendering_order(chips: Chips, looks: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return the numbers of the chips (n,) look by look, scene by scene, and in each chips that lie together."""
    square_row, square_col = chips.row // _TOGETHER_PIXELS, chips.col // _TOGETHER_PIXELS
    return np.lexsort((chips.col, chips.row, square_col, square_row, chips.scene, looks))


def chip_renderings(chips: Chips, order: Iterable[int], align: int) -> Iterator[ChipRendering]:
    """Yield the blocks for chips of one look; chips that follow each other and need the same block share it."""

    def block(number: int) -> tuple[int, Window]:
        return int(chips.scene[number]), chips.window(number).aligned(align)

    for (scene, window), numbers in groupby(order, key=block):
        yield ChipRendering(scene, window, tuple(numbers))


@dataclass(frozen=True)
class SyntheticChip:
    """A synthetic chip: `image` (bands, size, size), and `labels` (size, size) of what it was painted from."""

    number: int
    image: NDArray[np.integer]
    labels: NDArray[np.uint8]


def render_chips(
    painting: ChipRendering,
    classes: NDArray[np.uint8],
    chips: Chips,
    engine: Engine,
    margin: int,
    nodata: ImageryNodata,
) -> Iterator[SyntheticChip]:
    """Render a block and yield its chips.

    Args:
        painting: what to render.
        classes: class indices of the block with `margin` pixels around it, 255 where unknown.
        chips: all chips.
        engine: of the look.
        margin: the generator's.
        nodata: goes to pixels without class.
    """
    imagery = engine.render(classes, painting.block.row, painting.block.col)
    halo = painting.block.expanded(margin)
    for number in painting.chips:
        window = chips.window(number)
        rows, cols = window.slices_in(painting.block)
        labels = np.ascontiguousarray(classes[window.slices_in(halo)])
        yield SyntheticChip(number, nodata.apply(imagery[:, rows, cols], labels != UNKNOWN), labels)
