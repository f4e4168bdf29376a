"""Rebuild the bundled segmentation model `urban-segmentation`.

python training/train_urban_segmentation.py DATA_FOLDER [--steps N] [--seed S] [--output FILE]

Its encoder gives the features in which Evaluate synthetic imagery compares images when no segmentation model is given.
DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset (Humans in the Loop and the Mohammed Bin
Rashid Space Centre, CC0 1.0), with `imagery.vrt` and `landcover.tif`: tiles 7, 8 and 5 are learnt from, tile 6 chooses
the best weights. Tile 2 is never looked at, so that imagery of it can be measured.

It is another network with another seed than the judges of judge_dubai.py, and no generator is trained with it: a
generator does well in features that it was trained against, whatever its imagery is like.

Running it again after it was stopped goes on where it was, with the same --steps.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.__main__ import main  # noqa: E402
from satsyn_core.segmentation.model import SegmentationModel  # noqa: E402

TRAINING, VALIDATION = ("tile7", "tile8", "tile5"), "tile6"

ARCHITECTURE, ENCODER = "Linknet", "tu-mobilenetv3_small_050"
"""0.4 million weights, 1.6 MB: small enough to come with the plugin."""

SEED = 1000
"""Far from the seeds of the judges."""

CARD = {
    "data": "Dubai aerial imagery dataset, tiles 7, 8 and 5, validated on tile 6 (tile 2 is left for testing): RGB of "
    "about 1 m with land cover. Humans in the Loop with the Mohammed Bin Rashid Space Centre",
    "licence": "CC0 1.0",
}

CROP = 128
"""The patches that imagery is compared in have this size."""


def train(data: Path, output: Path, steps: int, seed: int) -> int:
    """Train the model on the tiles under `data` and write its card; return the exit code."""
    code = main(
        [
            "train-evaluate-segmentation",
            "--imagery",
            *(str(data / tile / "imagery.vrt") for tile in TRAINING),
            "--landcover",
            *(str(data / tile / "landcover.tif") for tile in TRAINING),
            "--validation-imagery",
            str(data / VALIDATION / "imagery.vrt"),
            "--validation-landcover",
            str(data / VALIDATION / "landcover.tif"),
            "--scheme",
            str(REPOSITORY / "resources/class_schemes/urban.json"),
            "--architecture",
            ARCHITECTURE,
            "--encoder",
            ENCODER,
            "--no-pretrained",
            "--crop",
            str(CROP),
            "--learning-rate",
            "0.003",
            "--patience",
            "0",
            "--steps",
            str(steps),
            "--seed",
            str(seed),
            "--name",
            "urban-segmentation",
            "--output",
            str(output),
        ]
    )
    if code == 0:
        model = SegmentationModel.load(output)
        replace(model, provenance={**model.provenance, **CARD}).save(output)
    return code


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "resources/models/urban-segmentation.safetensors")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    sys.exit(train(chosen.data, chosen.output, chosen.steps, chosen.seed))
