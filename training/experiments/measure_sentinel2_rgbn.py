"""Measure `sentinel2-rgbn` on scenes that it was not trained on.

python -m training.experiments.measure_sentinel2_rgbn DATA_FOLDER GENERATOR OUTPUT_FOLDER [--steps 600] [--card]

DATA_FOLDER is that of `training.recipes.train_sentinel2_rgbn`. A small evaluation network is trained on the generator's
scenes, independently of it, and scores real and synthetic imagery of the held-out scenes, but for one that shows the
ground of a training scene. OUTPUT_FOLDER gets the network, `measured.json` and `measured.html`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from satsyn_core.contract.bundled import RESOURCES
from satsyn_core.jobs import run_job
from training.experiments.measure_generator import write_card
from training.experiments.printing_reporter import PrintingReporter
from training.recipes.train_sentinel2_rgbn import RECIPE, new_ground, training_and_held_out

ARCHITECTURE, ENCODER = "Linknet", "tu-mobilenetv3_small_050"

PATCH, PATCHES = 48, 300


def measure(data: Path, generator: Path, folder: Path, steps: int) -> dict[str, Any]:
    """Train the evaluation network, unless the folder has it, and return the metrics of real and synthetic imagery."""
    folder.mkdir(parents=True, exist_ok=True)
    training, every = training_and_held_out(data)
    held_out = new_ground(every)
    network = folder / "network.safetensors"
    scheme = str(RESOURCES / "class_schemes" / f"{RECIPE.scheme}.json")
    if not network.exists():
        values = {
            "imagery": [str(path) for path in training.imagery],
            "landcover": [str(path) for path in training.land_cover],
            "scheme": scheme,
            "architecture": ARCHITECTURE,
            "encoder": ENCODER,
            "pretrained": False,
            "crop": 128,
            "learning_rate": 0.003,
            "patience": 0,
            "steps": steps,
            "output": str(network),
        }
        run_job("train-evaluate-segmentation", values, PrintingReporter())
    measured = folder / "measured.json"
    values = {
        "real": [str(path) for path in held_out.imagery],
        "landcover": [str(path) for path in held_out.land_cover],
        "model": str(generator),
        "segmentation": str(network),
        "training": [str(path) for path in training.imagery],
        "scheme": scheme,
        "patch": PATCH,
        "count": PATCHES,
        "output": str(measured),
        "report": str(measured.with_suffix(".html")),
    }
    run_job("evaluate-imagery", values, PrintingReporter())
    found: dict[str, Any] = json.loads(measured.read_text(encoding="utf-8"))
    return found


def summary(found: dict[str, Any]) -> dict[str, Any]:
    """Return the figures for the model's card."""
    random = next(iter(found["sets"].values()))
    return {
        "test": "scenes held out but scene 65, in random styles",
        "features": found["features"],
        "Frechet distance over that of real from real imagery": round(random["frechet_ratio_to_floor"], 2),
        "evaluation network's mean IoU on real and on synthetic imagery": " and ".join(
            f"{one['label_faithfulness']['mean_iou']:.3f}" for one in (found["real"], random)
        ),
        "copies": found["copy_audit"]["verdict"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path, help="folder")
    parser.add_argument("--steps", type=int, default=600, help="of the evaluation network")
    parser.add_argument("--card", action="store_true", help="put the figures into the generator's file")
    chosen = parser.parse_args()
    card = summary(measure(chosen.data, chosen.generator, chosen.output, chosen.steps))
    if chosen.card:
        write_card(chosen.generator, card)
    print(json.dumps(card, indent=1))
