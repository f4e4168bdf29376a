"""Train a generator for OpenEarthMap's classes over Tokyo, `tokyo-vhr`.

python -m training.recipes.train_tokyo_vhr DATA_FOLDER [--output OUTPUT] [--iterations N]

DATA_FOLDER holds the folders train, val and test with tiles of OpenEarthMap over Tokyo, each as `NAME_imagery.tif` (RGB
of 0.5 m) and `NAME_landcover.tif` (OpenEarthMap's values 1 to 8, 0 unlabelled). Tiles of val only choose the best
weights. Those of test, where they are there, are for sample sheet and card alone.

The model is trained from random weights, and gets its style bank, its card and, beside it, its sample sheet.
`--finish-alone` makes these three of a model that is there. With `--initial-model START --warm-up 120` the training
starts from START: `training/results/tokyo-vhr-1200.safetensors`, or `urban-vhr` with the classes of OpenEarthMap, which
`training.experiments.relabel_generator` makes.

A stopped training continues when it is run again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.experiments.rebuild_style_bank import Options
from training.recipes.finished_model import Finish
from training.recipes.generator_recipe import Recipe, RecipeScenes, read_arguments
from training.recipes.scene_paths import ScenePaths

ITERATIONS = 8000

MUDDY_RIVER = ("tokyo_42", "tokyo_43", "tokyo_44", "tokyo_52", "tokyo_53")
"""Training tiles of one river, beige on the day of the photographs, with a quarter of all pixels of water."""

RECIPE = Recipe(
    name="tokyo-vhr",
    scheme="openearthmap",
    data="OpenEarthMap (Xia, Yokoya, Adriano, Broni-Bediako, WACV 2023), 45 tiles over western and central Tokyo, RGB "
    "of 0.5 m with eight classes of land cover: 35 tiles for training, 6 for validation, 4 for testing, split by "
    "clusters of tiles at least 300 m apart. Attribution: GSI aerial photographs; OpenEarthMap",
    licence="GSI's terms for the photographs are compatible with CC BY 4.0, and OpenEarthMap gives labels the licence "
    "of their source images; its own line for Tokyo could not be read",
    options={
        "batch": "4",
        "crop": "128",
        "patience": "0",
        "loss-weights": "style_statistics=9, style_regression=0.5",
        "plan-share": "0.3",
    },
    finish=Finish(
        Options(
            left_out=tuple(f"water={tile}_imagery" for tile in MUDDY_RIVER),
            tested=("bareland", "rangeland", "developed space", "tree", "water", "building", "road"),
            apart=1.4,
        ),
        "the four tiles of the folder test, which were not used in the training",
        "tokyo_19",
    ),
)


def tiles(folder: Path) -> ScenePaths:
    """Return the tiles of a folder."""
    imagery = sorted(folder.glob("*_imagery.tif"))
    return ScenePaths(imagery, [path.with_name(path.name.replace("_imagery", "_landcover")) for path in imagery])


def recipe_scenes(data: Path) -> RecipeScenes:
    """Return the scenes of the recipe in a folder with the folders train, val and test."""
    return RecipeScenes(*(tiles(data / name) for name in ("train", "val", "test")))


def train(arguments: argparse.Namespace) -> int:
    """Train the model on the tiles; return the exit code."""
    return RECIPE.train(recipe_scenes(arguments.data), arguments)


if __name__ == "__main__":
    sys.exit(train(read_arguments(__doc__, ITERATIONS)))
