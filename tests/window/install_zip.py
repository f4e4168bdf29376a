"""The zip of the plugin is installed in a window without it, and used: `setup/run_window_tests.sh install_zip`."""

from __future__ import annotations

import os

import pyplugin_installer
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QPushButton
from qgis.utils import plugins

from tests.window.steps import STEPS, picture, run, wait

RUN_SECONDS = 280


def install_zip() -> None:
    assert "satsyn" not in plugins, "the plugin is there before it is installed"
    pyplugin_installer.instance().installFromZipFile(os.environ["WINDOW_TEST_ZIP"])
    wait(lambda: "satsyn" in plugins)
    window = plugins["satsyn"].window
    picture("90_installed")
    window.message.findChild(QPushButton).click()
    picture("91_getting_started")
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    window.panel.environment.refresh()
    window.panel.load_sample.click()
    window.panel.generate.click()
    dialog = window.panel.dialog
    model = dialog.mainWidget().wrappers["MODEL"].combo
    model.showPopup()
    picture("92_models", model.view())
    model.hidePopup()
    dialog.runButton().click()
    wait(lambda: len(QgsProject.instance().mapLayers()) == 2 and dialog.runButton().isEnabled(), RUN_SECONDS)
    dialog.close()
    picture("93_imagery")
    STEPS.append("layers: " + ", ".join(layer.name() for layer in QgsProject.instance().mapLayers().values()))


run(install_zip)
