"""Where managed environments lie: numbered folders in the QGIS profile, on Windows in a folder with a short path."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path, PurePath, PureWindowsPath

from qgis.core import QgsApplication

from ...satsyn_core.contract.errors import EnvironmentSetupError

_LONGEST_PATH = 259
"""Characters that Windows takes where long paths are off, as they usually are."""
_LONGEST_IN_PACKAGES = 175
"""Characters that a file of a package has within `site-packages`; the longest are licences in PyTorch."""


def environments_folder() -> Path:
    """Return the folder in which the environments of this profile are made, each in a numbered folder."""
    return _places()[-1]


def numbered_environments() -> list[Path]:
    """Return the folders of this profile's environments, finished or not, the newest last."""
    entries = [entry for place in _places() if place.is_dir() for entry in place.iterdir()]
    return sorted((entry for entry in entries if entry.name.isdecimal()), key=lambda entry: int(entry.name))


def new_environment() -> Path:
    """Return the folder of the next environment, which does not exist yet."""
    earlier = numbered_environments()
    return environments_folder() / str(int(earlier[-1].name) + 1 if earlier else 1)


def _places() -> list[Path]:
    """Return the folders that may hold environments; new ones are made in the last. Earlier versions had the first."""
    profile = QgsApplication.qgisSettingsDirPath()
    places = [Path(profile) / "satsyn" / "environments"]
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        places.append(Path(short_folder(profile, Path(local))))
    return places


def short_folder(profile: str, local: PurePath) -> PurePath:
    """Return a folder for the environments of a profile whose path is short.

    Args:
        profile: folder of the profile: each one has environments of its own.
        local: the user's folder for data of this computer.
    """
    name = str(PureWindowsPath(profile)).lower()  # Windows takes both cases, and both slashes
    return local / "satsyn" / hashlib.sha256(name.encode()).hexdigest()[:6]


def refuse_long_path(environment: Path) -> None:
    """Check that Windows takes the paths of all files in an environment.

    Raises:
        EnvironmentSetupError: it does not.
    """
    excess = excess_characters(environment)
    if sys.platform == "win32" and excess > 0 and not _takes_long_paths():
        raise EnvironmentSetupError(
            f"The environment would lie in '{environment}', and this path is {excess} characters too long for Windows. "
            "Turn on long paths, see https://pip.pypa.io/warnings/enable-long-paths, and run this again. Or set "
            "SatSyn's Python in Options > Processing > SatSyn to an environment in a folder with a shorter path."
        )


def excess_characters(environment: PurePath) -> int:
    """Return how many characters the longest path in an environment has too many for Windows, negative for none."""
    return len(str(environment / "Lib" / "site-packages")) + 1 + _LONGEST_IN_PACKAGES - _LONGEST_PATH


def _takes_long_paths() -> bool:
    if sys.platform != "win32":
        return True
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False
