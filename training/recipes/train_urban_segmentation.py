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

import sys
from collections.abc import Sequence
from pathlib import Path

from satsyn_core.contract.bundled import BUNDLED_SEGMENTATION
from training.recipes.scene_paths import ScenePaths
from training.recipes.segmentation_recipe import SegmentationRecipe, read_arguments

TRAINING, VALIDATION = ("tile7", "tile8", "tile5"), ("tile6",)
STEPS = 6000

RECIPE = SegmentationRecipe(
    name="urban-segmentation",
    scheme="urban",
    card={
        "data": "Dubai aerial imagery dataset, tiles 7, 8 and 5, validated on tile 6 (tile 2 is left for testing): RGB "
        "of about 1 m with land cover. Humans in the Loop with the Mohammed Bin Rashid Space Centre",
        "licence": "CC0 1.0",
    },
    options={
        "architecture": "Linknet",
        # 0.4 million weights, 1.6 MB: small enough to come with the plugin.
        "encoder": "tu-mobilenetv3_small_050",
        # The side of the patches that imagery is compared in.
        "crop": "128",
        "learning-rate": "0.003",
    },
)


def scenes(data: Path, tiles: Sequence[str]) -> ScenePaths:
    """Return the scenes of some tiles."""
    return ScenePaths(
        [data / tile / "imagery.vrt" for tile in tiles], [data / tile / "landcover.tif" for tile in tiles]
    )


if __name__ == "__main__":
    chosen = read_arguments(__doc__, BUNDLED_SEGMENTATION, STEPS)
    sys.exit(RECIPE.train(scenes(chosen.data, TRAINING), scenes(chosen.data, VALIDATION), chosen))
