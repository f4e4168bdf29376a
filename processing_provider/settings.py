"""The settings of SatSyn in Options > Processing > SatSyn, and what they mean for a job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsSettings

from ..satsyn_core.contract.shared_parameters import DEVICES
from .icon import ICON
from .translation import tr

GROUP = "SatSyn"
PYTHON = "SATSYN_PYTHON"
DEVICE = "SATSYN_DEVICE"
THREADS = "SATSYN_THREADS"
CACHE = "SATSYN_CACHE"
MODELS = "SATSYN_MODELS"

_STORED_IN = "Processing/Configuration/"


def add_settings() -> None:
    """Add the settings to the options of Processing, if this QGIS has them. Called when the provider is loaded."""
    try:
        from processing.core.ProcessingConfig import ProcessingConfig, Setting
    except ImportError:
        return  # QGIS without the Processing plugin, as a script may start it
    from qgis.PyQt.QtGui import QIcon

    devices = [f"{value}: {tr(meaning)}" for value, meaning in DEVICES.items()]
    ProcessingConfig.settingIcons[GROUP] = QIcon(str(ICON))
    for setting in (
        Setting(
            GROUP, PYTHON, tr("Python that computes (empty: SatSyn's own environment)"), "", valuetype=Setting.FILE
        ),
        Setting(
            GROUP,
            DEVICE,
            tr("Device where a dialog says auto"),
            devices[0],
            valuetype=Setting.SELECTION,
            options=devices,
        ),
        Setting(GROUP, THREADS, tr("Processor threads (0: all)"), 0, valuetype=Setting.INT),
        Setting(GROUP, CACHE, tr("Memory for reading rasters, in MB (0: GDAL's own limit)"), 0, valuetype=Setting.INT),
        Setting(GROUP, MODELS, tr("Folder of own models, listed in every dialog"), "", valuetype=Setting.FOLDER),
    ):
        ProcessingConfig.addSetting(setting)
    ProcessingConfig.readSettings()


def remove_settings() -> None:
    """Remove the settings from the options; their values stay. Called when the provider is unloaded."""
    try:
        from processing.core.ProcessingConfig import ProcessingConfig
    except ImportError:
        return
    for name in (PYTHON, DEVICE, THREADS, CACHE, MODELS):
        ProcessingConfig.settings.pop(name, None)


def named_python() -> str:
    """Return the Python that the user named in the options; empty: none."""
    return _text(PYTHON)


def device_for(chosen: str) -> str:
    """Return the device of a job: the chosen one, or that of the options where `auto` was chosen."""
    index = _number(DEVICE)  # Processing keeps the place in the list
    devices = list(DEVICES)
    return devices[index] if chosen == "auto" and index < len(devices) else chosen


def model_folder() -> Path | None:
    """Return the user's folder of models, or None."""
    folder = _text(MODELS)
    return Path(folder) if folder and Path(folder).is_dir() else None


def worker_variables() -> dict[str, str]:
    """Return the environment variables with which the worker keeps to the limits of threads and memory."""
    variables: dict[str, str] = {}
    if threads := _number(THREADS):
        variables["OMP_NUM_THREADS"] = variables["OPENBLAS_NUM_THREADS"] = str(threads)
    if cache := _number(CACHE):
        variables["GDAL_CACHEMAX"] = str(cache)
    return variables


def _value(name: str) -> Any:
    return QgsSettings().value(_STORED_IN + name)


def _text(name: str) -> str:
    return str(_value(name) or "").strip()


def _number(name: str) -> int:
    try:
        return max(0, int(_value(name) or 0))
    except (TypeError, ValueError):
        return 0
