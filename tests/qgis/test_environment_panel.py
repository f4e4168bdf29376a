"""The panel that sets up the environment, while something runs in the background."""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pythons import write_environment


class Interface:
    """The parts of a window of QGIS that the plugin's window uses."""

    def __init__(self) -> None:
        from qgis.gui import QgsMessageBar
        from qgis.PyQt.QtWidgets import QMainWindow

        self.window = QMainWindow()
        self.bar = QgsMessageBar()

    def mainWindow(self) -> Any:
        return self.window

    def messageBar(self) -> Any:
        return self.bar

    def addPluginToMenu(self, name: str, action: Any) -> None:
        self.window.menuBar().addAction(action)

    def removePluginMenu(self, name: str, action: Any) -> None:
        self.window.menuBar().removeAction(action)

    def addToolBarIcon(self, action: Any) -> None:
        self.window.addAction(action)

    def removeToolBarIcon(self, action: Any) -> None:
        self.window.removeAction(action)

    def addDockWidget(self, area: Any, dock: Any) -> None:
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock: Any) -> None:
        self.window.removeDockWidget(dock)


def _wait(until: Callable[[], object]) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, QEvent

    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        time.sleep(0.01)


@pytest.fixture
def environments(qgis) -> Iterator[None]:
    """Remove the environments of the profile after the test."""
    from satsyn.processing_provider.worker.environment_places import environments_folder

    yield
    shutil.rmtree(environments_folder(), ignore_errors=True)


def test_a_repair_keeps_the_build_unless_the_user_chooses_another(environments) -> None:
    from satsyn.processing_provider.desktop.environment_panel import EnvironmentPanel

    write_environment(1, "cuda")
    panel = EnvironmentPanel()
    assert panel.request().build == "cuda"
    panel.build.setCurrentIndex(panel.build.findData("cpu"))
    panel.refresh()
    assert panel.request().build == "cpu"
    write_environment(2, "cuda")
    panel.refresh()
    assert panel.request().build == "cuda"
    write_environment(3, "")  # the general index decided
    panel.refresh()
    assert panel.request().build == "cuda"


@pytest.mark.parametrize("from_wheels", [False, True])
def test_the_panel_announces_the_room_that_the_setup_asks_for(
    environments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, from_wheels: bool
) -> None:
    from satsyn.processing_provider.desktop.environment_panel import EnvironmentPanel
    from satsyn.processing_provider.worker import environment_room
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    panel = EnvironmentPanel()
    if from_wheels:
        panel.wheels.setFilePath(str(tmp_path))
    monkeypatch.setattr(environment_room, "_free", lambda folder: 0.0)
    monkeypatch.setattr(environment_room, "_disk", lambda folder: 1)
    with pytest.raises(EnvironmentSetupError) as refused:
        environment_room.require_room(tmp_path, panel.request())
    needed = re.search(r"needs ([\d.]+) GB", str(refused.value))[1]
    assert f"{float(needed):g} GB of free disk space" in panel.cost.text()
    assert ("to download" in panel.cost.text()) is not from_wheels


def test_a_task_that_is_cancelled_before_its_start_is_not_called_complete(qgis) -> None:
    from satsyn.processing_provider.desktop.environment_panel import EnvironmentPanel
    from satsyn.processing_provider.desktop.tasks import BackgroundTask

    panel = EnvironmentPanel()
    task = BackgroundTask("waits", lambda feedback: "made")
    task.hold()
    panel._start(task, panel._set_up_ended)
    panel.cancel.click()
    _wait(lambda: panel.task is None)
    assert panel.words.text() == "Cancelled. Nothing was changed."


def test_what_runs_is_cancelled_when_the_plugin_goes(qgis, monkeypatch: pytest.MonkeyPatch) -> None:
    from qgis.PyQt import sip

    from satsyn.processing_provider.desktop.tasks import BackgroundTask
    from satsyn.processing_provider.desktop.window import PluginWindow

    errors: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: errors.append(error))
    is_gone, is_cancelled = threading.Event(), threading.Event()

    def work(feedback: Any) -> None:
        for percent in range(1, 100):
            feedback.setProgress(percent)
            if is_gone.wait(0.02):
                break
        for percent in range(1, 6):  # a step goes on for a while before it is asked whether it is cancelled
            feedback.setProgress(percent)
            time.sleep(0.05)
        if feedback.isCanceled():
            is_cancelled.set()

    window = PluginWindow(Interface())
    window.open_panel()
    panel = window.panel.environment
    panel._start(BackgroundTask("runs", work), panel._set_up_ended)
    _wait(lambda: panel.bar.value() > 0)
    window.close()
    _wait(lambda: sip.isdeleted(panel))
    is_gone.set()
    _wait(is_cancelled.is_set)
    _wait(lambda: qgis.taskManager().count() == 0)
    assert not errors


def test_the_message_may_be_closed_by_the_user(qgis) -> None:
    from qgis.PyQt import sip

    from satsyn.processing_provider.desktop.window import PluginWindow

    window = PluginWindow(Interface())
    window._show_message()
    message = window.message
    window._iface.bar.popWidget(message)
    _wait(lambda: sip.isdeleted(message))
    window.open_panel()
    assert window.panel.isVisibleTo(window._iface.window)
    actions = [window.action, window.preview_action]
    window.close()
    _wait(lambda: all(sip.isdeleted(action) for action in actions))


def test_removing_an_environment_keeps_the_window_usable(environments, monkeypatch: pytest.MonkeyPatch) -> None:
    from qgis.PyQt.QtWidgets import QMessageBox

    from satsyn.processing_provider.desktop.environment_panel import EnvironmentPanel
    from satsyn.processing_provider.worker.environment_places import environments_folder

    write_environment(1, "cpu")
    panel = EnvironmentPanel()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    panel.remove.click()
    assert panel.task is not None
    assert not panel.set_up.isEnabled()
    _wait(lambda: panel.task is None)
    assert panel.words.text() == "The environment is removed."
    assert not environments_folder().exists()
