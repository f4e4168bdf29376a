"""Measure how far a generator reaches what it should, on test scenes that it was not trained on, and print a table.

python -m training.experiments.measure_reach PLACE DATA_FOLDER GENERATOR OUTPUT.json --evaluation-networks A B C
    [--styles 30] [--card]

PLACE is dubai, tokyo or india, and DATA_FOLDER that of the recipe for the place. The evaluation networks are
segmentation models of the same classes, trained on real imagery alone; give some that had no part in the generator's
training or in the choice of its styles. OUTPUT.json gets all figures:

- coverage of the real range of brightness, colour and grain, beside that of as many other real crops
  (`training.experiments.measure_coverage`);
- precision and recall of the nearest-neighbour manifold, and the Fréchet distance over that of two halves of the real
  imagery, in the features of each network. Each synthetic patch has the land cover of a patch of the second half, and a
  random style of its own. The second half is also what real imagery reaches;
- label faithfulness: the mean IoU of each network in the worst of many random styles, over that on real imagery of the
  same windows;
- copies of training imagery, and how many planted ones the search finds.

A stopped measurement goes on with the part that it stopped in when it is run again with the same options.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from satsyn_core.contract.atomic_files import complete_or_absent
from satsyn_core.contract.progress import Reporter
from satsyn_core.evaluation.imagery.comparison import Comparison
from satsyn_core.evaluation.imagery.copies import CopyAudit
from satsyn_core.evaluation.imagery.distances import frechet_distance
from satsyn_core.evaluation.imagery.evaluate import search_copies
from satsyn_core.evaluation.imagery.features import segmentation_features
from satsyn_core.evaluation.imagery.patches import Patches, draw_patches
from satsyn_core.evaluation.imagery.precision_recall import precision_recall
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.engines import EngineBlock
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.noise import noise_seed_of
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import SceneStyle
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.window import Window, canonical_blocks
from satsyn_core.scenes.imagery import UnlabelledImagery
from satsyn_core.scenes.pairs import Scene, match_and_open_scene, open_imagery, pair_scenes
from satsyn_core.segmentation.model import SegmentationModel
from training.experiments.measure_coverage import CoverageOptions, coverage_of, label_faithfulness
from training.experiments.measure_generator import write_card
from training.experiments.reach_table import reach_table, summary
from training.recipes import train_sentinel2_rgbn, train_tokyo_vhr, train_urban_vhr
from training.recipes.generator_recipe import RecipeScenes
from training.recipes.scene_paths import ScenePaths

PLACES: dict[str, Callable[[Path], RecipeScenes]] = {
    "dubai": train_urban_vhr.recipe_scenes,
    "tokyo": train_tokyo_vhr.recipe_scenes,
    "india": train_sentinel2_rgbn.recipe_scenes,
}

WINDOW_SIDE, WINDOWS = 512, 2
"""Windows of the test scenes on which label faithfulness is measured; smaller scenes have smaller ones."""

PATCHES = 64
"""Real patches of each half at most."""

COPIED, PLANTED = 12, 4
"""Synthetic patches that are searched for copies, and patches of training imagery that are planted as such."""

UNSEEN = 24
"""Unseen real patches that they are compared with: beside 12, one of four planted copies was not told from chance."""

PLANTED_NOISE = 3.0
"""Standard deviation, in digital numbers, of the noise on planted copies, which are also turned and mirrored."""


@dataclass(frozen=True)
class ReachOptions:
    """How a generator is measured.

    Attributes:
        styles: random styles for label faithfulness.
        draws: halves of the real imagery, and styles, over which distances are averaged.
        patch: pixels along the side of patches and crops.
        crops: of each class, for coverage.
        seed: of styles, noise and patches.
    """

    styles: int
    draws: int
    patch: int
    crops: int
    seed: int


@dataclass(frozen=True)
class Subject:
    """What is measured.

    Attributes:
        generator: the model.
        scenes: open test scenes.
        networks: evaluation networks.
        options: see `ReachOptions`.
    """

    generator: SeamlessGenerator
    scenes: Sequence[Scene]
    networks: Sequence[SegmentationModel]
    options: ReachOptions


def renderer(
    generator: SeamlessGenerator, seed: int, variant: int
) -> Callable[[LandCoverReader, Window], NDArray[np.generic]]:
    """Return what renders a window of a land cover (bands, h, w) in a random style.

    Args:
        generator: the model.
        seed, variant: of style and noise.
    """
    scene_style = SceneStyle(generator.draw_style(seed, variant), noise_seed_of(seed, variant))
    renders = make_engine(generator, scene_style, EngineOptions(device="cpu"))

    def render(land_cover: LandCoverReader, window: Window) -> NDArray[np.generic]:
        block = EngineBlock(window, renders.align, generator.margin)
        return block.cut_imagery(renders.render(land_cover.read_mirrored(block.around), block.core.row, block.core.col))

    return render


def in_own_styles(subject: Subject, patches: Patches, seed: int) -> Patches:
    """Return the land cover of patches as the generator renders it, each in a random style of its own."""
    land_cover = {(scene.name, scene.grid): scene.land_cover for scene in subject.scenes}
    images = [
        renderer(subject.generator, seed, number)(land_cover[place.source, place.grid], place.window)
        for number, place in enumerate(patches.places)
    ]
    return Patches(np.stack(images), patches.classes, patches.places)


def resemblance(subject: Subject) -> list[dict[str, Any]]:
    """Return Fréchet distance over that of real halves, precision and recall in the features of each network, and those
    of the second half of the real imagery, as means over the draws.
    """
    options = subject.options
    found: list[list[dict[str, float]]] = [[] for _ in subject.networks]
    for draw in range(options.seed, options.seed + options.draws):
        real = draw_patches(subject.scenes, options.patch, 2 * PATCHES, draw)
        half = len(real) // 2
        first, second = real.select(0, half), real.select(half, 2 * half)
        synthetic = in_own_styles(subject, second, draw)
        for network, of_network in zip(subject.networks, found, strict=True):
            one, other, made = (segmentation_features(network).features(each) for each in (first, second, synthetic))
            generated, actual = precision_recall(one, made), precision_recall(one, other)
            of_network.append(
                {
                    "patches": half,
                    "frechet_ratio_to_floor": frechet_distance(one, made) / frechet_distance(one, other),
                    "precision": generated.precision,
                    "recall": generated.recall,
                    "real_precision": actual.precision,
                    "real_recall": actual.recall,
                }
            )
    return [{name: statistics.mean(one[name] for one in own) for name in own[0]} for own in found]


def faithfulness_windows(scenes: Sequence[Scene]) -> list[tuple[Scene, Window]]:
    """Return windows of equal size, evenly over all scenes."""
    side = min(WINDOW_SIDE, *(min(scene.grid.window.width, scene.grid.window.height) for scene in scenes))
    blocks = [
        (scene, window)
        for scene in scenes
        for window in canonical_blocks(scene.grid.window, side)
        if (window.width, window.height) == (side, side)
    ]
    return [blocks[number * len(blocks) // WINDOWS] for number in range(WINDOWS)] if len(blocks) > WINDOWS else blocks


@torch.inference_mode()
def faithfulness(subject: Subject) -> list[dict[str, Any]]:
    """Return the mean IoU of each network on real imagery, and in each random style on the same windows."""
    generator, options = subject.generator, subject.options
    windows = faithfulness_windows(subject.scenes)
    labels = torch.from_numpy(np.stack([scene.read_classes(window) for scene, window in windows]))

    def scores(images: Sequence[NDArray[np.generic]]) -> list[float]:
        shown = torch.from_numpy(np.stack([generator.values.to_network(image) for image in images]))
        found = [label_faithfulness(network, shown, labels, generator.values) for network in subject.networks]
        return [one["mean_iou"] for one in found]

    real = scores([scene.read_imagery(window) for scene, window in windows])
    of_styles = []
    for number in range(options.styles):
        render = renderer(generator, options.seed, number)
        of_styles.append(scores([render(scene.land_cover, window) for scene, window in windows]))
    return [
        {"real": on_real, "styles": list(own), "worst_over_real": min(own) / on_real}
        for on_real, own in zip(real, zip(*of_styles, strict=True), strict=True)
    ]


def planted_copies(training: Sequence[UnlabelledImagery], options: ReachOptions) -> Patches:
    """Return patches of the training imagery, turned, mirrored and with some noise."""
    drawn = draw_patches(training, options.patch, PLANTED, options.seed)
    turned = np.rot90(drawn.images, axes=(2, 3))[:, :, :, ::-1].astype(np.float32)
    noisy = turned + np.random.default_rng(options.seed).normal(0, PLANTED_NOISE, turned.shape)
    low, high = drawn.images.min(), drawn.images.max()
    return Patches(np.clip(np.rint(noisy), low, high).astype(drawn.images.dtype), drawn.classes, drawn.places)


def copies(subject: Subject, training: Sequence[UnlabelledImagery], unseen: Sequence[Scene]) -> dict[str, Any]:
    """Return the copy audit of synthetic patches, and how many planted copies the same search finds."""
    generator, options = subject.generator, subject.options
    comparison = Comparison(
        real=subject.scenes,
        sets=[],
        training=training,
        unseen=unseen,
        scheme=generator.scheme,
        band_names=generator.band_names,
        low=generator.values.low,
        high=generator.values.high,
        extractor=segmentation_features(subject.networks[0]),
        segmentation=None,
        patch=options.patch,
        count=UNSEEN,
        seed=options.seed,
    )
    real = draw_patches(subject.scenes, options.patch, COPIED, options.seed)
    synthetic = in_own_styles(subject, real, options.seed)
    audit = search_copies(comparison, synthetic, Reporter())
    planted = search_copies(comparison, planted_copies(training, options), Reporter())
    if not isinstance(audit, CopyAudit) or not isinstance(planted, CopyAudit):
        sys.exit(audit.verdict)
    return {"audit": audit.to_json(), "planted": PLANTED, "planted_found": planted.copies}


def measure(subject: Subject, training: Sequence[UnlabelledImagery], unseen: Sequence[Scene], output: Path) -> None:
    """Add the figures that OUTPUT.json lacks, part by part.

    Args:
        subject: see `Subject`.
        training: imagery that the generator was trained on.
        unseen: scenes that it was not trained on.
        output: JSON file that has the facts of the measurement already.
    """
    parts: dict[str, Callable[[], Any]] = {
        "resemblance": lambda: resemblance(subject),
        "faithfulness": lambda: faithfulness(subject),
        "copies": lambda: copies(subject, training, unseen),
    }
    for name, part in parts.items():
        add_part(output, name, part)


def add_part(output: Path, name: str, part: Callable[[], Any]) -> None:
    """Add a part to OUTPUT.json, unless it is there."""
    measured = json.loads(output.read_text(encoding="utf-8"))
    if name not in measured:
        print(f"Measuring {name}", file=sys.stderr, flush=True)
        write_json(output, {**measured, name: part()})


def write_json(output: Path, content: dict[str, Any]) -> None:
    """Write a JSON file, complete or not at all."""
    with complete_or_absent(output) as temporary:
        temporary.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def begin(output: Path, facts: dict[str, Any]) -> None:
    """Write the facts of a measurement, unless the file holds one with the same facts."""
    if output.exists():
        with suppress(ValueError):
            found = json.loads(output.read_text(encoding="utf-8"))
            if all(found.get(name) == fact for name, fact in facts.items()):
                return
    write_json(output, facts)


def load_models(model: Path, evaluation_networks: Sequence[Path]) -> tuple[SeamlessGenerator, list[SegmentationModel]]:
    """Return a generator and evaluation networks of its classes; exit with a sentence if they do not fit."""
    generator = load_generator(model)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    networks = [SegmentationModel.load(path) for path in evaluation_networks]
    for path, network in zip(evaluation_networks, networks, strict=True):
        if network.scheme.names != generator.scheme.names:
            sys.exit(f"{path} has other classes than {generator.name}: give networks of the same classes.")
        network.network.eval()
    return generator, networks


def write_reach(arguments: argparse.Namespace) -> None:
    """Measure the generator of the command line, write the JSON file and print the table."""
    generator, networks = load_models(arguments.generator, arguments.evaluation_networks)
    scenes, output = PLACES[arguments.place](arguments.data), arguments.output
    if not scenes.test.imagery:
        sys.exit(f"{arguments.data} has no test scenes of {arguments.place}: give the folder of the recipe's imagery.")
    options = ReachOptions(arguments.styles, arguments.draws, arguments.crop, arguments.crops, arguments.seed)
    facts = {
        "model": generator.name,
        "digest": f"sha256 {generator.digest[:12]}",
        "place": arguments.place,
        "evaluation_networks": [network.digest[:12] for network in networks],
        "options": asdict(options),
    }
    begin(output, facts)
    files = (scenes.test.imagery_names, scenes.test.land_cover_names)
    how = CoverageOptions(options.patch, options.crops, 1, ("random",))
    add_part(output, "coverage", lambda: coverage_of(generator, files, [], how))
    with ExitStack() as stack:
        test, validation = opened(scenes.test, generator, stack), opened(scenes.validation, generator, stack)
        training = []
        for path in scenes.training.imagery:
            imagery = stack.enter_context(open_imagery(str(path)))
            training.append(UnlabelledImagery(f"{path.parent.name}/{path.name}", imagery.imagery, imagery.bands))
        measure(Subject(generator, test, networks, options), training, [*test, *validation], output)
    measured = json.loads(output.read_text(encoding="utf-8"))
    if arguments.card:
        write_card(arguments.generator, summary(measured))
    print(reach_table(measured))


def opened(paths: ScenePaths, generator: SeamlessGenerator, stack: ExitStack) -> list[Scene]:
    """Open scenes until the stack closes."""
    pairs = pair_scenes(paths.imagery_names, paths.land_cover_names)
    matched = (match_and_open_scene(one, generator.scheme, None, Reporter()) for one in pairs)
    return [stack.enter_context(one) for one in matched]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("place", choices=sorted(PLACES))
    parser.add_argument("data", type=Path, help="folder of the recipe's imagery")
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path, help="JSON file to write")
    parser.add_argument("--evaluation-networks", type=Path, nargs="+", required=True)
    parser.add_argument("--styles", type=int, default=30, help="random styles for label faithfulness")
    parser.add_argument("--draws", type=int, default=3, help="draws of patches for distances")
    parser.add_argument("--crop", type=int, default=128, help="pixels along the side of crops and patches")
    parser.add_argument("--crops", type=int, default=48, help="crops of each class for coverage")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--card", action="store_true", help="put the figures into the generator's file")
    write_reach(parser.parse_args())
