"""What the scripts that QGIS runs in a window share: waiting, pictures, and the verdict in a file."""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path
from typing import Callable

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QApplication, QWidget
from qgis.utils import iface

PICTURES = Path(os.environ["WINDOW_TEST_PICTURES"])
RESULT = Path(os.environ["WINDOW_TEST_RESULT"])
STEPS: list[str] = []
START_MILLISECONDS = 2500


def wait(until: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until a condition holds."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "a step did not come to its end"
        QCoreApplication.processEvents()
        time.sleep(0.02)


def pause(seconds: float = 0.7) -> None:
    """Let the window work for a while."""
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() > end, seconds + 60)


def picture(name: str, widget: QWidget | None = None) -> None:
    """Save a picture of a widget, or of the main window."""
    pause()
    (widget or iface.mainWindow()).grab().save(str(PICTURES / f"{name}.png"))
    STEPS.append(name)


def run(steps: Callable[[], None]) -> None:
    """Run the steps once the window is there, write the verdict, and end QGIS. The first failed assertion ends them."""
    QTimer.singleShot(START_MILLISECONDS, lambda: _run(steps))


def _run(steps: Callable[[], None]) -> None:
    try:
        iface.mainWindow().resize(1380, 960)
        steps()
        words = "OK: " + ", ".join(STEPS)
    except BaseException:
        picture("99_failure")
        for number, top in enumerate(QApplication.topLevelWidgets()):
            if top.isVisible() and top is not iface.mainWindow():
                picture(f"99_failure_{number}", top)
        words = f"FAILED after {', '.join(STEPS)}\n{traceback.format_exc()}"
    RESULT.write_text(words + "\n")
    QgsProject.instance().clear()
    os._exit(0)
