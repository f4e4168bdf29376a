"""Draw what the eye still finds wrong in the bundled generators, before and after, on the drawn plans.

python -m training.experiments.draw_faults OUTPUT.jpg --urban BEFORE AFTER OTHER --sentinel BEFORE AFTER OTHER

One column for each model of the land cover's kind, in the order given. The rows: a long hall, small houses, bright bare
ground (enlarged four times, the others twice), one road in four random styles, and fields of the models for Sentinel-2.
All pictures are synthetic.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import matplotlib.image
import numpy as np
import rasterio
from numpy.typing import NDArray

from satsyn_core.__main__ import main
from satsyn_core.contract.marked_pictures import mark_picture
from satsyn_core.contract.media_source import MediaSource

PLANS = Path(__file__).parents[1] / "plans"

SIDE = 256
"""Pixels along the side of a picture."""

COARSE_CLASSES = "1=water 2=vegetation 3=vegetation 4=vegetation 5=built-up 6=built-up 7=built-up 8=built-up"

COARSE_GAIN = 2.5
"""Of the pictures of Sentinel-2, which are dark."""


@dataclass(frozen=True)
class Part:
    """A part of a drawn plan.

    Attributes:
        plan: its name.
        col, row, width, height: in pixels.
        styles: random styles that are shown one below the other.
    """

    plan: str
    col: int
    row: int
    width: int
    height: int
    styles: int = 1


HALL, HOUSES = Part("estate", 290, 26, 128, 128), Part("suburb", 8, 8, 128, 128)
GROUND, ROADS = Part("village", 200, 40, 64, 64), Part("estate", 0, 269, 128, 32, 4)
FIELDS = Part("village", 128, 0, 256, 256)


def generated(model: Path, part: Part, seed: int, options: list[str]) -> NDArray[np.uint8]:
    """Return the red, green and blue (height, width, 3) that a model generates for a part of a plan."""
    plan = PLANS / f"{part.plan}.tif"
    with rasterio.open(plan) as file:
        left, top = file.transform @ (part.col, part.row)
        right, bottom = file.transform @ (part.col + part.width, part.row + part.height)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "imagery.tif"
        extent = f"{left},{right},{bottom},{top}"
        words = ["--landcover", str(plan), "--model", str(model), "--seed", str(seed), f"--extent={extent}"]
        if main(["generate-imagery", *words, "--output", str(output), *options]):
            sys.exit(f"{model} generates no imagery of {plan}.")
        with rasterio.open(output) as file:
            found: NDArray[np.uint8] = file.read([1, 2, 3]).transpose(1, 2, 0)
    return found


def picture(model: Path, part: Part, options: list[str], gain: float = 1.0) -> NDArray[np.uint8]:
    """Return the picture (SIDE, SIDE, 3) of a part."""
    styles = [generated(model, part, seed, options) for seed in range(part.styles)]
    whole = np.clip(np.concatenate(styles).astype(np.float32) * gain, 0, 255).astype(np.uint8)
    enlarged: NDArray[np.uint8] = whole.repeat(SIDE // whole.shape[0], 0).repeat(SIDE // whole.shape[1], 1)
    return enlarged


def sheet(urban: list[Path], sentinel: list[Path]) -> NDArray[np.uint8]:
    """Return the whole picture (5 SIDE, columns SIDE, 3)."""
    rows = [[picture(model, part, []) for model in urban] for part in (HALL, HOUSES, GROUND, ROADS)]
    rows.append([picture(model, FIELDS, ["--classes", COARSE_CLASSES], COARSE_GAIN) for model in sentinel])
    return np.concatenate([np.concatenate(row, 1) for row in rows])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--urban", type=Path, nargs="+", required=True, help="models of land cover of about 1 m")
    parser.add_argument("--sentinel", type=Path, nargs="+", required=True, help="as many models for Sentinel-2")
    chosen = parser.parse_args()
    if len(chosen.urban) != len(chosen.sentinel):
        parser.error("give as many models for Sentinel-2 as of land cover of about 1 m")
    matplotlib.image.imsave(chosen.output, sheet(chosen.urban, chosen.sentinel), pil_kwargs={"quality": 85})
    mark_picture(chosen.output, MediaSource.GENERATED, "urban-vhr, tokyo-vhr, sentinel2-rgbn")
