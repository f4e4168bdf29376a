"""Taking SatSyn out of QGIS: what fails must not keep the rest from being taken out."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from qgis.core import Qgis, QgsMessageLog


def do_each(*steps: Callable[[], object]) -> None:
    """Do one step after the other, also where one fails; what failed is in the message log of QGIS."""
    for step in steps:
        _do(step)


def _do(step: Callable[[], object]) -> None:
    try:
        step()
    except Exception:
        QgsMessageLog.logMessage(traceback.format_exc(), "SatSyn", Qgis.MessageLevel.Warning)
