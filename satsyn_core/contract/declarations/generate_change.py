"""The declaration of `generate-change`: two states of land cover become two images that differ only near the change."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import (
    Beside,
    Job,
    Kind,
    Limits,
    Output,
    group,
    integer,
    number,
    output_folder,
    output_raster,
    parameter,
)
from ..shared_parameters import classes_parameter, landcover_scheme_parameter, legends_parameter
from ..vector_parameters import VectorLandCover
from .generate_imagery import ImageryAppearance, NetworkComputation


@dataclass(frozen=True)
class ChangedLandCover:
    """The land cover before and after, and what its values mean."""

    before: str = parameter(
        Kind.LANDCOVER,
        "Land cover before",
        "Raster of classes with one band, or vector layers. Both images get its coordinate system, grid and size.",
    )
    after: str = parameter(
        Kind.LANDCOVER,
        "Land cover after",
        "The same place after the change, with the same pixels and the same meaning of its values.",
    )
    buildings_before: str | None = parameter(
        Kind.MASK,
        "Buildings before",
        "Building footprints to add to the land cover before: a raster where other than 0 means building, or a layer "
        "of polygons.",
        optional=True,
        advanced=True,
    )
    buildings_after: str | None = parameter(
        Kind.MASK,
        "Buildings after",
        "Building footprints to add to the land cover after, likewise.",
        optional=True,
        advanced=True,
    )
    classes: str | None = classes_parameter(advanced=True)
    scheme: str | None = landcover_scheme_parameter(advanced=True)
    legends: str | None = legends_parameter()
    extent: str | None = parameter(
        Kind.EXTENT,
        "Extent",
        'Part of the land cover to generate imagery for, as "xmin,xmax,ymin,ymax [EPSG:4326]". Empty: all of it.',
        optional=True,
        advanced=True,
    )
    pixel_size: float | None = number(
        "Pixel size",
        "Side of the imagery's pixels on the ground in metres, as in Generate synthetic imagery. Empty: the pixels of "
        "the land cover.",
        Limits(0.001, 100_000.0),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class ChangeOutputs:
    """The files of a change pair."""

    output_before: str = output_raster(
        "Imagery before",
        "GeoTIFF to write. Further variants are numbered, as in before_2.tif.",
        beside=Beside(work_folder="{name}.generating", numbered_by="variants"),
    )
    output_after: str = output_raster(
        "Imagery after",
        "GeoTIFF to write, with the same seed and style. Where the change does not reach, its pixels are those of the "
        "imagery before.",
        beside=Beside(numbered_by="variants"),
    )
    change: str = output_raster(
        "Change mask",
        "GeoTIFF to write: 1 where the class differs, 0 where it is the same, 255 where one of both has no class.",
    )


@dataclass(frozen=True)
class ChangeChipOptions:
    """Chips of a change pair, as loaders of change-detection data sets read them."""

    chips: str | None = output_folder(
        "Chips for change detection",
        "Folder to write: train, val and test, each with the images before in A, those after in B, and the masks in "
        "label (255 changed, 0 same), as in LEVIR-CD. Chips are PNG pictures, or GeoTIFFs where the imagery is not "
        "8-bit RGB; manifest.json has their places. The folder must be new or empty.",
        optional=True,
        advanced=True,
        beside=Beside(work_folder="{name}.partial"),
    )
    chip_size: int = integer(
        "Chip size", "Side of a chip for change detection in pixels.", Limits(32, 4096), default=256, advanced=True
    )
    chip_split: str = parameter(
        Kind.TEXT,
        "Split of the chips",
        'Shares of training, validation and test chips, as in "70 15 15". Chips are divided in blocks, so that the '
        "three lie apart; all variants of a place are in one of them.",
        default="70 15 15",
        advanced=True,
    )
    unchanged_percent: int = integer(
        "Chips without change",
        "Chips without any changed pixel, in percent of those with some, drawn by the seed.",
        Limits(0, 10_000),
        default=100,
        advanced=True,
    )


@dataclass(frozen=True)
class GenerateChange:
    """Parameters of `generate-change`, in groups."""

    source: ChangedLandCover = group(ChangedLandCover)
    outputs: ChangeOutputs = group(ChangeOutputs)
    model: str | None = parameter(
        Kind.MODEL,
        "Model",
        "Imagery generator: a .safetensors file that SatSyn wrote, or the name of a bundled one: tokyo-vhr "
        "(0.5 m), urban-vhr (1 m) or "
        "sentinel2-rgbn (10 m, with near infrared). Empty: the bundled one that suits the land cover's classes and "
        "pixel size best.",
        optional=True,
    )
    vector: VectorLandCover = group(VectorLandCover)
    appearance: ImageryAppearance = group(ImageryAppearance)
    computation: NetworkComputation = group(NetworkComputation)
    chips: ChangeChipOptions = group(ChangeChipOptions)


JOB = Job(
    name="generate-change",
    algorithm="generatechange",
    title="Generate change pair",
    summary="Turns land cover before and after a change into two synthetic images of the same style, and a mask of the "
    "change. Pixels that the change does not reach are equal in both images.",
    parameters=GenerateChange,
    outputs=(
        Output("OUTPUT_BEFORE", "Imagery before", Kind.OUTPUT_RASTER),
        Output("OUTPUT_AFTER", "Imagery after", Kind.OUTPUT_RASTER),
        Output("CHANGE", "Change mask", Kind.OUTPUT_RASTER),
        Output("CHIPS", "Chips for change detection", Kind.OUTPUT_FOLDER),
        Output("CHANGED", "Number of pixels whose class differs", Kind.INTEGER),
        Output("REACHED", "Number of pixels that the change reaches", Kind.INTEGER),
        Output("CHIP_COUNT", "Number of chips for change detection", Kind.INTEGER),
    ),
)
