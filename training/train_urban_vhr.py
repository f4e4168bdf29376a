"""Rebuild the bundled model `urban-vhr`: python training/train_urban_vhr.py DATA_FOLDER [--iterations N].

DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset (Humans in the Loop and the Mohammed Bin
Rashid Space Centre, CC0 1.0), tile4, tile5, tile6, tile7 and tile8, with `imagery.vrt` and `landcover.tif`. Nothing is
learnt from tile 6, which chooses the best weights; tile 2 is for testing and never looked at.

Running it again after it was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.__main__ import main  # noqa: E402

TILES = ("tile5", "tile7", "tile8", "tile4")
VALIDATION = "tile6"
DATA = (
    "Dubai aerial imagery dataset, tiles 4, 5, 7 and 8 (tile 2 is left for testing, tile 6 for validation): RGB of "
    "about 1 m with land cover. Humans in the Loop with the Mohammed Bin Rashid Space Centre"
)


def train(data: Path, output: Path, iterations: int, stop_after: int | None) -> int:
    """Train the model on the tiles under `data`; return the exit code."""
    stop = [] if stop_after is None else ["--stop-after", str(stop_after)]
    return main(
        [
            "train-generator",
            "--imagery",
            *(str(data / tile / "imagery.vrt") for tile in TILES),
            "--landcover",
            *(str(data / tile / "landcover.tif") for tile in TILES),
            "--validation-imagery",
            str(data / VALIDATION / "imagery.vrt"),
            "--validation-landcover",
            str(data / VALIDATION / "landcover.tif"),
            "--scheme",
            str(REPOSITORY / "resources/class_schemes/urban.json"),
            "--iterations",
            str(iterations),
            *stop,
            "--name",
            "urban-vhr",
            "--data",
            DATA,
            "--licence",
            "CC0 1.0",
            "--output",
            str(output),
        ]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "resources/models/urban-vhr.safetensors")
    parser.add_argument("--iterations", type=int, default=3300)
    parser.add_argument("--stop-after", type=int, help="step after which to stop; run again to go on")
    chosen = parser.parse_args()
    sys.exit(train(chosen.data, chosen.output, chosen.iterations, chosen.stop_after))
