"""Measure how fast imagery is generated: engines, the whole job, the source paper's pipeline, the machine's ceiling.

    python -m training.benchmarks.generation --parts network end-to-end paper ceiling growth

Whatever is compared runs in turn within its part, and the ratios are those of that part. Results of the parts that run
replace those in the JSON file; the others stay. Do it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satsyn_core.contract.bundled import BUNDLED_MODEL, RESOURCES

MODULE = "training.benchmarks.generation"
RESULTS = Path(__file__).resolve().parents[1] / "results"

CASES = {"full": "OpenVINO, float32, cpu", "fast": "OpenVINO, bfloat16, cpu"}


def main() -> None:
    arguments = _arguments()
    if arguments.job:
        from training.benchmarks.generation_speed.jobs import run_here

        order = json.loads(arguments.job)
        print(json.dumps(run_here(order["parameters"], order["started"])))
        return
    from training.benchmarks.generation_speed import machine, table

    results: dict[str, Any] = json.loads(arguments.output.read_text()) if arguments.output.exists() else {}
    results["machine"] = machine.description()
    for part in arguments.parts:
        print(f"Measuring {part} ...", flush=True)
        results[part] = PARTS[part](arguments)
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    print(table.markdown(results))


def network(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare the engines, and the libraries that SatSyn does not use, on one block."""
    from training.benchmarks.generation_speed import arithmetic, runtimes, timing

    generator, classes = _generator(arguments), _block(arguments)
    cases = runtimes.engine_cases(generator, classes, ("torch", "openvino"))
    others, missing = runtimes.other_cases(generator, classes)
    seconds = timing.interleaved(cases | others, arguments.rounds)
    flop = arithmetic.flop_a_pixel(generator, arguments.block)
    bare = arithmetic.flop_a_pixel_without_margins(generator)
    return {
        "block": arguments.block,
        "speed": {name: timing.megapixels_a_second(times, arguments.block**2) for name, times in seconds.items()},
        "gflop_a_megapixel": flop / 1e3,
        "margin_percent": 100 * (flop / bare - 1),
        "missing": missing,
    }


def end_to_end(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare the whole job with its network alone."""
    from training.benchmarks.generation_speed import jobs, runtimes, timing

    blocks = runtimes.engine_cases(_generator(arguments), _block(arguments), ("openvino",))
    with tempfile.TemporaryDirectory() as folder:
        landcover = Path(folder) / "landcover.tif"
        jobs.make_landcover(arguments.landcover, landcover, arguments.side)
        runs: dict[str, list[dict[str, float]]] = {precision: [] for precision in CASES}

        def whole(precision: str) -> Callable[[], object]:
            parameters = _parameters(arguments, landcover, precision)
            return lambda: runs[precision].append(jobs.run_apart(MODULE, parameters))

        seconds = timing.interleaved({**{name: whole(name) for name in CASES}, **blocks}, arguments.rounds)
    cases = {}
    for precision, engine in CASES.items():
        # A processor without bfloat16 computes in float32 either way.
        alone = timing.megapixels_a_second(seconds.get(engine, seconds[CASES["full"]]), arguments.block**2)
        speed = timing.megapixels_a_second([run["seconds"] for run in runs[precision][1:]], arguments.side**2)
        cases[precision] = {
            "speed": speed,
            "network": alone,
            "share": speed["median"] / alone["median"],
            "first_block": timing.spread([run["first_block"] for run in runs[precision][1:]])["median"],
            "peak_mb": max(run["peak_mb"] for run in runs[precision]),
        }
    return {"side": arguments.side, "cases": cases}


def paper(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare the network with the source paper's pipeline: chips of 256 pixels every 128, averaged."""
    from satsyn_core.generator.spade.architecture import SpadeArchitecture
    from satsyn_core.generator.spade.engine import SpadeEngine
    from training.benchmarks.generation_speed import runtimes, timing

    generator, classes = _generator(arguments), _block(arguments)
    cases = runtimes.engine_cases(generator, classes, ("openvino",))
    architecture = SpadeArchitecture(classes=len(generator.scheme.classes), bands=len(generator.band_names))
    theirs = SpadeEngine.untrained(architecture, generator.values)
    chip = np.ascontiguousarray(classes[None, : architecture.chip, : architecture.chip])
    seconds = timing.interleaved({"paper": lambda: theirs.render_chips(chip), **cases}, arguments.paper_rounds)
    # Chips overlap: in a large raster there is one for each square of the stride.
    sides = dict.fromkeys(cases, arguments.block) | {"paper": architecture.stride}
    speed = {name: timing.megapixels_a_second(times, sides[name] ** 2) for name, times in seconds.items()}
    ratio = {name: value["median"] / speed["paper"]["median"] for name, value in speed.items()}
    return {"speed": speed, "ratio": ratio, "chip": architecture.chip, "stride": architecture.stride}


def ceiling(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare the network's arithmetic with the most that the machine does."""
    from training.benchmarks.generation_speed import arithmetic, machine, runtimes, timing

    generator = _generator(arguments)
    engines = runtimes.engine_cases(generator, _block(arguments), ("openvino",))
    ceilings = machine.ceilings()
    seconds = timing.interleaved({**ceilings, "copy": machine.copying(), **engines}, arguments.rounds)
    gflops = {
        name: timing.spread([machine.CONVOLUTION_FLOP / 1e9 / value for value in seconds[name]]) for name in ceilings
    }
    flop = arithmetic.flop_a_pixel(generator, arguments.block) * arguments.block**2
    share = {}
    for name in engines:
        own = timing.spread([flop / 1e9 / value for value in seconds[name]])
        gflops[name] = own
        precision = name.split(", ")[1]
        best = max(gflops[case]["median"] for case in ceilings if case.endswith(precision))
        share[name] = own["median"] / best
    copied = timing.spread([2 * machine.COPIED_BYTES / 1e9 / value for value in seconds["copy"]])
    return {"gflops": gflops, "share": share, "copy_gb_a_second": copied}


def growth(arguments: argparse.Namespace) -> dict[str, Any]:
    """Measure how time and memory grow with the raster."""
    from training.benchmarks.generation_speed import jobs

    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for side in arguments.growth_sides:
            landcover = Path(folder) / f"{side}.tif"
            jobs.make_landcover(arguments.landcover, landcover, side)
            run = jobs.run_apart(MODULE, _parameters(arguments, landcover, "full"))
            # Without the first block, which waits for the libraries; a raster of one block has nothing else.
            block = min(arguments.block, side) ** 2
            steady = (run["seconds"] - run["first_block"]) / (side**2 - block) if side**2 > block else None
            runs.append(
                {
                    "megapixels": side**2 / 1e6,
                    "microseconds_a_pixel": None if steady is None else steady * 1e6,
                    **run,
                }
            )
    return {"runs": runs}


PARTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "network": network,
    "end-to-end": end_to_end,
    "paper": paper,
    "ceiling": ceiling,
    "growth": growth,
}


def _generator(arguments: argparse.Namespace) -> Any:
    from satsyn_core.generator.families import load_generator

    return load_generator(arguments.model)


def _block(arguments: argparse.Namespace) -> NDArray[np.uint8]:
    """Return the class indices of one block with its margin."""
    from satsyn_core.contract.progress import Reporter
    from satsyn_core.landcover.class_matching import match_classes
    from satsyn_core.landcover.raster import open_landcover
    from satsyn_core.landcover.reader import LandCoverReader
    from satsyn_core.raster.window import Window

    generator = _generator(arguments)
    with open_landcover(arguments.landcover) as landcover:
        match = match_classes(landcover, generator.scheme, arguments.classes, landcover.grid.window, Reporter())
        whole = landcover.grid.window
        classes = LandCoverReader(landcover, match).read(Window(0, 0, whole.width, whole.height))
    side = arguments.block + 2 * generator.margin
    repeats = (-(-side // classes.shape[0]), -(-side // classes.shape[1]))
    return np.ascontiguousarray(np.tile(classes, repeats)[:side, :side])


def _parameters(arguments: argparse.Namespace, landcover: Path, precision: str) -> dict[str, object]:
    return {
        "landcover": str(landcover),
        "output": str(landcover.with_name(f"{landcover.stem}_{precision}.tif")),
        "model": str(arguments.model),
        "classes": arguments.classes,
        "precision": precision,
        "engine": "openvino",
        "device": "cpu",
        "block_size": arguments.block,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", nargs="+", choices=sorted(PARTS), default=list(PARTS), help="what to measure")
    parser.add_argument("--model", type=Path, default=BUNDLED_MODEL)
    parser.add_argument("--landcover", type=Path, default=RESOURCES / "sample" / "town_landcover.tif")
    parser.add_argument("--classes", help="what its values mean, see CLASSES of the job")
    parser.add_argument("--output", type=Path, default=RESULTS / "generation.json")
    parser.add_argument("--rounds", type=int, default=7, help="how often each case runs")
    parser.add_argument("--block", type=int, default=1024, help="side of a block")
    parser.add_argument("--side", type=int, default=4096, help="side of the land cover of end-to-end")
    parser.add_argument("--paper-rounds", type=int, default=3, help="how often it does")
    parser.add_argument("--growth-sides", type=int, nargs="+", default=[1024, 2048, 4096, 8192])
    parser.add_argument("--job", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
