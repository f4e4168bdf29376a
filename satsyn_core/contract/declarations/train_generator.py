"""The job that trains an imagery generator on real imagery and its land cover."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, group, parameter
from ..loss_weights import WITHOUT_PHOTOGRAPHS, LossWeights, SpadeLossWeights, describe_loss_weights
from ..shared_parameters import (
    bands_parameter,
    buildings_parameter,
    classes_parameter,
    device_parameter,
    model_name_parameter,
    scheme_parameter,
    seed_parameter,
)


@dataclass(frozen=True)
class GeneratorScenes:
    """Imagery and land cover to train on and to validate with."""

    imagery: tuple[str, ...] = parameter(
        Kind.RASTERS, "Real imagery", "Rasters of real imagery, all with the same bands and pixel size."
    )
    landcover: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Land cover",
        "Land cover of the same ground: one raster for each image, in the same order, or a single one for all. It is "
        "warped to the imagery's grid where it lies on another.",
    )
    validation_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Validation imagery",
        "Rasters of real imagery that nothing is learnt from: they choose the best weights. Empty: crops of the "
        "training imagery do.",
        optional=True,
    )
    validation_landcover: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Validation land cover",
        "Land cover of the validation imagery, in the same order, or a single one for all.",
        optional=True,
    )
    buildings: str | None = buildings_parameter()
    scheme: str | None = scheme_parameter(
        "a class for every value of the land cover, with the names that the raster carries."
    )
    classes: str | None = classes_parameter()
    bands: str | None = bands_parameter()
    value_range: str | None = parameter(
        Kind.TEXT,
        "Value range",
        'Digital numbers that the imagery spans, as in "0 3000"; what lies beyond is clipped. Empty: 0 to 255 for '
        "8-bit imagery, 0 to the 99.9th percentile for 16-bit imagery.",
        optional=True,
    )
    pixel_size: float | None = parameter(
        Kind.NUMBER,
        "Pixel size",
        "Ground sampling distance in metres, for imagery without coordinate system. Empty: that of its grid.",
        optional=True,
        minimum=0.001,
        maximum=100_000,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorOptions:
    """The network, and the weights that its training starts from."""

    preset: str = parameter(
        Kind.CHOICE,
        "Size",
        "small: 1.7 million weights, fast. base: 3.6 million weights, half as fast. paper: the generator of the source "
        "work, to compare with; 110 million weights, for graphics cards.",
        default="small",
        choices=("small", "base", "paper"),
    )
    initial_model: str | None = parameter(
        Kind.MODEL,
        "Model to start from",
        "Generator of the same size whose weights the training starts from, such as the bundled urban-vhr. Classes and "
        "bands may differ; what depends on them starts anew. Empty: random weights. Not with paper.",
        optional=True,
    )
    shapes: str = parameter(
        Kind.CHOICE,
        "Shapes",
        "What the generator is told of the land cover beside its classes. edges: how far away the nearest edge of a "
        "class is, and on which side. instances: the same, and a random value for each building, so that roofs can "
        "differ as wholes; deprecated, because it makes imagery worse. none: nothing. auto: what the model to start "
        "from is told, or else edges. Not with paper.",
        default="auto",
        choices=("auto", "none", "edges", "instances"),
        advanced=True,
    )
    instances: str | None = parameter(
        Kind.TEXT,
        "Classes of instances",
        "Names of the classes whose connected parts get a random value each, separated by commas. Wide fields fall "
        "into plots. Empty: buildings, where the scheme marks a class as such. For SHAPES instances.",
        optional=True,
        advanced=True,
    )
    instance_size: int = parameter(
        Kind.INTEGER,
        "Size of instances",
        "Pixels that a building or plot is long, about: an even number. Longer ones fall into parts. For SHAPES "
        "instances.",
        default=24,
        minimum=2,
        maximum=64,
        advanced=True,
    )
    fine_noise: float | None = parameter(
        Kind.NUMBER,
        "Fine noise",
        "How loud the noise of two pixels is from which texture is painted. Faint noise suits imagery whose things are "
        "many pixels wide; noise of 1 imagery in which every pixel differs from the next, such as Sentinel-2. Empty: "
        "that of the model to start from, or else 0.05. Not with paper.",
        optional=True,
        minimum=0,
        maximum=10,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorSchedule:
    """How long training takes, on which crops, with which seed and device."""

    iterations: int = parameter(
        Kind.INTEGER, "Iterations", "Training steps.", default=20_000, minimum=1, maximum=10_000_000
    )
    stop_after: int | None = parameter(
        Kind.INTEGER,
        "Stop after",
        "Steps after which to stop and save the generator before the last of the iterations, whose number the learning "
        "rates follow. Run again with a larger number to go on.",
        optional=True,
        minimum=1,
        maximum=10_000_000,
        advanced=True,
    )
    patience: int = parameter(
        Kind.INTEGER,
        "Patience",
        "Validations without a better score after which the training stops; there is one every 200 steps. 0 never "
        "stops early.",
        default=25,
        minimum=0,
        maximum=100_000,
        advanced=True,
    )
    seed: int = seed_parameter("The same seed on the same machine gives the same generator.")
    device: str = device_parameter()
    crop: int | None = parameter(
        Kind.INTEGER,
        "Crop size",
        "Pixels along the side of a training crop: a multiple of 16, of 32 with paper. Empty: 160, or 256 with paper.",
        optional=True,
        minimum=32,
        maximum=1024,
        advanced=True,
    )
    batch: int | None = parameter(
        Kind.INTEGER,
        "Batch size",
        "Images painted in a step: a multiple of 4, any number with paper. Empty: 8, or 16 with paper.",
        optional=True,
        minimum=1,
        maximum=1024,
        advanced=True,
    )
    warm_up: int = parameter(
        Kind.INTEGER,
        "Warm-up",
        "Steps in which the discriminator learns the classes. Then, in six times as many, the generator learns to "
        "reconstruct (not if it starts from a model of the same classes and bands), and over three times as many the "
        "adversarial losses grow to full weight. Not with paper.",
        default=300,
        minimum=1,
        maximum=100_000,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorLosses:
    """What the training rewards, and the pretrained networks that it compares imagery in."""

    diversity: float = parameter(
        Kind.NUMBER,
        "Diversity",
        "Weight of the diversity loss, lambda: how strongly different styles must give different images.",
        default=6.0,
        minimum=0,
        maximum=100,
    )
    loss_weights: str | None = parameter(
        Kind.TEXT,
        "Weights of losses",
        'Weights of losses other than the diversity loss that differ from the usual ones, as in "perceptual=3, '
        'colour=0"; 0 leaves a loss out. With small and base: '
        f"{describe_loss_weights(LossWeights())}. Diversity pays up to the ceiling. The same without photographs: "
        f"{describe_loss_weights(WITHOUT_PHOTOGRAPHS)}. With paper: "
        f"{describe_loss_weights(SpadeLossWeights())}.",
        optional=True,
        advanced=True,
    )
    photographs: bool = parameter(
        Kind.SWITCH,
        "Judge by photographs",
        "With small and base: imagery is compared and judged in the features of EfficientNet-Lite, a network that has "
        "learnt from photographs. Where it is not installed, the training goes on without and says so.",
        default=True,
        advanced=True,
    )
    vgg: bool = parameter(
        Kind.SWITCH,
        "VGG loss",
        "With paper alone: its loss in features of VGG-19, whose weights (550 MB) are taken from PyTorch's cache or "
        "else downloaded. Where they can't be had, the training goes on without and says so.",
        default=True,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorCard:
    """What the model file says of its origin."""

    name: str | None = model_name_parameter()
    data: str | None = parameter(
        Kind.TEXT,
        "Data",
        "What the imagery is and where it is from, for the model's card.",
        optional=True,
        advanced=True,
    )
    licence: str | None = parameter(
        Kind.TEXT, "Licence", "Licence of the imagery, for the model's card.", optional=True, advanced=True
    )


@dataclass(frozen=True)
class TrainGenerator:
    """Parameters of `train-generator`, in groups; the meaning of each stands with its field."""

    scenes: GeneratorScenes = group(GeneratorScenes)
    output: str = parameter(
        Kind.OUTPUT_FILE,
        "Generator",
        "Model file to write (.safetensors). Beside it, a folder with .training in its name holds what a stopped "
        "training resumes from: run the same training again to go on.",
        files="SatSyn model (*.safetensors)",
    )
    report: str | None = parameter(
        Kind.OUTPUT_FILE,
        "Report",
        "HTML file to write: samples, values of every class against the real ones, losses.",
        optional=True,
        files="HTML (*.html)",
    )
    metrics: str | None = parameter(
        Kind.OUTPUT_FILE,
        "Metrics",
        "JSON file to write: settings, losses by step, and distances of the painted values from the real ones.",
        optional=True,
        files="JSON (*.json)",
    )
    network: GeneratorOptions = group(GeneratorOptions)
    schedule: GeneratorSchedule = group(GeneratorSchedule)
    losses: GeneratorLosses = group(GeneratorLosses)
    card: GeneratorCard = group(GeneratorCard)


JOB = Job(
    name="train-generator",
    algorithm="traingenerator",
    title="Train imagery generator",
    summary="Trains a generator of synthetic imagery on real imagery and its land cover. It can be stopped and "
    "resumed; the folder beside the output shows its losses and a sheet of samples that is renewed as it learns.",
    parameters=TrainGenerator,
    outputs=(
        Output("OUTPUT", "Generator", Kind.OUTPUT_FILE),
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("METRICS", "Metrics", Kind.OUTPUT_FILE),
        Output("SAMPLES", "Sheet of samples", Kind.FILE),
        Output("STEPS", "Training steps done", Kind.INTEGER),
        Output("BEST_STEP", "Step of the weights that were kept", Kind.INTEGER),
        Output("VALIDATION_DISTANCE", "Distance of painted patches from real ones, standard deviations", Kind.NUMBER),
        Output("VALUE_DISTANCE", "Mean distance of painted values from real ones, share of the range", Kind.NUMBER),
    ),
)
