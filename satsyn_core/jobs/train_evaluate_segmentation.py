"""The job that trains a segmentation network, evaluates it, or does the latter alone with a given model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from .. import __version__
from ..errors import InputError
from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter
from .generate_imagery import variant_path
from .shared_parameters import device_parameter, seed_parameter

if TYPE_CHECKING:
    from ..evaluation.segmentation import SegmentationEvaluation
    from ..landcover.scheme import ClassScheme
    from ..segmentation.data import SegmentationData
    from ..segmentation.fitting import Recipe
    from ..segmentation.layout import SceneSource
    from ..segmentation.model import SegmentationModel

PRESETS = {
    "default": {"architecture": "Unet", "encoder": "resnet18", "loss": "cross-entropy+dice"},
    "paper": {"architecture": "Unet", "encoder": "resnet50", "loss": "jaccard"},
}
CLASS_OUTPUTS = 12
"""Classes whose IoU is a number output of its own; the metrics file has all of them."""


@dataclass(frozen=True)
class TrainEvaluateSegmentation:
    """Parameters of `train-evaluate-segmentation`; their meaning stands with each field."""

    training_set: Optional[str] = parameter(
        Kind.FOLDER,
        "Training set",
        "Folder made by Build mixed training set. Its training chips are learnt from, its validation chips choose the "
        "best weights, its test chips are scored. Empty: give rasters below.",
        optional=True,
    )
    imagery: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Imagery",
        "Rasters of imagery to learn from; with a model, to evaluate it on. All have the same bands.",
        optional=True,
    )
    landcover: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Land cover",
        "The true land cover of the imagery: one raster for each image, in the same order, or a single one for all.",
        optional=True,
    )
    buildings: Optional[str] = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to lay over the land cover: a raster on the imagery's grid, or a layer of polygons.",
        optional=True,
    )
    validation_imagery: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Validation imagery",
        "Rasters that choose the best weights and end the training. Empty: the lowest fifth of each training raster.",
        optional=True,
    )
    validation_landcover: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS, "Validation land cover", "The true land cover of the validation imagery.", optional=True
    )
    test_imagery: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Test imagery",
        "Rasters that the finished model is scored on. Empty: the validation data, whose score is a little flattered.",
        optional=True,
    )
    test_landcover: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS, "Test land cover", "The true land cover of the test imagery.", optional=True
    )
    scheme: Optional[str] = parameter(
        Kind.FILE,
        "Class scheme",
        "JSON file with names, values and colours of the classes. Empty: a class for every value of the land cover, "
        "with the names that the raster carries.",
        optional=True,
    )
    classes: Optional[str] = parameter(
        Kind.CLASSES,
        "Classes",
        "What the land cover's values mean, as in \"1=water 2=land 15=nodata\". Empty: the raster's own class names, "
        "else the scheme's values.",
        optional=True,
    )
    model: Optional[str] = parameter(
        Kind.MODEL,
        "Model to evaluate",
        "A segmentation model. Given: nothing is trained, the model is only evaluated.",
        optional=True,
    )
    preset: str = parameter(
        Kind.CHOICE,
        "Preset",
        "default: U-Net with ResNet-18, cross-entropy and Dice loss. paper: U-Net with ResNet-50 and Jaccard loss.",
        default="default",
        choices=tuple(PRESETS),
    )
    architecture: Optional[str] = parameter(
        Kind.TEXT,
        "Architecture",
        "Any of segmentation_models_pytorch, such as Unet, UnetPlusPlus, DeepLabV3Plus, FPN or Segformer. Empty: the "
        "preset's.",
        optional=True,
    )
    encoder: Optional[str] = parameter(
        Kind.TEXT,
        "Encoder",
        "Any of segmentation_models_pytorch, such as resnet34, mobilenet_v2 or tu-convnext_tiny. Empty: the preset's.",
        optional=True,
    )
    epochs: int = parameter(
        Kind.INTEGER,
        "Epochs",
        "How often the training pixels are gone through at most; training ends sooner when the validation score no "
        "longer rises.",
        default=30,
        minimum=1,
        maximum=100_000,
    )
    seed: int = seed_parameter("The same seed on the same machine gives the same model.")
    device: str = device_parameter()
    output: Optional[str] = parameter(
        Kind.OUTPUT_FILE,
        "Segmentation model",
        "Model file to write (.safetensors). Beside it, a folder with .training in its name holds what a stopped "
        "training goes on from.",
        optional=True,
        files="SatSyn model (*.safetensors)",
    )
    metrics: Optional[str] = parameter(
        Kind.OUTPUT_FILE, "Metrics", "JSON file with every figure.", optional=True, files="JSON (*.json)"
    )
    report: Optional[str] = parameter(
        Kind.OUTPUT_FILE,
        "Report",
        "HTML page with the figures, the confusion matrix, curves, and the worst and best places as pictures.",
        optional=True,
        files="HTML (*.html)",
    )
    difference: Optional[str] = parameter(
        Kind.OUTPUT_RASTER,
        "Difference raster",
        "Where prediction and truth agree (1) and differ (2), on the grid of the evaluated imagery. For further "
        "rasters _2, _3 and so on are put before the extension.",
        optional=True,
    )
    pretrained: bool = parameter(
        Kind.SWITCH,
        "Pretrained encoder",
        "Start from encoder weights trained on ImageNet, where they can be downloaded.",
        default=True,
        advanced=True,
    )
    loss: Optional[str] = parameter(
        Kind.TEXT,
        "Loss",
        'cross-entropy, dice, jaccard, focal, or a sum as in "cross-entropy+dice". Empty: the preset\'s.',
        optional=True,
        advanced=True,
    )
    class_weights: Optional[str] = parameter(
        Kind.TEXT,
        "Class weights",
        'Weights in the cross-entropy: "balanced", or by name as in "road=2 building=1.5". Empty: all equal.',
        optional=True,
        advanced=True,
    )
    balanced: float = parameter(
        Kind.NUMBER,
        "Class-balanced crops",
        "Share of the crops that are placed around a pixel of a class drawn evenly, so that rare classes are seen.",
        default=0.5,
        minimum=0,
        maximum=1,
        advanced=True,
    )
    augmentation: bool = parameter(
        Kind.SWITCH,
        "Augmentation",
        "Flip, turn, scale and recolour the crops.",
        default=True,
        advanced=True,
    )
    crop: int = parameter(
        Kind.INTEGER,
        "Crop size",
        "Pixels along the side of a training crop, a multiple of 32.",
        default=256,
        minimum=32,
        maximum=4096,
        advanced=True,
    )
    batch: int = parameter(
        Kind.INTEGER, "Batch size", "Crops in a step.", default=8, minimum=1, maximum=4096, advanced=True
    )
    steps: Optional[int] = parameter(
        Kind.INTEGER,
        "Steps",
        "Training steps at most, instead of epochs.",
        optional=True,
        minimum=1,
        maximum=10_000_000,
        advanced=True,
    )
    learning_rate: float = parameter(
        Kind.NUMBER,
        "Learning rate",
        "Peak of the learning rate; it warms up, then falls along a cosine.",
        default=1e-3,
        minimum=1e-7,
        maximum=1,
        advanced=True,
    )
    patience: int = parameter(
        Kind.INTEGER,
        "Patience",
        "Validations without a better score after which training ends; there are 25 in a training. 0 never ends it.",
        default=10,
        minimum=0,
        maximum=10_000,
        advanced=True,
    )
    precision: str = parameter(
        Kind.CHOICE,
        "Precision",
        "full computes with 32-bit numbers, fast with 16-bit ones; auto is fast where the device has them.",
        default="auto",
        choices=("auto", "full", "fast"),
        advanced=True,
    )
    resume: bool = parameter(
        Kind.SWITCH,
        "Resume",
        "Go on with an unfinished training of the same settings beside the output.",
        default=True,
        advanced=True,
    )
    name: Optional[str] = parameter(
        Kind.TEXT, "Name", "Name of the model. Empty: that of its file.", optional=True, advanced=True
    )


JOB = Job(
    name="train-evaluate-segmentation",
    algorithm="trainevaluatesegmentation",
    title="Train/evaluate segmentation",
    summary="Trains a network that finds land cover in imagery, on a training set or on rasters, and scores it on test "
    "data; with a model given, it only scores. Training can be stopped and goes on when it is run again.",
    parameters=TrainEvaluateSegmentation,
    outputs=(
        Output("OUTPUT", "Segmentation model", Kind.OUTPUT_FILE),
        Output("METRICS", "Metrics", Kind.OUTPUT_FILE),
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("DIFFERENCE", "Difference raster", Kind.OUTPUT_RASTER),
        Output("MEAN_IOU", "Mean IoU", Kind.NUMBER),
        Output("OVERALL_ACCURACY", "Overall accuracy", Kind.NUMBER),
        Output("FREQUENCY_WEIGHTED_IOU", "Frequency-weighted IoU", Kind.NUMBER),
        Output("CALIBRATION_ERROR", "Expected calibration error", Kind.NUMBER),
        Output("STEPS", "Training steps done", Kind.INTEGER),
        *(
            Output(f"IOU_{number}", f"IoU of class {number}, in the model's order", Kind.NUMBER)
            for number in range(1, CLASS_OUTPUTS + 1)
        ),
    ),
    run="jobs.train_evaluate_segmentation:run",
)


def run(parameters: TrainEvaluateSegmentation, reporter: Reporter) -> dict[str, object]:
    """Do the job: gather the data, train unless a model is given, evaluate; all outputs appear together at the end."""
    from ..devices import make_fabric
    from ..evaluation.segmentation import evaluate_sources
    from ..evaluation.segmentation_report import write_segmentation_report
    from ..outputs import all_or_none
    from ..segmentation.architecture import SegmentationArchitecture, build_network
    from ..segmentation.fitting import fit_model, remove_work, work_folder
    from ..segmentation.model import SegmentationModel

    _check(parameters)
    given = SegmentationModel.load(parameters.model) if parameters.model else None
    recipe = _recipe(parameters)
    if given is None:
        # Rasters take long to read; a network that does not exist is known at once.
        build_network(SegmentationArchitecture(2, decoder=recipe.decoder, encoder=recipe.encoder))
    scheme = given.scheme if given else _scheme(parameters, reporter)
    data = _data(parameters, scheme, reporter)
    test, notes = _test_sources(data, evaluate_only=given is not None)
    differences = _difference_paths(parameters, test)
    files = [Path(path) for path in (parameters.output, parameters.metrics, parameters.report) if path]
    with all_or_none([*files, *differences]) as temporary:
        places = dict(zip([*files, *differences], temporary))
        fabric = make_fabric(parameters.device, parameters.precision)
        model, history, steps = given, [], 0
        if model is None:
            output = Path(parameters.output or "")
            name = parameters.name or output.stem
            model, trained = fit_model(
                recipe,
                scheme,
                data,
                name,
                work_folder(output),
                fabric,
                reporter.part(0, 0.85),
                resume=parameters.resume,
            )
            history, steps = trained.history, trained.steps
            model.save(places[output])
        drawn = [places[path] for path in differences]
        evaluation = evaluate_sources(model, test, drawn, fabric, reporter.part(0 if given else 0.85, 1))
        if parameters.metrics:
            _write_metrics(places[Path(parameters.metrics)], model, evaluation, history, notes)
        if parameters.report:
            write_segmentation_report(places[Path(parameters.report)], model, evaluation, history, notes)
    if given is None:
        remove_work(work_folder(Path(parameters.output or "")))
    return _outputs(parameters, evaluation, differences, steps)


def _check(parameters: TrainEvaluateSegmentation) -> None:
    if bool(parameters.training_set) == bool(parameters.imagery):
        raise InputError("Give either TRAINING_SET, or IMAGERY with LANDCOVER.")
    for images, covers in (
        ("imagery", "landcover"),
        ("validation_imagery", "validation_landcover"),
        ("test_imagery", "test_landcover"),
    ):
        if bool(getattr(parameters, images)) != bool(getattr(parameters, covers)):
            raise InputError(f"{images.upper()} and {covers.upper()} go together: give both or none.")
    if parameters.model is None and parameters.output is None:
        raise InputError("Give OUTPUT, the model file to write, or MODEL, a model to evaluate.")
    if parameters.model is not None and parameters.output is not None:
        raise InputError("With MODEL nothing is trained, so there is no OUTPUT to write: leave one of them empty.")
    if parameters.crop % 32:
        raise InputError(f"CROP must be a multiple of 32, not {parameters.crop}.")


def _scheme(parameters: TrainEvaluateSegmentation, reporter: Reporter) -> ClassScheme:
    from ..landcover.own_scheme import own_scheme
    from ..landcover.scheme import read_scheme
    from ..trainingset.reading import TrainingSet

    if parameters.training_set:
        return TrainingSet.open(parameters.training_set).scheme
    if parameters.scheme:
        return read_scheme(parameters.scheme)
    with_buildings = parameters.buildings is not None
    return own_scheme(parameters.landcover or (), parameters.classes, with_buildings=with_buildings, reporter=reporter)


def _data(parameters: TrainEvaluateSegmentation, scheme: ClassScheme, reporter: Reporter) -> SegmentationData:
    from ..segmentation.data import SegmentationData, held_out, of_training_set
    from ..trainingset.reading import TrainingSet

    if parameters.training_set:
        data = of_training_set(TrainingSet.open(parameters.training_set), scheme)
        if parameters.model is None and not data.training:
            raise InputError(f"The training set {parameters.training_set} has no training chips: build it again.")
        if parameters.test_imagery:
            test = _layers(parameters, parameters.test_imagery, parameters.test_landcover, scheme, reporter)
            return SegmentationData(data.training, data.validation, test, data.description)
        return data
    whole = _layers(parameters, parameters.imagery, parameters.landcover, scheme, reporter)
    if parameters.model is not None:
        return SegmentationData((), (), whole, "")
    description = ", ".join(source.files.name for source in whole)
    test = _layers(parameters, parameters.test_imagery, parameters.test_landcover, scheme, reporter)
    if parameters.validation_imagery:
        names = parameters.validation_imagery, parameters.validation_landcover
        return SegmentationData(whole, _layers(parameters, *names, scheme, reporter), test, description)
    reporter.log("No validation rasters are given: the lowest fifth of each training raster is held out instead.")
    return SegmentationData(*held_out(whole, parameters.crop), test, description)


def _layers(
    parameters: TrainEvaluateSegmentation,
    imagery: Optional[Sequence[str]],
    land_cover: Optional[Sequence[str]],
    scheme: ClassScheme,
    reporter: Reporter,
) -> tuple[SceneSource, ...]:
    from ..pairing import pair_scenes
    from ..segmentation.data import layer_sources

    if not imagery:
        return ()
    files = pair_scenes(imagery, land_cover or (), parameters.buildings)
    return layer_sources(files, scheme, parameters.classes, reporter)


def _test_sources(data: SegmentationData, *, evaluate_only: bool) -> tuple[tuple[SceneSource, ...], list[str]]:
    if data.test:
        return data.test, []
    if evaluate_only and not data.validation:
        raise InputError("The training set has neither test nor validation chips to evaluate the model on.")
    note = (
        "There is no test data of its own: the scores are those of the validation data, which also chose the weights, "
        "so they flatter the model a little."
    )
    return data.validation, [note]


def _difference_paths(parameters: TrainEvaluateSegmentation, test: Sequence[SceneSource]) -> list[Path]:
    if parameters.difference is None:
        return []
    if parameters.training_set and not parameters.test_imagery:
        raise InputError("A difference raster is written of rasters, not of chips: leave DIFFERENCE empty.")
    return [variant_path(parameters.difference, number) for number in range(1, len(test) + 1)]


def _recipe(parameters: TrainEvaluateSegmentation) -> Recipe:
    from ..segmentation.augmentation import NO_AUGMENTATION, Augmentation
    from ..segmentation.fitting import Recipe
    from ..segmentation.losses import parse_loss
    from ..segmentation.settings import TrainingSettings

    preset = PRESETS[parameters.preset]
    return Recipe(
        decoder=parameters.architecture or preset["architecture"],
        encoder=parameters.encoder or preset["encoder"],
        pretrained=parameters.pretrained,
        class_weights=parameters.class_weights,
        epochs=None if parameters.steps else parameters.epochs,
        settings=TrainingSettings(
            iterations=parameters.steps or 0,
            crop=parameters.crop,
            batch=parameters.batch,
            rate=parameters.learning_rate,
            losses=parse_loss(parameters.loss or preset["loss"]),
            balanced=parameters.balanced,
            patience=parameters.patience,
            augmentation=Augmentation() if parameters.augmentation else NO_AUGMENTATION,
            seed=parameters.seed,
        ),
    )


def _write_metrics(
    path: Path,
    model: SegmentationModel,
    evaluation: SegmentationEvaluation,
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
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _outputs(
    parameters: TrainEvaluateSegmentation,
    evaluation: SegmentationEvaluation,
    differences: Sequence[Path],
    steps: int,
) -> dict[str, object]:
    scores = evaluation.scores
    outputs: dict[str, object] = {
        "OUTPUT": parameters.output or parameters.model,
        "METRICS": parameters.metrics,
        "REPORT": parameters.report,
        "DIFFERENCE": str(differences[0]) if differences else None,
        "MEAN_IOU": scores.mean_iou,
        "OVERALL_ACCURACY": scores.accuracy,
        "FREQUENCY_WEIGHTED_IOU": scores.weighted_iou,
        "CALIBRATION_ERROR": evaluation.calibration.error,
        "STEPS": steps,
    }
    for number, (value, present) in enumerate(zip(scores.iou, scores.present), 1):
        if number <= CLASS_OUTPUTS and present:
            outputs[f"IOU_{number}"] = float(value)
    return {name: value for name, value in outputs.items() if value is not None}
