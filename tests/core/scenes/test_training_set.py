"""A set whose descriptions were edited is read if they still say what SatSyn means; else file and key are named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.scenes.training_set import TrainingSet
from tests.support.one_chip import one_chip_set

Edit = Callable[[Any], object]


def _set(*keys: str | int, to: object) -> Edit:
    def edit(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = to

    return edit


def _without(*keys: str | int) -> Edit:
    def edit(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        del content[keys[-1]]

    return edit


@pytest.mark.parametrize(
    ("name", "edit", "reason"),
    [
        ("manifest.json", _without("chips", 0, "window"), "chips, entry 1: window is missing"),
        ("manifest.json", _set("chips", 0, to=None), "chips, entry 1 is null, not an object in braces"),
        ("manifest.json", _set("chips", to={}), "chips is empty, not a list"),
        ("manifest.json", _set("bands", to="red"), "bands is 'red', not a list of texts"),
        ("manifest.json", _set("schema_version", to="one"), "schema_version is 'one', not a whole number"),
        ("manifest.json", lambda content: content["chips"].append(content["chips"][0]), "stands there more than once"),
        (
            "manifest.json",
            _set("chips", 0, "split", to="test"),
            "'a_r.*' has the split test, and its file is 'images/train/",
        ),
        ("classes.json", _set("classes", 1, "colour", to="#ff0000"), "classes, entry 2: colour is '#ff0000', not a"),
        ("classes.json", _set("classes", 1, "building", to="false"), "building is 'false', not true or false"),
        ("classes.json", _set("classes", 1, "index", to=0), "classes, entry 2: index is 0, and the classes stand in"),
        ("classes.json", _set("classes", 1, "name", to=None), "classes, entry 2: name is null, not a text"),
        ("classes.json", _set("classes", 1, "name", to="water"), "name more than once: water, water"),
        ("classes.json", _set("classes", 1, "colour", to=[0, 0, 300]), r"is \(0, 0, 300\): red, green and blue are"),
        ("classes.json", _without("unlabelled"), "unlabelled is missing"),
    ],
)
def test_what_is_wrong_with_a_description_is_named(tmp_path: Path, name: str, edit: Edit, reason: str) -> None:
    path = one_chip_set(tmp_path) / name
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))
    with pytest.raises(InputError, match=rf"^{path} is not as SatSyn wrote it \(.*{reason}.*\): correct it there, or"):
        TrainingSet.open(tmp_path)
    # No words of Python.
    with pytest.raises(InputError, match=r"^(?!.*(Error|unpack|NoneType|indices|subscript)).*$"):
        TrainingSet.open(tmp_path)
