"""Train a generator for OpenEarthMap's classes over Tokyo, `tokyo-vhr`.

python -m training.recipes.train_tokyo_vhr DATA_FOLDER --initial-model START --output OUTPUT [--iterations N]

DATA_FOLDER holds the folders train, val and test with tiles of OpenEarthMap over Tokyo, each as `NAME_imagery.tif` (RGB
of 0.5 m) and `NAME_landcover.tif` (OpenEarthMap's values 1 to 8, 0 unlabelled). Tiles of val only choose the best
weights. Those of test are not used.

START is `training/results/tokyo-vhr-1200.safetensors`, or `urban-vhr` with the classes of OpenEarthMap, which
`training.experiments.relabel_generator` makes.

A stopped training continues when it is run again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.recipes.generator_recipe import Recipe, ScenePaths, read_arguments

ITERATIONS = 2200

RECIPE = Recipe(
    name="tokyo-vhr",
    scheme="openearthmap",
    data="OpenEarthMap (Xia, Yokoya, Adriano, Broni-Bediako, WACV 2023), 45 tiles over western and central Tokyo, RGB "
    "of 0.5 m with eight classes of land cover: 35 tiles for training, 6 for validation, 4 for testing, split by "
    "clusters of tiles at least 300 m apart. Attribution: GSI aerial photographs; OpenEarthMap",
    licence="GSI's terms for the photographs are compatible with CC BY 4.0, and OpenEarthMap gives labels the licence "
    "of their source images; its own line for Tokyo could not be read",
    options={
        "warm-up": "120",
        "batch": "4",
        "crop": "96",
        "patience": "0",
        "loss-weights": "style_statistics=9, style_regression=0.5",
        "plan-share": "0.3",
    },
)


def tiles(folder: Path) -> ScenePaths:
    """Return the tiles of a folder."""
    imagery = sorted(folder.glob("*_imagery.tif"))
    return ScenePaths(imagery, [path.with_name(path.name.replace("_imagery", "_landcover")) for path in imagery])


def train(arguments: argparse.Namespace) -> int:
    """Train the model on the tiles; return the exit code."""
    return RECIPE.train(tiles(arguments.data / "train"), tiles(arguments.data / "val"), arguments)


if __name__ == "__main__":
    sys.exit(train(read_arguments(__doc__, ITERATIONS)))
