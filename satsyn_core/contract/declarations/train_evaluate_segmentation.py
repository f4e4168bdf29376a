"""The job that trains a segmentation network, evaluates it, or does the latter alone with a given model."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, group, parameter
from ..shared_parameters import (
    bands_parameter,
    buildings_parameter,
    classes_parameter,
    device_parameter,
    model_name_parameter,
    precision_parameter,
    scheme_parameter,
    seed_parameter,
)

CLASS_OUTPUTS = 12
"""Classes whose IoU is a number output of its own; the metrics file has all of them."""


@dataclass(frozen=True)
class SegmentationInputs:
    """A training set, or imagery and land cover for training, validation and test."""

    training_set: str | None = parameter(
        Kind.FOLDER,
        "Training set",
        "Folder made by Build mixed training set. Its training chips are learnt from, its validation chips choose the "
        "best weights, its test chips are scored. Empty: give rasters below.",
        optional=True,
    )
    imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Imagery",
        "Rasters of imagery to learn from; with a model but no test imagery, to evaluate it on. All have the same "
        "bands.",
        optional=True,
    )
    landcover: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Land cover",
        "The true land cover of the imagery: one raster for each image, in the same order, or a single one for all.",
        optional=True,
    )
    buildings: str | None = buildings_parameter()
    validation_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Validation imagery",
        "Rasters that choose the best weights and end the training. Empty: the lowest fifth of each training raster.",
        optional=True,
    )
    validation_landcover: tuple[str, ...] | None = parameter(
        Kind.RASTERS, "Validation land cover", "The true land cover of the validation imagery.", optional=True
    )
    test_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Test imagery",
        "Rasters that the finished model is scored on. Empty: the validation data, whose score is a little flattered.",
        optional=True,
    )
    test_landcover: tuple[str, ...] | None = parameter(
        Kind.RASTERS, "Test land cover", "The true land cover of the test imagery.", optional=True
    )
    scheme: str | None = scheme_parameter(
        "a class for every value of the land cover, with the names that the raster carries."
    )
    classes: str | None = classes_parameter()
    bands: str | None = bands_parameter("Chips of a training set are used as they are.")


@dataclass(frozen=True)
class SegmentationNetworkOptions:
    """The network: a trained model to evaluate, or what to train."""

    model: str | None = parameter(
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
        choices=("default", "paper"),
    )
    architecture: str | None = parameter(
        Kind.TEXT,
        "Architecture",
        "Any of segmentation_models_pytorch, such as Unet, UnetPlusPlus, DeepLabV3Plus, FPN or Segformer. Empty: the "
        "preset's.",
        optional=True,
    )
    encoder: str | None = parameter(
        Kind.TEXT,
        "Encoder",
        "Any of segmentation_models_pytorch, such as resnet34, mobilenet_v2 or tu-convnext_tiny. Empty: the preset's.",
        optional=True,
    )
    pretrained: bool = parameter(
        Kind.SWITCH,
        "Pretrained encoder",
        "Start from encoder weights trained on ImageNet, where they can be downloaded.",
        default=True,
        advanced=True,
    )
    name: str | None = model_name_parameter()


@dataclass(frozen=True)
class SegmentationSchedule:
    """How the network is trained, and where it is computed."""

    epochs: int = parameter(
        Kind.INTEGER,
        "Epochs",
        "How often the training pixels are gone through at most; training ends sooner when the validation score no "
        "longer rises.",
        default=30,
        minimum=1,
        maximum=100_000,
    )
    steps: int | None = parameter(
        Kind.INTEGER,
        "Steps",
        "Training steps at most, instead of epochs.",
        optional=True,
        minimum=1,
        maximum=10_000_000,
        advanced=True,
    )
    seed: int = seed_parameter("The same seed on the same machine gives the same model.")
    device: str = device_parameter()
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
    precision: str = precision_parameter()
    resume: bool = parameter(
        Kind.SWITCH,
        "Resume",
        "Go on with an unfinished training of the same settings beside the output.",
        default=True,
        advanced=True,
    )


@dataclass(frozen=True)
class SegmentationResults:
    """The files to write."""

    output: str | None = parameter(
        Kind.OUTPUT_FILE,
        "Segmentation model",
        "Model file to write (.safetensors). Beside it, a folder with .training in its name holds what a stopped "
        "training goes on from.",
        optional=True,
        files="SatSyn model (*.safetensors)",
    )
    metrics: str | None = parameter(
        Kind.OUTPUT_FILE, "Metrics", "JSON file with every figure.", optional=True, files="JSON (*.json)"
    )
    report: str | None = parameter(
        Kind.OUTPUT_FILE,
        "Report",
        "HTML page with the figures, the confusion matrix, curves, and the worst and best places as pictures.",
        optional=True,
        files="HTML (*.html)",
    )
    difference: str | None = parameter(
        Kind.OUTPUT_RASTER,
        "Difference raster",
        "Where prediction and truth agree (1) and differ (2), on the grid of the evaluated imagery. For further "
        "rasters _2, _3 and so on are put before the extension.",
        optional=True,
    )


@dataclass(frozen=True)
class TrainEvaluateSegmentation:
    """Parameters of `train-evaluate-segmentation`, in groups; the meaning of each stands with its field."""

    data: SegmentationInputs = group(SegmentationInputs)
    network: SegmentationNetworkOptions = group(SegmentationNetworkOptions)
    schedule: SegmentationSchedule = group(SegmentationSchedule)
    results: SegmentationResults = group(SegmentationResults)


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
)
