"""The job that says whether the SatSyn environment is complete and what it computes with."""

from __future__ import annotations

import importlib
import importlib.metadata
import platform
import sys
from pathlib import Path

from ..contract.declarations.environment import Environment
from ..contract.environment_use import STAMP
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.wording import counted, quoted

REQUIRED = ("numpy", "rasterio", "shapely", "pyogrio", "safetensors", "torch")
"""Packages without which no imagery is generated."""

_REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements.txt"
"""Beside the package in the plugin; a package that was installed on its own has none."""

SHOWN = (*REQUIRED, "openvino", "torchvision")
"""Packages whose versions matter when something does not work."""


def run(parameters: Environment, reporter: Reporter) -> dict[str, object]:
    """Do the job. It reports a broken environment rather than fail, and needs none of its packages."""
    if parameters.action == "create":
        raise InputError(
            "QGIS creates the environment, with the algorithm 'Check or set up the SatSyn environment'. By hand: "
            "python3 -m venv FOLDER, then FOLDER/bin/pip install -r requirements.txt; its Python is SatSyn's then, "
            "in QGIS by the setting or by the variable SATSYN_PYTHON."
        )
    found = {name: problem for name in REQUIRED if (problem := _problem(name))}
    versions = ", ".join([f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in SHOWN)])
    device = _device()
    next_step = "Nothing to do: the environment is complete."
    if found:
        next_step = f"{' '.join(found.values())} {_repair(list(found))}"
    for line in (f"Interpreter: {sys.executable}", f"Versions: {versions}", f"Device: {device}", next_step):
        reporter.log(line, "warning" if found and line == next_step else "info")
    return {"INTERPRETER": sys.executable, "VERSIONS": versions, "DEVICE": device, "NEXT_STEP": next_step}


def _repair(packages: list[str]) -> str:
    """Return a sentence on how the environment gets packages that it lacks."""
    if (Path(sys.prefix) / STAMP).is_file():
        return (
            "Press Repair in Plugins > SatSyn > Getting started, or run 'Check or set up the SatSyn environment' with "
            "the action 'create'."
        )
    wanted = ["-r", str(_REQUIREMENTS)] if _REQUIREMENTS.is_file() else packages
    command = " ".join(quoted(word) for word in (sys.executable, "-m", "pip", "install", *wanted))
    return f"Install the packages with this command: {command}"


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def _problem(module: str) -> str | None:
    """Return a sentence if a package cannot be used, None if it can."""
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        return f"The package {error.name} is missing."
    except (ImportError, OSError, RuntimeError) as error:
        # A wheel for another machine or a library that is missing fails while it loads, in one of these ways.
        return f"The package {module} is broken ({error}).{_cure(str(error))}"
    return None


def _cure(error: str) -> str:
    if sys.platform == "win32" and "DLL" in error:
        return " Install the Microsoft Visual C++ Redistributable for x64 from microsoft.com, and start QGIS anew."
    return ""


def _device() -> str:
    if _problem("torch"):
        return "none: torch is missing or broken"
    import torch

    if torch.cuda.is_available():
        return f"cuda ({torch.cuda.get_device_name()})"
    return f"cpu ({counted(torch.get_num_threads(), 'thread')})"
