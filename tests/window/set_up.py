"""Sets up, cancels, repairs and removes the environment with the buttons of Getting started, from a real index.

On demand, as it downloads the packages: `setup/run_window_tests.sh set_up`. It measures seconds and sizes.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Callable

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import plugins

from tests.window.steps import STEPS, pause, picture, run, wait

LIMIT_SECONDS = 1500


def size_of(folder: Path) -> float:
    """Return the gigabytes in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*")) / 1e9


def timed(name: str, until: Callable[[], bool]) -> None:
    """Wait, and note the seconds."""
    started = time.monotonic()
    wait(until, LIMIT_SECONDS)
    STEPS.append(f"{name} {time.monotonic() - started:.0f} s")


def answer_yes() -> None:
    """Press Yes in the question that is open."""
    box = next(top for top in QApplication.topLevelWidgets() if isinstance(top, QMessageBox) and top.isVisible())
    box.button(QMessageBox.StandardButton.Yes).click()


def set_up() -> None:
    """Press the buttons in turn."""
    window = plugins["satsyn"].window
    window.open_panel()
    part = window.panel.environment
    from satsyn.processing_provider.worker.environment_places import environments_folder

    folder = environments_folder()
    if wheels := os.environ.get("WINDOW_TEST_WHEELS"):
        part.wheels.setFilePath(wheels)
    part.set_up.click()
    pause(12)
    picture("20_setting_up")
    part.cancel.click()
    timed("cancelled after", lambda: part.task is None)
    picture("21_cancelled")
    assert not any(folder.iterdir()), "a cancelled setup left files"
    part.set_up.click()
    pause(40)
    picture("22_under_way")
    timed("set up after 40 s and", lambda: part.task is None)
    picture("23_complete")
    assert "complete" in part.words.text(), part.words.text()
    STEPS.append(f"{size_of(folder):.2f} GB")
    part.report.click()
    timed("checked after", lambda: part.task is None)
    picture("24_report", part.dialog)
    STEPS.append(part.words.text())
    part.dialog.close()
    part.set_up.click()
    timed("repaired after", lambda: part.task is None)
    picture("25_repaired")
    assert len(list(folder.iterdir())) == 1
    QTimer.singleShot(1500, answer_yes)
    part.remove.click()
    timed("removed after", lambda: part.task is None)
    picture("26_removed")
    assert not folder.exists()


run(set_up)
