"""Images that come to be block by block in a work folder, so that a run that was stopped is gone on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..contract.progress import Reporter
from ..raster.geotiff import GeoTiffWriter
from ..raster.window import Window
from .assemble import Assembly
from .block_plan import BlockPlan
from .renderers import BlockRenderer
from .shards import Shard
from .work_folder import WorkFolder


@dataclass(frozen=True)
class ResumableImages:
    """Images of the same land cover, each with a look of its own.

    Attributes:
        work: where blocks and finished images lie.
        plan: of every image.
        painter: renders the blocks.
        count: number of images.
        bands: number of bands.
        nodata: value of unknown pixels, in the imagery's data type.
        writer_of: returns the writer of an image by its number, its path and a reporter.
    """

    work: WorkFolder
    plan: BlockPlan
    painter: BlockRenderer
    count: int
    bands: int
    nodata: np.integer
    writer_of: Callable[[int, Path, Reporter], GeoTiffWriter]

    @property
    def blocks(self) -> int:
        """Number of blocks of all images."""
        return self.count * len(self.plan.blocks)

    @property
    def missing(self) -> int:
        """Number of blocks that are not done."""
        return sum(len(self._missing(image)) for image in range(self.count))

    def remove_damaged(self, reporter: Reporter) -> None:
        """Remove blocks of an earlier run that a power cut has spoilt.

        Raises:
            Cancelled: the reporter said so.
        """
        reporter.progress(0, "Checking what an earlier run has done")
        for image in range(self.count):
            self.work.blocks(image).remove_damaged(reporter.check_cancelled)

    def complete(self, reporter: Reporter) -> list[Path]:
        """Render what is missing, and return the paths of the complete images in the work folder.

        Raises:
            SatSynError: writing failed, as on a full disk. What is done stays.
            Cancelled: the reporter said so. What is done stays.
        """
        for image in range(self.count):
            part = reporter.part(image / self.count, (image + 1) / self.count)
            if not self.work.image(image).exists():
                self._complete(image, part)
            self.work.forget_blocks(image)
        return [self.work.image(image) for image in range(self.count)]

    def render_share(self, shard: Shard, reporter: Reporter) -> None:
        """Render what is missing of a share of the blocks of all images.

        Raises:
            SatSynError: as `complete`.
            Cancelled: as `complete`.
        """
        share = set(shard.share([(image, block) for image in range(self.count) for block in self.plan.blocks]))
        for image in range(self.count):
            part = reporter.part(image / self.count, (image + 1) / self.count)
            blocks = [block for block in self._missing(image) if (image, block) in share]
            store = self.work.blocks(image)
            if blocks:
                self.painter.paint(self.plan, image, blocks, store.add, lambda _: None, part)
            store.add_empty(store.missing(map(self.plan.place, blocks)))

    def _complete(self, image: int, reporter: Reporter) -> None:
        missing, store = self._missing(image), self.work.blocks(image)
        window = self.plan.window
        with Assembly(
            store,
            list(map(self.plan.place, self.plan.blocks)),
            (self.bands, window.height, window.width),
            self.nodata,
            lambda: self.writer_of(image, self.work.image(image), reporter),
        ) as assembly:
            if missing:
                assembly.advance(self.plan.place(missing[0]).row)
                self.painter.paint(self.plan, image, missing, store.add, assembly.advance, reporter)
            assembly.finish(reporter)

    def _missing(self, image: int) -> list[Window]:
        if self.work.image(image).exists():
            return []
        by_place = {self.plan.place(block): block for block in self.plan.blocks}
        return [by_place[place] for place in self.work.blocks(image).missing(by_place)]
