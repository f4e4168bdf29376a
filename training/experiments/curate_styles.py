"""Keep those style codes of a generator in which a segmentation model finds the land cover best.

python -m training.experiments.curate_styles DATA_FOLDER GENERATOR SEGMENTATION OUTPUT [--share 0.6]

GENERATOR is an imagery generator trained on tiles 4, 5, 7 and 8 of the Dubai aerial imagery dataset. Its bank holds
style codes of random crops. Some of these were hazy, or showed water as bright as the shore, and imagery in their style
does not show its classes. SEGMENTATION is a segmentation model of the same classes, trained on real imagery alone. It
maps synthetic imagery of a window of three training tiles in the style of each code, and the codes with the lowest mean
IoU are left out. Measure the generator with another network: this one would measure its own selection.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

from satsyn_core.contract.progress import Reporter
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import SceneStyle, Style
from satsyn_core.raster.window import Window, canonical_blocks
from satsyn_core.scenes.pairs import Scene, match_and_open_scene, pair_scenes
from satsyn_core.segmentation.model import SegmentationModel

TILES = ("tile4", "tile7", "tile8")
SIDE = 512
NOISE_SEED = 7


@dataclass(frozen=True)
class LabelledWindow:
    """The land cover of a window (SIDE, SIDE), and with the margin around it (SIDE + 2 margin, SIDE + 2 margin)."""

    window: Window
    around: NDArray[np.uint8]
    own: NDArray[np.uint8]


def most_varied_window(scene: Scene, classes: int) -> Window:
    """Return the window with most pixels of its three rarest classes; the rarest has the largest weight."""

    def variety(window: Window) -> float:
        shares = np.sort(np.bincount(scene.land_cover.read(window).ravel(), minlength=256)[:classes])
        return float(shares[:3] @ [4, 2, 1])

    whole = [block for block in canonical_blocks(scene.grid.window, SIDE) if block.height == block.width == SIDE]
    return max(whole, key=variety)


def labelled_windows(data: Path, model: SegmentationModel, margin: int) -> list[LabelledWindow]:
    """Return the most varied window of each tile."""
    found = []
    with ExitStack() as stack:
        for tile in TILES:
            files = pair_scenes([str(data / tile / "imagery.vrt")], [str(data / tile / "landcover.tif")])[0]
            scene = stack.enter_context(match_and_open_scene(files, model.scheme, None, Reporter()))
            window = most_varied_window(scene, len(model.scheme.classes))
            found.append(
                LabelledWindow(window, scene.land_cover.read(window.expanded(margin)), scene.land_cover.read(window))
            )
    return found


@torch.inference_mode()
def mean_iou(
    model: SegmentationModel, images: Sequence[NDArray[np.generic]], windows: Sequence[LabelledWindow]
) -> float:
    """Return the model's mean intersection over union on images (bands, SIDE, SIDE) of the windows."""
    classes = len(model.scheme.classes)
    confusion = np.zeros((classes, classes))
    for image, window in zip(images, windows, strict=True):
        known = window.own < classes
        logits = model.network(torch.from_numpy(model.normalisation.to_network(image[None], known[None])))
        predicted = logits[0].argmax(0).numpy()[known].astype(np.int64)
        confusion += np.bincount(window.own[known] * np.int64(classes) + predicted, minlength=classes**2).reshape(
            classes, -1
        )
    hits = np.diag(confusion)
    return float((hits / np.maximum(confusion.sum(0) + confusion.sum(1) - hits, 1)).mean())


def score_codes(
    generator: SeamlessGenerator, model: SegmentationModel, windows: Sequence[LabelledWindow]
) -> NDArray[np.float64]:
    """Return for each code of the bank the model's mean IoU on imagery in its style."""
    scores = []
    for number, code in enumerate(tqdm(generator.whole_bank.numpy(), unit="code")):
        engine = make_engine(
            generator, SceneStyle(Style(code, f"code {number}"), NOISE_SEED + number), EngineOptions(device="cpu")
        )
        images = [engine.render(each.around, each.window.row, each.window.col) for each in windows]
        scores.append(mean_iou(model, images, windows))
    return np.array(scores)


def curate(data: Path, generator_path: Path, model_path: Path, output: Path, share: float) -> None:
    """Write the generator with the best share of its codes; its card says how they were chosen."""
    generator, model = load_generator(generator_path), SegmentationModel.load(model_path)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    model.network.eval()
    scores = score_codes(generator, model, labelled_windows(data, model, generator.margin))
    least = np.quantile(scores, 1 - share)
    kept = torch.from_numpy(np.flatnonzero(scores >= least))
    print(f"Kept {len(kept)} of {len(scores)} codes, with a mean IoU of {least:.3f} to {scores.max():.3f}.")
    print(f"The others have {scores.min():.3f} to {scores[scores < least].max(initial=0):.3f}.")
    selection = (
        f"{len(kept)} of {len(scores)} codes of random training crops: those in whose style {model.name}, a network "
        f"trained on real imagery alone, finds the land cover best (mean IoU of {least:.2f} or more)"
    )
    chosen = replace(
        generator,
        bank=generator.bank[kept],
        drawable=None if generator.drawable is None else generator.drawable[kept],
        bank_radiometry=None if generator.bank_radiometry is None else generator.bank_radiometry[kept],
    )
    chosen.with_provenance(style_codes=selection).save(output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("generator", type=Path)
    parser.add_argument("segmentation", type=Path, help="segmentation model that scores the codes")
    parser.add_argument("output", type=Path)
    parser.add_argument("--share", type=float, default=0.6, help="share of the codes that are kept")
    chosen = parser.parse_args()
    curate(chosen.data, chosen.generator, chosen.segmentation, chosen.output, chosen.share)
