"""How the job `generate-imagery` is done: blocks of the land cover are rendered, and images put together from them."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..contract.atomic_files import all_or_none, check_writable, publish_together
from ..contract.declarations.generate_imagery import GenerateImagery
from ..contract.output_paths import variant_path
from ..contract.progress import Reporter
from ..generation.assemble import BackgroundKeeper, BlockBuffer, BlockKeeper, assemble_image
from ..generation.block_plan import BlockPlan
from ..generation.renderers import BlockRenderer, open_renderer
from ..generation.request import GenerationRequest, open_request
from ..generation.resume import DEFAULT_POLICY, ResumePolicy, keep_for_later
from ..generation.shards import Shard
from ..generation.work_folder import WorkFolder
from ..process.memory import share_freed_memory
from ..process.output_lock import OutputInUseError


def run(parameters: GenerateImagery, reporter: Reporter, policy: ResumePolicy = DEFAULT_POLICY) -> dict[str, object]:
    """Do the job: match the classes, then render each variant; the images appear together when all are complete.

    Args:
        parameters: of the job.
        reporter: gets progress; may cancel.
        policy: which runs keep their blocks to be resumed.
    """
    share_freed_memory()
    outputs = _check_outputs(parameters)
    shard = Shard.parse(parameters.computation.shard) if parameters.computation.shard is not None else None
    with open_request(parameters, reporter.part(0, 0.05)) as request, open_renderer(request, reporter) as renderer:
        engine = renderer.describe_engine()
        plan = BlockPlan.of(request.window, parameters.computation.block_size, request.generator.margin, engine.align)
        first = outputs[0].absolute()
        work = WorkFolder(first, request.fingerprint(first, plan.block_size, engine.name))
        seconds_a_pixel = renderer.seconds_a_pixel(plan)
        seconds = (seconds_a_pixel or 0) * plan.pixels * len(outputs)
        keeps_blocks = (
            shard is not None
            or parameters.computation.scheduler is not None
            or work.exists
            or policy.keeps_blocks(seconds, plan.buffer_bytes(request.bytes_per_pixel))
        )
        reporter.log(f"Model {request.generator.name}, computed by {engine.name}.")
        reporter.log(plan.describe(request.bytes_per_pixel, seconds_a_pixel, keeps_blocks=keeps_blocks))
        generation = _Generation(request, renderer, plan, work, outputs)
        part = reporter.part(0.05, 1)
        if shard is None:
            generation.write_all(part, keeps_blocks=keeps_blocks)
        elif not generation.write_share(shard, part):
            return {"PIXELS": 0}
    pixels = request.match.pixels * len(outputs)
    return {"OUTPUT": str(outputs[0]), "PIXELS": pixels, "MATCH": json.dumps(request.match.table().to_json())}


@dataclass(frozen=True)
class _Generation:
    """A run whose input is open and whose blocks are planned."""

    request: GenerationRequest
    renderer: BlockRenderer
    plan: BlockPlan
    work: WorkFolder
    outputs: list[Path]

    @property
    def variants(self) -> range:
        """The numbers of the images."""
        return range(len(self.outputs))

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
                    work.remove_damaged(len(self.outputs), reporter.part(0.9, 1))
                    self._publish_stored(reporter.part(0.9, 1))
                    return True
        except OutputInUseError:
            pass
        reporter.log("All blocks are done, and another run writes the imagery.")
        return False

    def _write_at_once(self, reporter: Reporter) -> None:
        """Render all images into files beside their places, which they take together."""
        with all_or_none(self.outputs) as unpublished:
            for variant, path in enumerate(unpublished):
                self._write_image(variant, path, BlockBuffer(), self._part(reporter, variant))

    def _resume(self, reporter: Reporter) -> None:
        """Render what an earlier run has not done into the work folder, and publish the images from there."""
        work = self.work
        work.make()
        try:
            work.remove_damaged(len(self.outputs), reporter)
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
        for variant in self.variants:
            if not work.image(variant).exists():
                self._write_image(variant, work.image(variant), work.blocks(variant), self._part(reporter, variant))
            work.forget_blocks(variant)
        publish_together([work.image(variant) for variant in self.variants], self.outputs)
        work.remove()

    def _write_image(self, variant: int, path: Path, keeper: BlockKeeper, reporter: Reporter) -> None:
        """Render the blocks of an image that are not kept yet, and write the image."""
        profile = self.request.profile(variant)
        with (
            assemble_image(path, profile, self.plan, keeper, reporter) as image,
            closing(self.renderer.render(self.plan, variant, image.missing, reporter)) as blocks,
        ):
            for block in blocks:
                image.write(block)

    def _render_share(self, shard: Shard, reporter: Reporter) -> None:
        """Render the blocks of a share that are missing into the work folder."""
        share = set(shard.share([(variant, block) for variant in self.variants for block in self.plan.blocks]))
        for variant in self.variants:
            missing = [block for block in self.work.missing(self.plan, variant) if (variant, block) in share]
            with (
                BackgroundKeeper(self.work.blocks(variant)) as keeping,
                closing(self.renderer.render(self.plan, variant, missing, self._part(reporter, variant))) as blocks,
            ):
                for block in blocks:
                    keeping.add(block)
                keeping.finish()

    def _part(self, reporter: Reporter, variant: int) -> Reporter:
        return reporter.part(variant / len(self.outputs), (variant + 1) / len(self.outputs))

    @property
    def _blocks(self) -> int:
        """Number of blocks of all images."""
        return len(self.outputs) * len(self.plan.blocks)

    def _count_missing(self) -> int:
        return sum(len(self.work.missing(self.plan, variant)) for variant in self.variants)


def _check_outputs(parameters: GenerateImagery) -> list[Path]:
    """Return the files of the images, each of which can be written."""
    outputs = [variant_path(parameters.output, number) for number in range(1, parameters.appearance.variants + 1)]
    for output in outputs:
        check_writable(output)
    return outputs
