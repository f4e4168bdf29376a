"""The declaration of `generate-imagery`: land cover becomes synthetic satellite imagery."""

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
    output_raster,
    parameter,
)
from ..shared_parameters import (
    classes_parameter,
    device_parameter,
    engine_parameter,
    landcover_scheme_parameter,
    legends_parameter,
    seed_parameter,
)
from ..vector_parameters import VectorLandCover

# Two by two of the 512-pixel tiles of the output; takes about 1 GB of memory.
DEFAULT_BLOCK_SIZE = 1024
BLOCK_SIZE_STEP = 16


@dataclass(frozen=True)
class LandCoverSource:
    """The land cover that becomes imagery, and what its values mean."""

    landcover: str = parameter(
        Kind.LANDCOVER,
        "Land cover",
        "Raster of classes with one band: the imagery gets its coordinate system, grid, size and nodata. Or vector "
        "layers of polygons and lines: of a file with several, all are drawn, lines over polygons.",
    )
    buildings: str | None = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to add to the land cover: a raster where other than 0 means building, "
        "or a layer of polygons.",
        optional=True,
        advanced=True,
    )
    classes: str | None = classes_parameter()
    scheme: str | None = landcover_scheme_parameter()
    legends: str | None = legends_parameter()
    extent: str | None = parameter(
        Kind.EXTENT,
        "Extent",
        'Part of the land cover to generate imagery for, as "xmin,xmax,ymin,ymax [EPSG:4326]". Its pixels equal '
        "those of a run for the whole raster. Empty: the whole raster.",
        optional=True,
    )
    pixel_size: float | None = number(
        "Pixel size",
        "Side of the imagery's pixels on the ground in metres. The land cover's pixels are divided into a whole number "
        "of smaller ones, and its class edges are smoothed, so that their steps do not show. Empty: the pixels of a "
        "raster; for vector land cover, those of the model.",
        Limits(0.001, 100_000.0),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class ImageryAppearance:
    """The style of the imagery, and the number of images."""

    style: str | None = parameter(
        Kind.RASTER,
        "Style image",
        "A real image whose style (season, light, materials) the imagery takes: of the area, of a part of it, or of "
        "another place. Its first bands are the model's, in their order (see Describe model). Empty: a random style, "
        "drawn with the seed.",
        optional=True,
    )
    style_landcover: str | None = parameter(
        Kind.RASTER,
        "Land cover of the style image",
        "Raster of classes of the place of the style image, for an image of another place. Empty: the land cover "
        "itself where the image lies on it; elsewhere the bundled segmentation model estimates the classes, for red, "
        "green and blue of about 1 m.",
        optional=True,
        advanced=True,
    )
    style_strength: float = number(
        "Style strength",
        "How much of the style image's style the imagery takes: 1 all of it, 0 none. Values in between mix it with "
        "the random style of the variant.",
        Limits(0.0, 1.0),
        default=1.0,
        advanced=True,
    )
    style_classes: str | None = parameter(
        Kind.TEXT,
        "Style classes",
        'Classes of the model that take the style of the style image, as in "road, building". All other classes '
        "have the random style. Empty: all classes take it.",
        optional=True,
        advanced=True,
    )
    variants: int = integer(
        "Variants",
        "Number of images to write, each with its own random style and noise. The second is written beside the "
        "first with _2 before the extension, and so on.",
        Limits(1, 999),
        default=1,
    )
    seed: int = seed_parameter(
        "The same seed gives the same imagery; another seed gives another style and other detail."
    )
    style_seed: int | None = integer(
        "Style seed",
        "Seed of the random style alone: with it, another seed gives other detail in the same style. Empty: the seed.",
        Limits(0, 2**31 - 1),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class EditedPlace:
    """Where imagery is generated, and the image that stays as it is elsewhere."""

    mask: str | None = parameter(
        Kind.MASK,
        "Mask",
        "Area to generate: a layer of polygons, or a raster where other than 0 means generate. Outside of it and its "
        "feathered edge, BASE_IMAGE stays as it is, to the last bit. Without BASE_IMAGE a mask is refused: EXTENT "
        "gives a rectangle then. Empty: everywhere.",
        optional=True,
        advanced=True,
    )
    base_image: str | None = parameter(
        Kind.RASTER,
        "Base image",
        "Imagery to keep outside MASK, real or synthetic, which needs a mask. It has the grid of the land cover, or of "
        "EXTENT, and the bands and the data type of the model's imagery.",
        optional=True,
        advanced=True,
    )
    feather: float | None = number(
        "Feather",
        "Width in metres of the edge around the mask in which generated imagery fades into the base image; 0 makes a "
        "hard edge. Empty: eight pixels.",
        Limits(0.0, 100_000.0),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class NetworkComputation:
    """Where and how the network is computed."""

    device: str = device_parameter(advanced=True)
    block_size: int = integer(
        "Block size",
        "Side in pixels of the blocks in which the raster is generated, a multiple of 16. It changes speed and "
        "memory, not the imagery.",
        Limits(64, 8192),
        default=DEFAULT_BLOCK_SIZE,
        advanced=True,
    )
    engine: str = engine_parameter()
    precision: str = choice(
        "Precision",
        "full computes with 32-bit numbers. fast uses 16-bit numbers where the processor has them and is slightly "
        "less exact.",
        {"full": "32-bit numbers", "fast": "16-bit numbers"},
        default="full",
        advanced=True,
    )


@dataclass(frozen=True)
class GenerationComputation(NetworkComputation):
    """Where and how the network is computed, and with which other machines."""

    scheduler: str | None = parameter(
        Kind.TEXT,
        "Scheduler",
        "Address of a dask.distributed scheduler, as in tcp://10.0.0.5:8786, whose workers render the blocks. Each "
        "worker needs SatSyn, and must find land cover, buildings and model under the same paths. Anyone who can "
        "reach a scheduler can run programs on its workers: use one in a private network. Empty: this machine "
        "renders.",
        optional=True,
        advanced=True,
    )
    shard: str | None = parameter(
        Kind.TEXT,
        "Shard",
        'Share of the blocks to render, as in "3/16": the third of sixteen runs with otherwise equal parameters, '
        "on machines that have input and output under the same paths. The run that finds all blocks done writes "
        "the imagery. If a run was lost, repeat it, or run once without this parameter. Empty: all blocks.",
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class GenerateImagery:
    """Parameters of `generate-imagery`, in groups."""

    source: LandCoverSource = group(LandCoverSource)
    output: str = output_raster(
        "Synthetic imagery",
        "GeoTIFF to write.",
        beside=Beside(work_folder="{name}.generating", numbered_by="variants"),
    )
    model: str | None = model_file(
        "generator",
        "Model",
        "Imagery generator: a .safetensors file that SatSyn wrote, or the name of a bundled one: tokyo-vhr "
        "(0.5 m), urban-vhr (1 m) or "
        "sentinel2-rgbn (10 m, with near infrared). Empty: the bundled one that suits the land cover's classes and "
        "pixel size best.",
        optional=True,
    )
    vector: VectorLandCover = group(VectorLandCover)
    appearance: ImageryAppearance = group(ImageryAppearance)
    edit: EditedPlace = group(EditedPlace)
    computation: GenerationComputation = group(GenerationComputation)


JOB = Job(
    name="generate-imagery",
    algorithm="generateimagery",
    title="Generate synthetic imagery from land cover",
    summary="Turns a raster of land-cover classes into plausible satellite imagery on exactly the same grid. "
    "The imagery is synthetic: it shows what such an area could look like, not what the area looks like.",
    parameters=GenerateImagery,
    outputs=(
        Output("OUTPUT", "Synthetic imagery", Kind.OUTPUT_RASTER),
        Output("PIXELS", "Number of pixels generated", Kind.INTEGER),
        Output("MATCH", "Match of the land cover as JSON", Kind.TEXT),
    ),
)
