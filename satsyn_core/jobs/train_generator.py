"""Training a generator on real imagery, from parameters to model file, report and metrics."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..contract.atomic_files import check_writable, complete_or_absent
from ..contract.class_scheme import ClassScheme, read_scheme
from ..contract.declarations.train_generator import TrainGenerator
from ..contract.errors import InputError
from ..contract.loss_weights import read_loss_weights
from ..contract.progress import Reporter, SilentReporter
from ..evaluation.reports.training import generate_crops, measure_training, write_generator_report
from ..generator.families import load_generator
from ..generator.model import GeneratorDescription, ImageryGenerator
from ..generator.presets import PRESETS
from ..generator.training.data import GeneratorScenes, GeneratorSources, write_generator_scenes
from ..generator.training.loop import SAMPLES, GeneratorTraining, start_training, train
from ..generator.training.method import TrainingOptions, TrainingPlan, build_generator
from ..landcover.inferred_scheme import infer_scheme
from ..learning.devices import make_fabric
from ..learning.loop import TrainingResult
from ..raster.bands import parse_bands
from ..scenes.arrays import array_folder
from ..scenes.pairs import ScenePaths, match_scene, pair_scenes
from ..scenes.sources import SceneSource

REPORTED_DRAWS = 16
"""Draws of three crops from which the values in report and metrics are taken."""


def run(parameters: TrainGenerator, reporter: Reporter) -> dict[str, object]:
    """Do the job: match classes, write the scenes as arrays, train, and save generator, encoder and style bank."""
    output, *_ = [check_writable(path) for path in (parameters.output, parameters.report, parameters.metrics) if path]
    files = pair_scenes(parameters.scenes.imagery, parameters.scenes.landcover, parameters.scenes.buildings)
    validation_files = _validation_files(parameters)
    initial = load_generator(parameters.network.initial_model) if parameters.network.initial_model else None
    scheme = _scheme(parameters, files, reporter)
    plan = _plan(parameters, initial, scheme)
    sources = GeneratorSources(
        _matched(parameters, files, scheme, reporter),
        _matched(parameters, validation_files, scheme, reporter),
        parameters.scenes.value_range,
    )
    _refuse_absent_classes(scheme, sources.training, parameters.scenes.buildings)
    fabric = make_fabric(parameters.schedule.device)
    if not fabric.is_global_zero:
        reporter = SilentReporter(reporter)
    folder = output.with_name(f"{output.stem}.training")
    reporter.log(f"Training on {fabric.device} with precision {fabric.strategy.precision.precision}; work in {folder}.")
    with array_folder(folder, fabric.global_rank) as arrays:
        scenes = write_generator_scenes(sources, plan.crop, arrays, reporter.part(0, 0.02))
        training = start_training(plan, scenes, scheme, folder, fabric, reporter)
        trained = train(
            training, reporter.part(0.02, 0.99), parameters.schedule.stop_after, parameters.schedule.patience
        )
        description = _description(parameters, scheme, scenes, trained, initial)
        generator = build_generator(training.method, training.crops, description)
        distance = None
        if fabric.is_global_zero:
            generator.save(output)
            distance = _write_reports(parameters, generator, training, trained.history.by_step())
    return {
        "OUTPUT": str(output),
        "REPORT": parameters.report,
        "METRICS": parameters.metrics,
        "SAMPLES": str(folder / SAMPLES),
        "STEPS": trained.steps,
        "BEST_STEP": trained.best_step,
        "VALIDATION_DISTANCE": trained.score,
        "VALUE_DISTANCE": distance,
    }


def _matched(
    parameters: TrainGenerator, files: Sequence[ScenePaths], scheme: ClassScheme, reporter: Reporter
) -> list[SceneSource]:
    """Return scenes with what the values of their land cover mean."""
    classes, bands = parameters.scenes.classes, parse_bands(parameters.scenes.bands)
    return [SceneSource(one, match_scene(one, scheme, classes, reporter), bands=bands) for one in files]


def _plan(parameters: TrainGenerator, initial: ImageryGenerator | None, scheme: ClassScheme) -> TrainingPlan:
    options = TrainingOptions(
        iterations=parameters.schedule.iterations,
        diversity=parameters.losses.diversity,
        seed=parameters.schedule.seed,
        warm_up=parameters.schedule.warm_up,
        crop=parameters.schedule.crop,
        batch=parameters.schedule.batch,
        fine_noise=parameters.network.fine_noise,
        shapes=parameters.network.shapes,
        instance_classes=_instance_classes(parameters, scheme),
        instance_size=parameters.network.instance_size,
        initial=initial,
        photographs=parameters.losses.photographs,
        vgg=parameters.losses.vgg,
        loss_weights=read_loss_weights(parameters.losses.loss_weights),
    )
    return PRESETS[parameters.network.preset](options)


def _instance_classes(parameters: TrainGenerator, scheme: ClassScheme) -> tuple[int, ...]:
    """Return the indices of the classes whose connected parts are told apart: those asked for, or else buildings."""
    if parameters.network.instances is None and scheme.building_index is not None:
        return (scheme.building_index,)
    if parameters.network.instances is None and parameters.network.shapes == "instances":
        raise InputError(
            "SHAPES instances needs to know which classes have any, and the scheme marks no class as buildings: name "
            f"one or more of {', '.join(scheme.names)} in INSTANCES, or choose edges."
        )
    if parameters.network.instances is None:
        return ()
    names = [name.strip() for name in parameters.network.instances.split(",") if name.strip()]
    for name in names:
        if name not in scheme.names:
            raise InputError(f"INSTANCES names '{name}', which is none of the classes {', '.join(scheme.names)}.")
    return tuple(scheme.names.index(name) for name in names)


def _description(
    parameters: TrainGenerator,
    scheme: ClassScheme,
    scenes: GeneratorScenes,
    trained: TrainingResult,
    initial: ImageryGenerator | None,
) -> GeneratorDescription:
    """Return what the model file says of the generator; the settings of its training are not yet in it."""
    first, areas = scenes.training.first, [source.area for source in scenes.training.sources]
    provenance = {
        "data": parameters.card.data or ", ".join(source.imagery for source in scenes.training.sources),
        "licence": parameters.card.licence or "not stated",
        "steps": trained.best_step,
        "validation_distance": trained.score,
        "training_area": areas,
        **_lineage(initial, areas),
    }
    return GeneratorDescription(
        name=parameters.card.name or Path(parameters.output).stem,
        scheme=scheme,
        band_names=first.band_names,
        values=scenes.value_range,
        ground_sampling_distance=parameters.scenes.pixel_size or first.pixel_metres,
        provenance=provenance,
    )


def _lineage(initial: ImageryGenerator | None, areas: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a model's card says of the model that its training started from, whose areas count, too."""
    if initial is None:
        return {}
    card = {key: value for key, value in initial.provenance.items() if key not in {"training_area", "measured"}}
    earlier = [area for area in initial.provenance.get("training_area", []) if area not in areas]
    return {
        "started_from": {"name": initial.name, "digest": initial.digest, **card},
        "training_area": [*areas, *earlier],
    }


def _scheme(parameters: TrainGenerator, files: Sequence[ScenePaths], reporter: Reporter) -> ClassScheme:
    if parameters.scenes.scheme is not None:
        return read_scheme(parameters.scenes.scheme)
    paths = [scene.land_cover for scene in files]
    with_buildings = parameters.scenes.buildings is not None
    return infer_scheme(paths, parameters.scenes.classes, with_buildings=with_buildings, reporter=reporter)


def _refuse_absent_classes(scheme: ClassScheme, sources: Sequence[SceneSource], buildings: str | None) -> None:
    """Refuse classes that no pixel shows, because nothing can be learnt of them."""
    seen = {
        source.match.index_of_value[value]
        for source in sources
        for value, count in source.match.counts.items()
        if count
    }
    if buildings is not None and scheme.building_index is not None:
        seen.add(scheme.building_index)
    absent = [name for index, name in enumerate(scheme.names) if index not in seen]
    if absent:
        raise InputError(
            f"The land cover has no pixel of {', '.join(absent)}: leave the class out of SCHEME, or add land cover "
            "that has it."
        )


def _validation_files(parameters: TrainGenerator) -> tuple[ScenePaths, ...]:
    """Return the scenes kept for validation; there need be none."""
    imagery, land_cover = parameters.scenes.validation_imagery or (), parameters.scenes.validation_landcover or ()
    if bool(imagery) != bool(land_cover):
        given, absent = ("IMAGERY", "LANDCOVER") if imagery else ("LANDCOVER", "IMAGERY")
        raise InputError(f"VALIDATION_{given} is given without VALIDATION_{absent}: give both, or none of them.")
    return pair_scenes(imagery, land_cover, parameters.scenes.buildings, "VALIDATION_") if imagery else ()


def _write_reports(
    parameters: TrainGenerator,
    generator: ImageryGenerator,
    training: GeneratorTraining,
    history: Sequence[Mapping[str, float]],
) -> float:
    """Write report and metrics if asked for; return the mean distance of generated values from real ones."""
    crops = generate_crops(training.method, training.crops, REPORTED_DRAWS)
    metrics = measure_training(generator, history, crops)
    if parameters.metrics is not None:
        with complete_or_absent(Path(parameters.metrics)) as temporary:
            temporary.write_text(json.dumps(metrics.to_json(), indent=2), encoding="utf-8")
    if parameters.report is not None:
        write_generator_report(Path(parameters.report), generator, metrics, training.folder / SAMPLES)
    return metrics.mean_value_distance
