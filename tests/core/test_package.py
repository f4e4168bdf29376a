"""The plugin as a package: what the plugin repository refuses, and what QGIS 4 with Qt 6 no longer has."""

from __future__ import annotations

import ast
import hashlib
import io
import re
import subprocess
import sys
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


PACKAGE = ["archive", "--format=zip", "--prefix=satsyn/", "HEAD"]


def _git(*arguments: str) -> bytes:
    made = subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True)
    if made.returncode:
        pytest.skip("the package is made from a git checkout")
    return made.stdout


def test_the_zip_passes_the_rules_of_the_plugin_repository() -> None:
    made = _git(*PACKAGE)
    assert len(made) < MAXIMUM_BYTES
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert [name for name in names if Path(name).suffix.lower() in REFUSED] == []
    assert {"satsyn/LICENSE", "satsyn/metadata.txt", "satsyn/__init__.py", "satsyn/requirements.txt"} <= set(names)


def test_the_zip_is_the_same_where_git_writes_the_line_ends_of_windows() -> None:
    here, there = (
        hashlib.sha256(_git("-c", f"core.autocrlf={ends}", "archive", "--format=tar", "HEAD")).hexdigest()
        for ends in ("false", "true")
    )
    assert here == there


@pytest.mark.parametrize("page", ["README.md", "docs/tutorials/first-imagery.md"])
def test_who_has_no_make_gets_the_command_that_makes_the_zip(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    command = re.compile(r"git archive (.+) --output=\S+ HEAD$", re.MULTILINE)
    assert command.findall(text) == command.findall((REPOSITORY / "Makefile").read_text(encoding="utf-8"))
    assert "&&" not in text, "PowerShell 5.1 refuses it"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the core as `pip install .` installs it."""
    pytest.importorskip("hatchling", reason="builds the wheel; in requirements-dev.txt")
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(build, cwd=REPOSITORY, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_the_installed_core_has_every_resource_that_it_reads(installed: Path) -> None:
    named = {
        name
        for path in (REPOSITORY / "satsyn_core").rglob("*.py")
        for name in re.findall(r'\bRESOURCES / "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert {"models", "class_schemes", "class_concepts.json"} <= named
    assert [name for name in named if not (installed / "satsyn_core" / "resources" / name).exists()] == []


def test_the_installed_core_describes_land_cover(installed: Path) -> None:
    landcover = REPOSITORY / "resources" / "sample" / "town_landcover.tif"
    command = [sys.executable, "-m", "satsyn_core", "describe-landcover", "--landcover", str(landcover)]
    done = subprocess.run(command, cwd=installed, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


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
