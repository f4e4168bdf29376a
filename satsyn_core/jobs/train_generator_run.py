"""Training a generator on real imagery, from parameters to model file, report and metrics."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..bands import parse_bands
from ..devices import make_fabric
from ..errors import InputError
from ..evaluation.generator_report import training_metrics, write_generator_report
from ..generator.label_reach import LabelReach
from ..generator.loss_weights import read_loss_weights
from ..generator.method import TrainingMethod, TrainingPlan, Wishes
from ..generator.model import ImageryGenerator
from ..generator.painted import paint_crops
from ..generator.presets import PRESETS
from ..generator.scenes import SCENE_SUFFIXES, CropSampler, Scene, lay_out_scene
from ..generator.training import LOSS_LOG, SAMPLES, finished_generator, train
from ..generator.validation import Validation
from ..generator.values import ValueRange, stated_range
from ..landcover.matching import ClassMatch
from ..landcover.own_scheme import own_scheme
from ..landcover.scheme import ClassScheme, read_scheme
from ..outputs import check_writable, complete_or_absent
from ..pairing import SceneFiles, ScenePair, match_scene, open_scene, pair_scenes
from ..progress import Quiet, Reporter
from .train_generator import TrainGenerator

REPORTED_DRAWS = 16
"""Draws of three crops from which the values in report and metrics are taken."""


def run(parameters: TrainGenerator, reporter: Reporter) -> dict[str, object]:
    """Do the job: match classes, lay out the scenes, train, and save generator, encoder and style bank."""
    output = check_writable(parameters.output)
    for path in (parameters.report, parameters.metrics):
        if path is not None:
            check_writable(path)
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
    validation_folder = scene_folder / "validation"
    validation_folder.mkdir(parents=True, exist_ok=True)
    reporter.log(f"Training on {fabric.device} with precision {fabric.strategy.precision.precision}; work in {folder}.")
    scenes, architecture, values, facts = _lay_out(
        parameters, plan, files, matches, scene_folder, reporter.part(0, 0.02)
    )
    method = plan.method(architecture.classes, architecture.bands, fabric, reporter)
    sampler = CropSampler(scenes, architecture, values, plan.crop, plan.seed)
    validation_scenes = _validation_scenes(
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
    provenance = {
        "data": parameters.data or ", ".join(scene.imagery for scene in files),
        "licence": parameters.licence or "not stated",
        "steps": trained.best_step,
        "validation_distance": trained.score,
        **facts.provenance,
        **_lineage(initial, facts),
    }
    generator = finished_generator(
        method,
        sampler,
        name=parameters.name or output.stem,
        scheme=scheme,
        band_names=facts.band_names,
        values=values,
        ground_sampling_distance=parameters.pixel_size or facts.pixel_metres,
        provenance=provenance,
    )
    distance = None
    if fabric.is_global_zero:
        distance = _write_reports(parameters, generator, method, sampler, folder)
        generator.save(output)
    _remove_scenes(validation_folder)
    _remove_scenes(scene_folder)
    validation_folder.rmdir()
    if not fabric.is_global_zero:
        scene_folder.rmdir()
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


@dataclass(frozen=True)
class _Facts:
    """What the scenes have in common, and what a model card tells of them."""

    band_names: tuple[str, ...]
    dtype: str
    pixel_metres: float
    provenance: dict[str, Any]


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


def _lineage(initial: ImageryGenerator | None, facts: _Facts) -> dict[str, Any]:
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


def _lay_out(
    parameters: TrainGenerator,
    plan: TrainingPlan,
    files: Sequence[SceneFiles],
    matches: Sequence[ClassMatch],
    folder: Path,
    reporter: Reporter,
) -> tuple[list[Scene], LabelReach, ValueRange, _Facts]:
    """Lay out the scenes in the work folder; return them with the architecture, value range and facts they imply."""
    scenes: list[Scene] = []
    found: list[_Facts] = []
    for number, (scene_files, match) in enumerate(zip(files, matches, strict=True)):
        part = reporter.part(number / len(files), (number + 1) / len(files))
        with open_scene(scene_files, match, reporter, parse_bands(parameters.bands)) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, plan.crop)
            architecture = plan.architecture(len(match.scheme.classes), len(pair.bands))
            scenes.append(lay_out_scene(pair, architecture, folder, part))
    values = stated_range(parameters.value_range, found[0].dtype, [scene.image for scene in scenes])
    areas = [area for facts in found for area in facts.provenance["training_area"]]
    facts = _Facts(found[0].band_names, found[0].dtype, found[0].pixel_metres, {"training_area": areas})
    return scenes, architecture, values, facts


def _validation_files(parameters: TrainGenerator) -> tuple[SceneFiles, ...]:
    """Return the scenes kept for validation; there need be none."""
    imagery, land_cover = parameters.validation_imagery or (), parameters.validation_landcover or ()
    if bool(imagery) != bool(land_cover):
        given, absent = ("IMAGERY", "LANDCOVER") if imagery else ("LANDCOVER", "IMAGERY")
        raise InputError(f"VALIDATION_{given} is given without VALIDATION_{absent}: give both, or none of them.")
    return pair_scenes(imagery, land_cover, parameters.buildings, "VALIDATION_") if imagery else ()


def _validation_scenes(
    parameters: TrainGenerator,
    files: Sequence[SceneFiles],
    plan: TrainingPlan,
    scheme: ClassScheme,
    training: _Facts,
    folder: Path,
    reporter: Reporter,
) -> list[Scene]:
    """Lay out the scenes kept for validation."""
    found, scenes = [training], []
    for scene_files in files:
        match = match_scene(scene_files, scheme, parameters.classes, reporter)
        with open_scene(scene_files, match, reporter, parse_bands(parameters.bands)) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, plan.crop)
            architecture = plan.architecture(len(scheme.classes), len(pair.bands))
            scenes.append(lay_out_scene(pair, architecture, folder, reporter.part(0, 0)))
    return scenes


def _facts(pair: ScenePair) -> _Facts:
    grid = pair.grid
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height), (0, 0)]
    ring = [list(grid.transform @ corner) for corner in corners]
    area = {
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "footprint": {"type": "Polygon", "coordinates": [ring]},
    }
    return _Facts(pair.band_names, pair.dtype, grid.pixel_metres, {"training_area": [area]})


def _refuse_unlike(pair: ScenePair, found: Sequence[_Facts], crop: int) -> None:
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


def _write_reports(
    parameters: TrainGenerator,
    generator: ImageryGenerator,
    method: TrainingMethod,
    sampler: CropSampler,
    folder: Path,
) -> float:
    """Write what was asked for of report and metrics; return the mean distance of painted values from real ones."""
    lines = (folder / LOSS_LOG).read_text(encoding="utf-8").splitlines()
    # A training that was killed and resumed has told some steps twice: the later word counts.
    by_step: dict[int, dict[str, float]] = {}
    for entry in map(json.loads, lines):
        by_step.setdefault(entry["step"], {}).update(entry)
    history = [by_step[step] for step in sorted(by_step)]
    crops = paint_crops(method, sampler, REPORTED_DRAWS)
    metrics = training_metrics(generator, history, crops)
    if parameters.metrics is not None:
        with complete_or_absent(Path(parameters.metrics)) as temporary:
            temporary.write_text(json.dumps(metrics, indent=2), encoding="utf-8")
    if parameters.report is not None:
        write_generator_report(Path(parameters.report), generator, history, folder / SAMPLES, crops)
    distances = [distance for bands in metrics["value_distances"].values() for distance in bands.values()]
    return sum(distances) / len(distances)


def _remove_scenes(folder: Path) -> None:
    for suffix in SCENE_SUFFIXES:
        for path in folder.glob(f"*{suffix}"):
            path.unlink(missing_ok=True)
