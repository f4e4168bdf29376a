"""The job that builds a training set of real and synthetic chips."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..contract.declarations.build_training_set import BuildTrainingSet, SetScenes
from ..contract.disk_room import kept_on_full_disk
from ..contract.errors import stays_when_cancelled
from ..contract.progress import Reporter
from ..generator.engine_choice import EngineOptions
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..landcover.bundled_choice import choose_for_scene
from ..landcover.choice_reasons import SceneNeeds
from ..landcover.inferred_scheme import LandCoverClasses, choose_classes
from ..landcover.raster import open_landcover
from ..landcover.stated_classes import StatedClasses
from ..landcover.value_counts import count_values
from ..raster.bands import parse_bands
from ..raster.warp import overlap
from ..scenes.pairs import ScenePaths, imagery_by_land_cover, open_imagery, warn_of_repeated
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
    parameters = _with_model(parameters, reporter)
    request = read_request(parameters)
    warn_of_repeated(request.files, reporter)
    generator = load_generator(parameters.synthesis.model) if parameters.synthesis.model else None
    target = Path(parameters.output).absolute()
    folder = SetWorkFolder(target, request.fingerprint, parameters.work.existing)
    with (
        kept_on_full_disk(folder.path, lambda: folder.way_on),
        stays_when_cancelled(lambda: folder.stays),
        folder,
    ):
        classes = _classes(parameters.scenes, request.files, generator, reporter)
        folder.keep_classes(classes.scheme)
        infos = check_scenes(request.files, classes.scheme, classes.stated, request.bands, reporter.part(0, 0.05))
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
    outputs = _outputs(folder.target, counts, test_seen, filtered=bool(renderer and renderer.pixel_filter))
    return {**outputs, "MATCH": json.dumps([info.match.table().to_json() for info in infos])}


def _with_model(parameters: BuildTrainingSet, reporter: Reporter) -> BuildTrainingSet:
    """Return the parameters with the bundled generator that the first scene suits, if one is needed and none named."""
    synthesis, scenes = parameters.synthesis, parameters.scenes
    if synthesis.model or not synthesis.synthetic_percent:
        return parameters
    stated = StatedClasses.read(scenes.classes, scenes.scheme, scenes.legends).for_scenes(len(scenes.landcover))
    with (
        open_landcover(scenes.landcover[0]) as landcover,
        open_imagery(scenes.imagery[0], parse_bands(scenes.bands)) as image,
    ):
        shared = overlap(landcover.grid, image.grid) if landcover.grid.has_place and image.grid.has_place else None
        counts = count_values(landcover, shared or landcover.grid.window, reporter)
        metres = image.grid.pixel_metres if image.grid.crs is not None else None
        needs = SceneNeeds(metres, len(image.bands), scenes.buildings is not None)
        model = choose_for_scene(landcover, stated, list(counts), needs, reporter)
    return replace(parameters, synthesis=replace(synthesis, model=str(model)))


def _classes(
    scenes: SetScenes, files: Sequence[ScenePaths], generator: ImageryGenerator | None, reporter: Reporter
) -> LandCoverClasses:
    """Return the generator's classes, or without one those of the land cover."""
    stated = StatedClasses.read(scenes.classes, scenes.scheme, scenes.legends).for_scenes(len(scenes.landcover))
    if generator is not None:
        return LandCoverClasses(generator.scheme, stated.for_model(generator.ground_sampling_distance))
    with_buildings = scenes.buildings is not None
    return choose_classes(imagery_by_land_cover(files), stated, with_buildings=with_buildings, reporter=reporter)


def _renderer(
    parameters: BuildTrainingSet, generator: ImageryGenerator, plan: SetPlan, scenes: ScenePool, reporter: Reporter
) -> SyntheticChipRenderer:
    """Return what renders the synthetic chips of the plan, with its filter of labels if the user names one."""
    synthesis, work = parameters.synthesis, parameters.work
    styles = assign_styles(synthesis, generator, plan, scenes, work.seed, reporter)
    versions = plan_versions(plan, styles, work.seed)
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
