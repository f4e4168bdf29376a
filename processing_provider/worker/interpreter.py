"""The Python that runs the SatSyn core: the one that the user named, else that of the managed environment."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from qgis.core import QgsSettings

from ...satsyn_core.contract.errors import EnvironmentSetupError
from ..settings import named_python
from .managed_environment import managed_interpreter

VARIABLE = "SATSYN_PYTHON"
SETTING = "satsyn/python"
FIX = (
    "Choose Plugins > SatSyn > Getting started and set up the environment. Or run 'Check or set up the SatSyn "
    "environment' with the action 'create', "
    f"or set the environment variable {VARIABLE} to a Python that has the packages of requirements.txt."
)


def find_interpreter() -> Path:
    """Return the Python of the SatSyn environment.

    A Python that the user named and that can't be used is an error: going on with another one would hide the mistake.

    Raises:
        EnvironmentSetupError: there is none, or the one that was named can't be run; the sentence names the fix.
    """
    if named := os.environ.get(VARIABLE, "").strip():
        return _usable(named, f"the environment variable {VARIABLE}")
    if named := named_python():
        return _usable(named, "Options > Processing > SatSyn")
    if named := str(QgsSettings().value(SETTING, "") or "").strip():
        return _usable(named, f"the QGIS setting '{SETTING}'")
    if managed := managed_interpreter():
        return managed
    raise EnvironmentSetupError(f"SatSyn has no Python environment yet. {FIX}")


def _usable(named: str, source: str) -> Path:
    found = shutil.which(Path(named).expanduser())
    if found is None:
        problem = "is not a program that can be run" if Path(named).expanduser().exists() else "does not exist"
        raise EnvironmentSetupError(f"The Python '{named}' that {source} names {problem}. Correct it. Or: {FIX}")
    if Path(found).name.lower().startswith("qgis"):
        raise EnvironmentSetupError(f"'{named}', which {source} names, is QGIS and not a Python. {FIX}")
    return Path(found).absolute()
