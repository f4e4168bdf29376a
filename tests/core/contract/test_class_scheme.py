"""The class schemes that come with SatSyn can be read, and their crosswalks name classes of their targets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from satsyn_core.contract.bundled import RESOURCES
from satsyn_core.contract.class_scheme import read_scheme
from satsyn_core.landcover.classes_text import parse_classes

FOLDER = RESOURCES / "class_schemes"
FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bundled_scheme_and_its_crosswalks_can_be_used(path: Path) -> None:
    scheme = read_scheme(path)
    for target, crosswalk in json.loads(path.read_text(encoding="utf-8")).get("crosswalks", {}).items():
        match = parse_classes(crosswalk["classes"], read_scheme(FOLDER / f"{target}.json"))
        assert set(scheme.values) <= set(match)
