"""Draw land cover and the imagery generated from it side by side, with a legend of the classes, as one PNG."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from PIL import Image, ImageDraw, ImageFont

from satsyn_core.contract.marked_pictures import mark_picture
from satsyn_core.contract.media_source import MediaSource
from satsyn_core.contract.raster_tags import MODEL

SCHEME = Path(__file__).resolve().parent.parent / "resources" / "class_schemes" / "urban.json"
PANEL = 1000  # pixels a side at most
MARGIN = 24
LEGEND_HEIGHT = 72
INK = (40, 40, 40)


def read_landcover(path: Path) -> Image.Image:
    """Return the land cover in the colours of its colour table, or of the class scheme where it has none."""
    with rasterio.open(path) as dataset:
        values = dataset.read(1)
        try:
            table = dataset.colormap(1)
        except ValueError:
            table = {c["value"]: tuple(c["colour"]) for c in classes()}
    palette = np.full((256, 3), 255, dtype=np.uint8)
    for value, colour in table.items():
        palette[value] = colour[:3]
    return Image.fromarray(palette[values])


def read_imagery(path: Path) -> Image.Image:
    """Return the first three bands as red, green and blue."""
    with rasterio.open(path) as dataset:
        return Image.fromarray(np.moveaxis(dataset.read([1, 2, 3]), 0, -1).astype(np.uint8))


def classes() -> list[dict[str, Any]]:
    """Return the classes of the bundled scheme."""
    listed: list[dict[str, Any]] = json.loads(SCHEME.read_text(encoding="utf-8"))["classes"]
    return listed


def draw_legend(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw a row of coloured boxes with the names of the classes."""
    font = ImageFont.load_default(size=26)
    for item in classes():
        draw.rectangle((left, top, left + 34, top + 34), fill=tuple(item["colour"]), outline=INK)
        draw.text((left + 46, top + 17), item["name"], fill=INK, font=font, anchor="lm")
        left += 46 + int(draw.textlength(item["name"], font=font)) + 40


def side_by_side(landcover: Image.Image, imagery: Image.Image) -> Image.Image:
    """Return both pictures on one white sheet with the legend below."""
    scale = min(1.0, PANEL / max(landcover.size))
    size = (round(landcover.width * scale), round(landcover.height * scale))
    sheet = Image.new("RGB", (2 * size[0] + 3 * MARGIN, size[1] + 2 * MARGIN + LEGEND_HEIGHT), "white")
    sheet.paste(landcover.resize(size, Image.Resampling.NEAREST), (MARGIN, MARGIN))
    sheet.paste(imagery.resize(size, Image.Resampling.LANCZOS), (2 * MARGIN + size[0], MARGIN))
    draw_legend(ImageDraw.Draw(sheet), MARGIN, size[1] + 2 * MARGIN + 8)
    return sheet


def main() -> None:
    """Read the two rasters named on the command line and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--landcover", "--imagery", "--output"):
        parser.add_argument(option, type=Path, required=True)
    arguments = parser.parse_args()
    picture = side_by_side(read_landcover(arguments.landcover), read_imagery(arguments.imagery))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    picture.save(arguments.output, quality=88)  # for .jpg; PNG has no such setting
    with rasterio.open(arguments.imagery) as imagery:
        mark_picture(arguments.output, MediaSource.GENERATED, imagery.tags().get(MODEL, ""))


if __name__ == "__main__":
    main()
