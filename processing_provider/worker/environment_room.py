"""Room for an environment: on its own disk, and on that of the temporary files, where pip puts what it downloads."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ...satsyn_core.contract.errors import EnvironmentSetupError
from .environment_request import EnvironmentRequest


def require_room(folder: Path, request: EnvironmentRequest) -> None:
    """Check that there is room for an environment and for what is downloaded for it.

    Args:
        folder: holds the environment, or will.
        request: the environment.

    Raises:
        EnvironmentSetupError: there is not.
    """
    temporary = Path(tempfile.gettempdir())
    own, download = request.size.room, request.size.download
    if _disk(folder) == _disk(temporary):
        download = 0.0
    else:
        own -= download
    if _free(folder) < own:
        raise EnvironmentSetupError(
            f"The environment needs {own:.1f} GB, and only {_free(folder):.1f} GB are free on the disk of "
            f"'{folder}'. Free some space, or set SatSyn's Python in Options > Processing > SatSyn to an environment "
            "on another disk."
        )
    if _free(temporary) < download:
        raise EnvironmentSetupError(
            f"The downloads need {download:.1f} GB for a while, and only {_free(temporary):.1f} GB are free on the "
            f"disk of the temporary folder '{temporary}'. Free some space, or set the environment variable TMPDIR (on "
            "Windows TEMP) to a folder on another disk, and start QGIS again."
        )


def fullest(environment: Path) -> Path:
    """Return the folder that pip has filled: that of the environment, or that of the temporary files."""
    folders = (environment.parent, Path(tempfile.gettempdir()))
    return min(folders, key=_free)


def _disk(folder: Path) -> int:
    return folder.stat().st_dev


def _free(folder: Path) -> float:
    """Return the gigabytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free / 1e9
