"""Programs by name, never from the current folder, where Windows looks first and files of strangers may lie."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

_USUAL_ENDINGS = ".COM;.EXE;.BAT;.CMD"


def find_program(named: str) -> Path | None:
    """Return a program by its path, or by its name from the PATH; None where there is none."""
    folder, name = os.path.split(named)
    if folder:
        return _in_folder(Path(folder), name)
    return next((found for place in path_folders() if (found := program_in(place, name))), None)


def path_folders() -> list[str]:
    """Return the folders of the PATH."""
    return os.environ.get("PATH", "").split(os.pathsep)


def program_in(folder: str, name: str) -> Path | None:
    """Return the program of this name in an entry of the PATH; one that is relative to the current folder has none."""
    return _in_folder(Path(folder), name) if Path(folder).is_absolute() else None


def _in_folder(folder: Path, name: str) -> Path | None:
    # With a folder in the name, `which` looks nowhere else. Some versions add no endings then.
    found = (shutil.which(str(folder / f"{name}{ending}")) for ending in _endings(name))
    return next((Path(program) for program in found if program), None)


def _endings(name: str) -> Sequence[str]:
    """Return what a program's name may lack: on Windows an ending, unless it has one."""
    if sys.platform != "win32":
        return ("",)
    known = os.environ.get("PATHEXT", _USUAL_ENDINGS).split(";")
    return ("",) if name.upper().endswith(tuple(ending.upper() for ending in known if ending)) else known


def system_program(name: str) -> str:
    """Return the path of a program that comes with Windows."""
    return str(Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32", name))
