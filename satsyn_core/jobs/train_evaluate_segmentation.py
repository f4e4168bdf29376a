"""Training and evaluating a segmentation network, from parameters to model file, metrics, report and differences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import __version__
from ..contract.atomic_files import all_or_none
from ..contract.class_scheme import ClassScheme
from ..contract.declarations.train_evaluate_segmentation import CLASS_OUTPUTS, TrainEvaluateSegmentation
from ..contract.errors import InputError
from ..contract.figure_scales import ACCURACY, MEAN_IOU
from ..contract.output_paths import variant_path
from ..contract.progress import Reporter
from ..contract.shared_parameters import training_folder
from ..contract.wording import by_name, file_names
from ..contract.work_folders import require_plain_contents
from ..evaluation.reports.segmentation import write_segmentation_report
from ..evaluation.segmentation.evaluate import evaluate_sources
from ..evaluation.segmentation.result import SegmentationResult
from ..landcover.inferred_scheme import LandCoverClasses, choose_classes
from ..landcover.stated_classes import StatedClasses
from ..learning.devices import make_fabric
from ..process.memory import share_freed_memory
from ..process.output_lock import owned
from ..raster.bands import parse_bands
from ..scenes.edited_chips import check_edits
from ..scenes.pairs import imagery_by_land_cover, pair_optional_scenes, pair_scenes, require_both
from ..scenes.sources import SceneSource, match_sources
from ..scenes.training_set import TrainingSet
from ..scenes.value_comparison import compare_scenes, compare_values, found_values
from ..segmentation.augmentation import NO_AUGMENTATION, Augmentation
from ..segmentation.data import SegmentationData, has_both_kinds, held_out, of_training_set, pixels_by_kind
from ..segmentation.fit import FitOptions, FitRequest, fit_model, remove_work, training_kept
from ..segmentation.losses import parse_loss
from ..segmentation.model import SegmentationModel
from ..segmentation.prediction_writer import check_class_values
from ..segmentation.settings import SegmentationTrainingSettings
from ..segmentation.trial import NetworkTrial
from ..trainingset.plan.shared_ground import grids_of, ground_of_model, shared_ground

PRESETS = {
    "default": {"architecture": "Unet", "encoder": "resnet18", "loss": "cross-entropy+dice"},
    "paper": {"architecture": "Unet", "encoder": "resnet50", "loss": "jaccard"},
}

AVERAGES = {"default": SegmentationTrainingSettings.average, "paper": 0.0}
"""How much of the averaged weights a step keeps; the source work says nothing of averages."""

_COMPARED_SCENES = 10
"""Scenes of test data whose digital numbers are compared with the model's."""


def run(parameters: TrainEvaluateSegmentation, reporter: Reporter) -> dict[str, object]:
    """Do the job: gather the data, train unless a model is given, evaluate; all outputs appear together at the end."""
    share_freed_memory()
    _check(parameters)
    given = SegmentationModel.load(parameters.network.model) if parameters.network.model else None
    options = _fit_options(parameters)
    if given is None:
        # Rasters take long to read; a network that does not exist, or cannot be trained so, is known at once.
        trial = NetworkTrial(options.decoder, options.encoder)
        trial.check_crops(options.settings.crop, options.settings.batch)
    classes = _classes(parameters, given, reporter)
    scheme = classes.scheme
    if given is None:
        _check_scheme(parameters, scheme)
    data = _data(parameters, classes, reporter)
    if given is None:
        _check_kinds(parameters, data)
        kinds = (data.training, data.validation, data.test)
        compare_scenes((found_values(one) for kind in kinds for one in kind[:_COMPARED_SCENES]), reporter)
        trial.check_windows((data.test or data.validation)[:_COMPARED_SCENES])
        options = _with_real_crops(options, parameters, data, reporter)
        data = _with_shared_ground(data, parameters, reporter)
    else:
        _compare_values(given, data.test or data.validation, parameters.data.training_set or "", reporter)
    test, notes = _test_sources(data, given, reporter)
    differences = _difference_paths(parameters, test)
    files = [
        Path(path)
        for path in (parameters.results.output, parameters.results.metrics, parameters.results.report)
        if path
    ]
    fabric = make_fabric(parameters.schedule.device, parameters.schedule.precision)
    trained_output = Path(parameters.results.output or "")
    paths = [*files, *differences]
    with owned(paths, first=fabric.is_global_zero):
        with all_or_none(paths) as temporary:
            places = dict(zip(paths, temporary, strict=True))
            model, history, steps = given, [], 0
            if model is None:
                output = trained_output
                name = parameters.network.name or output.stem
                work, part = training_folder(output), reporter.part(0, 0.85)
                require_plain_contents(work)
                request = FitRequest(options, scheme, data, name, work, parameters.schedule.resume)
                model, trained = fit_model(request, fabric, part)
                history, steps = trained.history, trained.steps
                model.save(places[output])
            drawn = [places[path] for path in differences]
            with nullcontext() if given else training_kept(training_folder(trained_output), reporter):
                evaluation = evaluate_sources(model, test, drawn, fabric, reporter.part(0 if given else 0.85, 1))
            if parameters.results.metrics:
                _write_metrics(places[Path(parameters.results.metrics)], model, evaluation, history, notes)
            if parameters.results.report:
                write_segmentation_report(places[Path(parameters.results.report)], model, evaluation, history, notes)
        if given is None:
            remove_work(training_folder(trained_output))
    reporter.log(_in_words(evaluation))
    return _outputs(parameters, evaluation, differences, steps)


def _check(parameters: TrainEvaluateSegmentation) -> None:
    data, is_given = parameters.data, parameters.network.model is not None
    if not (data.training_set or data.imagery or (is_given and data.test_imagery)):
        raise InputError(
            "Give either TRAINING_SET, or IMAGERY with LANDCOVER; with MODEL, TEST_IMAGERY with TEST_LANDCOVER will do."
        )
    if data.training_set and data.imagery and is_given:
        raise InputError(
            "Give either TRAINING_SET, or IMAGERY with LANDCOVER. Only to train, synthetic IMAGERY may stand beside it."
        )
    require_both(data.imagery, data.landcover)
    require_both(data.validation_imagery, data.validation_landcover, "VALIDATION_")
    require_both(data.test_imagery, data.test_landcover, "TEST_")
    if parameters.network.model is None and parameters.results.output is None:
        raise InputError("Give OUTPUT, the model file to write, or MODEL, a model to evaluate.")
    if parameters.network.model is not None and parameters.results.output is not None:
        raise InputError("With MODEL nothing is trained, so there is no OUTPUT to write: leave one of them empty.")
    if parameters.schedule.crop % 32:
        raise InputError(f"CROP must be a multiple of 32, not {parameters.schedule.crop}.")


def _classes(
    parameters: TrainEvaluateSegmentation, given: SegmentationModel | None, reporter: Reporter
) -> LandCoverClasses:
    """Return the classes of the given model, of the training set, or of the land cover."""
    data = parameters.data
    stated = StatedClasses.read(data.classes, data.scheme, data.legends).for_scenes(len(data.landcover or ()))
    if given is not None:
        return LandCoverClasses(given.scheme, stated.for_model(given.ground_sampling_distance))
    if data.training_set:
        return LandCoverClasses(TrainingSet.open(data.training_set).scheme, stated)
    with_buildings = data.buildings is not None
    others = [
        *pair_optional_scenes(data.validation_imagery, data.validation_landcover, None, "VALIDATION_"),
        *pair_optional_scenes(data.test_imagery, data.test_landcover, None, "TEST_"),
    ]
    imagery = imagery_by_land_cover(pair_scenes(data.imagery or (), data.landcover or ()), others)
    return choose_classes(imagery, stated, with_buildings=with_buildings, reporter=reporter)


def _compare_values(
    model: SegmentationModel, sources: Sequence[SceneSource], training_set: str, reporter: Reporter
) -> None:
    """Refuse to evaluate a model on imagery of other units; chips of a set have those of the first one."""
    for source in sources[:_COMPARED_SCENES]:
        compare_values(found_values(source, training_set), model.known_values, reporter)


def _check_scheme(parameters: TrainEvaluateSegmentation, scheme: ClassScheme) -> None:
    """Check before the training that a model of these classes can be trained and can write its predictions."""
    check_class_values(scheme)
    if len(scheme.classes) > 1:
        return
    source = parameters.data.training_set or parameters.data.scheme or ", ".join(parameters.data.landcover or ())
    only = scheme.classes[0]
    raise InputError(
        f"{source} has one class ({only.name}, value {only.value}), and a segmentation tells at least two apart. If "
        "everything else is nodata, make it a class of its own: remove the nodata value from the land cover "
        "(gdal_edit.py -unsetnodata), and give CLASSES a name for every value if you use it."
    )


def _check_kinds(parameters: TrainEvaluateSegmentation, data: SegmentationData) -> None:
    if parameters.schedule.real_crops is not None and not has_both_kinds(data.training):
        what = "chips" if parameters.data.training_set else "rasters"
        raise InputError(
            f"REAL_CROPS is given, and the training {what} are all of one kind: leave REAL_CROPS empty, or train on "
            f"real and synthetic {what}. Synthetic rasters have the tag SATSYN_SYNTHETIC=YES, as those that SatSyn "
            "writes."
        )


def _with_real_crops(
    options: FitOptions, parameters: TrainEvaluateSegmentation, data: SegmentationData, reporter: Reporter
) -> FitOptions:
    """Return the options with half of the crops real where much synthetic imagery stands beside a training set.

    So it was in the mixture that helped on Tokyo; alone, without imagery of other places, the rule was not tried.
    """
    has_imagery_beside = bool(parameters.data.training_set and parameters.data.imagery)
    is_chosen = parameters.schedule.real_crops is not None or parameters.network.preset == "paper"
    if is_chosen or not has_imagery_beside or not has_both_kinds(data.training):
        return options
    real, synthetic = pixels_by_kind(data.training)
    if synthetic <= real:
        return options
    reporter.log(
        f"There is {synthetic / real:.1f} times as much synthetic imagery as real one: half of the crops show real "
        "imagery. REAL_CROPS sets another share."
    )
    return replace(options, settings=replace(options.settings, real_crops=0.5))


def _data(parameters: TrainEvaluateSegmentation, classes: LandCoverClasses, reporter: Reporter) -> SegmentationData:
    learnt, validated, scored = (
        (parameters.data.imagery, parameters.data.landcover),
        (parameters.data.validation_imagery, parameters.data.validation_landcover),
        (parameters.data.test_imagery, parameters.data.test_landcover),
    )
    if parameters.data.training_set:
        training_set = TrainingSet.open(parameters.data.training_set)
        edited = _check_edits(parameters, training_set, reporter)
        data = of_training_set(training_set, classes.scheme, edited)
        if parameters.network.model is None and not data.training:
            raise InputError(f"The training set {parameters.data.training_set} has no training chips: build it again.")
        if parameters.data.imagery:
            data = _beside(data, _layers(parameters, *learnt, classes, reporter))
        if parameters.data.validation_imagery:
            data = replace(data, validation=_layers(parameters, *validated, classes, reporter))
        if parameters.data.test_imagery:
            return replace(data, test=_layers(parameters, *scored, classes, reporter))
        return data
    if parameters.network.model is not None:
        return SegmentationData((), (), _layers(parameters, *(scored if scored[0] else learnt), classes, reporter), "")
    whole = _layers(parameters, *learnt, classes, reporter)
    description = file_names(source.files.name for source in whole)
    test = _layers(parameters, *scored, classes, reporter)
    if parameters.data.validation_imagery:
        return SegmentationData(whole, _layers(parameters, *validated, classes, reporter), test, description)
    reporter.log("No validation rasters are given: the lowest fifth of each training raster is held out instead.")
    return SegmentationData(*held_out(whole, parameters.schedule.crop), test, description)


def _with_shared_ground(
    data: SegmentationData, parameters: TrainEvaluateSegmentation, reporter: Reporter
) -> SegmentationData:
    """Warn of training imagery that shows ground of validation or test imagery, here and beside the scores."""
    given = parameters.data
    if given.training_set and not (given.imagery or given.validation_imagery or given.test_imagery):
        return data  # its splits lie apart
    pairs = ((data.validation, "validation"), (data.test, "test"))
    said = [shared_ground(data.training, part, kind, reporter.part(0, 0)) for part, kind in pairs]
    found = [sentence for sentence in said if sentence is not None]
    for sentence in found:
        reporter.log(sentence, "warning")
    return replace(data, notes=(*data.notes, *found))


def _check_edits(
    parameters: TrainEvaluateSegmentation, training_set: TrainingSet, reporter: Reporter
) -> tuple[str, ...]:
    """Return the files of the set that were changed since it was built; refuse them unless they are wanted."""
    if parameters.network.model is None:
        given = {"validation": parameters.data.validation_imagery, "test": parameters.data.test_imagery}
        used = [name for name in ("train", "validation", "test") if not given.get(name)]
        chips = [chip for name in used for chip in training_set.split(name)]
    else:
        is_elsewhere = parameters.data.test_imagery is not None
        chips = [] if is_elsewhere else list(training_set.split("test") or training_set.split("validation"))
    return check_edits(
        training_set,
        chips,
        wanted=parameters.data.edited_chips,
        remedy="If you want the changes, set EDITED_CHIPS, and they are used as they are. If not, put back what was "
        "there, or build the set again.",
        reporter=reporter.part(0, 0),
    )


def _beside(data: SegmentationData, more: Sequence[SceneSource]) -> SegmentationData:
    """Return the data of a training set with synthetic rasters beside its training chips.

    Raises:
        InputError: a raster is real, so that it may show the ground of chips that validate or test.
    """
    real = next((source.files.imagery for source in more if not source.synthetic), None)
    if real is not None:
        raise InputError(
            f"{real} is real imagery, and beside TRAINING_SET all IMAGERY has to be synthetic: real imagery could show "
            "the ground of the set's test chips. Build the set of it, too, or leave it out."
        )
    names = ", ".join(source.files.name for source in more)
    return replace(
        data, training=(*data.training, *more), description=f"{data.description}; beside it, synthetic imagery: {names}"
    )


def _layers(
    parameters: TrainEvaluateSegmentation,
    imagery: Sequence[str] | None,
    land_cover: Sequence[str] | None,
    classes: LandCoverClasses,
    reporter: Reporter,
) -> tuple[SceneSource, ...]:
    if not imagery:
        return ()
    files = pair_scenes(imagery, land_cover or (), parameters.data.buildings)
    return match_sources(files, classes.scheme, classes.stated, parse_bands(parameters.data.bands), reporter)


def _test_sources(
    data: SegmentationData, given: SegmentationModel | None, reporter: Reporter
) -> tuple[tuple[SceneSource, ...], list[str]]:
    """Return the scenes that are scored, and what a reader of the scores needs to know."""
    if given is not None:
        scored = data.test or data.validation
        if not scored:
            raise InputError("The training set has neither test nor validation chips to evaluate the model on.")
        known = ground_of_model(given.name, given.provenance, grids_of(scored))
        if known is not None:
            reporter.log(known, "warning")
            data = replace(data, notes=(*data.notes, known))
    if data.test:
        return data.test, list(data.notes)
    note = (
        "There is no test data of its own: the scores are those of the validation data, which also chose the weights, "
        "so they flatter the model a little."
    )
    return data.validation, [note, *data.notes]


def _difference_paths(parameters: TrainEvaluateSegmentation, test: Sequence[SceneSource]) -> list[Path]:
    if parameters.results.difference is None:
        return []
    if parameters.data.training_set and not parameters.data.test_imagery:
        raise InputError("A difference raster is written of rasters, not of chips: leave DIFFERENCE empty.")
    return [variant_path(parameters.results.difference, number) for number in range(1, len(test) + 1)]


def _fit_options(parameters: TrainEvaluateSegmentation) -> FitOptions:
    preset = PRESETS[parameters.network.preset]
    return FitOptions(
        decoder=parameters.network.architecture or preset["architecture"],
        encoder=parameters.network.encoder or preset["encoder"],
        pretrained=parameters.network.pretrained,
        class_weights=parameters.schedule.class_weights,
        epochs=None if parameters.schedule.steps else parameters.schedule.epochs,
        settings=SegmentationTrainingSettings(
            iterations=parameters.schedule.steps or 0,
            crop=parameters.schedule.crop,
            batch=parameters.schedule.batch,
            rate=parameters.schedule.learning_rate,
            losses=parse_loss(parameters.schedule.loss or preset["loss"]),
            balanced=parameters.schedule.balanced,
            patience=parameters.schedule.patience,
            augmentation=Augmentation() if parameters.schedule.augmentation else NO_AUGMENTATION,
            average=AVERAGES[parameters.network.preset],
            seed=parameters.schedule.seed,
            real_crops=parameters.schedule.real_crops,
        ),
    )


def _write_metrics(
    path: Path,
    model: SegmentationModel,
    evaluation: SegmentationResult,
    history: Sequence[dict[str, float]],
    notes: Sequence[str],
) -> None:
    content: dict[str, Any] = {
        "model": {"name": model.name, "digest": model.digest, "provenance": dict(model.provenance)},
        "evaluation": evaluation.to_json(),
        "notes": list(notes),
        "training": list(history),
        "satsyn_version": __version__,
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def _in_words(evaluation: SegmentationResult) -> str:
    scores = evaluation.scores
    return (
        f"Mean IoU {scores.mean_iou:.3f} ({MEAN_IOU.word(scores.mean_iou)}); overall accuracy {scores.accuracy:.3f} "
        f"({ACCURACY.word(scores.accuracy)}). IoU by class: {_iou_by_class(evaluation)}."
    )


def _iou_by_class(evaluation: SegmentationResult) -> str:
    """Return the IoU of each class that the truth shows, by name."""
    scores = evaluation.scores
    shown = [
        (name, value)
        for name, value, there in zip(evaluation.class_names, scores.iou, scores.present, strict=True)
        if there
    ]
    return by_name([name for name, _ in shown], [float(value) for _, value in shown])


def _outputs(
    parameters: TrainEvaluateSegmentation,
    evaluation: SegmentationResult,
    differences: Sequence[Path],
    steps: int,
) -> dict[str, object]:
    scores = evaluation.scores
    outputs: dict[str, object] = {
        "OUTPUT": parameters.results.output or parameters.network.model,
        "METRICS": parameters.results.metrics,
        "REPORT": parameters.results.report,
        "DIFFERENCE": str(differences[0]) if differences else None,
        "MEAN_IOU": scores.mean_iou,
        "OVERALL_ACCURACY": scores.accuracy,
        "FREQUENCY_WEIGHTED_IOU": scores.weighted_iou,
        "CALIBRATION_ERROR": evaluation.calibration.error,
        "STEPS": steps,
        "IOU_BY_CLASS": _iou_by_class(evaluation),
    }
    for number, (value, present) in enumerate(zip(scores.iou, scores.present, strict=True), 1):
        if number <= CLASS_OUTPUTS and present:
            outputs[f"IOU_{number}"] = float(value)
    return {name: value for name, value in outputs.items() if value is not None}
