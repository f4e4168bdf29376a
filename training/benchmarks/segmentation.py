"""Measure how fast land cover is predicted and evaluated, against the same network in a plain loop, and the memory.

    python -m training.benchmarks.segmentation [--model MODEL.safetensors] [--pixels 2048 8192] [--rounds 5]

`network` runs the network alone over windows that lie in memory: nothing can be faster. `plain` is what anybody would
write: read a window with rasterio, run the network, write the classes. `predict` and `evaluate` are the jobs, over the
same windows in the same batches and precision. Each measurement runs in a process of its own and begins when its
libraries are loaded; the steps take turns, so that other work on the machine meets all of them. Ratios are of the
medians, and 1 means as fast as what is compared with. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess  # nosec
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.windows import Window as RasterioWindow

MODULE = "training.benchmarks.segmentation"

PROFILE = {
    "driver": "GTiff",
    "dtype": "uint8",
    "crs": CRS.from_epsg(32640),
    "transform": Affine(1, 0, 331_200, 0, -1, 2_780_000),
    "tiled": True,
    "blockxsize": 512,
    "blockysize": 512,
    "compress": "deflate",
    "zlevel": 1,
}
CLASSES = "1=water 2=land 3=road 4=vegetation 5=building"


def main() -> None:
    arguments = _arguments()
    if arguments.step:
        print(json.dumps(_measured_here(arguments)))
        return
    with tempfile.TemporaryDirectory() as folder:
        arguments.folder = Path(folder)
        arguments.model = arguments.model or str(_untrained_model(arguments.folder))
        results = {pixels: _rounds(arguments, pixels) for pixels in arguments.pixels}
    for pixels, of_step in results.items():
        print(f"{pixels} x {pixels} pixels, {arguments.rounds} rounds")
        for step, measured in of_step.items():
            seconds = [one["seconds"] for one in measured]
            peak = max(one["peak_mb"] for one in measured)
            middle = statistics.median(seconds)
            spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
            speed = pixels**2 / middle / 1e6
            print(f"  {step:9} {middle:8.2f} s ({spread})  {speed:7.2f} Mpx/s  {peak:6.0f} MB")
        for step in ("predict", "evaluate"):
            for reference in ("network", "plain"):
                print(f"  {step} / {reference}: {_ratio(of_step, reference, step):.2f} of its speed")
    smallest, largest = results[min(results)], results[max(results)]
    for step in ("predict", "evaluate"):
        grown = max(one["peak_mb"] for one in largest[step]) - max(one["peak_mb"] for one in smallest[step])
        print(f"{step}: {grown:+.0f} MB from {min(results)} to {max(results)} pixels")


def network(arguments: argparse.Namespace) -> None:
    """Run the network alone, over one batch of windows as often as the raster has batches."""
    import torch

    model, plan, fabric = _prepared(arguments)
    torch.manual_seed(0)
    images = torch.randn(plan.batch, len(model.band_names), plan.size, plan.size, device=fabric.device)
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.inference_mode(), fabric.autocast():
        for windows in _batches(plan):
            model.network(images[: len(windows)]).argmax(1).cpu()


def plain(arguments: argparse.Namespace) -> None:
    """Read, predict and write as anybody would, without blending."""
    import torch

    model, plan, fabric = _prepared(arguments)
    values = model.normalisation
    means, deviations = (torch.tensor(each)[:, None, None] for each in (values.means, values.deviations))
    size, pixels = plan.size, arguments.pixels[0]
    with (
        rasterio.open(arguments.folder / "image.tif") as source,
        rasterio.open(arguments.folder / "plain.tif", "w", width=pixels, height=pixels, count=1, **PROFILE) as target,
        torch.inference_mode(),
        fabric.autocast(),
    ):
        for windows in _batches(plan):
            read = [source.read(window=_inside(window, size, pixels)) for window in windows]
            padded = [np.pad(one, ((0, 0), (0, size - one.shape[1]), (0, size - one.shape[2]))) for one in read]
            images = (torch.from_numpy(np.stack(padded)).float() - means) / deviations
            images = images.to(fabric.device).contiguous(memory_format=torch.channels_last)
            found = model.network(images).max(1).indices.to(torch.uint8).cpu().numpy()
            for (row, col), classes in zip(windows, found, strict=True):
                core = _inside((row, col), plan.step, pixels)
                target.write(classes[: core.height, : core.width] + 1, 1, window=core)


def predict(arguments: argparse.Namespace) -> None:
    """Run the job `predict-landcover`."""
    _run("predict-landcover", arguments, imagery=_path(arguments, "image"), output=_path(arguments, "predicted"))


def evaluate(arguments: argparse.Namespace) -> None:
    """Run the job `train-evaluate-segmentation` with a model, which is then only evaluated."""
    imagery, landcover = [_path(arguments, "image")], [_path(arguments, "cover")]
    _run("train-evaluate-segmentation", arguments, imagery=imagery, landcover=landcover, classes=CLASSES)


STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "network": network,
    "plain": plain,
    "predict": predict,
    "evaluate": evaluate,
}


def make_rasters(folder: Path, pixels: int) -> None:
    """Write imagery and land cover, strip by strip."""
    rng = np.random.default_rng(0)
    size = {"width": pixels, "height": pixels}
    with (
        rasterio.open(folder / "image.tif", "w", count=3, **size, **PROFILE) as image,
        rasterio.open(folder / "cover.tif", "w", count=1, **size, **PROFILE) as cover,
    ):
        for top in range(0, pixels, 512):
            height = min(512, pixels - top)
            coarse = rng.integers(1, 6, (-(-height // 16), -(-pixels // 16)), dtype=np.uint8)
            classes = np.kron(coarse, np.ones((16, 16), np.uint8))[:height, :pixels]
            window = RasterioWindow(0, top, pixels, height)
            cover.write(classes, 1, window=window)
            noise = rng.integers(0, 12, (3, height, pixels), dtype=np.uint8)
            image.write(classes[None] * np.uint8(40) + noise, window=window)


def _prepared(arguments: argparse.Namespace) -> tuple[Any, Any, Any]:
    """Return the model, ready to compute, the windows that the jobs use, and Fabric."""
    from satsyn_core.learning.devices import make_fabric
    from satsyn_core.raster.grid import Grid
    from satsyn_core.segmentation.model import SegmentationModel
    from satsyn_core.segmentation.prediction import WindowPlan

    fabric = make_fabric(arguments.device, arguments.precision)
    model = SegmentationModel.load(arguments.model)
    model.network.to(fabric.device)
    with rasterio.open(arguments.folder / "image.tif") as image:
        return model, WindowPlan.fitting(Grid.of(image)), fabric


def _batches(plan: Any) -> Iterator[list[tuple[int, int]]]:
    """Yield the rows and columns of pixels at which the windows of each batch begin."""
    starts = [(row * plan.step, col * plan.step) for row in range(plan.rows) for col in range(plan.cols)]
    for first in range(0, len(starts), plan.batch):
        yield starts[first : first + plan.batch]


def _inside(start: tuple[int, int], size: int, pixels: int) -> RasterioWindow:
    row, col = start
    return RasterioWindow(col, row, min(size, pixels - col), min(size, pixels - row))


def _run(job: str, arguments: argparse.Namespace, **values: object) -> None:
    from satsyn_core.contract.progress import Reporter
    from satsyn_core.jobs import run_job

    common = {"model": arguments.model, "device": arguments.device, "precision": arguments.precision}
    run_job(job, {**common, **values}, Reporter())


def _path(arguments: argparse.Namespace, name: str) -> str:
    return str(arguments.folder / f"{name}.tif")


def _rounds(arguments: argparse.Namespace, pixels: int) -> dict[str, list[dict[str, float]]]:
    make_rasters(arguments.folder, pixels)
    results: dict[str, list[dict[str, float]]] = {step: [] for step in STEPS}
    for _ in range(arguments.rounds):
        for step, measured in results.items():
            measured.append(_measured(step, arguments, pixels))
    return results


def _measured(step: str, arguments: argparse.Namespace, pixels: int) -> dict[str, float]:
    options = ["--step", step, "--folder", str(arguments.folder), "--pixels", str(pixels), "--model", arguments.model]
    options += ["--device", arguments.device, "--precision", arguments.precision]
    command = [sys.executable, "-m", MODULE, *options]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # nosec
    measured: dict[str, float] = json.loads(said.splitlines()[-1])
    return measured


def _measured_here(arguments: argparse.Namespace) -> dict[str, float]:
    # Loaded before the clock starts, and for every step, so that their memory can be compared.
    from satsyn_core.jobs import train_evaluate_segmentation  # noqa: F401
    from satsyn_core.segmentation import prediction_writer  # noqa: F401

    _prepared(arguments)
    clock = time.perf_counter()
    STEPS[arguments.step](arguments)
    seconds = time.perf_counter() - clock
    return {"seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _ratio(of_step: dict[str, list[dict[str, float]]], reference: str, step: str) -> float:
    """Return the speed of a step as a share of the reference's."""
    before, after = (statistics.median(one["seconds"] for one in of_step[name]) for name in (reference, step))
    return before / after


def _untrained_model(folder: Path) -> Path:
    """Write the default network with random weights: it takes as long as a trained one."""
    from satsyn_core.contract.bundled import RESOURCES
    from satsyn_core.contract.known_scheme import read_known_scheme
    from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network
    from satsyn_core.segmentation.model import SegmentationModel
    from satsyn_core.segmentation.normalisation import Normalisation

    scheme = read_known_scheme(RESOURCES / "class_schemes" / "urban.json").as_class_scheme()
    architecture = SegmentationArchitecture(len(scheme.classes))
    values = Normalisation(0.0, 255.0, "uint8", (120.0,) * 3, (50.0,) * 3)
    bands, network = ("red", "green", "blue"), build_network(architecture)
    path = folder / "untrained.safetensors"
    SegmentationModel("untrained", architecture, network, scheme, bands, values, 1.0, {}).save(path)
    return path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="segmentation model of three bands; U-Net with ResNet-18 if left out")
    parser.add_argument("--pixels", type=int, nargs="+", default=[2048, 8192], help="sides of the rasters")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--precision", default="auto", choices=("auto", "full", "fast"))
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
