from __future__ import annotations

import json
from pathlib import Path

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.trainingset.writing.manifest import write_classes, write_manifest
from tests.core.trainingset.conftest import MakeRecord


def test_the_manifest_is_json_with_a_line_for_each_chip(tmp_path: Path, record: MakeRecord) -> None:
    records = [record(0, 0), record(32, 0, version=1)]
    head = {"schema": "satsyn-training-set", "statement": "Gebäude", "scenes": [{"name": "a"}, {"name": "b"}]}
    write_manifest(tmp_path, head, iter(records))
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text) == {**head, "chips": [chip.to_json() for chip in records]}
    assert text.startswith('{\n "schema": "satsyn-training-set",\n "statement": "Gebäude"')
    assert [line.strip().startswith('{"id"') for line in text.splitlines()].count(True) == 2


def test_a_manifest_without_chips_is_json_too(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"scenes": []}, [])
    assert json.loads((tmp_path / "manifest.json").read_text()) == {"scenes": [], "chips": []}


def test_classes_say_what_the_values_of_masks_mean(tmp_path: Path, scheme: ClassScheme) -> None:
    write_classes(tmp_path, scheme, {"train": [5, 4, 3, 2, 1], "test": [0, 0, 7, 0, 0]})
    written = json.loads((tmp_path / "classes.json").read_text())
    assert (written["ignore_index"], written["unlabelled"]) == (255, 0)
    assert written["classes"][2] == {
        "index": 2,
        "name": "road",
        "colour": [77, 77, 82],
        "land_cover_value": 3,
        "building": False,
        "pixels": {"train": 3, "test": 7},
    }
