"""Draw docs/images/pixel-size.jpg: land cover of 30 m as blocks, and with PIXEL_SIZE=1.

`.venv/bin/python -m setup.draw_pixel_size` takes every thirtieth pixel of the sample town as a coarse map.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import rasterio
from PIL import Image
from rasterio import Affine

from satsyn_core.contract.bundled import RESOURCES
from satsyn_core.contract.marked_pictures import mark_picture
from satsyn_core.contract.media_source import MediaSource
from satsyn_core.contract.progress import Reporter
from satsyn_core.jobs import run_job

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "pixel-size.jpg"
MODEL = "urban-vhr"
METRES, SIDE, GAP = 30, 440, 8
LEFT, TOP = 540, 300
"""Of the part that is shown, in pixels of 1 m."""


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        coarse, blocks = _write_maps(Path(folder))
        pictures = [_imagery(blocks, {}, Path(folder)), _imagery(coarse, {"pixel_size": 1}, Path(folder))]
    sheet = Image.new("RGB", (2 * SIDE + GAP, SIDE), "white")
    for number, picture in enumerate(pictures):
        sheet.paste(Image.fromarray(picture), (number * (SIDE + GAP), 0))
    sheet.save(PICTURE, quality=80)
    mark_picture(PICTURE, MediaSource.GENERATED, MODEL)


def _write_maps(folder: Path) -> tuple[Path, Path]:
    """Write the coarse map, and the same with pixels of 1 m; return both files."""
    with rasterio.open(RESOURCES / "sample" / "town_landcover.tif") as town:
        classes, profile = town.read(1)[METRES // 2 :: METRES, METRES // 2 :: METRES], town.profile
    paths = []
    for name, values, metres in (
        ("coarse", classes, METRES),
        ("blocks", np.kron(classes, np.ones((METRES, METRES), classes.dtype)), 1),
    ):
        path = folder / f"{name}.tif"
        west, north = profile["transform"].c, profile["transform"].f
        size = {"width": values.shape[1], "height": values.shape[0]}
        transform = Affine(metres, 0, west, 0, -metres, north)
        with rasterio.open(path, "w", **{**profile, **size, "transform": transform}) as written:
            written.write(values, 1)
        paths.append(path)
    return paths[0], paths[1]


def _imagery(landcover: Path, given: dict[str, object], folder: Path) -> np.ndarray:
    """Return the shown part of the imagery of a land cover."""
    output = folder / "imagery.tif"
    run_job(
        "generate-imagery",
        {"landcover": str(landcover), "scheme": "model", "model": MODEL, "output": str(output), **given},
        Reporter(),
    )
    with rasterio.open(output) as imagery:
        shown = imagery.read(window=rasterio.windows.Window(LEFT, TOP, SIDE, SIDE))
    return np.moveaxis(shown, 0, 2)


if __name__ == "__main__":
    main()
