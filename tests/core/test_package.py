"""The plugin as a package: what the plugin repository refuses, and what QGIS 4 with Qt 6 no longer has."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from satsyn_core import __version__
from tests.support.paths import REPOSITORY

REFUSED = (".exe", ".dll", ".so", ".sh", ".bat", ".cmd")
MAXIMUM_BYTES = 25_000_000
UNSCOPED = (
    re.compile(r"\bQgs\w+\.(?:Type|Flag)[A-Z]\w*\b"),
    re.compile(r"\bQt\.[A-Z]\w+\b(?!\.)"),
    re.compile(r"\bQVariant\.\w+|getattr\(QVariant"),  # PyQt6 has these types in QMetaType
)

SOURCES = [
    *sorted((REPOSITORY / "processing_provider").rglob("*.py")),
    REPOSITORY / "plugin.py",
    REPOSITORY / "__init__.py",
]


def test_the_zip_passes_the_rules_of_the_plugin_repository() -> None:
    command = ["git", "archive", "--format=zip", "--prefix=satsyn/", "HEAD"]
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True)
    if made.returncode:
        pytest.skip("the package is made from a git checkout")
    assert len(made.stdout) < MAXIMUM_BYTES
    names = zipfile.ZipFile(io.BytesIO(made.stdout)).namelist()
    assert [name for name in names if Path(name).suffix.lower() in REFUSED] == []
    assert {"satsyn/LICENSE", "satsyn/metadata.txt", "satsyn/__init__.py", "satsyn/requirements.txt"} <= set(names)


def test_metadata_says_qt_6_by_the_maximum_version_alone() -> None:
    text = (REPOSITORY / "metadata.txt").read_text(encoding="utf-8")
    assert "supportsQt6" not in text
    assert "qgisMaximumVersion=4.99" in text


def test_the_version_is_the_same_everywhere_and_none_that_is_released() -> None:
    def found(name: str, pattern: str) -> list[str]:
        return re.findall(pattern, (REPOSITORY / name).read_text(encoding="utf-8"), re.MULTILINE)

    newest, *released = found("CHANGELOG.md", r"^## (\d+\.\d+\.\d+)")
    assert newest == __version__
    assert newest not in released
    assert found("metadata.txt", r"^version=(.*)$") == found("CITATION.cff", r"^version: (.*)$") == [__version__]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_qt_is_imported_through_qgis_and_enums_are_scoped(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    imported = [
        name
        for node in ast.walk(ast.parse(text))
        for name in (
            [one.name for one in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "")]
        )
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert [name for name in imported if name and name.startswith(("PyQt", "PySide"))] == []
    assert [found for pattern in UNSCOPED for found in pattern.findall(text)] == []
