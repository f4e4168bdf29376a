"""The job that builds a training set of real and synthetic chips."""

from __future__ import annotations

import os
from pathlib import Path

from ..contract.class_scheme import ClassScheme
from ..contract.declarations.build_training_set import BuildTrainingSet
from ..contract.errors import JobCancelledError
from ..contract.progress import Reporter
from ..generator.engine_choice import EngineOptions
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..landcover.inferred_scheme import infer_scheme
from ..raster.bands import parse_bands
from ..scenes.pairs import pair_scenes
from ..scenes.training_set import MANIFEST
from ..trainingset.plan.footprints import GroundPlane
from ..trainingset.plan.plan import SetPlan, TrainingSetOptions, make_plan
from ..trainingset.plan.splits import SPLITS, log_overlaps
from ..trainingset.request import check_options, fingerprint, public_request
from ..trainingset.scene_pool import ScenePool, check_generator, check_scenes
from ..trainingset.synthesis.label_filter import load_filter_model
from ..trainingset.synthesis.styles import ImageStyles, RandomStyles, SceneStyles, StyleAssignment
from ..trainingset.synthesis.synthetic_chips import SyntheticChipRenderer
from ..trainingset.synthesis.versions import plan_versions
from ..trainingset.writing.description import ChipCounts, SetDescription, count_test_chips_seen
from ..trainingset.writing.stac import Period, check_places
from ..trainingset.writing.work_folder import SetWorkFolder
from ..trainingset.writing.write_chips import ChipWriter

_MOST_WORKERS = 8
"""More threads than this wait for each other rather than for the disk."""


def run(parameters: BuildTrainingSet, reporter: Reporter) -> dict[str, object]:
    """Do the job: open the scenes, plan, render and write the chips, describe the set, and put it in its place."""
    options, bands = check_options(parameters), parse_bands(parameters.scenes.bands)
    period = Period.parse(parameters.work.stac_date) if parameters.work.stac_date else None
    files = pair_scenes(parameters.scenes.imagery, parameters.scenes.landcover, parameters.scenes.buildings)
    generator = load_generator(parameters.synthesis.model) if parameters.synthesis.model else None
    target = Path(parameters.output).absolute()
    with SetWorkFolder(target, fingerprint(parameters), parameters.work.existing) as folder:
        scheme = generator.scheme if generator else _infer_scheme(parameters, reporter)
        infos = check_scenes(files, scheme, parameters.scenes.classes, bands, reporter.part(0, 0.05))
        if generator is not None:
            check_generator(infos, generator, reporter)
        if period is not None:
            check_places(infos)
        with ScenePool(infos, bands, parameters.work.workers or min(os.cpu_count() or 1, _MOST_WORKERS)) as scenes:
            plane = GroundPlane.of(scenes.grids)
            plan = _plan(parameters, options, scenes, plane, reporter.part(0.05, 0.2))
            renderer, test_seen = None, None
            if generator is not None and plan.copies.any():
                renderer = _renderer(parameters, generator, plan, scenes)
                test_seen = count_test_chips_seen(plan, plane, generator, reporter)
                renderer = _with_filter(parameters, renderer, reporter.part(0.2, 0.28))
            _write_chips(ChipWriter(plan, scenes, renderer, folder), reporter.part(0.28, 0.96))
            description = SetDescription(plan, scenes, plane, public_request(parameters), renderer, test_seen)
            counts = description.write(folder.path, folder.records, period, reporter)
        folder.publish()
    return _outputs(folder.target, counts, test_seen, filtered=bool(renderer and renderer.pixel_filter))


def _infer_scheme(parameters: BuildTrainingSet, reporter: Reporter) -> ClassScheme:
    scenes = parameters.scenes
    with_buildings = scenes.buildings is not None
    return infer_scheme(scenes.landcover, scenes.classes, with_buildings=with_buildings, reporter=reporter)


def _plan(
    parameters: BuildTrainingSet,
    options: TrainingSetOptions,
    scenes: ScenePool,
    plane: GroundPlane,
    reporter: Reporter,
) -> SetPlan:
    """Decide what becomes of every chip, and log it."""
    log_overlaps(plane, scenes.names, reporter)
    plan = make_plan(scenes, plane, options, reporter)
    reporter.log(
        ", ".join(f"{plan.number(number)} chips for {name}" for number, name in enumerate(SPLITS))
        + f"; {(plan.splits < 0).sum()} left out to keep splits apart, {len(plan.without_data)} for nodata. "
        f"{plan.copies.sum()} synthetic chips."
    )
    return plan if parameters.splits.held_out == "real" else plan.without_real_held_out()


def _renderer(
    parameters: BuildTrainingSet, generator: ImageryGenerator, plan: SetPlan, scenes: ScenePool
) -> SyntheticChipRenderer:
    versions = plan_versions(plan, _style_assignment(parameters, generator, plan, scenes), parameters.work.seed)
    return SyntheticChipRenderer(
        generator, versions, scenes, EngineOptions(engine=parameters.work.engine, device=parameters.work.device)
    )


def _style_assignment(
    parameters: BuildTrainingSet, generator: ImageryGenerator, plan: SetPlan, scenes: ScenePool
) -> StyleAssignment:
    synthesis, seed = parameters.synthesis, parameters.work.seed
    if synthesis.style == "random":
        # Versions of one chip have different styles, so there are at least as many.
        return RandomStyles(generator, max(synthesis.looks, int(plan.copies.max())), seed)
    if synthesis.style == "image":
        return ImageStyles.encode(generator, str(synthesis.style_image), scenes, seed)
    return SceneStyles(generator, scenes, plan.training, seed)


def _with_filter(
    parameters: BuildTrainingSet, renderer: SyntheticChipRenderer, reporter: Reporter
) -> SyntheticChipRenderer:
    if parameters.synthesis.filter_model is None:
        return renderer
    scenes = renderer.scenes
    model = load_filter_model(parameters.synthesis.filter_model, scenes.scheme, len(scenes.infos[0].band_names))
    return renderer.with_filter(model, parameters.synthesis.filter_tolerance, reporter)


def _write_chips(writer: ChipWriter, reporter: Reporter) -> None:
    folder = writer.folder
    folder.start(reporter.part(0, 0.02))
    try:
        writer.write_all(reporter.part(0.02, 1))
    except JobCancelledError:
        reporter.log(f"The chips that are written stay in {folder.path}; set EXISTING to resume to go on with them.")
        raise


def _outputs(target: Path, counts: ChipCounts, test_seen: int | None, *, filtered: bool) -> dict[str, object]:
    return {
        "OUTPUT": str(target),
        "MANIFEST": str(target / MANIFEST),
        "CHIPS": counts.chips,
        "TRAIN_REAL": counts.train_real,
        "TRAIN_SYNTHETIC": counts.train_synthetic,
        "VALIDATION": counts.validation,
        "TEST": counts.test,
        "TEST_SEEN": test_seen,
        "IGNORED_PERCENT": counts.ignored_percent if filtered else None,
    }
