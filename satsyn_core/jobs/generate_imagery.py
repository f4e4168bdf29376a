"""The job that turns land cover into synthetic satellite imagery."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Optional, Union

from .. import __version__
from ..bundled import BUNDLED_MODEL
from ..errors import InputError
from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter
from .shared_parameters import device_parameter, seed_parameter

if TYPE_CHECKING:
    from ..generator.codes import Style
    from ..generator.model import ImageryGenerator
    from ..generator.synthesis import ImageryNodata
    from ..grid import Window
    from ..landcover.matching import ClassMatch
    from ..landcover.raster import LandCoverRaster
    from ..landcover.reader import LandCoverReader

# Whole 512-pixel tiles of the output, and about 2 GB of memory.
DEFAULT_BLOCK_SIZE = 1024
BLOCK_SIZE_STEP = 16


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
        "Building footprints to lay over the land cover: a raster where other than 0 means building, "
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
        Kind.RASTER,
        "Style image",
        "A real image of the place, or of a part of it, whose look (season, light, materials) the imagery shall have. "
        "Empty: a look drawn with the seed.",
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
    seed: int = seed_parameter("The same seed gives the same imagery, another seed another look and other detail.")
    extent: Optional[str] = parameter(
        Kind.EXTENT,
        "Extent",
        'Part of the land cover to do, as "xmin,xmax,ymin,ymax [EPSG:4326]". Its pixels are those of the whole run. '
        "Empty: everything.",
        optional=True,
    )
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


def variant_path(output: Union[str, Path], number: int) -> Path:
    """Return where variant `number` is written: the first at `output`, the second with _2 before the extension."""
    first = Path(output)
    return first if number == 1 else first.with_name(f"{first.stem}_{number}{first.suffix}")


def run(parameters: GenerateImagery, reporter: Reporter) -> dict[str, object]:
    """Do the job: match the classes, then render each variant; the images appear together when all are complete."""
    from ..generator.model import ImageryGenerator
    from ..landcover.matching import match_classes
    from ..landcover.raster import open_landcover
    from ..modelfile import read_metadata
    from ..outputs import all_or_none

    if parameters.block_size % BLOCK_SIZE_STEP:
        raise InputError(f"BLOCK_SIZE must be a multiple of {BLOCK_SIZE_STEP}, not {parameters.block_size}.")
    outputs = [variant_path(parameters.output, number) for number in range(1, parameters.variants + 1)]
    _refuse_to_replace_inputs(parameters, outputs)
    model = Path(parameters.model or BUNDLED_MODEL)
    read_metadata(model, "generator")
    with open_landcover(parameters.landcover) as landcover, all_or_none(outputs) as temporary:
        window = _requested_window(parameters, landcover, reporter)
        generator = ImageryGenerator.load(model)
        match = match_classes(landcover, generator.scheme, parameters.classes, window, reporter.part(0, 0.05))
        nodata = _nodata(landcover, match, window, generator, reporter)
        with _reader(parameters, landcover, match, reporter) as reader:
            pixels = 0
            for variant, path in enumerate(temporary):
                part = reporter.part(0.05 + 0.95 * variant / len(outputs), 0.05 + 0.95 * (variant + 1) / len(outputs))
                pixels += _render(parameters, generator, reader, window, nodata, variant, path, part)
    return {"OUTPUT": str(outputs[0]), "PIXELS": pixels}


def _refuse_to_replace_inputs(parameters: GenerateImagery, outputs: list[Path]) -> None:
    inputs = (parameters.landcover, parameters.buildings, parameters.model, parameters.style)
    taken = {Path(name).resolve() for name in inputs if name}
    for output in outputs:
        if output.resolve() in taken:
            raise InputError(f"The output {output} is also an input: choose another output.")


def _requested_window(parameters: GenerateImagery, landcover: LandCoverRaster, reporter: Reporter) -> Window:
    from ..grid import Extent

    if landcover.grid.crs is None:
        reporter.log(f"{landcover.name} has no coordinate system, so the imagery will have none either.", "warning")
    if parameters.extent is None:
        return landcover.grid.window
    return landcover.grid.window_of(Extent.parse(parameters.extent))


def _nodata(
    landcover: LandCoverRaster, match: ClassMatch, window: Window, generator: ImageryGenerator, reporter: Reporter
) -> ImageryNodata:
    from ..generator.synthesis import ImageryNodata

    unknown = window.width * window.height - match.pixels
    nodata = ImageryNodata.for_landcover(landcover.nodata, unknown > 0, generator.dtype)
    if landcover.nodata is not None and nodata.value != landcover.nodata:
        reporter.log(
            f"The land cover's nodata value {landcover.nodata:g} does not fit the imagery's {generator.dtype} pixels: "
            f"the imagery has {nodata.value} instead."
        )
    return nodata


@contextmanager
def _reader(
    parameters: GenerateImagery, landcover: LandCoverRaster, match: ClassMatch, reporter: Reporter
) -> Iterator[LandCoverReader]:
    from ..landcover.buildings import open_buildings
    from ..landcover.reader import LandCoverReader

    if parameters.buildings is None:
        yield LandCoverReader(landcover, match)
        return
    with open_buildings(parameters.buildings, landcover.grid, reporter) as buildings:
        yield LandCoverReader(landcover, match, buildings)


def _render(
    parameters: GenerateImagery,
    generator: ImageryGenerator,
    reader: LandCoverReader,
    window: Window,
    nodata: ImageryNodata,
    variant: int,
    path: Path,
    reporter: Reporter,
) -> int:
    """Render one variant to `path`; return its number of pixels with imagery."""
    from ..generator.engine import make_engine
    from ..generator.synthesis import BlockPlan, synthesise
    from ..rasters import GeoTiffWriter

    # The detail (noise) of each variant is its own too; the upper half of the 64 bits keeps clear of other seeds.
    noise_seed = parameters.seed + (variant << 32)
    style = _style(parameters, generator, reader, variant)
    engine = make_engine(
        generator, style, noise_seed, engine=parameters.engine, precision=parameters.precision, device=parameters.device
    )
    plan = BlockPlan.of(window, parameters.block_size, generator.margin, engine.align)
    if variant == 0:
        reporter.log(f"Model {generator.name}, computed by {engine.name}.")
        reporter.log(plan.describe(len(generator.band_names), generator.dtype))

    def on_block(done: int, blocks: int) -> None:
        reporter.check_cancelled()
        reporter.progress(done / blocks, f"Block {min(done + 1, blocks)} of {blocks}")

    with GeoTiffWriter(
        path,
        reader.grid.cut(window),
        dtype=generator.dtype,
        nodata=nodata.value if nodata.declared else None,
        band_names=generator.band_names,
        tags=_tags(parameters, generator, style),
        reporter=reporter,
    ) as writer:
        return synthesise(plan, reader, engine, nodata, writer.write, on_block)


def _style(parameters: GenerateImagery, generator: ImageryGenerator, reader: LandCoverReader, variant: int) -> Style:
    from ..generator.style_image import read_style_image

    if parameters.style is None:
        return generator.draw_style(parameters.seed, variant)
    image, classes = read_style_image(parameters.style, reader, generator.band_names)
    return generator.encode_style(image, classes)


def _tags(parameters: GenerateImagery, generator: ImageryGenerator, style: Style) -> dict[str, str]:
    return {
        "SATSYN_SYNTHETIC": "YES",
        "SATSYN_MODEL": generator.name,
        "SATSYN_MODEL_DIGEST": generator.digest,
        "SATSYN_SEED": str(parameters.seed),
        "SATSYN_STYLE": f"image {Path(parameters.style).name}" if parameters.style else style.name,
        "SATSYN_VERSION": __version__,
    }
