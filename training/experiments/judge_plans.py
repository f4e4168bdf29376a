"""Measure how well evaluation networks read what a generator makes of the drawn plans.

python -m training.experiments.judge_plans GENERATOR OUTPUT.json --evaluation-networks A B C [--styles 8]
    [--pixel-size METRES]

Each plan of `training/plans` is generated in random styles, and each network predicts the classes of that imagery. The
JSON file has, for each network and plan, the mean IoU of every style, and the IoU of each class over all styles. The
networks are segmentation models of the generator's classes, trained on real imagery alone. There is no real image of a
plan: compare the figures of one model with those of another, and with its own on real land cover.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from satsyn_core.contract.atomic_files import complete_or_absent
from satsyn_core.contract.progress import Reporter
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.nesting import Nesting, nesting_for
from satsyn_core.raster.window import Window
from satsyn_core.segmentation.model import SegmentationModel
from training.experiments.measure_coverage import label_faithfulness
from training.experiments.measure_reach import load_models, renderer

PLANS = Path(__file__).parents[1] / "plans"


@torch.inference_mode()
def read_plan(
    plan: Path,
    generator: SeamlessGenerator,
    networks: Sequence[SegmentationModel],
    styles: int,
    pixel_size: float | None,
) -> list[dict[str, Any]]:
    """Return what each network reads in the imagery of a plan: mean IoU of each style, and IoU of each class.

    Args:
        plan: GeoTIFF with class names.
        generator: whose random styles are shown.
        networks: evaluation networks of the generator's classes.
        styles: number of random styles.
        pixel_size: of the imagery in metres; None for the plan's.
    """
    with open_landcover(str(plan)) as raster:
        nesting = Nesting() if pixel_size is None else nesting_for(raster.grid, pixel_size, raster.name)
        land_cover = LandCoverReader(
            raster,
            match_classes(raster, generator.scheme, None, raster.grid.window, Reporter()),
            nesting=nesting,
        )
        whole = Window(0, 0, land_cover.grid.window.width, land_cover.grid.window.height)
        labels = torch.from_numpy(land_cover.read(whole))[None].repeat(styles, 1, 1)
        images = [renderer(generator, 0, number)(land_cover, whole) for number in range(styles)]
    shown = torch.stack([torch.from_numpy(generator.values.to_network(image)) for image in images])
    return [_readings(network, shown, labels, generator) for network in networks]


def _readings(
    network: SegmentationModel, shown: torch.Tensor, labels: torch.Tensor, generator: SeamlessGenerator
) -> dict[str, Any]:
    of_all = label_faithfulness(network, shown, labels, generator.values)
    of_each = [
        label_faithfulness(network, image[None], own[None], generator.values)["mean_iou"]
        for image, own in zip(shown, labels, strict=True)
    ]
    return {"styles": of_each, "mean": statistics.mean(of_each), "worst": min(of_each), "iou": of_all["iou"]}


def write_readings(arguments: argparse.Namespace) -> None:
    """Measure the generator of the command line, write the JSON file and print a line for each plan."""
    generator, networks = load_models(arguments.generator, arguments.evaluation_networks)
    measured: dict[str, Any] = {
        "model": generator.name,
        "digest": f"sha256 {generator.digest[:8]}",
        "pixel_size": arguments.pixel_size,
        "evaluation_networks": [network.digest[:8] for network in networks],
    }
    for plan in sorted(PLANS.glob("*.tif")):
        found = read_plan(plan, generator, networks, arguments.styles, arguments.pixel_size)
        measured[plan.stem] = found
        print(f"{plan.stem}: " + ", ".join(f"{one['mean']:.3f} (worst {one['worst']:.3f})" for one in found))
    with complete_or_absent(arguments.output) as temporary:
        temporary.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path, help="JSON file to write")
    parser.add_argument("--evaluation-networks", type=Path, nargs="+", required=True)
    parser.add_argument("--styles", type=int, default=8, help="random styles of each plan")
    parser.add_argument("--pixel-size", type=float, help="of the imagery in metres; that of the plans when left out")
    write_readings(parser.parse_args())
