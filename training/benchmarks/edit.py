"""Measure what an edit of 1 % of a large raster costs, beside generating all of it.

    python -m training.benchmarks.edit [--side 4096] [--rounds 3]

Each run is a process of its own. Its processor time is compared, which other programs on the machine hardly change.
The time of an extent of 16 x 16 pixels is that of starting: libraries and model. An edit also copies the rest of the
image and builds its overviews. The first round compiles Python's modules for the others, as the first job of an
installation does.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess  # nosec B404
import sys
import tempfile
from pathlib import Path

import numpy as np
import rasterio

from satsyn_core.contract.bundled import RESOURCES
from training.benchmarks.generation_speed import jobs

SAMPLE = RESOURCES / "sample" / "town_landcover.tif"


def processor_seconds(landcover: Path, output: Path, *options: str) -> float:
    """Generate imagery in a process of its own; return its processor time, that of its children included."""
    command = [sys.executable, "-m", "satsyn_core", "generate-imagery", "--device", "cpu"]
    command += ["--landcover", str(landcover), "--output", str(output), *options]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(output.parent / "compiled")
    before = os.times()
    subprocess.run(command, check=True, capture_output=True, env=environment)  # nosec B603 - a fixed command
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def make_mask(landcover: Path, mask: Path) -> None:
    """Write a mask of 1 % of a land cover, off the grid of blocks."""
    with rasterio.open(landcover) as source:
        profile, side = source.profile, source.width
    area = np.zeros((1, side, side), np.uint8)
    start, length = side * 3 // 8, side // 10
    area[:, start : start + length, start + 150 : start + 150 + length] = 1
    profile.update(count=1, dtype="uint8", nodata=None)
    with rasterio.open(mask, "w", **profile) as file:
        file.write(area)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        landcover, mask, whole = folder / "landcover.tif", folder / "mask.tif", folder / "whole.tif"
        jobs.make_landcover(SAMPLE, landcover, arguments.side)
        make_mask(landcover, mask)
        with rasterio.open(landcover) as file:
            (left, top), (right, bottom) = file.transform @ (0, 0), file.transform @ (16, 16)
        runs: dict[str, tuple[Path, list[str]]] = {
            "whole": (whole, []),
            "edit": (folder / "edit.tif", ["--mask", str(mask), "--base-image", str(whole), "--seed", "5"]),
            "start": (folder / "start.tif", ["--extent", f"{left},{right},{bottom},{top}"]),
        }
        seconds = {
            case: min(processor_seconds(landcover, output, *options) for _ in range(arguments.rounds))
            for case, (output, options) in runs.items()
        }
    shares = {
        "share": seconds["edit"] / seconds["whole"],
        "share_without_start": (seconds["edit"] - seconds["start"]) / (seconds["whole"] - seconds["start"]),
    }
    print(json.dumps({**seconds, **shares}, indent=1))


if __name__ == "__main__":
    main()
