"""Rendering the synthetic versions of chips, style by style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...contract.raster_tags import synthetic_tags
from ...generation.block_plan import ImageryNodata
from ...generator.engine_choice import EngineOptions, make_engine
from ...generator.engines import Engine, EngineBlock
from ...generator.model import ImageryGenerator
from ...learning.prefetch import prefetch
from ...raster.window import Window
from ...scenes.chip_record import SyntheticOrigin
from ..chip import Chip
from ..plan.chips import Chips
from ..plan.splits import SPLITS, TRAIN
from ..scene_pool import ScenePool
from .label_filter import PixelFilter, UsualLoss, load_filter_model
from .versions import SyntheticVersions

_CALIBRATION_CHIPS = 64
"""Chips from which the usual loss of each class is found: some millions of pixels."""


@dataclass(frozen=True)
class ChipBlock:
    """A block of a scene that the engine renders at once, and the chips that are cut from it.

    Attributes:
        scene: number of the scene.
        window: of the block.
        chips: row numbers of the versions in it.
    """

    scene: int
    window: Window
    chips: tuple[int, ...]


def chip_blocks(chips: Chips, order: Iterable[int], align: int) -> Iterator[ChipBlock]:
    """Yield the blocks for chips of one style; chips that follow each other and need the same block share it.

    Args:
        chips: all versions.
        order: row numbers of those to render.
        align: pixels of which the edges of a block are multiples.
    """

    def block(number: int) -> tuple[int, Window]:
        return int(chips.scene[number]), chips.window(number).aligned(align)

    for (scene, window), numbers in groupby(order, key=block):
        yield ChipBlock(scene, window, tuple(numbers))


@dataclass(frozen=True)
class SyntheticChipRenderer:
    """Renders synthetic versions of chips.

    Attributes:
        generator: the model.
        versions: all that the set has.
        scenes: their land cover.
        options: choice of the engine.
        pixel_filter: removes labels that the rendered imagery does not show; None keeps all.
    """

    generator: ImageryGenerator
    versions: SyntheticVersions
    scenes: ScenePool
    options: EngineOptions
    pixel_filter: PixelFilter | None = None

    def with_filter(self, model_file: str, tolerance: float, reporter: Reporter) -> SyntheticChipRenderer:
        """Return a renderer that filters labels, with the usual loss of each class found on chips from all the set.

        Args:
            model_file: segmentation model that was trained on real imagery, with the classes of the set.
            tolerance: how many times the usual loss of its class a pixel may have.
            reporter: gets progress; may cancel.

        Raises:
            InputError: the file is no segmentation model, or has other bands or classes.
        """
        model = load_filter_model(model_file, self.scenes.scheme, len(self.scenes.infos[0].band_names))
        order = self.versions.order
        sample = order[np.unique(np.linspace(0, len(order) - 1, min(_CALIBRATION_CHIPS, len(order))).astype(int))]
        usual = UsualLoss(len(self.scenes.scheme.classes))
        for number, chip in enumerate(self.render(sample, reporter)):
            reporter.progress(number / len(sample), f"Evaluating synthetic chip {number + 1} of {len(sample)}")
            usual.add(model.predict(chip.image), chip.labels)
        return replace(self, pixel_filter=PixelFilter(model, usual.result(), tolerance))

    def render(self, order: NDArray[np.integer], reporter: Reporter) -> Iterator[Chip]:
        """Yield the versions of `order`, row numbers in the order of rendering; their land cover is read ahead."""
        margin = self.generator.margin

        def with_classes(block: ChipBlock) -> tuple[ChipBlock, NDArray[np.uint8]]:
            return block, self.scenes[block.scene].land_cover.read_mirrored(block.window.expanded(margin))

        with self.scenes.threads("classes", 1) as reading:
            for style_number, numbers in groupby(order.tolist(), key=lambda row: int(self.versions.style_numbers[row])):
                reporter.check_cancelled()
                style = self.versions.styles[style_number]
                engine = make_engine(self.generator, style, self.options)
                blocks = chip_blocks(self.versions.chips, numbers, engine.align)
                for block, classes in prefetch(reading, with_classes, blocks):
                    reporter.check_cancelled()
                    yield from self._render_block(block, classes, engine)

    def _render_block(self, block: ChipBlock, classes: NDArray[np.uint8], engine: Engine[Any]) -> Iterator[Chip]:
        """Render a block, and yield its chips.

        Args:
            block: to render.
            classes: class indices of the block with the generator's margin around it, 255 where unknown.
            engine: of the chips' style.
        """
        imagery = engine.render(classes, block.window.row, block.window.col)
        nodata = ImageryNodata.for_landcover(self.scenes.infos[block.scene].nodata, True, self.generator.dtype)
        for number in block.chips:
            part = EngineBlock(self.versions.chips.window(number), engine.align, self.generator.margin)
            labels = np.ascontiguousarray(part.cut_classes(classes))
            yield self._chip(number, nodata.apply(part.cut_imagery(imagery), labels != UNKNOWN), labels)

    def _chip(self, number: int, image: NDArray[np.integer], labels: NDArray[np.uint8]) -> Chip:
        """Return a rendered version with its labels filtered and its origin recorded."""
        versions, ignored_share, valid = self.versions, None, labels != UNKNOWN
        if self.pixel_filter is not None:
            labels, ignored_share = self.pixel_filter.apply(image, labels)
        style_number = int(versions.style_numbers[number])
        style = versions.styles[style_number]
        return Chip(
            scene=self.scenes.infos[int(versions.chips.scene[number])],
            window=versions.chips.window(number),
            split=SPLITS[TRAIN],
            version=int(versions.numbers[number]),
            image=image,
            labels=labels,
            tags=synthetic_tags(self.generator.name, self.generator.digest, style.noise_seed, style.style.name),
            origin=SyntheticOrigin(style_number, style.noise_seed, self.generator.digest, ignored_share),
            valid=valid,
        )
