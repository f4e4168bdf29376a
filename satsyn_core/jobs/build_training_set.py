"""The job that builds a training set of real and synthetic chips."""

from __future__ import annotations

import os
from pathlib import Path

from ..contract.class_scheme import ClassScheme
from ..contract.declarations.build_training_set import BuildTrainingSet, SetScenes
from ..contract.progress import Reporter
from ..generator.engine_choice import EngineOptions
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..landcover.inferred_scheme import infer_scheme
from ..scenes.training_set import MANIFEST
from ..trainingset.plan.footprints import GroundPlane, count_chips_seen
from ..trainingset.plan.plan import SetPlan, make_plan
from ..trainingset.request import read_request
from ..trainingset.scene_pool import ScenePool, check_generator, check_scenes
from ..trainingset.synthesis.styles import assign_styles
from ..trainingset.synthesis.synthetic_chips import SyntheticChipRenderer
from ..trainingset.synthesis.versions import plan_versions
from ..trainingset.writing.description import ChipCounts, SetDescription
from ..trainingset.writing.stac import check_places
from ..trainingset.writing.work_folder import SetWorkFolder
from ..trainingset.writing.write_chips import ChipWriter

_MOST_WORKERS = 8
"""More threads than this wait for each other rather than for the disk."""


def run(parameters: BuildTrainingSet, reporter: Reporter) -> dict[str, object]:
    """Do the job: open the scenes, plan, render and write the chips, describe the set, and put it in its place."""
    request = read_request(parameters)
    generator = load_generator(parameters.synthesis.model) if parameters.synthesis.model else None
    target = Path(parameters.output).absolute()
    with SetWorkFolder(target, request.fingerprint, parameters.work.existing) as folder:
        scheme = generator.scheme if generator else _infer_scheme(parameters.scenes, reporter)
        infos = check_scenes(request.files, scheme, parameters.scenes.classes, request.bands, reporter.part(0, 0.05))
        if generator is not None:
            check_generator(infos, generator, reporter)
        if request.period is not None:
            check_places(infos)
        workers = parameters.work.workers or min(os.cpu_count() or 1, _MOST_WORKERS)
        with ScenePool(infos, request.bands, workers) as scenes:
            plane = GroundPlane.of(scenes.grids)
            plan = make_plan(scenes, plane, request.options, reporter.part(0.05, 0.2))
            renderer, test_seen = None, None
            if generator is not None and plan.copies.any():
                test_seen = count_chips_seen(plan.test, plane, generator, reporter)
                renderer = _renderer(parameters, generator, plan, scenes, reporter.part(0.2, 0.28))
            ChipWriter(plan, scenes, renderer, folder).write_all(reporter.part(0.28, 0.96))
            description = SetDescription(plan, scenes, plane, request.published, renderer, test_seen)
            counts = description.write(folder.path, folder.records, request.period, reporter)
        folder.publish()
    return _outputs(folder.target, counts, test_seen, filtered=bool(renderer and renderer.pixel_filter))


def _infer_scheme(scenes: SetScenes, reporter: Reporter) -> ClassScheme:
    with_buildings = scenes.buildings is not None
    return infer_scheme(scenes.landcover, scenes.classes, with_buildings=with_buildings, reporter=reporter)


def _renderer(
    parameters: BuildTrainingSet, generator: ImageryGenerator, plan: SetPlan, scenes: ScenePool, reporter: Reporter
) -> SyntheticChipRenderer:
    """Return what renders the synthetic chips of the plan, with its filter of labels if the user names one."""
    synthesis, work = parameters.synthesis, parameters.work
    versions = plan_versions(plan, assign_styles(synthesis, generator, plan, scenes, work.seed), work.seed)
    options = EngineOptions(engine=work.engine, device=work.device)
    renderer = SyntheticChipRenderer(generator, versions, scenes, options)
    if synthesis.filter_model is None:
        return renderer
    return renderer.with_filter(synthesis.filter_model, synthesis.filter_tolerance, reporter)


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
