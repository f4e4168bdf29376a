"""The job that trains a segmentation network, evaluates it, or does the latter alone with a given model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..declaration import Job, Kind, Output, parameter
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
        "Rasters of imagery to learn from; with a model but no test imagery, to evaluate it on. All have the same "
        "bands.",
        optional=True,
    )
    landcover: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Land cover",
        "The true land cover of the imagery: one raster for each image, in the same order, or a single one for all.",
        optional=True,
    )
    buildings: Optional[str] = buildings_parameter()
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
    scheme: Optional[str] = scheme_parameter(
        "a class for every value of the land cover, with the names that the raster carries."
    )
    classes: Optional[str] = classes_parameter()
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
        choices=("default", "paper"),
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
    precision: str = precision_parameter()
    bands: Optional[str] = bands_parameter("Chips of a training set are used as they are.")
    resume: bool = parameter(
        Kind.SWITCH,
        "Resume",
        "Go on with an unfinished training of the same settings beside the output.",
        default=True,
        advanced=True,
    )
    name: Optional[str] = model_name_parameter()


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
