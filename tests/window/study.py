"""From imagery and land cover to a report on whether synthetic chips help: `setup/run_window_tests.sh study`.

WINDOW_TEST_IMAGERY and WINDOW_TEST_LANDCOVER name the rasters. The study is the quick one as the dialog has it, so give
it time: WINDOW_TEST_SECONDS=1500.
"""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProject, QgsSettings
from qgis.gui import QgsProcessingMultipleSelectionPanelWidget
from qgis.PyQt.QtCore import Qt
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

RUN_SECONDS = 1400


def widget_of(dialog: QWidget, parameter: str) -> QWidget:
    """Return the widget of a parameter."""
    wrapper = dialog.mainWidget().wrappers[parameter]
    return wrapper.wrappedWidget() if hasattr(wrapper, "wrappedWidget") else wrapper.widget


def open_study(hands: Hands) -> QWidget:
    """Search for the algorithm in the toolbox, and open it."""
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    if not toolbox.isVisible():
        hands.choose_menu("Processing", "Toolbox")
    search, tree = toolbox.findChild(QLineEdit), toolbox.findChild(QTreeView)
    hands.type_name(search, "does synthetic")
    index = tree.currentIndex()
    assert "Does synthetic imagery help" in str(index.data()), index.data()
    where = tree.visualRect(index).center()
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    hands.clicks += 2
    pause(1)
    return next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "AlgorithmDialog")


def choose(hands: Hands, dialog: QWidget, parameter: str, name: str) -> None:
    """Choose a layer of a list of several."""
    hands.scroll_to(widget_of(dialog, parameter))
    hands.click(widget_of(dialog, parameter).findChild(QToolButton))
    panel = dialog.findChild(QgsProcessingMultipleSelectionPanelWidget)
    hands.click_in_list(panel.findChild(QListView), name, on_box=True)
    hands.click(panel.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))


def study() -> None:
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    imagery, landcover = Path(os.environ["WINDOW_TEST_IMAGERY"]), Path(os.environ["WINDOW_TEST_LANDCOVER"])
    hands = Hands()
    for path in (imagery, landcover):
        hands.drop(path)
    wait(lambda: len(QgsProject.instance().mapLayers()) == 2)
    dialog = open_study(hands)
    choose(hands, dialog, "IMAGERY", imagery.stem)
    choose(hands, dialog, "LANDCOVER", landcover.stem)
    picture("60_study_dialog", dialog)
    hands.count("dialog filled")
    hands.click(dialog.runButton())
    wait(lambda: not dialog.runButton().isEnabled(), 20)
    pause(60)
    picture("61_study_log", dialog)
    wait(lambda: dialog.runButton().isEnabled(), RUN_SECONDS)
    picture("62_study_done", dialog)
    hands.count("report")
    dialog.close()
    pause(1)
    picture("63_results_viewer")
    STEPS.append("layers: " + ", ".join(layer.name() for layer in QgsProject.instance().mapLayers().values()))


run(study)
