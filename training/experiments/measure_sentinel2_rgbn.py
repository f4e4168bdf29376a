"""Measure `sentinel2-rgbn` on scenes that it never learnt from.

python training/measure_sentinel2_rgbn.py DATA_FOLDER GENERATOR OUTPUT_FOLDER [--steps 600] [--card]

DATA_FOLDER is that of train_sentinel2_rgbn.py. A small segmentation network learns from the same scenes as the
generator, which never met it, and judges real and painted imagery of the scenes held out. OUTPUT_FOLDER gets the judge,
`measured.json` and `measured.html`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

RECIPES = Path(__file__).resolve().parent
REPOSITORY = RECIPES.parent
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.jobs import run_job  # noqa: E402
from training.judge_dubai import PrintingReporter  # noqa: E402
from training.measure_generator import write_card  # noqa: E402
from training.train_sentinel2_rgbn import RECIPE, learnt_and_held_out  # noqa: E402

ARCHITECTURE, ENCODER = "Linknet", "tu-mobilenetv3_small_050"

PATCH, PATCHES = 48, 300


def measure(data: Path, generator: Path, folder: Path, steps: int) -> dict[str, Any]:
    """Train the judge, unless it is there, and return what it says of real and painted imagery."""
    folder.mkdir(parents=True, exist_ok=True)
    learnt, held_out = learnt_and_held_out(data)
    judge, scheme = folder / "judge.safetensors", str(REPOSITORY / f"resources/class_schemes/{RECIPE.scheme}.json")
    if not judge.exists():
        values = {
            "imagery": [str(path) for path in learnt.imagery],
            "landcover": [str(path) for path in learnt.land_cover],
            "scheme": scheme,
            "architecture": ARCHITECTURE,
            "encoder": ENCODER,
            "pretrained": False,
            "crop": 128,
            "learning_rate": 0.003,
            "patience": 0,
            "steps": steps,
            "output": str(judge),
        }
        run_job("train-evaluate-segmentation", values, PrintingReporter())
    measured = folder / "measured.json"
    values = {
        "real": [str(path) for path in held_out.imagery],
        "landcover": [str(path) for path in held_out.land_cover],
        "model": str(generator),
        "segmentation": str(judge),
        "training": [str(path) for path in learnt.imagery],
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
    """Return the figures that the model's card tells."""
    random = next(iter(found["sets"].values()))
    return {
        "test": "scenes held out, in random styles",
        "features": found["features"],
        "Frechet distance over that of real from real imagery": round(random["frechet_ratio_to_floor"], 2),
        "judge's mean IoU on real and on synthetic imagery": " and ".join(
            f"{one['label_faithfulness']['mean_iou']:.3f}" for one in (found["real"], random)
        ),
        "copies": found["copy_audit"]["verdict"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path, help="folder")
    parser.add_argument("--steps", type=int, default=600, help="of the judge")
    parser.add_argument("--card", action="store_true", help="put the figures into the generator's file")
    chosen = parser.parse_args()
    told = summary(measure(chosen.data, chosen.generator, chosen.output, chosen.steps))
    if chosen.card:
        write_card(chosen.generator, told)
    print(json.dumps(told, indent=1))
