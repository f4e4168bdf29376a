"""Training a generator on real imagery, from parameters to model file, report and metrics."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..devices import make_fabric
from ..errors import InputError
from ..evaluation.generator_report import training_metrics, write_generator_report
from ..generator.loss_log import logged_losses
from ..generator.loss_weights import read_loss_weights
from ..generator.method import TrainingMethod, TrainingPlan, Wishes
from ..generator.model import ImageryGenerator
from ..generator.painted import paint_crops
from ..generator.presets import PRESETS
from ..generator.scenes import CropSampler
from ..generator.training import SAMPLES, Trained, finished_generator, train
from ..generator.validation import Validation
from ..landcover.matching import ClassMatch
from ..landcover.own_scheme import own_scheme
from ..landcover.scheme import ClassScheme, read_scheme
from ..outputs import check_writable, complete_or_absent
from ..pairing import SceneFiles, match_scene, pair_scenes
from ..progress import Quiet, Reporter
from .train_generator import TrainGenerator
from .train_generator_scenes import Facts, lay_out_training, lay_out_validation, scene_folders

REPORTED_DRAWS = 16
"""Draws of three crops from which the values in report and metrics are taken."""


def run(parameters: TrainGenerator, reporter: Reporter) -> dict[str, object]:
    """Do the job: match classes, lay out the scenes, train, and save generator, encoder and style bank."""
    output, *_ = [check_writable(path) for path in (parameters.output, parameters.report, parameters.metrics) if path]
    files = pair_scenes(parameters.imagery, parameters.landcover, parameters.buildings)
    validation_files = _validation_files(parameters)
    initial = ImageryGenerator.load(parameters.initial_model) if parameters.initial_model else None
    scheme = _scheme(parameters, files, reporter)
    plan = _plan(parameters, initial, scheme)
    matches = [match_scene(scene, scheme, parameters.classes, reporter) for scene in files]
    _refuse_absent_classes(scheme, matches, parameters.buildings)
    fabric = make_fabric(parameters.device)
    if not fabric.is_global_zero:
        reporter = Quiet(reporter)
    folder = output.with_name(f"{output.stem}.training")
    scene_folder = folder if fabric.is_global_zero else folder / f"process-{fabric.global_rank}"
    reporter.log(f"Training on {fabric.device} with precision {fabric.strategy.precision.precision}; work in {folder}.")
    with scene_folders(scene_folder) as (training_folder, validation_folder):
        scenes, architecture, values, facts = lay_out_training(
            parameters, plan, files, matches, training_folder, reporter.part(0, 0.02)
        )
        method = plan.method(architecture.classes, architecture.bands, fabric, reporter)
        sampler = CropSampler(scenes, architecture, values, plan.crop, plan.seed)
        validation_scenes = lay_out_validation(
            parameters, validation_files, plan, scheme, facts, validation_folder, reporter
        )
        validation = Validation(CropSampler(validation_scenes or scenes, architecture, values, plan.crop, plan.seed))
        trained = train(
            method,
            sampler,
            folder,
            reporter.part(0.02, 0.99),
            [one.colour for one in scheme.classes],
            stop_after=parameters.stop_after,
            validation=validation,
            patience=parameters.patience,
        )
        generator = finished_generator(
            method,
            sampler,
            name=parameters.name or output.stem,
            scheme=scheme,
            band_names=facts.band_names,
            values=values,
            ground_sampling_distance=parameters.pixel_size or facts.pixel_metres,
            provenance=_provenance(parameters, files, trained, facts, initial),
        )
        distance = None
        if fabric.is_global_zero:
            generator.save(output)
            distance = _write_reports(parameters, generator, method, sampler, folder)
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
    wishes = Wishes(
        iterations=parameters.iterations,
        diversity=parameters.diversity,
        seed=parameters.seed,
        warm_up=parameters.warm_up,
        crop=parameters.crop,
        batch=parameters.batch,
        fine_noise=parameters.fine_noise,
        shapes=parameters.shapes,
        instance_classes=_instance_classes(parameters, scheme),
        instance_size=parameters.instance_size,
        initial=initial,
        photographs=parameters.photographs,
        vgg=parameters.vgg,
        loss_weights=read_loss_weights(parameters.loss_weights),
    )
    return PRESETS[parameters.preset](wishes)


def _instance_classes(parameters: TrainGenerator, scheme: ClassScheme) -> tuple[int, ...]:
    """Return the indices of the classes whose connected parts are told apart: those asked for, or else buildings."""
    if parameters.instances is None and scheme.building_index is not None:
        return (scheme.building_index,)
    if parameters.instances is None and parameters.shapes == "instances":
        raise InputError(
            "SHAPES instances needs to know which classes have any, and the scheme marks no class as buildings: name "
            f"one or more of {', '.join(scheme.names)} in INSTANCES, or choose edges."
        )
    if parameters.instances is None:
        return ()
    names = [name.strip() for name in parameters.instances.split(",") if name.strip()]
    for name in names:
        if name not in scheme.names:
            raise InputError(f"INSTANCES names '{name}', which is none of the classes {', '.join(scheme.names)}.")
    return tuple(scheme.names.index(name) for name in names)


def _provenance(
    parameters: TrainGenerator,
    files: Sequence[SceneFiles],
    trained: Trained,
    facts: Facts,
    initial: ImageryGenerator | None,
) -> dict[str, Any]:
    """Return what the model's card tells of where it comes from, beside the settings of its training."""
    return {
        "data": parameters.data or ", ".join(scene.imagery for scene in files),
        "licence": parameters.licence or "not stated",
        "steps": trained.best_step,
        "validation_distance": trained.score,
        **facts.provenance,
        **_lineage(initial, facts),
    }


def _lineage(initial: ImageryGenerator | None, facts: Facts) -> dict[str, Any]:
    """Return what a model's card tells of the model that its training started from: that one's ground counts, too."""
    if initial is None:
        return {}
    told = {key: value for key, value in initial.provenance.items() if key not in {"training_area", "measured"}}
    own = facts.provenance["training_area"]
    areas = [*own, *(area for area in initial.provenance.get("training_area", []) if area not in own)]
    started_from = {"name": initial.name, "digest": initial.digest, **told}
    return {"started_from": started_from, "training_area": areas}


def _scheme(parameters: TrainGenerator, files: Sequence[SceneFiles], reporter: Reporter) -> ClassScheme:
    if parameters.scheme is not None:
        return read_scheme(parameters.scheme)
    paths = [scene.land_cover for scene in files]
    with_buildings = parameters.buildings is not None
    return own_scheme(paths, parameters.classes, with_buildings=with_buildings, reporter=reporter)


def _refuse_absent_classes(scheme: ClassScheme, matches: Sequence[ClassMatch], buildings: str | None) -> None:
    """Refuse classes that no pixel shows, because nothing can be learnt of them."""
    seen = {match.index_of_value[value] for match in matches for value, count in match.counts.items() if count}
    if buildings is not None and scheme.building_index is not None:
        seen.add(scheme.building_index)
    absent = [name for index, name in enumerate(scheme.names) if index not in seen]
    if absent:
        raise InputError(
            f"The land cover has no pixel of {', '.join(absent)}: leave the class out of SCHEME, or add land cover "
            "that has it."
        )


def _validation_files(parameters: TrainGenerator) -> tuple[SceneFiles, ...]:
    """Return the scenes kept for validation; there need be none."""
    imagery, land_cover = parameters.validation_imagery or (), parameters.validation_landcover or ()
    if bool(imagery) != bool(land_cover):
        given, absent = ("IMAGERY", "LANDCOVER") if imagery else ("LANDCOVER", "IMAGERY")
        raise InputError(f"VALIDATION_{given} is given without VALIDATION_{absent}: give both, or none of them.")
    return pair_scenes(imagery, land_cover, parameters.buildings, "VALIDATION_") if imagery else ()


def _write_reports(
    parameters: TrainGenerator,
    generator: ImageryGenerator,
    method: TrainingMethod,
    sampler: CropSampler,
    folder: Path,
) -> float:
    """Write what was asked for of report and metrics; return the mean distance of painted values from real ones."""
    history = logged_losses(folder)
    crops = paint_crops(method, sampler, REPORTED_DRAWS)
    metrics = training_metrics(generator, history, crops)
    if parameters.metrics is not None:
        with complete_or_absent(Path(parameters.metrics)) as temporary:
            temporary.write_text(json.dumps(metrics, indent=2), encoding="utf-8")
    if parameters.report is not None:
        write_generator_report(Path(parameters.report), generator, history, folder / SAMPLES, crops)
    distances = [distance for bands in metrics["value_distances"].values() for distance in bands.values()]
    return sum(distances) / len(distances)
