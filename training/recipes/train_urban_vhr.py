"""Rebuild the bundled model `urban-vhr`: python training/train_urban_vhr.py DATA_FOLDER [--iterations N].

DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset (Humans in the Loop and the Mohammed Bin
Rashid Space Centre, CC0 1.0), tile4, tile5, tile6, tile7 and tile8, with `imagery.vrt` and `landcover.tif`. Nothing is
learnt from tile 6, which chooses the best weights; tile 2 is for testing and never looked at.

Running it again after it was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

RECIPES = Path(__file__).resolve().parent
sys.path.insert(0, str(RECIPES))

from generator_recipe import Ground, Recipe, asked_for  # noqa: E402

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


def train(asked: argparse.Namespace) -> int:
    """Train the model on the tiles; return the exit code."""

    def ground(tiles: Sequence[str]) -> Ground:
        folders = [asked.data / tile for tile in tiles]
        return Ground([folder / "imagery.vrt" for folder in folders], [folder / "landcover.tif" for folder in folders])

    return RECIPE.train(ground(TILES), ground(VALIDATION), asked)


if __name__ == "__main__":
    sys.exit(train(asked_for(__doc__, ITERATIONS)))
