"""Train the evaluation networks of Dubai: segmentation networks, trained on real imagery alone, that score generators.

python -m training.experiments.dubai_evaluation_network DATA_FOLDER OUTPUT_FOLDER [--seeds 0 1 2]
    [--steps N | --minutes M] [--small]

DATA_FOLDER holds one folder for each tile of the Dubai aerial imagery dataset, with `imagery.vrt` and `landcover.tif`.
A U-Net with ResNet-18 is trained on tiles 7, 8 and 5; tile 6 chooses the best weights; tile 2 is scored. OUTPUT_FOLDER
gets `network_SEED.safetensors`, `network_SEED.json` and `network_SEED.html`, and `networks.json` with the mean over the
seeds. Tile 4 is left out: it shows a part of tile 8 with coarser labels.

--small trains LinkNets with MobileNetV3-Small on smaller crops instead: they learn less and cost a sixth of the time.

A stopped training continues when it is run again with the same --steps.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from satsyn_core.contract.bundled import RESOURCES
from training.experiments.printing_reporter import PrintingReporter

TRAINING, VALIDATION, TEST = ("tile7", "tile8", "tile5"), "tile6", "tile2"
SCHEME = RESOURCES / "class_schemes" / "urban.json"

CROP, BATCH = 256, 8
SMALL: dict[str, Any] = {
    "architecture": "Linknet",
    "encoder": "tu-mobilenetv3_small_050",
    "crop": 128,
    "learning_rate": 0.003,
}
"""Parameters of the small networks that differ."""
DEFAULT_STEPS = 3000

ANNOTATORS_AGREEMENT = 0.62
"""Mean IoU of two annotators of the same area, on tiles 7 and 8: about the best score that these labels allow."""

TIMED_STEPS = 6

SUMMARY = "networks.json"
"""The file of the scores in the output folder."""


def train_network(
    data: Path,
    imagery: Sequence[Path],
    output: Path,
    seed: int,
    steps: int,
    **options: Any,
) -> dict[str, Any]:
    """Train and score one evaluation network; return the job's outputs.

    Args:
        data: folder of the tiles.
        imagery: images of the training tiles, in their order: the real ones, or synthetic ones.
        output: model file; metrics and report go beside it.
        seed: of weights and crops.
        steps: training steps.
        options: further parameters of the job.
    """
    values = {
        "imagery": [str(path) for path in imagery],
        "landcover": [str(data / tile / "landcover.tif") for tile in TRAINING],
        "validation_imagery": [str(data / VALIDATION / "imagery.vrt")],
        "validation_landcover": [str(data / VALIDATION / "landcover.tif")],
        "test_imagery": [str(data / TEST / "imagery.vrt")],
        "test_landcover": [str(data / TEST / "landcover.tif")],
        "scheme": str(SCHEME),
        "pretrained": False,
        "crop": CROP,
        "batch": BATCH,
        "steps": steps,
        # Networks are compared after the same number of steps, so none may stop early.
        "patience": 0,
        "seed": seed,
        "output": str(output),
        "metrics": str(output.with_suffix(".json")),
        "report": str(output.with_suffix(".html")),
        **options,
    }
    from satsyn_core.jobs import run_job

    return run_job("train-evaluate-segmentation", values, PrintingReporter())


def real_imagery(data: Path) -> list[Path]:
    """Return the real images of the training tiles."""
    return [data / tile / "imagery.vrt" for tile in TRAINING]


def steps_in(minutes: float, device: str) -> int:
    """Return the number of training steps that take this many minutes on this machine, timed on noise."""
    import torch

    from satsyn_core.learning.devices import make_fabric
    from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network

    fabric = make_fabric(device)
    network = build_network(SegmentationArchitecture(5)).to(fabric.device)
    wrapped, optimiser = fabric.setup(network, torch.optim.AdamW(network.parameters()))
    images = torch.randn(BATCH, 3, CROP, CROP, device=fabric.device).contiguous(memory_format=torch.channels_last)
    started = time.monotonic()
    for step in range(TIMED_STEPS + 2):
        if step == 2:
            started = time.monotonic()
        optimiser.zero_grad()
        fabric.backward(wrapped(images).square().mean())
        optimiser.step()
    return max(1, round(minutes * 60 * TIMED_STEPS / (time.monotonic() - started)))


def run(data: Path, folder: Path, seeds: Sequence[int], steps: int, options: dict[str, Any]) -> dict[str, Any]:
    """Train a network for each seed; write and return their scores with the mean."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for seed in seeds:
        started = time.monotonic()
        output = folder / f"network_{seed}.safetensors"
        scores = train_network(data, real_imagery(data), output, seed, steps, **options)
        found[seed] = {**scores, "minutes": (time.monotonic() - started) / 60}
    scored = [one["MEAN_IOU"] for one in found.values()]
    summary = {
        "training": TRAINING,
        "validation": VALIDATION,
        "test": TEST,
        "steps": steps,
        "mean_iou": statistics.mean(scored),
        "standard_deviation": statistics.stdev(scored) if len(scored) > 1 else None,
        "annotators_agreement": ANNOTATORS_AGREEMENT,
        "seeds": found,
    }
    (folder / SUMMARY).write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    return summary


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the tiles")
    parser.add_argument("output", type=Path, help="folder for models, metrics and reports")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int, default=DEFAULT_STEPS)
    length.add_argument("--minutes", type=float, help="of training for each seed, instead of steps")
    parser.add_argument("--small", action="store_true", help="small networks, which cost less")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    chosen = parser.parse_args()
    number = steps_in(chosen.minutes, chosen.device) if chosen.minutes else chosen.steps
    networks = {"device": chosen.device, **(SMALL if chosen.small else {})}
    print(json.dumps(run(chosen.data, chosen.output, chosen.seeds, number, networks), indent=1))
