"""The job that turns land cover into synthetic satellite imagery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter

# Whole 512-pixel tiles of the output, and a few hundred MB of memory at most.
DEFAULT_BLOCK_SIZE = 1024


@dataclass(frozen=True)
class GenerateImagery:
    """Parameters of `generate-imagery`; their meaning stands with each field."""

    landcover: str = parameter(
        Kind.RASTER,
        "Land cover",
        "Raster of classes with one band. The imagery gets its coordinate system, grid, size and nodata.",
    )
    output: str = parameter(Kind.OUTPUT_RASTER, "Synthetic imagery", "GeoTIFF to write.")
    buildings: Optional[str] = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to lay over the land cover: a raster on the same grid where other than 0 means building, "
        "or a layer of polygons.",
        optional=True,
    )
    model: Optional[str] = parameter(
        Kind.MODEL,
        "Model",
        "Imagery generator, a .safetensors file that SatSyn wrote. Empty: the bundled urban model.",
        optional=True,
    )
    classes: Optional[str] = parameter(
        Kind.CLASSES,
        "Classes",
        "What the land cover's values mean to the model, as in \"1=water 2=land 15=nodata\". Names are the model's "
        "(see Describe model). Empty: the raster's own class names, else the model's own values.",
        optional=True,
    )
    style: Optional[str] = parameter(
        Kind.TEXT,
        "Style image",
        "Path of a real image whose look (season, light, materials) the imagery shall have. Empty: a look drawn with "
        "the seed.",
        optional=True,
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
    seed: int = parameter(
        Kind.INTEGER,
        "Seed",
        "The same seed gives the same imagery, another seed another look and other detail.",
        default=0,
        minimum=0,
        maximum=2**31 - 1,
    )
    extent: Optional[str] = parameter(
        Kind.EXTENT,
        "Extent",
        'Part of the land cover to do, as "xmin,xmax,ymin,ymax [EPSG:4326]". Its pixels are those of the whole run. '
        "Empty: everything.",
        optional=True,
    )
    device: str = parameter(
        Kind.CHOICE,
        "Device",
        "Where to compute; auto takes the graphics card if there is one.",
        default="auto",
        choices=("auto", "cpu", "cuda"),
    )
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
    engine: str = parameter(
        Kind.CHOICE,
        "Engine",
        "Library that computes the network; auto takes the fastest one that is installed.",
        default="auto",
        choices=("auto", "torch", "openvino"),
        advanced=True,
    )
    precision: str = parameter(
        Kind.CHOICE,
        "Precision",
        "full computes with 32-bit numbers; fast with 16-bit ones where the processor has them, a little less exact.",
        default="full",
        choices=("full", "fast"),
        advanced=True,
    )


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
    run="jobs.generate_imagery:run",
)


def run(parameters: GenerateImagery, reporter: Reporter) -> dict[str, object]:
    """Do the job; see `GenerateImagery` for the parameters and `JOB` for the outputs."""
    from ..generator.synthesis import generate_imagery

    return generate_imagery(parameters, reporter)
