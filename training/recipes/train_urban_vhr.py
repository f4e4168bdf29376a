"""Train a generator like the bundled `urban-vhr`.

python -m training.recipes.train_urban_vhr DATA_FOLDER [--iterations N]

DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset (Humans in the Loop and the Mohammed Bin
Rashid Space Centre, CC0 1.0), tile4, tile5, tile6, tile7 and tile8, with `imagery.vrt` and `landcover.tif`. Tile 6 only
chooses the best weights. Tile 2 is not used: it is for testing.

A stopped training continues when it is run again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from training.recipes.generator_recipe import Recipe, ScenePaths, read_arguments

TILES, VALIDATION = ("tile5", "tile7", "tile8", "tile4"), ("tile6",)
ITERATIONS = 3300

RECIPE = Recipe(
    name="urban-vhr",
    scheme="urban",
    data="Dubai aerial imagery dataset, tiles 4, 5, 7 and 8 (tile 2 is left for testing, tile 6 for validation): RGB "
    "of about 1 m with land cover. Humans in the Loop with the Mohammed Bin Rashid Space Centre",
    licence="CC0 1.0",
    options={},
)


def train(arguments: argparse.Namespace) -> int:
    """Train the model on the tiles; return the exit code."""

    def paths_of(tiles: Sequence[str]) -> ScenePaths:
        folders = [arguments.data / tile for tile in tiles]
        return ScenePaths(
            [folder / "imagery.vrt" for folder in folders], [folder / "landcover.tif" for folder in folders]
        )

    return RECIPE.train(paths_of(TILES), paths_of(VALIDATION), arguments)


if __name__ == "__main__":
    sys.exit(train(read_arguments(__doc__, ITERATIONS)))
