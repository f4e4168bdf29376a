"""Measure how fast a training set is built, against plain rasterio and the generator alone, and its memory.

    python -m training.benchmarks.training_set --model MODEL.safetensors --pixels 2048

Each measurement runs in a process of its own, and begins when its libraries are loaded. Processor seconds count all
threads; on a machine that does other work they are more reliable than the clock. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess  # nosec
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.windows import Window as RasterioWindow

MODULE = "training.benchmarks.training_set"
TRANSFORM = Affine(1, 0, 331_200, 0, -1, 2_780_000)
CRS_OF_SCENE = CRS.from_epsg(32640)
CHIP_OPTIONS = {"compress": "deflate", "zlevel": 1, "predictor": 2, "interleave": "pixel"}


def main() -> None:
    arguments = _arguments()
    if arguments.step:
        if arguments.step != "plain":
            importlib.import_module("satsyn_core.jobs.build_training_set")
        clock, processor = time.perf_counter(), time.process_time()
        chips = STEPS[arguments.step](arguments)
        seconds, processor = time.perf_counter() - clock, time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"chips": chips, "seconds": seconds, "processor": processor, "peak_mb": round(peak)}))
        return
    with tempfile.TemporaryDirectory() as folder:
        arguments.folder = Path(folder)
        make_scene(arguments)
        results = {step: _measured(step, arguments) for step in STEPS if arguments.model or step in WITHOUT_MODEL}
    for step, result in results.items():
        times = f"{result['seconds']:8.2f} s  {result['processor']:8.2f} processor s"
        print(f"{step:12} {result['chips']:7} chips  {times}  {result['peak_mb']:6} MB")
    for kind in ("seconds", "processor"):
        plain = results["plain"][kind]
        print(f"{kind}: real set / plain rasterio = {results['real'][kind] / plain:.2f}")
        if arguments.model:
            ratio = results["synthetic"][kind] / (plain + results["generate"][kind])
            print(f"{kind}: synthetic set / (plain rasterio + generation) = {ratio:.2f}")


def make_scene(arguments: argparse.Namespace) -> None:
    rng = np.random.default_rng(0)
    size = arguments.pixels
    cover = np.kron(rng.integers(1, 6, (size // 16, size // 16), dtype=np.uint8), np.ones((16, 16), np.uint8))
    profile = {"driver": "GTiff", "height": size, "width": size, "dtype": "uint8", "crs": CRS_OF_SCENE}
    tiled = {"transform": TRANSFORM, "tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate"}
    with rasterio.open(arguments.folder / "cover.tif", "w", count=1, **profile, **tiled) as file:
        file.write(cover, 1)
    with rasterio.open(arguments.folder / "image.tif", "w", count=3, **profile, **tiled) as file:
        for band in range(1, 4):
            file.write(cover * 40 + rng.integers(0, 12, cover.shape, dtype=np.uint8), band)


def plain(arguments: argparse.Namespace) -> int:
    """Read and write the same chips as anybody would with rasterio."""
    target = arguments.folder / "plain"
    target.mkdir()
    chips = _origins(arguments)
    with (
        rasterio.open(arguments.folder / "image.tif") as image,
        rasterio.open(arguments.folder / "cover.tif") as cover,
    ):
        for row, col in chips:
            window = RasterioWindow(col, row, arguments.chip, arguments.chip)
            for dataset, kind in ((image, "image"), (cover, "mask")):
                pixels = dataset.read(window=window)
                with rasterio.open(
                    target / f"{row}_{col}_{kind}.tif",
                    "w",
                    driver="GTiff",
                    height=arguments.chip,
                    width=arguments.chip,
                    count=len(pixels),
                    dtype="uint8",
                    crs=CRS_OF_SCENE,
                    transform=dataset.window_transform(window),
                    **CHIP_OPTIONS,
                ) as file:
                    file.write(pixels)
    return len(chips)


def real(arguments: argparse.Namespace) -> int:
    return _built(arguments, "real", {"synthetic_percent": 0})


def generate(arguments: argparse.Namespace) -> int:
    """Render the same chips and do nothing with them."""
    from satsyn_core.generator.engine_choice import make_engine
    from satsyn_core.generator.families import load_generator
    from satsyn_core.generator.styles import SceneStyle
    from satsyn_core.landcover.raster import open_landcover
    from satsyn_core.raster.window import Window

    generator = load_generator(arguments.model)
    engine = make_engine(generator, SceneStyle(generator.draw_style(0), 0))
    chips = _origins(arguments)
    with open_landcover(arguments.folder / "cover.tif") as cover:
        for row, col in chips:
            block = Window(col, row, arguments.chip, arguments.chip).aligned(engine.align)
            values, known = cover.read(block.expanded(generator.margin))
            engine.render(np.where(known, values - 1, 255).astype(np.uint8), block.row, block.col)
    return len(chips)


def synthetic(arguments: argparse.Namespace) -> int:
    return _built(arguments, "synthetic", {"synthetic_percent": 100, "model": arguments.model, "style": "scene"})


STEPS = {"plain": plain, "real": real, "generate": generate, "synthetic": synthetic}
WITHOUT_MODEL = ("plain", "real")


def _built(arguments: argparse.Namespace, name: str, values: dict[str, object]) -> int:
    from satsyn_core.contract.progress import Reporter
    from satsyn_core.jobs import run_job

    folder = arguments.folder
    given = {
        "imagery": [str(folder / "image.tif")],
        "landcover": [str(folder / "cover.tif")],
        "output": str(folder / name),
        "split": "1",
        "chip_size": arguments.chip,
        "stride": arguments.stride,
        **values,
    }
    return int(str(run_job("build-training-set", given, Reporter())["CHIPS"]))


def _origins(arguments: argparse.Namespace) -> list[tuple[int, int]]:
    starts = range(0, arguments.pixels - arguments.chip + 1, arguments.stride)
    return [(row, col) for row in starts for col in starts]


def _measured(step: str, arguments: argparse.Namespace) -> dict[str, float]:
    options = ["--step", step, "--folder", str(arguments.folder), "--pixels", str(arguments.pixels)]
    options += ["--chip", str(arguments.chip), "--stride", str(arguments.stride)]
    options += ["--model", arguments.model] if arguments.model else []
    command = [sys.executable, "-m", MODULE, *options]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # nosec
    measured: dict[str, float] = json.loads(said.splitlines()[-1])
    return measured


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="imagery generator; without it only real chips are measured")
    parser.add_argument("--pixels", type=int, default=2048, help="side of the scene")
    parser.add_argument("--chip", type=int, default=256)
    parser.add_argument("--stride", type=int, default=256)
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
