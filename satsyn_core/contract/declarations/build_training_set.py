"""The declaration of `build-training-set`: chips of real and synthetic imagery with their masks."""

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
    output_folder,
    parameter,
)
from ..shared_parameters import (
    bands_parameter,
    classes_parameter,
    device_parameter,
    engine_parameter,
    landcover_scheme_parameter,
    legends_parameter,
    seed_parameter,
)
from ..vector_parameters import LayerAttributes


@dataclass(frozen=True)
class SetScenes:
    """The real imagery and its land cover."""

    imagery: tuple[str, ...] = parameter(
        Kind.RASTERS, "Imagery", "Rasters of real imagery of any size, all with the same bands."
    )
    landcover: tuple[str, ...] = parameter(
        Kind.LANDCOVERS,
        "Land cover",
        "Land cover of the same area: one raster for each image, in the same order, or a single one for all. Where "
        "its grid differs, it is warped to the imagery's.",
    )
    buildings: str | None = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to add to the land cover of all scenes: a raster where other than 0 means building, or "
        "a layer of polygons.",
        optional=True,
        advanced=True,
    )
    classes: str | None = classes_parameter()
    scheme: str | None = landcover_scheme_parameter()
    legends: str | None = legends_parameter()
    bands: str | None = bands_parameter()


@dataclass(frozen=True)
class ChipSynthesis:
    """The synthetic chips: their number, their styles, and which of their labels count."""

    model: str | None = model_file(
        "generator",
        "Model",
        "Imagery generator for the synthetic chips: a file, or the name of a bundled one. Empty: the bundled one that "
        "suits the classes and the pixel size best. A set without synthetic chips needs none.",
        optional=True,
    )
    synthetic_percent: float = number(
        "Synthetic chips in percent",
        "Exact number of synthetic chips, in percent of the training chips. Above 100, there are several versions "
        "of each chip, each in its own style.",
        Limits(0, 10_000),
        default=50,
    )
    mode: str = choice(
        "Mode",
        "replace: a synthetic version takes the place of the real chip (from 100 percent on no training chip is real). "
        "add: all real chips stay.",
        {"replace": "in place of real chips", "add": "beside all real chips"},
        default="replace",
        advanced=True,
    )
    style: str = choice(
        "Style",
        "The style of synthetic chips. scene: that of the training chips of their own scene. random: drawn with "
        "the seed, independent of the real imagery. image: that of the style image.",
        {"scene": "as its own scene", "random": "drawn with the seed", "image": "as the style image"},
        default="scene",
    )
    style_image: str | None = parameter(
        Kind.RASTER,
        "Style image",
        "Real image of a part of the scenes that gives synthetic chips their style. For STYLE image.",
        optional=True,
    )
    looks: int = integer(
        "Random styles",
        "Number of styles that are drawn for STYLE random. The network is prepared again for each.",
        Limits(1, 10_000),
        default=8,
        advanced=True,
    )
    filter_model: str | None = model_file(
        "segmentation",
        "Filter model",
        "Segmentation model, trained on real imagery, that filters the labels of synthetic chips. Where it "
        "predicts another class than the land cover, with a high loss, pixels are ignored in training.",
        optional=True,
        advanced=True,
    )
    filter_tolerance: float = number(
        "Filter tolerance",
        "How many times the typical loss of its class a pixel may have before it is ignored.",
        Limits(0, 1000),
        default=1.25,
        advanced=True,
    )


@dataclass(frozen=True)
class ChipLayout:
    """How scenes are cut into chips."""

    chip_size: int = integer("Chip size", "Side of a chip in pixels.", Limits(32, 4096), default=256, advanced=True)
    stride: int | None = integer(
        "Stride",
        "Pixels from one chip to the next. Training chips overlap if it is less than their size; of validation and "
        "test chips that overlap, some are left out. Empty: the chip size.",
        Limits(8, 4096),
        optional=True,
        advanced=True,
    )
    max_nodata: float = number(
        "Maximum nodata in percent",
        "Chips of which more percent of the pixels lack imagery or class are left out.",
        Limits(0, 100),
        default=20,
        advanced=True,
    )
    oversample: int = integer(
        "Oversampling of rare classes",
        "Number of training chips, each shifted, for areas with rare classes. 1: one, as for all other areas.",
        Limits(1, 50),
        default=1,
        advanced=True,
    )
    rare_percent: float = number(
        "Rare below percent",
        "Classes with fewer percent of the pixels count as rare.",
        Limits(0, 100),
        default=5,
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
        advanced=True,
    )
    split_by: str = choice(
        "Split by",
        "blocks: square areas. scenes: whole scenes; overlapping ones stay together. polygons: the polygons of the "
        "split layer.",
        {"blocks": "square areas", "scenes": "whole scenes", "polygons": "polygons of the split layer"},
        default="blocks",
        advanced=True,
    )
    split_block: int | None = integer(
        "Side of a block in chips",
        "Chips along the side of a block. Large blocks lose less area to the buffer. Empty: a size that gives at least "
        "a few dozen blocks.",
        Limits(1, 1000),
        optional=True,
        advanced=True,
    )
    split_layer: str | None = parameter(
        Kind.POLYGONS,
        "Split layer",
        "Polygons that mark areas for training, validation and test. Chips outside are left out.",
        optional=True,
        advanced=True,
    )
    split_field: str = parameter(
        Kind.TEXT,
        "Split attribute",
        "Attribute of the split layer with the values train, validation and test.",
        default="split",
        advanced=True,
    )
    buffer: float = number(
        "Buffer",
        "Minimum distance in pixels between chips of different splits. Chips that are closer are left out.",
        Limits(0, 100_000),
        default=64,
        advanced=True,
    )
    held_out: str = choice(
        "Validation and test chips",
        "real: they are written. omit: they are left out, so that a set of synthetic chips contains no real pixel.",
        {"real": "write them", "omit": "leave them out"},
        default="real",
        advanced=True,
    )


@dataclass(frozen=True)
class SetWork:
    """How the set is computed and written."""

    seed: int = seed_parameter("The same input and seed give the same set.")
    stac_date: str | None = parameter(
        Kind.TEXT,
        "STAC date",
        'Date of the imagery, as in "2023-05-17" or "2023-01-01/2023-12-31". With it, STAC items are written.',
        optional=True,
        advanced=True,
    )
    existing: str = choice(
        "Existing set",
        "What to do if the output folder holds a set. refuse: stop. resume: continue an unfinished set. overwrite: "
        "replace it.",
        {"refuse": "stop", "resume": "continue an unfinished set", "overwrite": "replace it"},
        default="refuse",
        advanced=True,
    )
    workers: int | None = integer(
        "Workers",
        "Number of threads that read and write chips. Empty: one for each processor, at most 8.",
        Limits(1, 64),
        optional=True,
        advanced=True,
    )
    engine: str = engine_parameter()
    device: str = device_parameter(advanced=True)


@dataclass(frozen=True)
class BuildTrainingSet:
    """Parameters of `build-training-set`, in groups."""

    scenes: SetScenes = group(SetScenes)
    output: str = output_folder(
        "Training set",
        "Folder to write. It appears when the set is complete.",
        beside=Beside(work_folder="{name}.partial"),
    )
    synthesis: ChipSynthesis = group(ChipSynthesis)
    chips: ChipLayout = group(ChipLayout)
    splits: SplitLayout = group(SplitLayout)
    work: SetWork = group(SetWork)
    attributes: LayerAttributes = group(LayerAttributes)


JOB = Job(
    name="build-training-set",
    algorithm="buildtrainingset",
    title="Build mixed training set",
    summary="Cuts imagery and land cover into chips for training a segmentation model, and replaces or joins the real "
    "training chips with synthetic ones. Training, validation and test chips do not overlap.",
    parameters=BuildTrainingSet,
    outputs=(
        Output("OUTPUT", "Training set", Kind.OUTPUT_FOLDER),
        Output("MANIFEST", "Manifest", Kind.TEXT),
        Output("CHIPS", "Number of chips", Kind.INTEGER),
        Output("TRAIN_REAL", "Number of real training chips", Kind.INTEGER),
        Output("TRAIN_SYNTHETIC", "Number of synthetic training chips", Kind.INTEGER),
        Output("VALIDATION", "Number of validation chips", Kind.INTEGER),
        Output("TEST", "Number of test chips", Kind.INTEGER),
        Output("TEST_SEEN", "Number of test chips on areas that the generator was trained on", Kind.INTEGER),
        Output("IGNORED_PERCENT", "Synthetic labels removed by the filter, in percent", Kind.NUMBER),
        Output("MATCH", "Matches of the land cover as JSON", Kind.TEXT),
    ),
)
