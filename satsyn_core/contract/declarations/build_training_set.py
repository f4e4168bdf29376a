"""The job that makes a training set from real and synthetic imagery."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, group, parameter
from ..shared_parameters import bands_parameter, device_parameter, engine_parameter, seed_parameter


@dataclass(frozen=True)
class SetScenes:
    """The real imagery and its land cover."""

    imagery: tuple[str, ...] = parameter(
        Kind.RASTERS, "Imagery", "Rasters of real imagery, all with the same bands. They may be of any size."
    )
    landcover: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Land cover",
        "Land cover of the same ground: one raster for each image, in the same order, or a single one for all. Where "
        "its grid differs it is warped to the imagery's.",
    )
    buildings: str | None = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to lay over the land cover of all scenes: a raster where other than 0 means building, or "
        "a layer of polygons.",
        optional=True,
    )
    classes: str | None = parameter(
        Kind.CLASSES,
        "Classes",
        'What the land cover\'s values mean, as in "1=water 2=land 15=nodata". With a model the names are its own. '
        "Empty: the raster's own class names, else its values.",
        optional=True,
    )
    bands: str | None = bands_parameter()


@dataclass(frozen=True)
class ChipSynthesis:
    """The synthetic chips: how many, how they look, which of their labels count."""

    model: str | None = parameter(
        Kind.MODEL,
        "Model",
        "Imagery generator that paints the synthetic chips: a file, or the name of a bundled one. Not needed for a set "
        "without any.",
        optional=True,
    )
    synthetic_percent: float = parameter(
        Kind.NUMBER,
        "Synthetic chips in percent",
        "Number of synthetic chips in percent of the training chips, exactly. Above 100 there are several versions of "
        "each chip, in looks of their own.",
        default=50,
        minimum=0,
        maximum=10_000,
    )
    mode: str = parameter(
        Kind.CHOICE,
        "Mode",
        "replace: a synthetic version takes the place of the real chip (from 100 percent on no training chip is real). "
        "add: all real chips stay.",
        default="replace",
        choices=("replace", "add"),
    )
    style: str = parameter(
        Kind.CHOICE,
        "Style",
        "How synthetic chips look. scene: as the training chips of their own scene. random: as drawn with the seed; "
        "nothing of the real imagery is needed. image: as the style image.",
        default="scene",
        choices=("scene", "random", "image"),
    )
    style_image: str | None = parameter(
        Kind.RASTER,
        "Style image",
        "Real image of a part of the scenes whose look synthetic chips shall have, for the style image.",
        optional=True,
    )
    looks: int = parameter(
        Kind.INTEGER,
        "Random looks",
        "How many looks are drawn for the style random. The network is prepared anew for each.",
        default=8,
        minimum=1,
        maximum=10_000,
        advanced=True,
    )
    filter_model: str | None = parameter(
        Kind.MODEL,
        "Filter model",
        "Segmentation model, trained on real imagery, that judges the synthetic chips: pixels in which it sees another "
        "class than the land cover, with a high loss, are ignored in training.",
        optional=True,
        advanced=True,
    )
    filter_tolerance: float = parameter(
        Kind.NUMBER,
        "Filter tolerance",
        "How many times the usual loss of its class a pixel may have.",
        default=1.25,
        minimum=0,
        maximum=1000,
        advanced=True,
    )


@dataclass(frozen=True)
class ChipLayout:
    """How scenes are cut into chips."""

    chip_size: int = parameter(
        Kind.INTEGER, "Chip size", "Pixels along the side of a chip.", default=256, minimum=32, maximum=4096
    )
    stride: int | None = parameter(
        Kind.INTEGER,
        "Stride",
        "Pixels from one chip to the next; less than the chip size makes chips overlap. Empty: the chip size.",
        optional=True,
        minimum=8,
        maximum=4096,
        advanced=True,
    )
    max_nodata: float = parameter(
        Kind.NUMBER,
        "Most nodata in percent",
        "Chips with a larger share of pixels without imagery or without class are left out.",
        default=20,
        minimum=0,
        maximum=100,
        advanced=True,
    )
    oversample: int = parameter(
        Kind.INTEGER,
        "Oversampling of rare classes",
        "How often ground with rare classes is seen, in chips that are shifted each time. 1: once, as all ground.",
        default=1,
        minimum=1,
        maximum=50,
        advanced=True,
    )
    rare_percent: float = parameter(
        Kind.NUMBER,
        "Rare below percent",
        "Classes with a smaller share of the pixels are rare.",
        default=5,
        minimum=0,
        maximum=100,
        advanced=True,
    )


@dataclass(frozen=True)
class SplitLayout:
    """How chips are divided into training, validation and test."""

    split: str = parameter(
        Kind.TEXT,
        "Split",
        'Shares of training, validation and test chips, as in "70 15 15". Validation and test chips are always real.',
        default="70 15 15",
    )
    split_by: str = parameter(
        Kind.CHOICE,
        "Split by",
        "blocks: squares of ground. scenes: whole scenes; those that overlap stay together. polygons: by the split "
        "layer.",
        default="blocks",
        choices=("blocks", "scenes", "polygons"),
        advanced=True,
    )
    split_block: int | None = parameter(
        Kind.INTEGER,
        "Side of a block in chips",
        "Large blocks lose less ground to the buffer. Empty: as large as gives at least some dozen blocks.",
        optional=True,
        minimum=1,
        maximum=1000,
        advanced=True,
    )
    split_layer: str | None = parameter(
        Kind.POLYGONS,
        "Split layer",
        "Polygons that say which ground is for training, validation and test. Chips outside are left out.",
        optional=True,
        advanced=True,
    )
    split_field: str = parameter(
        Kind.TEXT,
        "Split attribute",
        "Attribute of the split layer that says train, validation or test.",
        default="split",
        advanced=True,
    )
    buffer: float = parameter(
        Kind.NUMBER,
        "Buffer",
        "Pixels of ground that at least lie between chips of different splits. Chips that come nearer are left out.",
        default=64,
        minimum=0,
        maximum=100_000,
        advanced=True,
    )
    held_out: str = parameter(
        Kind.CHOICE,
        "Validation and test chips",
        "real: they are written. omit: they are not, so that a set of synthetic chips holds no real pixel at all.",
        default="real",
        choices=("real", "omit"),
        advanced=True,
    )


@dataclass(frozen=True)
class SetWork:
    """How the set is computed and written."""

    seed: int = seed_parameter("The same input and seed give the same set.")
    stac_date: str | None = parameter(
        Kind.TEXT,
        "Date for STAC",
        'When the imagery was taken, as in "2023-05-17" or "2023-01-01/2023-12-31": STAC items are written then.',
        optional=True,
        advanced=True,
    )
    existing: str = parameter(
        Kind.CHOICE,
        "Existing set",
        "What to do with a set in the output folder. refuse: leave it. resume: go on with an unfinished one. "
        "overwrite: replace it.",
        default="refuse",
        choices=("refuse", "resume", "overwrite"),
        advanced=True,
    )
    workers: int | None = parameter(
        Kind.INTEGER,
        "Workers",
        "Threads that read and write chips. Empty: as many as there are processors, at most 8.",
        optional=True,
        minimum=1,
        maximum=64,
        advanced=True,
    )
    engine: str = engine_parameter()
    device: str = device_parameter(advanced=True)


@dataclass(frozen=True)
class BuildTrainingSet:
    """Parameters of `build-training-set`, in groups; the meaning of each stands with its field."""

    scenes: SetScenes = group(SetScenes)
    output: str = parameter(Kind.OUTPUT_FOLDER, "Training set", "Folder to write. It appears when the set is complete.")
    synthesis: ChipSynthesis = group(ChipSynthesis)
    chips: ChipLayout = group(ChipLayout)
    splits: SplitLayout = group(SplitLayout)
    work: SetWork = group(SetWork)


JOB = Job(
    name="build-training-set",
    algorithm="buildtrainingset",
    title="Build mixed training set",
    summary="Cuts imagery and land cover into chips for training a segmentation model, and replaces or joins the real "
    "training chips with synthetic ones. Training, validation and test chips do not share ground.",
    parameters=BuildTrainingSet,
    outputs=(
        Output("OUTPUT", "Training set", Kind.OUTPUT_FOLDER),
        Output("MANIFEST", "Manifest", Kind.TEXT),
        Output("CHIPS", "Number of chips", Kind.INTEGER),
        Output("TRAIN_REAL", "Number of real training chips", Kind.INTEGER),
        Output("TRAIN_SYNTHETIC", "Number of synthetic training chips", Kind.INTEGER),
        Output("VALIDATION", "Number of validation chips", Kind.INTEGER),
        Output("TEST", "Number of test chips", Kind.INTEGER),
        Output("TEST_SEEN", "Number of test chips on ground that the generator was trained on", Kind.INTEGER),
        Output("IGNORED_PERCENT", "Synthetic labels that the filter took away, in percent", Kind.NUMBER),
    ),
)
