"""SatSyn gives what it gave when the golden records were made.

On the machine and with the libraries of a record, every value must be equal bit by bit. Elsewhere, where processors
and libraries round differently, reduced values must be equal within the tolerances of `records.py`. Facts, such as
grids, classes, splits and counts, must be equal everywhere. `record.py` makes the records anew after a change of
behaviour that is intended; `SATSYN_GOLDEN_SLOW=1` adds the cases that take minutes.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.core.golden import readings, records
from tests.core.golden.cases import ALL, cli_values, wanted
from tests.core.golden.inputs import ROOT

OTHER_MACHINE = {"processor": "another"}
FRONT_CASE = "town-torch-64"


@pytest.fixture(scope="session")
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the selected cases give, from one process for all of them."""
    names = {
        item.callspec.params.get("case")
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.path == Path(__file__) and hasattr(item, "callspec")
    }
    return records.run_cases(tmp_path_factory.mktemp("golden"), [name for name in wanted() if name in names])


@pytest.fixture(scope="session")
def machine() -> dict[str, str]:
    return records.fingerprint()


@pytest.mark.parametrize("case", wanted())
def test_a_case_gives_what_its_record_holds(case: str, found: dict[str, Any], machine: dict[str, str]) -> None:
    case_record = found[case]
    assert "error" not in case_record, case_record["error"]
    problems = records.differences(records.load(case), case_record["readings"], machine)
    assert not problems, "\n".join(problems)


def test_the_command_line_gives_the_imagery_of_the_record(tmp_path: Path, machine: dict[str, str]) -> None:
    values = cli_values(tmp_path)
    words = [word for name, value in values.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    done = _python("-m", "satsyn_core", "generate-imagery", *words, "--json")
    outputs = json.loads(done.stdout)["outputs"]
    match = json.loads(outputs.pop("MATCH"))
    assert sum(one["pixels"] for one in match["classes"]) == 144 * 120
    assert outputs == {"OUTPUT": values["output"], "PIXELS": 144 * 120}
    _compare_front(Path(outputs["OUTPUT"]), machine)


def test_the_worker_gives_the_imagery_of_the_record(tmp_path: Path, machine: dict[str, str]) -> None:
    order = json.dumps({"job": "generate-imagery", "parameters": cli_values(tmp_path)})
    worker = [sys.executable, "-m", "satsyn_core.worker"]
    with subprocess.Popen(
        worker, cwd=ROOT, env=records.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        # The end of stdin would stop the job.
        process.stdin.write(order + "\n")
        process.stdin.flush()
        events = [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert events[-1]["event"] == "result"
    _compare_front(Path(events[-1]["outputs"]["OUTPUT"]), machine)


def test_each_record_belongs_to_a_case() -> None:
    assert sorted(path.stem for path in records.EXPECTED.glob("*.json")) == sorted(ALL)


@pytest.mark.parametrize(
    ("name", "title", "entry", "change"),
    [
        ("town-torch-64", "imagery", "means", lambda means: [means[0] + 3, *means[1:]]),
        ("town-torch-64", "imagery", "cells", lambda cells: [[cells[0][0] + 4, *cells[0][1:]], *cells[1:]]),
        ("town-torch-64", "imagery", "facts", lambda facts: {**facts, "nodata": 7.0}),
        ("predict-landcover", "landcover", "shares", lambda shares: {**shares, "2": shares["2"] + 0.1}),
        ("predict-landcover", "landcover", "sample", lambda rows: [[9] * len(rows[0]), *rows[1:]]),
        ("train-generator", "model", "norms", lambda norms: [[norms[0][0], norms[0][1] * 1.1 + 0.1], *norms[1:]]),
        ("train-generator", "model", "norms", lambda norms: norms[1:]),
        ("train-segmentation", "outputs", "values", lambda values: {**values, "/MEAN_IOU": values["/MEAN_IOU"] + 0.1}),
        ("training-set-add", "synthetic images", "means", lambda means: [means[0] + 3, *means[1:]]),
    ],
)
def test_a_changed_result_is_found_on_another_machine(name: str, title: str, entry: str, change: Any) -> None:
    record = records.load(name)
    changed = copy.deepcopy(record["readings"])
    assert records.differences(record, changed, OTHER_MACHINE) == []
    changed[title][entry] = change(changed[title][entry])
    (problem,) = records.differences(record, changed, OTHER_MACHINE)
    assert problem.startswith(f"{title}: ")


def test_on_the_machine_of_the_record_a_single_bit_counts() -> None:
    record = records.load("town-torch-64")
    changed = copy.deepcopy(record["readings"])
    changed["imagery"]["digest"] = "0" * 64
    assert records.differences(record, changed, record["machine"])
    assert not records.differences(record, changed, OTHER_MACHINE)


def _python(*words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=records.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def _compare_front(imagery: Path, machine: dict[str, str]) -> None:
    found = {"imagery": readings.imagery(imagery)}
    assert records.differences(records.load(FRONT_CASE), found, machine) == []
