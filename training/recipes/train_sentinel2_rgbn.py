"""Train a generator like the bundled `sentinel2-rgbn`.

python -m training.recipes.train_sentinel2_rgbn DATA_FOLDER [--iterations N]

DATA_FOLDER holds scenes of Sentinel-2 over India as `scene_NNN_rgbn.tif` (red, green, blue, near infrared, 8 bits,
about 10 m) with `scene_NNN_landcover.tif` (0 undefined, 1 water, 2 vegetation, 3 built-up, coarse polygons). Every
sixth scene is held out: it only chooses the best weights. Sample sheet and card show the held-out scenes, but for one
that shows the ground of a training scene.

The model is trained from random weights, and gets its style bank, its card and, beside it, its sample sheet. A stopped
training continues when it is run again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from training.experiments.rebuild_style_bank import Options
from training.recipes.finished_model import Finish
from training.recipes.generator_recipe import Recipe, RecipeScenes, read_arguments
from training.recipes.scene_paths import ScenePaths

HELD_OUT_EVERY = 6

OVERLAPPING = "scene_065"
"""The held-out scene that shows the ground of training scene 64."""

ITERATIONS = 2800
PIXEL_METRES = 10

FINE_NOISE = 1
"""Houses and fields are a few pixels wide at most: with faint noise their texture was a lattice."""

SHEET_GAIN = 2.5
"""Of the sample sheet: the scenes are dark."""

PLOT_PIXELS = 6
"""About the side of a field or a block of houses: the polygons hold hundreds of them."""

RECIPE = Recipe(
    name="sentinel2-rgbn",
    scheme="sentinel2",
    data="Sentinel-2 scenes over India, 8-bit red, green, blue and near infrared of about 10 m, with coarse polygons "
    "of water, vegetation and built-up land. Contains modified Copernicus Sentinel data; labels from an MIT-licensed "
    "repository. Every sixth scene was held out",
    licence="Copernicus Sentinel data terms; labels MIT",
    options={
        "pixel-size": str(PIXEL_METRES),
        "fine-noise": str(FINE_NOISE),
        "shapes": "instances",
        "instances": "vegetation,built-up",
        "instance-size": str(PLOT_PIXELS),
        "warm-up": "50",
        "crop": "96",
    },
    finish=Finish(
        Options(tested=("water", "vegetation")),
        "the scenes held out but scene 65; they also chose the weights",
        "scene_0",
        SHEET_GAIN,
    ),
)


def training_and_held_out(data: Path) -> tuple[ScenePaths, ScenePaths]:
    """Return the scenes that the generator is trained on, and those held out."""
    scenes = sorted(path.name.removesuffix("_rgbn.tif") for path in data.glob("scene_*_rgbn.tif"))
    held_out = scenes[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY]

    def paths_of(names: Sequence[str]) -> ScenePaths:
        return ScenePaths(
            [data / f"{name}_rgbn.tif" for name in names],
            [data / f"{name}_landcover.tif" for name in names],
        )

    return paths_of([name for name in scenes if name not in held_out]), paths_of(held_out)


def new_ground(held_out: ScenePaths) -> ScenePaths:
    """Return the scenes held out without the one that shows the ground of a training scene."""
    pairs = zip(held_out.imagery, held_out.land_cover, strict=True)
    kept = [(image, cover) for image, cover in pairs if not image.name.startswith(OVERLAPPING)]
    return ScenePaths([image for image, _ in kept], [cover for _, cover in kept])


def recipe_scenes(data: Path) -> RecipeScenes:
    """Return the scenes of the recipe in a folder."""
    training, held_out = training_and_held_out(data)
    return RecipeScenes(training, held_out, new_ground(held_out))


def train(arguments: argparse.Namespace) -> int:
    """Train the model on the scenes; return the exit code."""
    return RECIPE.train(recipe_scenes(arguments.data), arguments)


if __name__ == "__main__":
    sys.exit(train(read_arguments(__doc__, ITERATIONS)))
