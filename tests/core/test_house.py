"""Rules of the core's layout: unique class names, a description of every package, and files of a readable length."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY

CORE = REPOSITORY / "satsyn_core"
MAXIMUM_LINES = 420


def _modules() -> list[Path]:
    return sorted(CORE.rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _classes(path: Path) -> Iterator[ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def test_a_class_name_means_one_thing() -> None:
    places = defaultdict(list)
    for path in _modules():
        for definition in _classes(path):
            places[definition.name].append(_name(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("package", [_name(path) for path in _modules() if path.name == "__init__.py"])
def test_a_package_describes_itself(package: str) -> None:
    assert ast.get_docstring(ast.parse((REPOSITORY / package).read_text(encoding="utf-8")))


def test_a_file_can_be_read_in_one_sitting() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MAXIMUM_LINES} == {}
