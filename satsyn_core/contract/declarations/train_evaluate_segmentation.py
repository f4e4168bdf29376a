"""The declaration of `train-evaluate-segmentation`: training and evaluation, or evaluation of a given model alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..declaration import (
    Beside,
    Job,
    Kind,
    Limits,
    Output,
    choice,
    group,
    integer,
    model_file,
    number,
    output_file,
    output_raster,
    parameter,
)
from ..shared_parameters import (
    HTML_FILES,
    JSON_FILES,
    MODEL_FILES,
    TRAINING_FOLDER,
    bands_parameter,
    buildings_parameter,
    classes_parameter,
    device_parameter,
    legends_parameter,
    model_name_parameter,
    precision_parameter,
    scheme_parameter,
    seed_parameter,
)
from ..vector_parameters import LayerAttributes

CLASS_OUTPUTS = 12
"""Number of classes whose IoU is an output of its own; the metrics file has all classes."""


@dataclass(frozen=True)
class SegmentationInputs:
    """A training set, or imagery and land cover for training, validation and test."""

    training_set: str | None = parameter(
        Kind.FOLDER,
        "Training set",
        "Folder made by Build mixed training set. Its training chips train the model, its validation chips choose "
        "the best weights, and its test chips are scored. Empty: give rasters below.",
        optional=True,
    )
    imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Imagery",
        "Rasters of imagery to train on, all with the same bands. Beside a training set: synthetic imagery that is "
        "added to its training chips. With a model but no test imagery: to evaluate it on.",
        optional=True,
    )
    landcover: tuple[str, ...] | None = parameter(
        Kind.LANDCOVERS,
        "Land cover",
        "True land cover of the imagery: one raster for each image, in the same order, or a single one for all.",
        optional=True,
    )
    buildings: str | None = buildings_parameter()
    validation_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Validation imagery",
        "Rasters that choose the best weights and decide when the training ends. Empty: the validation chips of the "
        "training set, else the lowest fifth of each real training raster.",
        optional=True,
        advanced=True,
    )
    validation_landcover: tuple[str, ...] | None = parameter(
        Kind.LANDCOVERS,
        "Validation land cover",
        "True land cover of the validation imagery.",
        optional=True,
        advanced=True,
    )
    test_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Test imagery",
        "Rasters on which the trained model is scored. Empty: the validation data, whose score is slightly too high.",
        optional=True,
        advanced=True,
    )
    test_landcover: tuple[str, ...] | None = parameter(
        Kind.LANDCOVERS,
        "Test land cover",
        "True land cover of the test imagery.",
        optional=True,
        advanced=True,
    )
    scheme: str | None = scheme_parameter(
        "a class for every value of the land cover, with the names that the raster carries.", advanced=True
    )
    classes: str | None = classes_parameter(advanced=True)
    legends: str | None = legends_parameter()
    bands: str | None = bands_parameter("Chips of a training set are used as they are.")
    edited_chips: bool = parameter(
        Kind.SWITCH,
        "Use edited chips",
        "Use images, masks and class names of the training set that were changed since it was built, such as masks "
        "that you corrected. Off: changed files are named, and nothing is trained or scored.",
        default=False,
        advanced=True,
    )


@dataclass(frozen=True)
class SegmentationNetworkOptions:
    """The network: a trained model to evaluate, or what to train."""

    model: str | None = model_file(
        "segmentation",
        "Model to evaluate",
        "A segmentation model. If given, nothing is trained: the model is only evaluated.",
        optional=True,
    )
    preset: str = choice(
        "Preset",
        "default: U-Net with ResNet-18, cross-entropy and Dice loss. paper: U-Net with ResNet-50 and Jaccard loss.",
        {"default": "U-Net with ResNet-18", "paper": "U-Net with ResNet-50"},
        default="default",
    )
    architecture: str | None = parameter(
        Kind.TEXT,
        "Architecture",
        "Any architecture of segmentation_models_pytorch, such as Unet, UnetPlusPlus, DeepLabV3Plus, FPN or "
        "Segformer. Empty: the preset's.",
        optional=True,
        advanced=True,
    )
    encoder: str | None = parameter(
        Kind.TEXT,
        "Encoder",
        "Any encoder of segmentation_models_pytorch, such as resnet34, mobilenet_v2 or tu-convnext_tiny. Empty: "
        "the preset's.",
        optional=True,
        advanced=True,
    )
    pretrained: bool = parameter(
        Kind.SWITCH,
        "Pretrained encoder",
        "Start from encoder weights trained on ImageNet, if they can be downloaded.",
        default=True,
        advanced=True,
    )
    name: str | None = model_name_parameter()


@dataclass(frozen=True)
class SegmentationSchedule:
    """How the network is trained, and where it is computed."""

    epochs: int = integer(
        "Epochs",
        "Maximum number of passes over the training pixels. Training ends earlier when the validation score stops "
        "rising.",
        Limits(1, 100_000),
        default=30,
    )
    steps: int | None = integer(
        "Steps",
        "Maximum number of training steps, instead of epochs.",
        Limits(1, 10_000_000),
        optional=True,
        advanced=True,
    )
    seed: int = seed_parameter("The same seed on the same machine gives the same model.", advanced=True)
    device: str = device_parameter(advanced=True)
    loss: str | None = parameter(
        Kind.TEXT,
        "Loss",
        'cross-entropy, dice, jaccard, focal, or a sum as in "cross-entropy+dice". Empty: the preset\'s.',
        optional=True,
        advanced=True,
    )
    class_weights: str | None = parameter(
        Kind.TEXT,
        "Class weights",
        'Weights in the cross-entropy: "balanced", or by name as in "road=2 building=1.5". Empty: equal weights.',
        optional=True,
        advanced=True,
    )
    balanced: float = number(
        "Class-balanced crops",
        "Share of the crops that are centred on a pixel of a class drawn at random, so that rare classes appear often; "
        "1 is all of them.",
        Limits(0, 1),
        default=0.5,
        advanced=True,
    )
    real_crops: float | None = number(
        "Real crops",
        "Share of the crops that show real imagery, where there is synthetic imagery, too; 1 is all of them. A study "
        "file has it in percent. Empty: half where more synthetic imagery than real one is trained on beside a "
        "training set, else crops come from all imagery alike.",
        Limits(0, 1),
        optional=True,
        advanced=True,
    )
    augmentation: bool = parameter(
        Kind.SWITCH,
        "Augmentation",
        "Flip, rotate, scale and recolour the crops at random.",
        default=True,
        advanced=True,
    )
    crop: int = integer(
        "Crop size",
        "Side of a training crop in pixels, a multiple of 32.",
        Limits(32, 4096),
        default=256,
        advanced=True,
    )
    batch: int = integer("Batch size", "Number of crops in a step.", Limits(1, 4096), default=8, advanced=True)
    learning_rate: float = number(
        "Learning rate",
        "Maximum of the learning rate, which rises during a warm-up and then falls along a cosine.",
        Limits(1e-7, 1),
        default=1e-3,
        advanced=True,
    )
    patience: int = integer(
        "Patience",
        "Number of validations without a better score after which training ends. There are 25 in a training. 0 "
        "never ends it early.",
        Limits(0, 10_000),
        default=10,
        advanced=True,
    )
    precision: str = precision_parameter()
    resume: bool = parameter(
        Kind.SWITCH,
        "Resume",
        "Continue an unfinished training with the same settings beside the output.",
        default=True,
        advanced=True,
    )


def _scored_imagery(values: Mapping[str, object]) -> object:
    """Return the rasters that are scored: with a model, there is no validation."""
    validation = None if values.get("model") else values.get("validation_imagery")
    return values.get("test_imagery") or validation or values.get("imagery")


@dataclass(frozen=True)
class SegmentationResults:
    """The files to write."""

    output: str | None = output_file(
        "Segmentation model",
        "Model file to write (.safetensors). A folder beside it, with .training in its name, holds the state of a "
        "stopped training.",
        MODEL_FILES,
        optional=True,
        beside=Beside(work_folder=TRAINING_FOLDER),
    )
    metrics: str | None = output_file("Metrics", "JSON file to write, with every figure.", JSON_FILES, optional=True)
    report: str | None = output_file(
        "Report",
        "HTML page to write, with figures, confusion matrix, curves, and pictures of the worst and best areas.",
        HTML_FILES,
        optional=True,
    )
    difference: str | None = output_raster(
        "Difference raster",
        "Raster on the grid of the evaluated imagery, 1 where prediction and truth agree and 2 where they differ. "
        "For further rasters, _2, _3 and so on are added before the extension.",
        optional=True,
        beside=Beside(numbered_by=_scored_imagery),
    )


@dataclass(frozen=True)
class TrainEvaluateSegmentation:
    """Parameters of `train-evaluate-segmentation`, in groups."""

    data: SegmentationInputs = group(SegmentationInputs)
    network: SegmentationNetworkOptions = group(SegmentationNetworkOptions)
    schedule: SegmentationSchedule = group(SegmentationSchedule)
    results: SegmentationResults = group(SegmentationResults)
    attributes: LayerAttributes = group(LayerAttributes)


JOB = Job(
    name="train-evaluate-segmentation",
    algorithm="trainevaluatesegmentation",
    title="Train/evaluate segmentation",
    summary="Trains a network that maps land cover in imagery, on a training set or on rasters, and scores it on test "
    "data. With a given model, it only scores. A stopped training continues when it is run again.",
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
        Output("STEPS", "Completed training steps", Kind.INTEGER),
        Output("IOU_BY_CLASS", "IoU of each class by name", Kind.TEXT),
        *(
            Output(f"IOU_{number}", f"IoU of class {number}, in the model's order", Kind.NUMBER)
            for number in range(1, CLASS_OUTPUTS + 1)
        ),
    ),
)
