"""The Python that runs the SatSyn core: the one that the user named, else that of the managed environment."""

from __future__ import annotations

from pathlib import Path

from ...satsyn_core.contract.errors import EnvironmentSetupError
from .managed_environment import managed_interpreter
from .named_python import VARIABLE, NamedPython
from .programs import find_program

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
    if named := NamedPython.find():
        return _usable(named.text, named.source)
    if managed := managed_interpreter():
        return managed
    raise EnvironmentSetupError(f"SatSyn has no Python environment yet. {FIX}")


def _usable(named: str, source: str) -> Path:
    found = find_program(str(Path(named).expanduser()))
    if found is None:
        problem = "is not a program that can be run" if Path(named).expanduser().exists() else "does not exist"
        raise EnvironmentSetupError(
            f"The Python '{named}' that {source} names {problem}. Correct it, or empty it. Without it: {FIX}"
        )
    if found.name.lower().startswith("qgis"):
        raise EnvironmentSetupError(
            f"'{named}', which {source} names, is QGIS and not a Python. Empty it. Without it: {FIX}"
        )
    return found.absolute()
