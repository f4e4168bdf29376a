"""Draw the sample sheet of a bundled generator: python training/draw_samples.py MODEL IMAGERY LANDCOVER OUTPUT.jpg
[--gain 1].

Each row is one place of IMAGERY, ground that the model should not have learnt from: its land cover, the real image,
and four random styles of the model. Places are those windows that show the most classes. Real and painted images are
brightened alike by the gain.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

import matplotlib.image  # noqa: E402
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from satsyn_core.contract.class_scheme import UNKNOWN  # noqa: E402
from satsyn_core.contract.progress import Reporter  # noqa: E402
from satsyn_core.evaluation.imagery.generated import GeneratedImagery  # noqa: E402
from satsyn_core.generator.families import load_generator  # noqa: E402
from satsyn_core.generator.model import ImageryGenerator  # noqa: E402
from satsyn_core.generator.network.noise import noise_seed_of  # noqa: E402
from satsyn_core.generator.training.sample_sheet import label_picture, picture  # noqa: E402
from satsyn_core.raster.window import Window, canonical_blocks  # noqa: E402
from satsyn_core.scenes.pairs import Scene, match_scene, open_scene, pair_scenes  # noqa: E402

STYLES, ROWS, SIDE = 4, 4, 256

SEED = 1


def varied_windows(scene: Scene, classes: int, rows: int) -> list[Window]:
    """Return the windows that show most of all of the classes, one a row of the sheet."""

    def variety(window: Window) -> float:
        counts = np.bincount(scene.land_cover.read(window).ravel(), minlength=UNKNOWN + 1)[:classes]
        return float(np.sqrt(counts).sum())

    windows = [w for w in canonical_blocks(scene.grid.window, SIDE) if (w.width, w.height) == (SIDE, SIDE)]
    return sorted(windows, key=variety, reverse=True)[:rows]


def sheet(generator: ImageryGenerator, scene: Scene, gain: float) -> NDArray[np.uint8]:
    """Return the sheet as a picture (height, width, 3)."""
    painted = [
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
        # As in the imagery that the job writes, where unlabelled ground is nodata.
        known = classes != UNKNOWN
        images = [scene.read_imagery(window), *(one.read_imagery(window) * known for one in painted)]
        shown = [picture((generator.values.to_network(image)[None] + 1) * gain - 1)[0] for image in images]
        rows.append(np.concatenate([labels, *shown], 1))
    return np.concatenate(rows, 0)


def draw(model: Path, imagery: Path, landcover: Path, output: Path, gain: float) -> None:
    """Write the sheet of a model on a scene."""
    generator = load_generator(model)
    files = pair_scenes([str(imagery)], [str(landcover)])[0]
    with open_scene(files, match_scene(files, generator.scheme, None, Reporter()), Reporter()) as scene:
        matplotlib.image.imsave(output, sheet(generator, scene, gain), pil_kwargs={"quality": 88})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "imagery", "landcover", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--gain", type=float, default=1.0)
    draw(**vars(parser.parse_args()))
