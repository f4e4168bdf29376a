"""Train segmentation networks on synthetic imagery alone, and score them on real imagery beside networks that learnt
from the real imagery of the same ground.

python training/train_on_synthetic.py DATA_FOLDER GENERATOR OUTPUT_FOLDER --judges JUDGE_FOLDER [--seeds 0 1 2]
    [--styles 64] [--chip 512]

JUDGE_FOLDER comes from judge_dubai.py, whose networks learnt from real imagery of the training tiles. For each seed the
land cover of these tiles is painted in chips, each in one of so many random styles a tile, and a network learns from
that with as many steps as the judge of that seed. One style for a whole tile taught it what is peculiar to that style.
With `--styles 0` each chip is painted in the style of its own real image.
The best weights are chosen on tile 6 and scored on tile 2, both real, as the judges' are. OUTPUT_FOLDER gets models,
metrics, reports and `synthetic_only.json`; running it again after it was stopped goes on where it was.
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

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

import numpy as np  # noqa: E402

from satsyn_core.evaluation.imagery.generated import GeneratedImagery  # noqa: E402
from satsyn_core.generator.families import load_generator  # noqa: E402
from satsyn_core.generator.model import ImageryGenerator  # noqa: E402
from satsyn_core.generator.network.noise import noise_seed_of  # noqa: E402
from satsyn_core.generator.styles import Style  # noqa: E402
from satsyn_core.raster.geotiff import GeoTiffWriter  # noqa: E402
from satsyn_core.raster.window import Window, canonical_blocks  # noqa: E402
from satsyn_core.scenes.pairs import Scene  # noqa: E402
from satsyn_core.segmentation.model import SegmentationModel  # noqa: E402
from training.judge_dubai import TRAINING, PrintingReporter, train_judge  # noqa: E402
from training.measure_generator import open_tile  # noqa: E402


@dataclass(frozen=True)
class Look:
    """A style, a noise, and the chips of a scene that are painted so."""

    style: Style
    noise: int
    chips: Sequence[Window]


def random_looks(
    scene: Scene, generator: ImageryGenerator, numbers: Sequence[int], seed: int, chip: int
) -> Iterator[Look]:
    """Yield random looks with these numbers among which the chips of a scene are dealt, each as many."""
    chips = list(canonical_blocks(scene.grid.window, chip))
    dealt = np.random.default_rng([seed, *numbers]).permutation(np.arange(len(chips)) % len(numbers))
    for place, number in enumerate(numbers):
        own = [chip for chip, chosen in zip(chips, dealt, strict=True) if chosen == place]
        yield Look(generator.draw_style(seed, number), noise_seed_of(seed, number), own)


def looks_of_places(scene: Scene, generator: ImageryGenerator, seed: int, chip: int) -> Iterator[Look]:
    """Yield for each chip of a scene the style of its own real image; those at the edge may be narrow."""
    for number, window in enumerate(canonical_blocks(scene.grid.window, chip)):
        style = generator.encode_style(scene.read_imagery(window), scene.land_cover.read(window))
        yield Look(style, noise_seed_of(seed, number), [window])


def paint_looks(scene: Scene, generator: ImageryGenerator, looks: Iterator[Look], device: str, path: Path) -> None:
    """Paint the land cover of a scene in looks that cover it."""
    names = generator.band_names
    with GeoTiffWriter(path, scene.grid, dtype="uint8", nodata=None, band_names=names, compression="zstd") as written:
        for look in looks:
            painted = GeneratedImagery(look.style.name, scene.land_cover, generator, look.style, look.noise, device)
            for window in look.chips:
                written.write(painted.read_imagery(window), window)


def painted_tiles(chosen: argparse.Namespace, generator: ImageryGenerator, seed: int) -> list[Path]:
    """Return the painted training tiles of a seed, made unless they are there."""
    paths = []
    for number, tile in enumerate(TRAINING):
        path = chosen.output / f"synthetic_{seed}_{tile}.tif"
        if not path.exists():
            with ExitStack() as stack:
                scene = open_tile(chosen.data, tile, generator.scheme, stack, PrintingReporter())
                drawn = range(number * chosen.styles, (number + 1) * chosen.styles)
                if chosen.styles:
                    looks = random_looks(scene, generator, drawn, seed, chosen.chip)
                else:
                    looks = looks_of_places(scene, generator, seed * len(TRAINING) + number, chosen.chip)
                paint_looks(scene, generator, looks, chosen.device, path)
        paths.append(path)
    return paths


def scores_of_seed(chosen: argparse.Namespace, generator: ImageryGenerator, seed: int) -> dict[str, Any]:
    """Return the scores of a seed's network, trained unless its scores are there."""
    kept = chosen.output / f"scores_{seed}.json"
    if not kept.exists():
        judge = SegmentationModel.load(chosen.judges / f"judge_{seed}.safetensors")
        tiles = painted_tiles(chosen, generator, seed)
        steps = judge.provenance["settings"]["iterations"]
        model = chosen.output / f"synthetic_only_{seed}.safetensors"
        scores = train_judge(chosen.data, tiles, model, seed, steps, chosen.device)
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
    """Refuse a folder whose imagery and scores were made in another way: they would be taken for those of this run."""
    settings = {"generator": generator.digest, "styles": chosen.styles, "chip": chosen.chip}
    settings["judges"] = json.loads((chosen.judges / "judge.json").read_text(encoding="utf-8"))["steps"]
    kept = chosen.output / "settings.json"
    if kept.exists() and json.loads(kept.read_text(encoding="utf-8")) != settings:
        sys.exit(f"{chosen.output} holds results of another generator, styles, chip or judges: choose another folder.")
    kept.write_text(json.dumps(settings), encoding="utf-8")


def run(chosen: argparse.Namespace) -> dict[str, Any]:
    """Train and score a network for each seed; write and return what was found."""
    chosen.output.mkdir(parents=True, exist_ok=True)
    generator = load_generator(chosen.generator)
    _refuse_other_settings(chosen, generator)
    judges = json.loads((chosen.judges / "judge.json").read_text(encoding="utf-8"))["seeds"]
    synthetic = [scores_of_seed(chosen, generator, seed) for seed in chosen.seeds]
    summary = {
        "generator": {"name": generator.name, "digest": generator.digest},
        "styles_of_a_tile": chosen.styles,
        "chip": chosen.chip,
        "scores": beside_real(synthetic, [judges[str(seed)] for seed in chosen.seeds]),
        "seeds": dict(zip(chosen.seeds, synthetic, strict=True)),
    }
    (chosen.output / "synthetic_only.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return summary


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path, help="folder for imagery, models, metrics and reports")
    parser.add_argument("--judges", type=Path, required=True, help="output folder of judge_dubai.py")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--styles", type=int, default=64, help="random styles of a tile; 0 for those of its real image")
    parser.add_argument("--chip", type=int, default=512, help="pixels along the side of the ground of one style")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    print(json.dumps(run(parser.parse_args()), indent=1))
