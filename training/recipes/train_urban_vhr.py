"""Train a generator like the bundled `urban-vhr`.

python -m training.recipes.train_urban_vhr DATA_FOLDER [--iterations N]

DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset (Humans in the Loop and the Mohammed Bin
Rashid Space Centre, CC0 1.0), tile4, tile5, tile6, tile7 and tile8, with `imagery.vrt` and `landcover.tif`. Tile 6 only
chooses the best weights. Tile 2, where it is there, is for sample sheet and card alone.

The training starts from the weights of `tokyo-vhr`, which `training.recipes.train_tokyo_vhr` trains from random ones.
The model gets its style bank, its card and, beside it, its sample sheet. A stopped training continues when it is run
again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from satsyn_core.contract.bundled import BUNDLED_SEGMENTATION
from training.experiments.rebuild_style_bank import Options
from training.recipes.finished_model import Finish
from training.recipes.generator_recipe import Recipe, RecipeScenes, Start, read_arguments
from training.recipes.scene_paths import ScenePaths

TILES, VALIDATION, TEST = ("tile5", "tile7", "tile8", "tile4"), ("tile6",), "tile2"
ITERATIONS = 2400

RECIPE = Recipe(
    name="urban-vhr",
    scheme="urban",
    data="Dubai aerial imagery dataset, tiles 4, 5, 7 and 8 (tile 2 is left for testing, tile 6 for validation): RGB "
    "of about 1 m with land cover. Humans in the Loop with the Mohammed Bin Rashid Space Centre. The training starts "
    "from the weights of tokyo-vhr. Attribution of its data: GSI aerial photographs; OpenEarthMap",
    licence="CC0 1.0; that of the weights that the training starts from stands in the card of tokyo-vhr",
    options={
        "batch": "4",
        "crop": "128",
        "patience": "0",
        "warm-up": "100",
        "loss-weights": "style_statistics=3, style_regression=0.5",
        "plan-share": "0.3",
    },
    start=Start(
        "tokyo-vhr",
        {"water": "water", "land": "bareland", "road": "road", "vegetation": "tree", "building": "building"},
    ),
    finish=Finish(
        Options(tested=("water", "land", "vegetation"), apart=1.15),
        "tile 2, which was not used in the training",
        TEST,
        recognised_by=BUNDLED_SEGMENTATION,
    ),
)


def recipe_scenes(data: Path) -> RecipeScenes:
    """Return the scenes of the recipe in a folder of tiles; without tile 2 there are no test scenes."""

    def paths_of(tiles: Sequence[str]) -> ScenePaths:
        folders = [data / tile for tile in tiles]
        return ScenePaths(
            [folder / "imagery.vrt" for folder in folders], [folder / "landcover.tif" for folder in folders]
        )

    test = [TEST] if (data / TEST).exists() else []
    return RecipeScenes(paths_of(TILES), paths_of(VALIDATION), paths_of(test))


def train(arguments: argparse.Namespace) -> int:
    """Train the model on the tiles; return the exit code."""
    return RECIPE.train(recipe_scenes(arguments.data), arguments)


if __name__ == "__main__":
    sys.exit(train(read_arguments(__doc__, ITERATIONS)))
