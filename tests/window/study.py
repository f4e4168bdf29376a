"""From imagery and land cover to a report on whether synthetic chips help: `setup/run_window_tests.sh study`.

WINDOW_TEST_IMAGERY and WINDOW_TEST_LANDCOVER name the rasters. The study is the quick one as the dialog has it, so give
it time: WINDOW_TEST_SECONDS=1500. WINDOW_TEST_CANCEL=1 presses Cancel after a minute.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QLineEdit,
    QListView,
    QToolButton,
    QTreeView,
    QWidget,
)
from qgis.utils import iface

from tests.window.hands import Hands
from tests.window.steps import STEPS, pause, picture, run, wait

RUN_SECONDS = int(os.environ.get("WINDOW_TEST_SECONDS", "1500")) - 100


def widget_of(dialog: QWidget, parameter: str) -> QWidget:
    """Return the widget of a parameter."""
    wrapper = dialog.mainWidget().wrappers[parameter]
    return wrapper.wrappedWidget() if hasattr(wrapper, "wrappedWidget") else wrapper.widget


def open_study(hands: Hands) -> None:
    """Search for the algorithm in the toolbox, and open it; returns when its dialog is closed."""
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    if not toolbox.isVisible():
        hands.choose_menu("Processing", "Toolbox")
    search, tree = toolbox.findChild(QLineEdit), toolbox.findChild(QTreeView)
    hands.type_name(search, "imagery help")
    hands.click_in_list(tree, "Does synthetic imagery help")
    where = tree.visualRect(tree.currentIndex()).center()
    hands.clicks += 1
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def choose(hands: Hands, dialog: QWidget, parameter: str, name: str) -> None:
    """Choose a layer of a list of several, which opens in the place of the parameters."""
    widget = widget_of(dialog, parameter)
    hands.scroll_to(widget)
    hands.click(widget.findChild(QToolButton))
    view = next(one for one in dialog.findChildren(QListView) if one.isVisible() and one.model().rowCount() > 0)
    hands.click_in_list(view, name, on_box=True)
    buttons = [one for one in dialog.findChildren(QDialogButtonBox) if one.isVisible()]
    ok = next(button for one in buttons if (button := one.button(QDialogButtonBox.StandardButton.Ok)) is not None)
    hands.click(ok)
    pause(1)


def fill_and_run(hands: Hands, names: list[str]) -> None:
    """Fill the dialog, which is open and waits, and run it to the report."""
    dialog = next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "AlgorithmDialog")
    for parameter, name in zip(("IMAGERY", "LANDCOVER"), names):
        choose(hands, dialog, parameter, name)
    picture("60_study_dialog", dialog)
    hands.count("dialog filled")
    hands.click(dialog.runButton())
    wait(lambda: not dialog.runButton().isEnabled(), 20)
    pause(60)
    picture("61_study_log", dialog)
    if os.environ.get("WINDOW_TEST_CANCEL"):
        hands.count("cancelled")
        hands.click(dialog.cancelButton())
    wait(lambda: dialog.runButton().isEnabled(), RUN_SECONDS)
    picture("62_study_done", dialog)
    hands.count("report")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    STEPS.append(f"processor time of the run: {used.ru_utime + used.ru_stime:.0f} s")
    dialog.close()


def study() -> None:
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    files = [Path(os.environ[f"WINDOW_TEST_{name}"]) for name in ("IMAGERY", "LANDCOVER")]
    hands, problems = Hands(), []
    for path in files:
        hands.drop(path)
    wait(lambda: len(QgsProject.instance().mapLayers()) == 2)

    def in_the_dialog() -> None:
        try:
            fill_and_run(hands, [path.stem for path in files])
        except BaseException as problem:
            problems.append(problem)
            picture("69_failure", QApplication.activeModalWidget())
            for top in QApplication.topLevelWidgets():
                if type(top).__name__ == "AlgorithmDialog":
                    top.close()

    QTimer.singleShot(6000, in_the_dialog)
    open_study(hands)
    if problems:
        raise problems[0]
    pause(1)
    picture("63_results_viewer")
    STEPS.append("layers: " + ", ".join(layer.name() for layer in QgsProject.instance().mapLayers().values()))


run(study)
