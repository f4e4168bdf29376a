"""Train a segmentation network for OpenEarthMap's classes over Tokyo, to judge the imagery of `tokyo-vhr` by.

python -m training.recipes.train_tokyo_segmentation DATA_FOLDER --output FILE [--steps N] [--seed S]

DATA_FOLDER is that of `train_tokyo_vhr`: the tiles of its folder train are for training, those of val choose the best
weights. The network is trained on real imagery alone, and no generator is trained with it.

A stopped training continues when it is run again with the same --steps.
"""

from __future__ import annotations

import sys

from training.recipes.segmentation_recipe import SegmentationRecipe, read_arguments
from training.recipes.train_tokyo_vhr import recipe_scenes

STEPS = 4000

RECIPE = SegmentationRecipe(
    name="tokyo-segmentation",
    scheme="openearthmap",
    card={
        "data": "OpenEarthMap over Tokyo, RGB of 0.5 m with eight classes: 35 tiles for training, 6 for validation. "
        "Attribution: GSI aerial photographs; OpenEarthMap",
        "licence": "as that of tokyo-vhr",
    },
    options={
        "architecture": "Linknet",
        "encoder": "tu-mobilenetv3_small_100",
        "crop": "160",
        "batch": "8",
        # Bareland is 0.3 % of the pixels.
        "balanced": "0.5",
        "learning-rate": "0.003",
    },
)


if __name__ == "__main__":
    chosen = read_arguments(__doc__, None, STEPS)
    places = recipe_scenes(chosen.data)
    sys.exit(RECIPE.train(places.training, places.validation, chosen))
