"""Compare segmentation networks trained on synthetic imagery alone with those trained on real imagery of the same area.

python -m training.experiments.train_on_synthetic DATA_FOLDER GENERATOR OUTPUT_FOLDER --evaluation-networks FOLDER
    [--seeds 0 1 2] [--styles 64] [--chip 512]

FOLDER is the output of `training.experiments.dubai_evaluation_network`, whose networks were trained on real imagery of
the training tiles. For each seed, imagery of the same tiles is generated in chips, each in one of the random styles of
its tile, and a network is trained on it for as many steps as the evaluation network of that seed. With a single style
for a whole tile, the network learns what is peculiar to that style. With `--styles 0` each chip has the style of its
own real image.
All networks have their best weights chosen on real tile 6 and are scored on real tile 2. OUTPUT_FOLDER gets models,
metrics, reports and `synthetic_only.json`. A stopped run continues when it is run again.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from satsyn_core.evaluation.imagery.generated import GeneratedImagery
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.model import ImageryGenerator
from satsyn_core.generator.network.noise import noise_seed_of
from satsyn_core.generator.styles import Style
from satsyn_core.raster.geotiff import GeoTiffWriter
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.window import Window, canonical_blocks
from satsyn_core.scenes.pairs import Scene
from satsyn_core.segmentation.model import SegmentationModel
from training.experiments.dubai_evaluation_network import SUMMARY, TRAINING, train_network
from training.experiments.measure_generator import open_tile
from training.experiments.printing_reporter import PrintingReporter


@dataclass(frozen=True)
class StyledChips:
    """Chips of a scene that are generated in one style, with one noise seed."""

    style: Style
    noise: int
    chips: Sequence[Window]


def randomly_styled(
    scene: Scene, generator: ImageryGenerator, numbers: Sequence[int], seed: int, chip: int
) -> Iterator[StyledChips]:
    """Yield the random styles of these numbers, each with its equal share of the chips of a scene."""
    chips = list(canonical_blocks(scene.grid.window, chip))
    dealt = np.random.default_rng([seed, *numbers]).permutation(np.arange(len(chips)) % len(numbers))
    for place, number in enumerate(numbers):
        own = [chip for chip, chosen in zip(chips, dealt, strict=True) if chosen == place]
        yield StyledChips(generator.draw_style(seed, number), noise_seed_of(seed, number), own)


def styled_as_real(scene: Scene, generator: ImageryGenerator, seed: int, chip: int) -> Iterator[StyledChips]:
    """Yield each chip of a scene with the style of its own real image; chips at the edge may be narrow."""
    for number, window in enumerate(canonical_blocks(scene.grid.window, chip)):
        style = generator.encode_style(scene.read_imagery(window), scene.land_cover.read(window))
        yield StyledChips(style, noise_seed_of(seed, number), [window])


def write_imagery(
    scene: Scene, generator: ImageryGenerator, parts: Iterator[StyledChips], device: str, path: Path
) -> None:
    """Write synthetic imagery of a scene, of which `parts` hold all chips."""
    names = generator.band_names
    with GeoTiffWriter(path, RasterProfile(scene.grid, "uint8", None, names)) as written:
        for part in parts:
            imagery = GeneratedImagery(part.style.name, scene.land_cover, generator, part.style, part.noise, device)
            for window in part.chips:
                written.write(imagery.read_imagery(window), window)


def synthetic_tiles(chosen: argparse.Namespace, generator: ImageryGenerator, seed: int) -> list[Path]:
    """Return the files with synthetic imagery of the training tiles for a seed; write those that are missing."""
    paths = []
    for number, tile in enumerate(TRAINING):
        path = chosen.output / f"synthetic_{seed}_{tile}.tif"
        if not path.exists():
            with ExitStack() as stack:
                scene = open_tile(chosen.data, tile, generator.scheme, stack, PrintingReporter())
                drawn = range(number * chosen.styles, (number + 1) * chosen.styles)
                if chosen.styles:
                    parts = randomly_styled(scene, generator, drawn, seed, chosen.chip)
                else:
                    parts = styled_as_real(scene, generator, seed * len(TRAINING) + number, chosen.chip)
                write_imagery(scene, generator, parts, chosen.device, path)
        paths.append(path)
    return paths


def scores_of_seed(chosen: argparse.Namespace, generator: ImageryGenerator, seed: int) -> dict[str, Any]:
    """Return the scores of a seed's network; train it if they are missing."""
    kept = chosen.output / f"scores_{seed}.json"
    if not kept.exists():
        network = SegmentationModel.load(chosen.evaluation_networks / f"network_{seed}.safetensors")
        tiles = synthetic_tiles(chosen, generator, seed)
        steps = network.provenance["settings"]["iterations"]
        model = chosen.output / f"synthetic_only_{seed}.safetensors"
        scores = train_network(chosen.data, tiles, model, seed, steps, device=chosen.device)
        kept.write_text(json.dumps(scores), encoding="utf-8")
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def beside_real(synthetic: Sequence[dict[str, Any]], real: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return means and standard deviations over the seeds, and the mean on synthetic imagery over that on real."""

    def spread(values: Sequence[float]) -> dict[str, float]:
        return {"mean": statistics.mean(values), "deviation": statistics.stdev(values) if len(values) > 1 else 0.0}

    found = {}
    for name in (name for name in synthetic[0] if name == "MEAN_IOU" or name.startswith("IOU_")):
        trained_on = {"synthetic": [one[name] for one in synthetic], "real": [one[name] for one in real]}
        measured = {kind: spread(values) for kind, values in trained_on.items()}
        found[name] = {**measured, "ratio": measured["synthetic"]["mean"] / measured["real"]["mean"]}
    return found


def _refuse_other_settings(chosen: argparse.Namespace, generator: ImageryGenerator) -> None:
    """Refuse a folder with results of other settings, which would be taken for those of this run."""
    settings = {"generator": generator.digest, "styles": chosen.styles, "chip": chosen.chip}
    settings["steps"] = json.loads((chosen.evaluation_networks / SUMMARY).read_text(encoding="utf-8"))["steps"]
    kept = chosen.output / "settings.json"
    if kept.exists() and json.loads(kept.read_text(encoding="utf-8")) != settings:
        sys.exit(
            f"{chosen.output} holds results with another generator, --styles, --chip or steps: choose another folder."
        )
    kept.write_text(json.dumps(settings), encoding="utf-8")


def run(chosen: argparse.Namespace) -> dict[str, Any]:
    """Train and score a network for each seed; write and return what was found."""
    chosen.output.mkdir(parents=True, exist_ok=True)
    generator = load_generator(chosen.generator)
    _refuse_other_settings(chosen, generator)
    real = json.loads((chosen.evaluation_networks / SUMMARY).read_text(encoding="utf-8"))["seeds"]
    synthetic = [scores_of_seed(chosen, generator, seed) for seed in chosen.seeds]
    summary = {
        "generator": {"name": generator.name, "digest": generator.digest},
        "styles_of_a_tile": chosen.styles,
        "chip": chosen.chip,
        "scores": beside_real(synthetic, [real[str(seed)] for seed in chosen.seeds]),
        "seeds": dict(zip(chosen.seeds, synthetic, strict=True)),
    }
    (chosen.output / "synthetic_only.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return summary


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path, help="folder for imagery, models, metrics and reports")
    parser.add_argument(
        "--evaluation-networks",
        "--judges",
        type=Path,
        required=True,
        help="output folder of training.experiments.dubai_evaluation_network",
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--styles", type=int, default=64, help="random styles of a tile; 0 for those of its real image")
    parser.add_argument("--chip", type=int, default=512, help="pixels along the side of a chip, which has one style")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    print(json.dumps(run(parser.parse_args()), indent=1))
