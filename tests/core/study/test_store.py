"""Results of a study that cannot be read are done without."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.study.cells import Cell
from satsyn_core.study.findings import StudyFindings
from satsyn_core.study.runner import StudyTable
from satsyn_core.study.store import CellResult, StudyStore
from satsyn_core.study.tables import cells_csv
from satsyn_core.study.treatment import Treatment

RESULT = CellResult(np.ones((2, 3, 3), np.int64), 5, 4, 100, 50, 0.5, {"train": 1.0}, "processor")


@pytest.fixture
def store(tmp_path: Path) -> StudyStore:
    made = StudyStore(tmp_path / "study")
    made.prepare()
    return made


def test_the_table_of_trainings_has_no_line_between_two(scheme: ClassScheme) -> None:
    three = ClassScheme(scheme.classes[:3], scheme.unlabelled)
    cell = Cell(Treatment(), 0)
    table = StudyTable((cell,), {cell: RESULT})
    findings = StudyFindings("study", three, table, (), (), (), None, (), (), (), {})
    lines = cells_csv(findings).split("\n")
    assert [line.split(",")[0] for line in lines] == ["label", "real only", ""]
    assert "\r" not in "".join(lines)  # on Windows, a file of text gets them when it is written


def test_a_result_comes_back(store: StudyStore) -> None:
    store.write_result("d" * 64, {"seed": 1}, RESULT)
    found = store.result("d" * 64)
    assert found is not None
    assert found.to_json() == RESULT.to_json()


@pytest.mark.parametrize(
    "change",
    [
        {"steps": 10**400},
        {"steps": "many"},
        {"confusion_matrices": [[[2**70]]]},
        {"confusion_matrices": [[1, 2], [3, 4]]},
        {"confusion_matrices": [[[-1]]]},
        {"chips": []},
    ],
)
def test_a_damaged_result_is_none(change: dict[str, Any], store: StudyStore) -> None:
    path = store.result_path("d" * 64)
    path.write_text(json.dumps({"result": {**RESULT.to_json(), **change}}))
    assert store.result("d" * 64) is None


def test_neither_is_a_pipe_or_what_nests_without_end(store: StudyStore) -> None:
    path = store.result_path("d" * 64)
    path.write_text("[" * 100_000)
    assert store.result("d" * 64) is None
    path.unlink()
    os.mkfifo(path)
    assert store.result("d" * 64) is None
