"""Training a generator on real imagery, from parameters to model file, report and metrics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..contract.atomic_files import check_writable
from ..contract.class_scheme import ClassScheme
from ..contract.declarations.train_generator import TrainGenerator
from ..contract.errors import InputError
from ..contract.loss_weights import read_loss_weights
from ..contract.progress import Reporter, SilentReporter
from ..contract.shared_parameters import training_folder
from ..contract.wording import file_names
from ..contract.work_folders import require_plain_contents
from ..evaluation.reports.training import measure_training, write_generator_report
from ..generator.families import load_generator
from ..generator.model import GeneratorDescription, ImageryGenerator
from ..generator.presets import PRESETS
from ..generator.training.data import GeneratorScenes, GeneratorSources, refuse_absent_classes, write_generator_scenes
from ..generator.training.loop import SAMPLES, start_training, train
from ..generator.training.method import TrainingOptions, TrainingPlan, build_generator
from ..generator.training.warm_start import values_sentence
from ..landcover.inferred_scheme import choose_classes
from ..landcover.stated_classes import StatedClasses
from ..learning.devices import make_fabric
from ..learning.loop import TrainingResult, checkpoint_kept
from ..process.output_lock import owned
from ..raster.bands import parse_bands
from ..scenes.arrays import array_folder
from ..scenes.pairs import imagery_by_land_cover, pair_optional_scenes, pair_scenes
from ..scenes.sources import match_sources
from ..scenes.value_comparison import compare_scenes, found_values


def run(parameters: TrainGenerator, reporter: Reporter) -> dict[str, object]:
    """Do the job: match classes, write the scenes as arrays, train, and save generator, encoder and style bank."""
    outputs = [check_writable(path) for path in (parameters.output, parameters.report, parameters.metrics) if path]
    output = outputs[0]
    given = parameters.scenes
    bands = parse_bands(given.bands)
    files = pair_scenes(given.imagery, given.landcover, given.buildings)
    validation_files = pair_optional_scenes(
        given.validation_imagery, given.validation_landcover, given.buildings, "VALIDATION_"
    )
    initial = load_generator(parameters.network.initial_model) if parameters.network.initial_model else None
    with_buildings = given.buildings is not None
    stated = StatedClasses.read(given.classes, given.scheme, given.legends).for_scenes(len(given.landcover))
    imagery = imagery_by_land_cover(files, validation_files)
    chosen = choose_classes(imagery, stated, with_buildings=with_buildings, reporter=reporter)
    scheme = chosen.scheme
    plan = _plan(parameters, initial, scheme)
    sources = GeneratorSources(
        match_sources(files, scheme, chosen.stated, bands, reporter),
        match_sources(validation_files, scheme, chosen.stated, bands, reporter),
        given.value_range,
    )
    refuse_absent_classes(sources.training)
    compare_scenes(map(found_values, (*sources.training, *sources.validation)), reporter)
    fabric = make_fabric(parameters.schedule.device)
    if not fabric.is_global_zero:
        reporter = SilentReporter(reporter)
    folder = training_folder(output)
    reporter.log(f"Training on {fabric.device} with precision {fabric.strategy.precision.precision}; work in {folder}.")
    require_plain_contents(folder)
    with (
        owned(outputs, first=fabric.is_global_zero),
        checkpoint_kept(folder),
        array_folder(folder, fabric.global_rank) as arrays,
    ):
        scenes = write_generator_scenes(sources, plan.crop, arrays, reporter.part(0, 0.02))
        if initial is not None and (sentence := values_sentence(initial, scenes.value_range)):
            reporter.log(sentence)
        training = start_training(plan, scenes, scheme, folder, fabric, reporter)
        trained = train(
            training, reporter.part(0.02, 0.99), parameters.schedule.stop_after, parameters.schedule.patience
        )
        description = _description(parameters, scheme, scenes, trained, initial)
        generator = build_generator(training.method, training.crops, description)
        distance = None
        if fabric.is_global_zero:
            generator.save(output)
            metrics = measure_training(generator, training.method, training.crops, trained.history.by_step())
            distance = metrics.mean_value_distance
            if parameters.metrics is not None:
                metrics.write(Path(parameters.metrics))
            if parameters.report is not None:
                write_generator_report(Path(parameters.report), generator, metrics, folder / SAMPLES)
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


def _plan(parameters: TrainGenerator, initial: ImageryGenerator | None, scheme: ClassScheme) -> TrainingPlan:
    options = TrainingOptions(
        iterations=parameters.schedule.iterations,
        diversity=parameters.losses.diversity,
        seed=parameters.schedule.seed,
        warm_up=parameters.schedule.warm_up,
        crop=parameters.schedule.crop,
        batch=parameters.schedule.batch,
        fine_noise=parameters.network.fine_noise,
        plan_share=parameters.schedule.plan_share,
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
        "data": parameters.card.data or file_names(source.imagery for source in scenes.training.sources),
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
