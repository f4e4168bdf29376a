"""Programs of the current folder, where files of strangers may lie, are never run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


def _program(path: Path, script: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def strange_folder(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    folder = tmp_path / "strange"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def on_windows(strange_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin takes this system for Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PATHEXT", ".com;.exe")


def test_pythons_are_taken_from_the_folder_that_is_named(on_windows, strange_folder: Path, tmp_path: Path) -> None:
    from satsyn.processing_provider.worker.base_python import found_in

    _program(strange_folder / "python3.12.exe")
    python = _program(tmp_path / "programs" / "python.exe")
    assert list(found_in("", ".", str(tmp_path / "nothing"), str(python.parent))) == [python]


def test_a_python_that_is_named_without_folder_is_that_of_the_path(
    on_windows, strange_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.interpreter import find_interpreter

    _program(strange_folder / "python.exe")
    python = _program(tmp_path / "programs" / "python.exe")
    monkeypatch.setenv("PATH", os.pathsep.join(["", str(python.parent)]))
    for named in ("python", "python.exe", str(python), str(python.with_suffix(""))):
        monkeypatch.setenv("SATSYN_PYTHON", named)
        assert find_interpreter() == python


def test_a_relative_entry_of_the_path_has_no_python(strange_folder: Path) -> None:
    from satsyn.processing_provider.worker.base_python import found_in

    _program(strange_folder / "python3.12")
    assert list(found_in(".", "")) == []
    assert list(found_in(str(strange_folder))) == [strange_folder / "python3.12"]


def test_trees_of_processes_are_ended_by_the_program_of_windows(
    on_windows, strange_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.child_process import ChildProcess

    monkeypatch.setenv("SYSTEMROOT", str(tmp_path / "Windows"))
    monkeypatch.setenv("PATH", str(strange_folder), prepend=os.pathsep)
    _program(strange_folder / "taskkill", "touch run")
    _program(tmp_path / "Windows" / "System32" / "taskkill.exe", 'kill -9 "$4"')
    with ChildProcess(["/bin/sleep", "600"], folder=tmp_path) as child:
        child.kill()
    assert not (strange_folder / "run").exists()


def test_a_python_that_is_tried_imports_nothing_from_the_current_folder(
    strange_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.base_python import base_pythons

    (strange_folder / "venv.py").write_text("open('imported', 'w')")
    assert next(base_pythons()).path.is_file()
    assert not (strange_folder / "imported").exists()
