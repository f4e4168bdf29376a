"""How the job `generate-imagery` is done: blocks are rendered into a work folder, and images put together from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from ..contract.atomic_files import check_writable, publish_together
from ..contract.declarations.generate_imagery import BLOCK_SIZE_STEP, GenerateImagery, variant_path
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..generation.block_plan import BlockPlan
from ..generation.cluster_worker import RenderOrder
from ..generation.renderers import BlockRenderer, ClusterRenderer, EngineChoice, LocalRenderer
from ..generation.request import GenerationRequest, open_request
from ..generation.resume import ResumableImages
from ..generation.shards import Shard
from ..generation.work_folder import OutputInUseError, WorkFolder
from ..process.memory import share_freed_memory
from ..raster.geotiff import GeoTiffWriter


def run(parameters: GenerateImagery, reporter: Reporter) -> dict[str, object]:
    """Do the job: match the classes, then render each variant; the images appear together when all are complete."""
    share_freed_memory()
    outputs = [variant_path(parameters.output, number) for number in range(1, parameters.appearance.variants + 1)]
    shard = _checked_shard(parameters)
    _refuse_to_replace_inputs(parameters, outputs)
    for output in outputs:
        check_writable(output)
    with open_request(parameters, reporter.part(0, 0.05)) as scene, _painter(scene, reporter) as painter:
        images = _images(scene, painter, outputs[0].absolute(), reporter)
        part = reporter.part(0.05, 1)
        if shard is None:
            _write(images, outputs, part)
        elif not _write_share(images, shard, outputs, part):
            return {"PIXELS": 0}
    return {"OUTPUT": str(outputs[0]), "PIXELS": scene.match.pixels * len(outputs)}


def _write(images: ResumableImages, outputs: list[Path], reporter: Reporter) -> None:
    """Write all images, going on where an earlier run was stopped."""
    work = images.work
    with work.alone():
        work.forget_other_requests(reporter)
        images.remove_damaged(reporter)
        missing = images.missing
        if missing < images.blocks:
            reporter.log(
                f"Going on with an earlier run: {images.blocks - missing} of {images.blocks} blocks are done already."
            )
        try:
            with _kept_for_later(work, reporter):
                _publish(images, outputs, reporter)
        finally:
            work.tidy()


def _write_share(images: ResumableImages, shard: Shard, outputs: list[Path], reporter: Reporter) -> bool:
    """Render a share of the blocks; write all images and return True if all other shares are done."""
    work = images.work
    work.make()
    with _kept_for_later(work, reporter):
        images.render_share(shard, reporter.part(0, 0.9))
    missing = images.missing
    if missing and work.exists:
        reporter.log(
            f"Shard {shard.number} of {shard.count} is done, and {missing} of all {images.blocks} blocks are missing: "
            "the shard that finds none missing writes the imagery."
        )
        return False
    try:
        with work.alone(), _kept_for_later(work, reporter):
            if work.exists:
                images.remove_damaged(reporter.part(0.9, 1))
                _publish(images, outputs, reporter.part(0.9, 1))
                return True
    except OutputInUseError:
        pass
    reporter.log("All blocks are done, and another run writes the imagery.")
    return False


def _publish(images: ResumableImages, outputs: list[Path], reporter: Reporter) -> None:
    publish_together(images.complete(reporter), outputs)
    images.work.remove()


@contextmanager
def _kept_for_later(work: WorkFolder, reporter: Reporter) -> Iterator[None]:
    try:
        yield
    except Exception:
        if work.has_results:
            reporter.log(f"What is done stays in {work.path}: run the same again to go on with it.")
        raise


@contextmanager
def _painter(scene: GenerationRequest, reporter: Reporter) -> Iterator[BlockRenderer]:
    asked = scene.parameters
    if asked.computation.scheduler is None:
        choice = EngineChoice(asked.computation.engine, asked.computation.precision, asked.computation.device)
        yield LocalRenderer(scene.generator, scene.reader, scene.nodata, choice, scene.look, reporter)
        return
    from ..generation.cluster import connected_cluster

    with connected_cluster(asked.computation.scheduler) as cluster:
        yield ClusterRenderer(cluster, lambda variant: _order(scene, variant), reporter)


def _order(scene: GenerationRequest, variant: int) -> RenderOrder:
    """Return what the workers of a cluster have to know of a variant."""
    asked, look = scene.parameters, scene.look(variant)
    return RenderOrder(
        landcover=_absolute_path(asked.source.landcover),
        buildings=_absolute_path(asked.source.buildings) if asked.source.buildings else None,
        model=str(scene.model.absolute()),
        model_digest=scene.generator.digest,
        meaning=dict(scene.match.index_of_value),
        nodata=scene.nodata,
        window=scene.window,
        style_code=tuple(look.style.code.tolist()),
        noise_seed=look.noise_seed,
        engine=asked.computation.engine,
        precision=asked.computation.precision,
        device=asked.computation.device,
    )


def _absolute_path(path: str) -> str:
    """Return a path that does not depend on the working folder; names that GDAL alone understands stay."""
    return os.path.abspath(path) if Path(path).exists() else path  # noqa: PTH100 - resolves no links


def _images(scene: GenerationRequest, painter: BlockRenderer, output: Path, reporter: Reporter) -> ResumableImages:
    generator = scene.generator
    plan = BlockPlan.of(scene.window, scene.parameters.computation.block_size, generator.margin, painter.align)
    reporter.log(f"Model {generator.name}, computed by {painter.engine}.")
    reporter.log(plan.describe(len(generator.band_names), generator.dtype, painter.seconds_a_pixel(plan)))
    work = WorkFolder(output, scene.request(output, plan.block_size, painter.engine))

    def writer_of(variant: int, path: Path, part: Reporter) -> GeoTiffWriter:
        return GeoTiffWriter(
            path,
            scene.landcover.grid.cut(scene.window),
            dtype=generator.dtype,
            nodata=scene.nodata.value if scene.nodata.declared else None,
            band_names=generator.band_names,
            tags=scene.tags(variant),
            reporter=part,
        )

    nodata = np.dtype(generator.dtype).type(scene.nodata.value)
    return ResumableImages(
        work, plan, painter, scene.parameters.appearance.variants, len(generator.band_names), nodata, writer_of
    )


def _checked_shard(parameters: GenerateImagery) -> Shard | None:
    if parameters.computation.block_size % BLOCK_SIZE_STEP:
        raise InputError(
            f"BLOCK_SIZE must be a multiple of {BLOCK_SIZE_STEP}, not {parameters.computation.block_size}."
        )
    if parameters.computation.shard is None:
        return None
    if parameters.computation.scheduler is not None:
        raise InputError("SHARD and SCHEDULER are two ways to use many machines: give one of them.")
    return Shard.parse(parameters.computation.shard)


def _refuse_to_replace_inputs(parameters: GenerateImagery, outputs: list[Path]) -> None:
    inputs = (parameters.source.landcover, parameters.source.buildings, parameters.model, parameters.appearance.style)
    taken = {Path(name).resolve() for name in inputs if name}
    for output in outputs:
        if output.resolve() in taken:
            raise InputError(f"The output {output} is also an input: choose another output.")
