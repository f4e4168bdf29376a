"""Train a segmentation model like the bundled `urban-segmentation`.

python -m training.recipes.train_urban_segmentation DATA_FOLDER [--steps N] [--seed S] [--output FILE]

Its encoder gives the features in which Evaluate synthetic imagery compares images when no segmentation model is given.
DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset (Humans in the Loop and the Mohammed Bin
Rashid Space Centre, CC0 1.0), with `imagery.vrt` and `landcover.tif`. Tiles 7, 8 and 5 are for training, and tile 6
chooses the best weights. Tile 2 is not used, so that imagery of it can be measured.

It has another architecture and seed than the networks of `training.experiments.dubai_evaluation_network`, and no
generator is trained with it: a generator scores well in features that it was trained against, whatever its imagery.

A stopped training continues when it is run again with the same --steps.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from satsyn_core.command_line import main
from satsyn_core.contract.bundled import BUNDLED_SEGMENTATION, RESOURCES
from satsyn_core.segmentation.model import SegmentationModel

TRAINING, VALIDATION = ("tile7", "tile8", "tile5"), "tile6"

ARCHITECTURE, ENCODER = "Linknet", "tu-mobilenetv3_small_050"
"""0.4 million weights, 1.6 MB: small enough to come with the plugin."""

SEED = 1000
"""Far from the seeds of the evaluation networks."""

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
            str(RESOURCES / "class_schemes" / "urban.json"),
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
    parser.add_argument("--output", type=Path, default=BUNDLED_SEGMENTATION)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    sys.exit(train(chosen.data, chosen.output, chosen.steps, chosen.seed))
