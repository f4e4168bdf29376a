"""The Pythons of this computer with which an environment can be made."""

from __future__ import annotations

import contextlib
import os
import subprocess  # nosec B404
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...satsyn_core.contract.errors import EnvironmentSetupError
from ...satsyn_core.contract.foreign_libraries import clean_environment
from .child_process import WINDOWLESS
from .environment_request import REQUIREMENTS
from .programs import path_folders, program_in

OLDEST_PYTHON = (3, 10)

_VERSIONS = ("3.12", "3.13", "3.11", "3.10", "3.14")
"""Pythons for which every required package has ready-made wheels come first."""
_COMMANDS = (*(f"python{version}" for version in _VERSIONS[:4]), "python3", f"python{_VERSIONS[4]}", "python")
_FRAMEWORKS = "/Library/Frameworks/Python.framework/Versions"
_FOLDERS = {
    "darwin": (*(f"{_FRAMEWORKS}/{version}/bin" for version in _VERSIONS), "/usr/local/bin", "/opt/homebrew/bin"),
    "linux": ("/usr/bin",),
}
"""Folders of programs that are searched after the PATH, which QGIS for macOS replaces. The first are of python.org."""
_REGISTRY = r"Software\Python\PythonCore\{version}\InstallPath"
"""The key of an installed Python in the registry of Windows, by PEP 514."""

_PROBE = """
import sys, sysconfig, venv, ensurepip
print(sys.version_info >= (3, 10), sys.version_info[:2], sysconfig.get_platform())
"""
_PROBE_SECONDS = 20


@dataclass(frozen=True)
class BasePython:
    """A Python that can make environments.

    Attributes:
        path: of the program.
        kind: version and system. Packages that one Python has no version of, others of its kind do not have either.
    """

    path: Path
    kind: str


def base_pythons() -> Iterator[BasePython]:
    """Yield the Pythons 3.10 or newer, not QGIS itself, that can make environments: the first of each kind.

    Raises:
        EnvironmentSetupError: there is none.
    """
    kinds: set[str] = set()
    for candidate in dict.fromkeys(_candidates()):
        kind = _kind(candidate)
        if kind and kind not in kinds:
            kinds.add(kind)
            yield BasePython(candidate, kind)
    if not kinds:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise EnvironmentSetupError(
            f"No Python {wanted} or newer that can make environments was found. Install one "
            "(Debian and Ubuntu: the packages python3 and python3-venv; Windows and macOS: python.org) and run this "
            "again. Or name a Python that has the packages of requirements.txt in Options > Processing > SatSyn."
        )


def _candidates() -> Iterator[Path]:
    """QGIS for Windows and macOS brings a python program of its own, in some versions too old a one."""
    if sys.platform == "win32":
        yield Path(sys.exec_prefix) / "python.exe"
        yield from _registered()
        yield from installed_in(*_windows_folders())
    elif sys.platform == "darwin":
        yield Path(sys.exec_prefix) / "bin" / "python3"
    yield from found_in(*path_folders(), *_FOLDERS.get(sys.platform, ()))


def found_in(*folders: str) -> Iterator[Path]:
    """Yield the Pythons that are in folders of programs, in the order in which they are preferred."""
    for command in _COMMANDS:
        for folder in folders:
            if found := program_in(folder, command):
                yield found


def installed_in(*folders: Path) -> Iterator[Path]:
    """Yield where the installer for Windows would have put Pythons in folders that hold a folder for each."""
    for version in _VERSIONS:
        for folder in folders:
            yield folder / f"Python{version.replace('.', '')}" / "python.exe"


def _windows_folders() -> list[Path]:
    local, programs = os.environ.get("LOCALAPPDATA"), os.environ.get("PROGRAMFILES")
    return [*([Path(local, "Programs", "Python")] if local else []), *([Path(programs)] if programs else [])]


def _registered() -> Iterator[Path]:
    """Yield the Pythons that the registry of Windows names."""
    if sys.platform != "win32":
        return
    import winreg

    for version in _VERSIONS:
        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with contextlib.suppress(OSError), winreg.OpenKey(root, _REGISTRY.format(version=version)) as key:
                yield Path(winreg.QueryValueEx(key, "ExecutablePath")[0])


def _kind(candidate: Path) -> str:
    """Return the version and the system of a Python that can make environments; empty for what is none."""
    if not candidate.is_file():
        return ""
    try:
        answer = subprocess.run(  # nosec B603
            [str(candidate), "-c", _PROBE],
            cwd=REQUIREMENTS.parent,  # Python would import modules that lie in the current folder
            env=clean_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PROBE_SECONDS,
            creationflags=WINDOWLESS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    can, _, kind = answer.stdout.strip().partition(" ")
    return kind if answer.returncode == 0 and can == "True" else ""
