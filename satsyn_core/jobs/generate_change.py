"""How the job `generate-change` is done: the images before are rendered, and after them what the change reaches."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..contract.atomic_files import check_writable, unpublished
from ..contract.class_scheme import UNKNOWN
from ..contract.declarations.generate_change import GenerateChange
from ..contract.output_paths import variant_path
from ..contract.progress import Reporter
from ..contract.raster_tags import VERSION
from ..generation.assemble import ImagePatch
from ..generation.block_plan import BlockPlan
from ..generation.change import CHANGED, SAME, ChangePair, find_change, open_pair
from ..generation.image_run import ImageRun, PlannedImage, keep_as_written
from ..generation.patch import KeptImage, PatchPlan, PatchRenderer
from ..generation.renderers import BlockRenderer, RenderedBlocks, open_renderer
from ..generation.resume import DEFAULT_POLICY, ResumePolicy
from ..generation.work_folder import WorkFolder
from ..process.fingerprint import Fingerprint
from ..process.memory import share_freed_memory
from ..raster.geotiff import GeoTiffWriter
from ..raster.geotiff_layout import RasterProfile
from ..raster.reading import open_raster
from ..raster.window import Window
from ..trainingset.change_chips import ChangeChipSet, check_place, plan_chips

_COLOURS = {SAME: (235, 235, 235), CHANGED: (200, 30, 60)}


def run(parameters: GenerateChange, reporter: Reporter, policy: ResumePolicy = DEFAULT_POLICY) -> dict[str, object]:
    """Do the job; images and change mask appear when all are complete.

    Args:
        parameters: of the job.
        reporter: gets progress; may cancel.
        policy: which runs keep their blocks to be resumed.
    """
    share_freed_memory()
    given, count = parameters.outputs, parameters.appearance.variants
    firsts = (given.output_before, given.output_after)
    outputs = [variant_path(first, number) for first in firsts for number in range(1, count + 1)]
    for output in (*outputs, Path(given.change)):
        check_writable(output)
    if parameters.chips.chips:
        check_place(Path(parameters.chips.chips))
    with (
        ExitStack() as at_the_end,
        open_pair(parameters, reporter.part(0, 0.05)) as pair,
        open_renderer(pair.before, reporter) as before,
        open_renderer(pair.after, reporter) as after,
    ):
        engine = before.describe_engine()
        plan = BlockPlan.of(
            pair.before.window, parameters.computation.block_size, pair.before.generator.margin, engine.align
        )
        (mask,) = at_the_end.enter_context(unpublished([Path(given.change)]))
        with GeoTiffWriter(mask, _mask_profile(pair), reporter) as writer:
            change = find_change(pair, plan, writer, reporter.part(0.05, 0.1))
        patch = PatchPlan(change, plan)
        if not change.changed:
            reporter.log("Both land covers are the same here: so are both images.", "warning")
        reporter.log(f"Pixels that change their class: {change.changed:,}. {patch.describe()}")
        chips = _planned_chips(parameters, pair, reporter)
        if chips:
            at_the_end.callback(chips.discard)
        first = outputs[0].absolute()
        work = WorkFolder(first, _fingerprint(pair, first, plan.block_size, engine.name))
        seconds_a_pixel = before.seconds_a_pixel(plan)
        keeps_blocks = work.exists or policy.keeps_blocks(
            (seconds_a_pixel or 0) * plan.pixels * count, plan.buffer_bytes(pair.before.bytes_per_pixel)
        )
        reporter.log(f"Model {pair.before.generator.name}, computed by {engine.name}.")
        reporter.log(plan.describe(pair.before.bytes_per_pixel, seconds_a_pixel, keeps_blocks=keeps_blocks))
        images = _PairImages(pair, plan, patch, before, after)
        planned = [images.before(variant) for variant in range(count)]
        planned += [images.after(variant) for variant in range(count)]
        run_of_pair = ImageRun(
            planned, plan, work, outputs, chips.write if chips else keep_as_written, {mask: Path(given.change)}
        )
        run_of_pair.write_all(reporter.part(0.1, 1), keeps_blocks=keeps_blocks)
        if chips:
            # Last of all: a folder that is there is refused, so a run that was killed before could not be repeated.
            chips.publish()
    return {
        "OUTPUT_BEFORE": str(outputs[0]),
        "OUTPUT_AFTER": str(outputs[count]),
        "CHANGE": given.change,
        "CHIPS": parameters.chips.chips,
        "CHANGED": change.changed,
        "REACHED": patch.pixels,
        "CHIP_COUNT": len(chips.chips) * count if chips else 0,
    }


def _planned_chips(parameters: GenerateChange, pair: ChangePair, reporter: Reporter) -> ChangeChipSet | None:
    if not parameters.chips.chips:
        return None
    chips = plan_chips(pair, parameters.chips, parameters.appearance.seed, reporter.part(0.08, 0.1))
    return ChangeChipSet(Path(parameters.chips.chips).absolute(), pair, chips)


@dataclass(frozen=True)
class _PairImages:
    """The images of a change pair."""

    pair: ChangePair
    plan: BlockPlan
    patch: PatchPlan
    network_before: BlockRenderer
    network_after: BlockRenderer

    def before(self, variant: int) -> PlannedImage:
        """Return a variant of the imagery before the change."""

        def render(blocks: Sequence[Window], reporter: Reporter, _: Sequence[Path]) -> RenderedBlocks:
            return self.network_before.render(self.plan, variant, blocks, reporter)

        return PlannedImage(self.pair.before.profile(variant), render)

    def after(self, variant: int) -> PlannedImage:
        """Return a variant of the imagery after the change, which has the pixels before it where it does not reach."""

        def render(blocks: Sequence[Window], reporter: Reporter, earlier: Sequence[Path]) -> RenderedBlocks:
            with open_raster(earlier[variant]) as dataset:
                kept = KeptImage(dataset, self.plan.window)
                nodata = self.pair.after.nodata
                patched = PatchRenderer(self.network_after, self.patch, kept, nodata, keeps_unknown=False)
                yield from patched.render(self.plan, variant, blocks, reporter)

        profile = self.pair.after.profile(variant)

        def patch(earlier: Sequence[Path]) -> ImagePatch | None:
            with open_raster(earlier[variant]) as dataset:
                return KeptImage(dataset, self.plan.window).patch(self.patch.blocks, profile)

        return PlannedImage(profile, render, patch)


def _mask_profile(pair: ChangePair) -> RasterProfile:
    return RasterProfile(
        pair.before.grid.cut(pair.before.window),
        dtype="uint8",
        nodata=UNKNOWN,
        band_names=("change",),
        tags={VERSION: __version__},
        colormap=_COLOURS,
    )


def _fingerprint(pair: ChangePair, output: Path, block_size: int, engine: str) -> Fingerprint:
    before, after = (request.fingerprint(output, block_size, engine) for request in (pair.before, pair.after))
    return Fingerprint({**before.values, "land cover after": dict(after.values)})
