"""A run: the images that a job writes together, block by block, so that a run that was stopped can go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ..contract.atomic_files import publish_together, unpublished
from ..contract.progress import Reporter
from ..process.output_lock import OutputInUseError
from ..raster.geotiff_layout import RasterProfile
from ..raster.window import Window
from .assemble import BackgroundKeeper, BlockBuffer, BlockKeeper, ImagePatch, assemble_image
from .block_plan import BlockPlan
from .renderers import RenderedBlocks
from .resume import keep_for_later
from .shards import Shard
from .work_folder import WorkFolder

Render = Callable[[Sequence[Window], Reporter, Sequence[Path]], RenderedBlocks]
"""Yields blocks of an image; the paths are those of the run's earlier images, which are complete but unpublished."""


FindPatch = Callable[[Sequence[Path]], ImagePatch | None]
"""Returns what an image differs in from another file; the paths are those of the run's earlier images."""


def _no_patch(_: Sequence[Path]) -> None:
    return None


@dataclass(frozen=True)
class PlannedImage:
    """An image of a run.

    Attributes:
        profile: what its file is apart from its pixels.
        render: renders its blocks.
        patch: says which blocks alone have to be rendered and written; None for all of them.
    """

    profile: RasterProfile
    render: Render
    patch: FindPatch = _no_patch


def keep_as_written(_images: Sequence[Path], _reporter: Reporter) -> None:
    """Do nothing with complete images before they take their places."""


@dataclass(frozen=True)
class ImageRun:
    """A run whose input is open and whose blocks are planned.

    Attributes:
        images: in the order in which they are rendered.
        plan: of each image.
        work: folder of the blocks that a stopped run leaves.
        outputs: files of the images.
        before_publishing: is called with the complete images before they take their places.
        beside: complete files that take their places together with the images: where each is, and its place.
    """

    images: Sequence[PlannedImage]
    plan: BlockPlan
    work: WorkFolder
    outputs: list[Path]
    before_publishing: Callable[[Sequence[Path], Reporter], None] = keep_as_written
    beside: Mapping[Path, Path] = field(default_factory=dict)

    def write_all(self, reporter: Reporter, *, keeps_blocks: bool) -> None:
        """Write all images, going on where an earlier run was stopped."""
        with self.work.alone():
            self.work.forget_other_requests(reporter)
            if keeps_blocks:
                self._resume(reporter)
            else:
                self._write_at_once(reporter)

    def write_share(self, shard: Shard, reporter: Reporter) -> bool:
        """Render a share of the blocks; write all images and return True if all other shares are done."""
        work = self.work
        work.make()
        work.name_other_requests(reporter)
        with keep_for_later(work, reporter):
            self._render_share(shard, reporter.part(0, 0.9))
        missing = self._count_missing()
        if missing and work.exists:
            reporter.log(
                f"Shard {shard.number} of {shard.count} is done, and {missing} of all {self._blocks} blocks are "
                "missing: the shard that finds none missing writes the imagery."
            )
            return False
        try:
            with work.alone(), keep_for_later(work, reporter):
                if work.exists:
                    work.remove_damaged(len(self.images), reporter.part(0.9, 1))
                    self._publish_stored(reporter.part(0.9, 1))
                    return True
        except OutputInUseError:
            pass
        reporter.log("All blocks are done, and another run writes the imagery.")
        return False

    def _write_at_once(self, reporter: Reporter) -> None:
        """Render all images into files beside their places, which they take together."""
        with unpublished(self.outputs) as images:
            for number in self._numbers:
                self._write_image(number, images, BlockBuffer(), self._part(reporter, number))
            self._publish(images, reporter)

    def _resume(self, reporter: Reporter) -> None:
        """Render what an earlier run has not done into the work folder, and publish the images from there."""
        work = self.work
        work.make()
        try:
            work.remove_damaged(len(self.images), reporter)
            missing = self._count_missing()
            if missing < self._blocks:
                done = self._blocks - missing
                reporter.log(f"Going on with an earlier run: {done} of {self._blocks} blocks are done already.")
            with keep_for_later(work, reporter):
                self._publish_stored(reporter)
        finally:
            work.tidy()

    def _publish_stored(self, reporter: Reporter) -> None:
        work = self.work
        complete = [work.image(number) for number in self._numbers]
        for number in self._numbers:
            if not work.has_image(number):
                self._write_image(number, complete, work.blocks(number), self._part(reporter, number))
                work.finish_image(number)
            work.forget_blocks(number)
        self._publish(complete, reporter)
        work.remove()

    def _publish(self, images: Sequence[Path], reporter: Reporter) -> None:
        self.before_publishing(images, reporter)
        publish_together([*images, *self.beside], [*self.outputs, *self.beside.values()])

    def _write_image(self, number: int, paths: Sequence[Path], keeper: BlockKeeper, reporter: Reporter) -> None:
        """Render the blocks of an image that are not kept yet, and write the image to its path among `paths`."""
        planned = self.images[number]
        patch = planned.patch(paths[:number])
        with (
            assemble_image(paths[number], planned.profile, self.plan, keeper, reporter, patch) as image,
            closing(planned.render(image.missing, reporter, paths[:number])) as blocks,
        ):
            for block in blocks:
                image.write(block)

    def _render_share(self, shard: Shard, reporter: Reporter) -> None:
        """Render the blocks of a share that are missing into the work folder."""
        share = set(shard.share([(number, block) for number in self._numbers for block in self.plan.blocks]))
        for number in self._numbers:
            missing = [block for block in self.work.missing(self.plan, number) if (number, block) in share]
            with (
                BackgroundKeeper(self.work.blocks(number)) as keeping,
                closing(self.images[number].render(missing, self._part(reporter, number), [])) as blocks,
            ):
                for block in blocks:
                    keeping.add(block)
                keeping.finish()

    def _part(self, reporter: Reporter, number: int) -> Reporter:
        return reporter.part(number / len(self.images), (number + 1) / len(self.images))

    @property
    def _numbers(self) -> range:
        return range(len(self.images))

    @property
    def _blocks(self) -> int:
        """Number of blocks of all images."""
        return len(self.images) * len(self.plan.blocks)

    def _count_missing(self) -> int:
        return sum(len(self.work.missing(self.plan, number)) for number in self._numbers)
