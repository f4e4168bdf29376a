"""Rules that hold for every file of the core or the plugin: names, descriptions, lengths, and started programs."""

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


def _modules_of(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py") if path.name != "__init__.py"}


def test_the_design_names_every_module() -> None:
    described: dict[str, set[str]] = {}
    for line in (REPOSITORY / "docs/development/modules.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## `"):
            names = described.setdefault(line.strip("# `"), set())
        elif line.startswith("| `"):
            names.add(line.split("`")[1])
    folders = {
        path.parent for top in ("satsyn_core", "processing_provider") for path in (REPOSITORY / top).rglob("*.py")
    }
    assert described == {_name(folder): _modules_of(folder) for folder in folders}


def test_no_process_of_the_plugin_opens_a_window_on_windows() -> None:
    calls = [
        (_name(path), {keyword.arg for keyword in node.keywords})
        for path in sorted((REPOSITORY / "processing_provider").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("subprocess.")
    ]
    assert calls
    assert [path for path, given in calls if "creationflags" not in given] == []
