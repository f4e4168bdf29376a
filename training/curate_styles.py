"""Keep the style codes of a generator whose paintings show their land cover.

python training/curate_styles.py DATA_FOLDER GENERATOR READER OUTPUT [--share 0.6]

GENERATOR is an imagery generator trained on tiles 4, 5, 7 and 8 of the Dubai aerial imagery dataset. Its bank holds
codes of random crops, and some of these were hazy, or showed water as bright as the shore: what is painted in their
style, no one can read. READER is a segmentation model of the same classes, trained on real imagery alone; it tells the
classes of three places of the training tiles, painted in the style of each code, and the codes it reads worst are left
out. The judge that the generator is measured with must be another network, or it would measure its own choice.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

import numpy as np  # noqa: E402
import torch  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from tqdm import tqdm  # noqa: E402

from satsyn_core.contract.progress import Reporter  # noqa: E402
from satsyn_core.generator.engine import make_engine  # noqa: E402
from satsyn_core.generator.families import load_generator  # noqa: E402
from satsyn_core.generator.seamless import SeamlessGenerator  # noqa: E402
from satsyn_core.generator.styles import Style  # noqa: E402
from satsyn_core.raster.window import Window, canonical_blocks  # noqa: E402
from satsyn_core.scenes.pairs import Scene, match_scene, open_scene, pair_scenes  # noqa: E402
from satsyn_core.segmentation.model import SegmentationModel  # noqa: E402

TILES = ("tile4", "tile7", "tile8")
SIDE = 512
NOISE_SEED = 7


@dataclass(frozen=True)
class Place:
    """Land cover (SIDE + 2 margin, SIDE + 2 margin) around a window, and the window's own."""

    window: Window
    around: NDArray[np.uint8]
    own: NDArray[np.uint8]


def most_varied(scene: Scene, classes: int) -> Window:
    """Return the window in which the three rarest classes have most pixels, the rarest counting most."""

    def variety(window: Window) -> float:
        shares = np.sort(np.bincount(scene.land_cover.read(window).ravel(), minlength=256)[:classes])
        return float(shares[:3] @ [4, 2, 1])

    whole = [block for block in canonical_blocks(scene.grid.window, SIDE) if block.height == block.width == SIDE]
    return max(whole, key=variety)


def places(data: Path, reader: SegmentationModel, margin: int) -> list[Place]:
    """Return a place of each tile."""
    found = []
    with ExitStack() as stack:
        for tile in TILES:
            files = pair_scenes([str(data / tile / "imagery.vrt")], [str(data / tile / "landcover.tif")])[0]
            scene = stack.enter_context(open_scene(files, match_scene(files, reader.scheme, None, Reporter())))
            window = most_varied(scene, len(reader.scheme.classes))
            found.append(Place(window, scene.land_cover.read(window.expanded(margin)), scene.land_cover.read(window)))
    return found


@torch.inference_mode()
def mean_iou(reader: SegmentationModel, images: Sequence[NDArray[np.generic]], shown: Sequence[Place]) -> float:
    """Return the reader's mean intersection over union on images of some places."""
    classes = len(reader.scheme.classes)
    confusion = np.zeros((classes, classes))
    for image, place in zip(images, shown, strict=True):
        known = place.own < classes
        logits = reader.network(torch.from_numpy(reader.normalisation.to_network(image[None], known[None])))
        told = logits[0].argmax(0).numpy()[known].astype(np.int64)
        confusion += np.bincount(place.own[known] * np.int64(classes) + told, minlength=classes**2).reshape(classes, -1)
    hits = np.diag(confusion)
    return float((hits / np.maximum(confusion.sum(0) + confusion.sum(1) - hits, 1)).mean())


def readable(generator: SeamlessGenerator, reader: SegmentationModel, shown: Sequence[Place]) -> NDArray[np.float64]:
    """Return for each code of the bank how well the reader reads what is painted in its style."""
    scores = []
    for number, code in enumerate(tqdm(generator.bank, unit="code")):
        engine = make_engine(generator, Style(code, f"code {number}"), NOISE_SEED + number, device="cpu")
        images = [engine.render(place.around, place.window.row, place.window.col) for place in shown]
        scores.append(mean_iou(reader, images, shown))
    return np.array(scores)


def curate(data: Path, generator_path: Path, reader_path: Path, output: Path, share: float) -> None:
    """Write the generator with the best share of its codes, and say in its card how they were chosen."""
    generator, reader = load_generator(generator_path), SegmentationModel.load(reader_path)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    reader.network.eval()
    scores = readable(generator, reader, places(data, reader, generator.margin))
    least = np.quantile(scores, 1 - share)
    kept = torch.from_numpy(np.flatnonzero(scores >= least))
    print(
        f"{len(kept)} of {len(scores)} codes are read with a mean IoU of {least:.3f} to {scores.max():.3f}; the others"
    )
    print(f"with {scores.min():.3f} to {scores[scores < least].max(initial=0):.3f} are left out.")
    told = (
        f"{len(kept)} of {len(scores)} codes of random training crops: those in whose style {reader.name}, a network "
        f"trained on real imagery alone, reads the painted land cover best (mean IoU of {least:.2f} or more)"
    )
    replace(generator, bank=generator.bank[kept]).with_provenance(style_codes=told).save(output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("generator", type=Path)
    parser.add_argument("reader", type=Path, help="segmentation model")
    parser.add_argument("output", type=Path)
    parser.add_argument("--share", type=float, default=0.6, help="of the codes that are kept")
    chosen = parser.parse_args()
    curate(chosen.data, chosen.generator, chosen.reader, chosen.output, chosen.share)
