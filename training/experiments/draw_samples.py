"""Draw the sample sheet of a bundled generator.

python -m training.experiments.draw_samples MODEL IMAGERY LANDCOVER OUTPUT.jpg [--gain 1]

Each row is one window of IMAGERY, which the model should not have been trained on: its land cover, the real image, and
four random styles of the model. The windows are those that show the most classes. The gain brightens real and synthetic
images alike.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib.image
import numpy as np
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.contract.marked_pictures import mark_picture
from satsyn_core.contract.media_source import MediaSource
from satsyn_core.contract.progress import Reporter
from satsyn_core.evaluation.imagery.generated import GeneratedImagery
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.model import ImageryGenerator
from satsyn_core.generator.network.noise import noise_seed_of
from satsyn_core.generator.training.sample_sheet import label_picture, picture
from satsyn_core.raster.window import Window, canonical_blocks
from satsyn_core.scenes.pairs import Scene, match_and_open_scene, pair_scenes

STYLES, ROWS, SIDE = 4, 4, 256

SEED = 1


def varied_windows(scene: Scene, classes: int, rows: int) -> list[Window]:
    """Return the `rows` windows that show the most classes, each with many pixels."""

    def variety(window: Window) -> float:
        counts = np.bincount(scene.land_cover.read(window).ravel(), minlength=UNKNOWN + 1)[:classes]
        return float(np.sqrt(counts).sum())

    windows = [w for w in canonical_blocks(scene.grid.window, SIDE) if (w.width, w.height) == (SIDE, SIDE)]
    return sorted(windows, key=variety, reverse=True)[:rows]


def sheet(generator: ImageryGenerator, scene: Scene, gain: float) -> NDArray[np.uint8]:
    """Return the sheet as a picture (height, width, 3)."""
    generated = [
        GeneratedImagery(
            f"style {variant + 1}",
            scene.land_cover,
            generator,
            generator.draw_style(SEED, variant),
            noise_seed_of(SEED, variant),
            "cpu",
        )
        for variant in range(STYLES)
    ]
    colours = [one.colour for one in generator.scheme.classes]
    rows = []
    for window in varied_windows(scene, len(generator.scheme.classes), ROWS):
        classes = scene.land_cover.read(window)
        labels = label_picture(classes, colours)
        # As in the imagery that the job writes, where unlabelled pixels are nodata.
        known = classes != UNKNOWN
        images = [scene.read_imagery(window), *(one.read_imagery(window) * known for one in generated)]
        pictures = [picture((generator.values.to_network(image)[None] + 1) * gain - 1)[0] for image in images]
        rows.append(np.concatenate([labels, *pictures], 1))
    return np.concatenate(rows, 0)


def draw(model: Path, imagery: Path, landcover: Path, output: Path, gain: float) -> None:
    """Write the sheet of a model on a scene."""
    generator = load_generator(model)
    files = pair_scenes([str(imagery)], [str(landcover)])[0]
    with match_and_open_scene(files, generator.scheme, None, Reporter()) as scene:
        matplotlib.image.imsave(output, sheet(generator, scene, gain), pil_kwargs={"quality": 88})
    mark_picture(output, MediaSource.COMPOSITE, generator.name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "imagery", "landcover", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--gain", type=float, default=1.0)
    draw(**vars(parser.parse_args()))
