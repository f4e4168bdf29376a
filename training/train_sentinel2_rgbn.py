"""Rebuild the bundled model `sentinel2-rgbn`: python training/train_sentinel2_rgbn.py DATA_FOLDER [--iterations N].

DATA_FOLDER holds scenes of Sentinel-2 over India as `scene_NNN_rgbn.tif` (red, green, blue, near infrared, 8 bits,
about 10 m) with `scene_NNN_landcover.tif` (0 undefined, 1 water, 2 vegetation, 3 built-up, coarse polygons). Every
sixth scene chooses the best weights and is not learnt from.

Running it again after it was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.__main__ import main  # noqa: E402

HELD_OUT_EVERY = 6

PIXEL_METRES = 10

DATA = (
    "Sentinel-2 scenes over India, 8-bit red, green, blue and near infrared of about 10 m, with coarse polygons of "
    "water, vegetation and built-up land. Contains modified Copernicus Sentinel data; labels from an MIT-licensed "
    "repository. Every sixth scene was held out"
)


def train(data: Path, output: Path, iterations: int, stop_after: int | None) -> int:
    """Train the model on the scenes under `data`; return the exit code."""
    scenes = sorted(path.name.removesuffix("_rgbn.tif") for path in data.glob("scene_*_rgbn.tif"))
    held_out = scenes[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY]
    learnt = [scene for scene in scenes if scene not in held_out]
    stop = [] if stop_after is None else ["--stop-after", str(stop_after)]
    return main(
        [
            "train-generator",
            "--imagery",
            *(str(data / f"{scene}_rgbn.tif") for scene in learnt),
            "--landcover",
            *(str(data / f"{scene}_landcover.tif") for scene in learnt),
            "--validation-imagery",
            *(str(data / f"{scene}_rgbn.tif") for scene in held_out),
            "--validation-landcover",
            *(str(data / f"{scene}_landcover.tif") for scene in held_out),
            "--scheme",
            str(REPOSITORY / "resources/class_schemes/sentinel2.json"),
            "--pixel-size",
            str(PIXEL_METRES),
            "--iterations",
            str(iterations),
            *stop,
            "--name",
            "sentinel2-rgbn",
            "--data",
            DATA,
            "--licence",
            "Copernicus Sentinel data terms; labels MIT",
            "--output",
            str(output),
        ]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the scenes")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "resources/models/sentinel2-rgbn.safetensors")
    parser.add_argument("--iterations", type=int, default=2000)
    parser.add_argument("--stop-after", type=int, help="step after which to stop; run again to go on")
    chosen = parser.parse_args()
    sys.exit(train(chosen.data, chosen.output, chosen.iterations, chosen.stop_after))
