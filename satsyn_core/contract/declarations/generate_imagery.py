"""The job that turns land cover into synthetic satellite imagery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..declaration import Job, Kind, Output, group, parameter
from ..shared_parameters import device_parameter, engine_parameter, seed_parameter

# Whole 512-pixel tiles of the output, and about 1 GB of memory.
DEFAULT_BLOCK_SIZE = 1024
BLOCK_SIZE_STEP = 16


@dataclass(frozen=True)
class LandCoverSource:
    """The land cover that becomes imagery, and what its values mean."""

    landcover: str = parameter(
        Kind.RASTER,
        "Land cover",
        "Raster of classes with one band. The imagery gets its coordinate system, grid, size and nodata.",
    )
    buildings: str | None = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to lay over the land cover: a raster where other than 0 means building, "
        "or a layer of polygons.",
        optional=True,
    )
    classes: str | None = parameter(
        Kind.CLASSES,
        "Classes",
        "What the land cover's values mean to the model, as in \"1=water 2=land 15=nodata\". Names are the model's "
        "(see Describe model). Empty: the raster's own class names, else the model's own values.",
        optional=True,
    )
    extent: str | None = parameter(
        Kind.EXTENT,
        "Extent",
        'Part of the land cover to do, as "xmin,xmax,ymin,ymax [EPSG:4326]". Its pixels are those of the whole run. '
        "Empty: everything.",
        optional=True,
    )


@dataclass(frozen=True)
class ImageryAppearance:
    """What the imagery looks like, and how many images there are."""

    style: str | None = parameter(
        Kind.RASTER,
        "Style image",
        "A real image of the place, or of a part of it, whose look (season, light, materials) the imagery shall have. "
        "Empty: a look drawn with the seed.",
        optional=True,
    )
    style_strength: float = parameter(
        Kind.NUMBER,
        "Style strength",
        "How much of the style image's look the imagery has: 1 all of it, 0 none. Between them, its look lies between "
        "that of the image and the one drawn with the seed, which differs from variant to variant.",
        default=1.0,
        minimum=0.0,
        maximum=1.0,
        advanced=True,
    )
    style_classes: str | None = parameter(
        Kind.TEXT,
        "Style classes",
        'The model\'s classes that take the look of the style image, as in "road, building"; all else keeps the look '
        "drawn with the seed. Empty: everything takes it.",
        optional=True,
        advanced=True,
    )
    variants: int = parameter(
        Kind.INTEGER,
        "Variants",
        "How many images to write, each with a look of its own. The second is written beside the first with _2 before "
        "the extension, and so on.",
        default=1,
        minimum=1,
        maximum=999,
    )
    seed: int = seed_parameter("The same seed gives the same imagery, another seed another look and other detail.")


@dataclass(frozen=True)
class GenerationComputation:
    """Where and how the network is computed."""

    device: str = device_parameter()
    block_size: int = parameter(
        Kind.INTEGER,
        "Block size",
        "Pixels along the side of the blocks in which the raster is done, a multiple of 16. It changes speed and "
        "memory, not the imagery.",
        default=DEFAULT_BLOCK_SIZE,
        minimum=64,
        maximum=8192,
        advanced=True,
    )
    engine: str = engine_parameter()
    precision: str = parameter(
        Kind.CHOICE,
        "Precision",
        "full computes with 32-bit numbers; fast with 16-bit ones where the processor has them, a little less exact.",
        default="full",
        choices=("full", "fast"),
        advanced=True,
    )
    scheduler: str | None = parameter(
        Kind.TEXT,
        "Scheduler",
        "Address of a dask.distributed scheduler, as in tcp://10.0.0.5:8786, whose workers render the blocks. Each "
        "needs SatSyn, and must see land cover, buildings and model under the same paths. Whoever reaches a scheduler "
        "can run programs on its workers: use one in a network of your own. Empty: this machine renders.",
        optional=True,
        advanced=True,
    )
    shard: str | None = parameter(
        Kind.TEXT,
        "Shard",
        'Share of the blocks to render, as in "3/16": the third of sixteen runs that are equal but for this, on '
        "machines that see input and output under the same paths. The run that finds all blocks done writes the "
        "imagery; if one was lost, run it again, or once without this. Empty: all blocks.",
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class GenerateImagery:
    """Parameters of `generate-imagery`, in groups; the meaning of each stands with its field."""

    source: LandCoverSource = group(LandCoverSource)
    output: str = parameter(Kind.OUTPUT_RASTER, "Synthetic imagery", "GeoTIFF to write.")
    model: str | None = parameter(
        Kind.MODEL,
        "Model",
        "Imagery generator: a .safetensors file that SatSyn wrote, or the name of a bundled one, urban-vhr (1 m) or "
        "sentinel2-rgbn (10 m, with near infrared). Empty: urban-vhr.",
        optional=True,
    )
    appearance: ImageryAppearance = group(ImageryAppearance)
    computation: GenerationComputation = group(GenerationComputation)


JOB = Job(
    name="generate-imagery",
    algorithm="generateimagery",
    title="Generate synthetic imagery from land cover",
    summary="Turns a raster of land-cover classes into plausible satellite imagery on exactly the same grid. "
    "The imagery is synthetic: it shows what such a place could look like, not what it looks like.",
    parameters=GenerateImagery,
    outputs=(
        Output("OUTPUT", "Synthetic imagery", Kind.OUTPUT_RASTER),
        Output("PIXELS", "Number of pixels generated", Kind.INTEGER),
    ),
)


def variant_path(output: str | Path, number: int) -> Path:
    """Return where variant `number` is written: the first at `output`, the second with _2 before the extension."""
    first = Path(output)
    return first if number == 1 else first.with_name(f"{first.stem}_{number}{first.suffix}")
