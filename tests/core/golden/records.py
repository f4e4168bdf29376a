"""Golden records: read, written, and compared with what a run gave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.core.golden.inputs import ROOT
from tests.core.golden.readings import Reading

EXPECTED = Path(__file__).parent / "expected"
LIBRARIES = ("torch", "openvino", "numpy", "rasterio", "scipy", "segmentation-models-pytorch", "timm", "torchmetrics")

THREADS = 1
"""Threads of every case. PyTorch shares sums out among threads, so their number changes the last bits."""

MEAN_TOLERANCE, CELL_TOLERANCE = 1.0, 2.0
"""Largest differences of band means and of cells of imagery, in digital numbers of 255."""

SHARE_TOLERANCE, SAMPLE_AGREEMENT = 0.02, 0.95
"""Of rasters of classes: largest difference of a class's share, smallest share of sampled pixels that agree."""

NORM_TOLERANCE, NORM_FLOOR = 1e-2, 1e-3
"""Of weights: largest relative and absolute difference of a norm."""

VALUE_TOLERANCE, VALUE_RELATIVE = 0.02, 0.02
"""Of metrics: largest absolute and relative difference."""


def fingerprint() -> dict[str, str]:
    """Return what results may depend on bit by bit: processor, and versions of libraries."""
    import torch

    versions = {name: metadata.version(name) for name in LIBRARIES}
    return {"capability": torch.backends.cpu.get_cpu_capability(), "processor": _processor(), **versions}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown"
    wanted = ("vendor_id", "cpu family", "model", "model name", "stepping")
    found = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    return ", ".join(found.get(name, "?") for name in wanted)


def environment(**changes: str) -> dict[str, str]:
    """Return the environment variables of processes whose results are compared."""
    threads = {name: str(THREADS) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    return {**os.environ, **threads, **changes}


def run_cases(folder: Path, names: list[str], **changes: str) -> dict[str, Any]:
    """Run cases in one process of their own; return what `run_cases.py` wrote for each: readings or an error.

    Args:
        folder: empty; gets a file for each case.
        names: of the cases.
        changes: environment variables that differ from the usual ones.
    """
    command = [sys.executable, "-m", "tests.core.golden.run_cases", str(folder), *names]
    done = subprocess.run(command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The golden cases ended with exit code {done.returncode}:\n{done.stderr[-4000:]}")
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in names}


def load(name: str) -> dict[str, Any]:
    """Return the record of a case: `machine` and `readings`."""
    return json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))


def save(name: str, machine: dict[str, str], found: dict[str, Reading]) -> None:
    """Write the record of a case, one line for each reading's entry so that differences can be read."""
    lines = [f'{{"machine": {json.dumps(machine)},', '"readings": {']
    parts = []
    for title, reading in found.items():
        entries = ",\n  ".join(f"{json.dumps(key)}: {_compact(value)}" for key, value in reading.items())
        parts.append(f" {json.dumps(title)}: {{\n  {entries}}}")
    lines.append(",\n".join(parts) + "}}")
    EXPECTED.mkdir(exist_ok=True)
    (EXPECTED / f"{name}.json").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def differences(record: dict[str, Any], found: dict[str, Reading], machine: dict[str, str]) -> list[str]:
    """Return what differs from a record, one sentence each: bit by bit on its machine, else beyond the tolerances."""
    expected = record["readings"]
    if sorted(expected) != sorted(found):
        return [f"The results are {sorted(found)}, not {sorted(expected)}."]
    same = machine == record["machine"]
    problems = []
    for title, reading in expected.items():
        problems += [f"{title}: {problem}" for problem in _differences(reading, found[title], same)]
    return problems


def _differences(expected: Reading, found: Reading, same_machine: bool) -> Iterator[str]:
    if found["facts"] != expected["facts"]:
        yield from _unequal(expected["facts"], found["facts"], "facts")
        return
    if expected["kind"] == "facts":
        return
    if not same_machine:
        yield from _COMPARISONS[expected["kind"]](expected, found)
    elif found["digest"] != expected["digest"]:
        reduced = list(_COMPARISONS[expected["kind"]](expected, found))
        yield f"the values differ bit by bit; {'beyond' if reduced else 'within'} the tolerances of other machines"
        yield from reduced


def _unequal(expected: object, found: object, path: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
        for key in expected:
            yield from _unequal(expected[key], found[key], f"{path}/{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (one, other) in enumerate(zip(expected, found)):
            yield from _unequal(one, other, f"{path}/{number}")
    elif expected != found:
        yield f"{path} is {str(found)[:200]}, not {str(expected)[:200]}"


def _imagery(expected: Reading, found: Reading) -> Iterator[str]:
    scale = expected["span"] / 255 * expected["slack"]
    means = max(_gaps(expected["means"], found["means"]))
    cells = max(gap for one, other in zip(expected["cells"], found["cells"]) for gap in _gaps(one, other))
    if means > MEAN_TOLERANCE * scale:
        yield f"a band mean differs by {means:g} digital numbers"
    if cells > CELL_TOLERANCE * scale:
        yield f"a cell differs by {cells:g} digital numbers"


def _stack(expected: Reading, found: Reading) -> Iterator[str]:
    worst = max(_gaps(expected["means"], found["means"]))
    if worst > CELL_TOLERANCE:
        yield f"the mean of a raster differs by {worst:g} digital numbers"


def _classes(expected: Reading, found: Reading) -> Iterator[str]:
    for value in {**expected["shares"], **found["shares"]}:
        gap = abs(expected["shares"].get(value, 0) - found["shares"].get(value, 0))
        if gap > SHARE_TOLERANCE:
            yield f"the share of class {value} differs by {gap:g}"
    pairs = [pair for rows in zip(expected["sample"], found["sample"]) for pair in zip(*rows)]
    agreement = sum(one == other for one, other in pairs) / len(pairs)
    if agreement < SAMPLE_AGREEMENT:
        yield f"only {agreement:.1%} of the sampled pixels agree"


def _tensors(expected: Reading, found: Reading) -> Iterator[str]:
    kinds, found_kinds = ([kind for kind, _ in reading["norms"]] for reading in (expected, found))
    if kinds != found_kinds:
        others = set(kinds) ^ set(found_kinds)
        yield f"there are {len(found_kinds)} tensors, not {len(kinds)}, or they have other shapes: {others}"
        return
    for (kind, one), (_, other) in zip(expected["norms"], found["norms"]):
        if abs(one - other) > NORM_TOLERANCE * abs(one) + NORM_FLOOR:
            yield f"the norm of a tensor {kind} is {other:g}, not {one:g}"


def _numbers(expected: Reading, found: Reading) -> Iterator[str]:
    for path, one in expected["values"].items():
        other = found["values"][path]
        if abs(one - other) > expected["slack"] * (VALUE_TOLERANCE + VALUE_RELATIVE * abs(one)):
            yield f"{path} is {other:g}, not {one:g}"


def _gaps(expected: list[float], found: list[float]) -> list[float]:
    return [abs(one - other) for one, other in zip(expected, found)]


_COMPARISONS = {
    "imagery": _imagery,
    "stack": _stack,
    "classes": _classes,
    "tensors": _tensors,
    "numbers": _numbers,
}
