"""Draw the pictures of docs/gallery.md: one model on land cover of every kind that users have.

    python -m setup.draw_gallery [--data FOLDER] [--only KIND]

Each kind runs with nothing but its layer, its buildings and the pixel size of the model; the match that the run prints
is printed. Half of the kinds are drawn here. The others are real rasters, which are not part of the project: without a
folder with them in --data, their pictures stay as they are.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from PIL import Image

from satsyn_core.contract.bundled import RESOURCES
from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.contract.declarations import job_named
from satsyn_core.contract.marked_pictures import mark_picture
from satsyn_core.contract.media_source import MediaSource
from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.request import GenerationRequest, open_request
from satsyn_core.jobs import run_job
from satsyn_core.raster.window import Window
from setup.gallery_town import write_edited_polygons, write_layers, write_openstreetmap, write_styled_raster

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "images" / "gallery"
MODEL = "urban-vhr"
SIDE = 440
GAP = 8
_WHITE = 255


@dataclass(frozen=True)
class Kind:
    """A kind of land cover.

    Attributes:
        name: of its picture.
        parameters: of the job, without those that all kinds share.
        place: share of the raster's width and height at which the shown part starts, for a raster that is larger.
    """

    name: str
    parameters: dict[str, object]
    place: tuple[float, float] | None = None


class PrintingReporter(Reporter):
    """Prints what a run says."""

    def log(self, text: str, level: str = "info") -> None:
        """Print a line; `level` comes first where it is not info."""
        print(text if level == "info" else f"{level}: {text}")


def real_kinds(data: Path) -> list[Kind]:
    """Return the kinds of the folder with georeferenced rasters."""
    chesapeake = {
        "landcover": str(data / "m_3907833_nw_17_1_lc.tif"),
        "buildings": str(data / "m_3907833_nw_17_1_buildings.tif"),
        "scheme": "chesapeake-6",
    }
    return [
        Kind("nlcd", {"landcover": str(data / "spDataLarge_zion_nlcd.tif"), "pixel_size": 1.05082}, (0.4017, 0.8918)),
        Kind(
            "worldcover",
            {"landcover": str(data / "crop2000_ESA_WorldCover_2021_SaoTomeTown.tif"), "pixel_size": 1},
            (0.534, 0.23),
        ),
        Kind("chesapeake", {**chesapeake, "pixel_size": 1.02575}, (0.6808, 0.8231)),
    ]


def drawn_kinds(folder: Path) -> list[Kind]:
    """Return the kinds that are drawn, written into a folder."""
    return [
        Kind("layers", {"landcover": write_layers(folder)}),
        Kind("openstreetmap", {"landcover": write_openstreetmap(folder), "background": "land"}),
        Kind("edited", {"landcover": write_edited_polygons(folder)}),
        Kind("styled", {"landcover": write_styled_raster(folder)}),
        Kind("own", {"landcover": str(RESOURCES / "sample" / "town_landcover.tif")}, (0.3, 0.3)),
    ]


def draw(kind: Kind, folder: Path) -> Path:
    """Generate imagery for a kind, and write its picture: what the model reads, and the imagery."""
    print(f"--- {kind.name}")
    output = folder / f"{kind.name}.tif"
    common = {"model": MODEL, "device": "cpu", "output": str(output), **kind.parameters}
    job = job_named("generate-imagery")
    if kind.place is not None:
        with open_request(job.read_parameters(common), Reporter()) as request:
            common["extent"] = _extent(request, kind.place)
    reporter = PrintingReporter()
    run_job(job.name, common, reporter)
    with open_request(job.read_parameters(common), Reporter()) as request, rasterio.open(output) as file:
        part = request.window.middle(SIDE)
        classes = request.reader.read(part)
        own = Window(part.col - request.window.col, part.row - request.window.row, part.width, part.height)
        imagery = np.moveaxis(file.read([1, 2, 3], window=own.to_rasterio()), 0, -1)
        colours = np.full((UNKNOWN + 1, 3), _WHITE, np.uint8)
        colours[: len(request.generator.scheme.classes)] = [one.colour for one in request.generator.scheme.classes]
    gap = np.full((len(classes), GAP, 3), _WHITE, np.uint8)
    picture = PICTURES / f"{kind.name}.jpg"
    picture.parent.mkdir(exist_ok=True)
    Image.fromarray(np.concatenate([colours[classes], gap, imagery], axis=1)).save(picture, quality=80)
    mark_picture(picture, MediaSource.COMPOSITE, MODEL)
    return picture


def _extent(request: GenerationRequest, place: tuple[float, float]) -> str:
    """Return a square of the imagery around the place as an extent in the raster's coordinate system."""
    grid = request.grid
    first = (round(grid.width * place[0]), round(grid.height * place[1]))
    (left, top), (right, bottom) = (grid.transform @ corner for corner in (first, (first[0] + SIDE, first[1] + SIDE)))
    return f"{min(left, right)!r},{max(left, right)!r},{min(top, bottom)!r},{max(top, bottom)!r}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with the georeferenced rasters")
    parser.add_argument("--only", help="name of one kind")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = [*drawn_kinds(folder), *(real_kinds(chosen.data) if chosen.data else [])]
        for kind in kinds:
            if chosen.only in (None, kind.name):
                print(draw(kind, folder))


if __name__ == "__main__":
    main()
