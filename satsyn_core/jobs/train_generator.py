"""Training a generator on real imagery, from parameters to model file, report and metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
from ..generator.model import ImageryGenerator
from ..generator.network.label_reach import LabelReach
from ..generator.presets import PRESETS
from ..generator.training.crops import SCENE_SUFFIXES, CropSampler, SceneArrays, write_scene_arrays
from ..generator.training.loop import SAMPLES, TrainingResult, build_generator, train
from ..generator.training.method import TrainingMethod, TrainingOptions, TrainingPlan
from ..generator.training.validation import Validation
from ..landcover.class_matching import ClassMatch
from ..landcover.inferred_scheme import infer_scheme
from ..learning.devices import make_fabric
from ..learning.history import logged_losses
from ..raster.bands import parse_bands
from ..scenes.pairs import Scene, ScenePaths, match_scene, open_scene, pair_scenes
from ..scenes.valid_patches import patch_corners
from ..scenes.value_range import ValueRange, stated_range

REPORTED_DRAWS = 16
"""Draws of three crops from which the values in report and metrics are taken."""


def run(parameters: TrainGenerator, reporter: Reporter) -> dict[str, object]:
    """Do the job: match classes, lay out the scenes, train, and save generator, encoder and style bank."""
    output, *_ = [check_writable(path) for path in (parameters.output, parameters.report, parameters.metrics) if path]
    files = pair_scenes(parameters.scenes.imagery, parameters.scenes.landcover, parameters.scenes.buildings)
    validation_files = _validation_files(parameters)
    initial = load_generator(parameters.network.initial_model) if parameters.network.initial_model else None
    scheme = _scheme(parameters, files, reporter)
    plan = _plan(parameters, initial, scheme)
    matches = [match_scene(scene, scheme, parameters.scenes.classes, reporter) for scene in files]
    _refuse_absent_classes(scheme, matches, parameters.scenes.buildings)
    fabric = make_fabric(parameters.schedule.device)
    if not fabric.is_global_zero:
        reporter = SilentReporter(reporter)
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
            stop_after=parameters.schedule.stop_after,
            validation=validation,
            patience=parameters.schedule.patience,
        )
        generator = build_generator(
            method,
            sampler,
            name=parameters.card.name or output.stem,
            scheme=scheme,
            band_names=facts.band_names,
            values=values,
            ground_sampling_distance=parameters.scenes.pixel_size or facts.pixel_metres,
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
    wishes = TrainingOptions(
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
    return PRESETS[parameters.network.preset](wishes)


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


def _provenance(
    parameters: TrainGenerator,
    files: Sequence[ScenePaths],
    trained: TrainingResult,
    facts: ImageryInfo,
    initial: ImageryGenerator | None,
) -> dict[str, Any]:
    """Return what the model's card tells of where it comes from, beside the settings of its training."""
    return {
        "data": parameters.card.data or ", ".join(scene.imagery for scene in files),
        "licence": parameters.card.licence or "not stated",
        "steps": trained.best_step,
        "validation_distance": trained.score,
        **facts.provenance,
        **_lineage(initial, facts),
    }


def _lineage(initial: ImageryGenerator | None, facts: ImageryInfo) -> dict[str, Any]:
    """Return what a model's card tells of the model that its training started from: that one's ground counts, too."""
    if initial is None:
        return {}
    told = {key: value for key, value in initial.provenance.items() if key not in {"training_area", "measured"}}
    own = facts.provenance["training_area"]
    areas = [*own, *(area for area in initial.provenance.get("training_area", []) if area not in own)]
    started_from = {"name": initial.name, "digest": initial.digest, **told}
    return {"started_from": started_from, "training_area": areas}


def _scheme(parameters: TrainGenerator, files: Sequence[ScenePaths], reporter: Reporter) -> ClassScheme:
    if parameters.scenes.scheme is not None:
        return read_scheme(parameters.scenes.scheme)
    paths = [scene.land_cover for scene in files]
    with_buildings = parameters.scenes.buildings is not None
    return infer_scheme(paths, parameters.scenes.classes, with_buildings=with_buildings, reporter=reporter)


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
    method: TrainingMethod,
    sampler: CropSampler,
    folder: Path,
) -> float:
    """Write what was asked for of report and metrics; return the mean distance of painted values from real ones."""
    history = logged_losses(folder)
    crops = generate_crops(method, sampler, REPORTED_DRAWS)
    metrics = measure_training(generator, history, crops)
    if parameters.metrics is not None:
        with complete_or_absent(Path(parameters.metrics)) as temporary:
            temporary.write_text(json.dumps(metrics.to_json(), indent=2), encoding="utf-8")
    if parameters.report is not None:
        write_generator_report(Path(parameters.report), generator, metrics, folder / SAMPLES)
    return metrics.mean_value_distance


@contextmanager
def scene_folders(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield folders for the scenes of training and validation; their arrays go afterwards, whatever happens, and with
    them a folder in which nothing else is.
    """
    validation = folder / "validation"
    validation.mkdir(parents=True, exist_ok=True)
    try:
        yield folder, validation
    finally:
        for one in (validation, folder):
            # An array that Windows still holds open stays: what brought us here matters more.
            with suppress(OSError):
                for suffix in SCENE_SUFFIXES:
                    for path in one.glob(f"*{suffix}"):
                        path.unlink(missing_ok=True)
                one.rmdir()


@dataclass(frozen=True)
class ImageryInfo:
    """What the scenes have in common, and what a model card tells of them."""

    band_names: tuple[str, ...]
    dtype: str
    pixel_metres: float
    provenance: dict[str, Any]


def lay_out_training(
    parameters: TrainGenerator,
    plan: TrainingPlan,
    files: Sequence[ScenePaths],
    matches: Sequence[ClassMatch],
    folder: Path,
    reporter: Reporter,
) -> tuple[list[SceneArrays], LabelReach, ValueRange, ImageryInfo]:
    """Lay out the scenes in the work folder; return them with the architecture, value range and facts they imply."""
    scenes: list[SceneArrays] = []
    found: list[ImageryInfo] = []
    for number, (scene_files, match) in enumerate(zip(files, matches, strict=True)):
        part = reporter.part(number / len(files), (number + 1) / len(files))
        with open_scene(scene_files, match, reporter, parse_bands(parameters.scenes.bands)) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, plan.crop)
            architecture = plan.architecture(len(match.scheme.classes), len(pair.bands))
            scenes.append(write_scene_arrays(pair, architecture, folder, part))
        _refuse_without_patch(scene_files.imagery, scenes[-1], plan.crop)
    _refuse_unseen_classes(matches[0].scheme, scenes)
    values = stated_range(parameters.scenes.value_range, found[0].dtype, [scene.image for scene in scenes])
    areas = [area for facts in found for area in facts.provenance["training_area"]]
    facts = ImageryInfo(found[0].band_names, found[0].dtype, found[0].pixel_metres, {"training_area": areas})
    return scenes, architecture, values, facts


def lay_out_validation(
    parameters: TrainGenerator,
    files: Sequence[ScenePaths],
    plan: TrainingPlan,
    scheme: ClassScheme,
    training: ImageryInfo,
    folder: Path,
    reporter: Reporter,
) -> list[SceneArrays]:
    """Lay out the scenes kept for validation."""
    found, scenes = [training], []
    for scene_files in files:
        match = match_scene(scene_files, scheme, parameters.scenes.classes, reporter)
        with open_scene(scene_files, match, reporter, parse_bands(parameters.scenes.bands)) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, plan.crop)
            architecture = plan.architecture(len(scheme.classes), len(pair.bands))
            scenes.append(write_scene_arrays(pair, architecture, folder, reporter.part(0, 0)))
        _refuse_without_patch(scene_files.imagery, scenes[-1], plan.crop)
    return scenes


def _facts(pair: Scene) -> ImageryInfo:
    grid = pair.grid
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height), (0, 0)]
    ring = [list(grid.transform @ corner) for corner in corners]
    area = {
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "footprint": {"type": "Polygon", "coordinates": [ring]},
    }
    return ImageryInfo(pair.band_names, pair.dtype, grid.pixel_metres, {"training_area": [area]})


def _refuse_unlike(pair: Scene, found: Sequence[ImageryInfo], crop: int) -> None:
    """Refuse a scene that can't be trained with the first one, or is smaller than a crop."""
    first, own = found[0], found[-1]
    name = pair.imagery.name
    if own.dtype not in {"uint8", "uint16"}:
        raise InputError(f"{name} holds {own.dtype} numbers: imagery of 8 or 16 bits without sign is needed.")
    if (len(own.band_names), own.dtype) != (len(first.band_names), first.dtype):
        raise InputError(
            f"{name} has {len(own.band_names)} bands of {own.dtype}, and the first image has "
            f"{len(first.band_names)} of {first.dtype}: all imagery must have the same bands."
        )
    if abs(own.pixel_metres / first.pixel_metres - 1) > 0.1:
        raise InputError(
            f"{name} has pixels of {own.pixel_metres:.3g} m, and the first image of {first.pixel_metres:.3g} m: "
            "resample the imagery to one pixel size."
        )
    if min(pair.grid.width, pair.grid.height) < crop:
        raise InputError(
            f"{name} has {pair.grid.width} x {pair.grid.height} pixels, which is smaller than a crop of {crop}: "
            "leave it out, or make CROP smaller."
        )


def _refuse_without_patch(name: str, scene: SceneArrays, crop: int) -> None:
    """Refuse a scene without room for a crop between its nodata."""
    if not scene.whole.any():
        raise InputError(f"{name} holds hardly anything but nodata: leave it out.")
    if not len(patch_corners(scene.whole, scene.size, crop)):
        raise InputError(
            f"{name} has no patch of {crop} x {crop} pixels without nodata: leave it out, or make CROP smaller. If "
            "dark pixels count as nodata, give the raster a nodata value that none of its pixels has."
        )


def _refuse_unseen_classes(scheme: ClassScheme, scenes: Sequence[SceneArrays]) -> None:
    """Refuse classes that lie nowhere but where the imagery has no data."""
    shown = [any(len(scene.candidates[index]) for scene in scenes) for index in range(len(scheme.names))]
    hidden = [name for name, is_shown in zip(scheme.names, shown, strict=True) if not is_shown]
    if hidden:
        raise InputError(
            f"The imagery has no data where the land cover is {', '.join(hidden)}: leave the class out of SCHEME, or "
            "add imagery that shows it."
        )
