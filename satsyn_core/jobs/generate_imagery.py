"""How the job `generate-imagery` is done: blocks of the land cover are rendered, and images put together from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ..contract.atomic_files import check_writable
from ..contract.declarations.generate_imagery import GenerateImagery
from ..contract.output_paths import variant_path
from ..contract.progress import Reporter
from ..generation.block_plan import BlockPlan
from ..generation.edit import GeneratedPart, open_edit
from ..generation.image_run import ImageRun, PlannedImage
from ..generation.renderers import BlockRenderer, RenderedBlocks, open_renderer
from ..generation.request import open_request
from ..generation.resume import DEFAULT_POLICY, ResumePolicy
from ..generation.shards import Shard
from ..generation.work_folder import WorkFolder
from ..process.memory import share_freed_memory
from ..raster.geotiff_layout import RasterProfile
from ..raster.window import Window


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
    with (
        open_request(parameters, reporter.part(0, 0.05)) as whole,
        open_edit(whole, reporter) as edit,
        open_renderer(edit.request, reporter) as network,
    ):
        request, engine = edit.request, network.describe_engine()
        plan = BlockPlan.of(request.window, parameters.computation.block_size, request.generator.margin, engine.align)
        renderer = edit.renderer(network, plan)
        first = outputs[0].absolute()
        work = WorkFolder(first, edit.fingerprint(request.fingerprint(first, plan.block_size, engine.name)))
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
        profiles = [edit.profile(variant) for variant in range(len(outputs))]
        generation = ImageRun(_images(profiles, renderer, plan, edit), plan, work, outputs)
        part = reporter.part(0.05, 1)
        if shard is None:
            generation.write_all(part, keeps_blocks=keeps_blocks)
        elif not generation.write_share(shard, part):
            return {"PIXELS": 0}
        pixels = edit.pixels(plan)
        match = json.dumps(request.match.table().to_json())
    return {"OUTPUT": str(outputs[0]), "PIXELS": pixels * len(outputs), "MATCH": match}


def _images(
    profiles: Sequence[RasterProfile], renderer: BlockRenderer, plan: BlockPlan, part: GeneratedPart
) -> list[PlannedImage]:
    """Return the image of each variant."""

    def planned(variant: int) -> PlannedImage:
        def render(blocks: Sequence[Window], reporter: Reporter, _: Sequence[Path]) -> RenderedBlocks:
            return renderer.render(plan, variant, blocks, reporter)

        return PlannedImage(profiles[variant], render, lambda _: part.image_patch(plan, profiles[variant]))

    return [planned(variant) for variant in range(len(profiles))]


def _check_outputs(parameters: GenerateImagery) -> list[Path]:
    """Return the files of the images, each of which can be written."""
    outputs = [variant_path(parameters.output, number) for number in range(1, parameters.appearance.variants + 1)]
    for output in outputs:
        check_writable(output)
    return outputs
