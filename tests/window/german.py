"""Panels, dialogs, options, log and an error in German: `WINDOW_TEST_LOCALE=de setup/run_window_tests.sh german`."""

from __future__ import annotations

import os

import processing
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QTextEdit, QTreeView, QWidget
from qgis.utils import iface, plugins

from tests.window.steps import pause, picture, run, wait

_ANYWHERE = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive


def log_of(dialog) -> str:
    """Return what the log of a dialog says."""
    return "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))


def look_at_options() -> None:
    """Unfold SatSyn in the options, which are open and wait, and close them."""
    options = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "QgsOptionsBase")
    tree = options.findChild(QWidget, "processingOptions").findChild(QTreeView)
    for text in ("Datenanbieter", "Providers", "SatSyn"):
        for index in tree.model().match(tree.model().index(0, 0), 0, text, 1, _ANYWHERE):
            tree.setExpanded(index, True)
            tree.scrollTo(index)
    options.resize(1100, 850)
    picture("75_options", options)
    options.reject()


def german() -> None:
    window = plugins["satsyn"].window
    picture("70_message")
    window.open_panel()
    picture("71_panel")
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    window.panel.environment.refresh()
    window.panel.load_plan.click()
    window.panel.generate.click()
    dialog = window.panel.dialog
    picture("72_dialog", dialog)
    dialog.runButton().click()
    wait(lambda: len(QgsProject.instance().mapLayers()) == 3 and dialog.runButton().isEnabled(), 200)
    picture("73_log", dialog)
    said = log_of(dialog)
    assert "In dieser Reihenfolge gezeichnet" in said and "Modell urban-vhr, gerechnet mit" in said, said
    assert "Landbedeckung zugeordnet durch" in said, said
    dialog.close()
    picture("74_imagery")
    QTimer.singleShot(3000, look_at_options)
    iface.showOptionsDialog(iface.mainWindow(), "processingOptions")
    failing = processing.createAlgorithmDialog("satsyn:generateimagery", {"CLASSES": "1=sea"})
    failing.show()
    failing.mainWidget().wrappers["CLASSES"].setValue("1=sea monster")
    failing.runButton().click()
    wait(lambda: failing.runButton().isEnabled(), 60)
    pause(1)
    picture("76_error", failing)
    failing.close()
    window.preview_action.trigger()
    pause(8)
    picture("77_preview")


run(german)
