"""Panels, dialogs, options, log and an error in German: `WINDOW_TEST_LOCALE=de setup/run_window_tests.sh german`."""

from __future__ import annotations

import os

import processing
from processing.gui.ConfigDialog import ConfigDialog
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QTextEdit
from qgis.utils import plugins

from tests.window.steps import pause, picture, run, wait


def log_of(dialog) -> str:
    """Return what the log of a dialog says."""
    return "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))


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
    options = ConfigDialog()
    options.tree.expandAll()
    options.resize(1000, 900)
    options.show()
    options.fillTree()
    options.tree.expandAll()
    options.searchBox.setText("SatSyn")
    picture("75_options", options)
    options.close()
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
