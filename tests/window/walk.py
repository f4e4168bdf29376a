"""A walk through SatSyn in a real QGIS window, as a new user takes it. QGIS runs this file after its start.

Each step leaves a picture. The first failed assertion ends the walk.
"""

import os

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QPushButton
from qgis.utils import iface, plugins, unloadPlugin

from tests.window.steps import STEPS, pause, picture, run, wait


def button_of(message):
    return next(button for button in message.findChildren(QPushButton) if button.text() == "Getting started")


def first_contact(window):
    assert window.message is not None, "no message though the environment is missing"
    picture("01_message")
    button_of(window.message).click()
    assert window.panel.isVisible()
    assert "Not set up" in window.panel.environment.status.text()
    picture("02_getting_started")


def what_is_wrong(panel):
    panel.environment.report.click()
    wait(lambda: panel.environment.task is None)
    picture("03_what_is_wrong", panel.environment.dialog)
    panel.environment.dialog.close()
    assert "no Python environment" in panel.environment.words.text()


def use_the_python_of_the_tests(panel):
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    panel.environment.refresh()
    assert "Ready" in panel.environment.status.text()


def sample_and_dialog(panel):
    panel.load_sample.click()
    assert len(QgsProject.instance().mapLayers()) == 1
    canvas = iface.mapCanvas()
    assert canvas.mapSettings().destinationCrs() == QgsProject.instance().crs(), "the map left the project's system"
    picture("04_sample")
    panel.generate.click()
    picture("05_dialog", panel.dialog)
    return panel.dialog


def choose_a_model(dialog):
    choice = dialog.mainWidget().wrappers["MODEL"]
    assert [choice.combo.itemText(row).partition(",")[0] for row in (1, 2, 3)] == [
        "sentinel2-rgbn",
        "tokyo-vhr",
        "urban-vhr",
    ]
    choice.combo.setEditText("sentinel2-rgbn")
    assert dialog.createProcessingParameters()["MODEL"].endswith("sentinel2-rgbn.safetensors")
    choice.combo.showPopup()
    picture("06_models", choice.combo.view().window())
    choice.combo.hidePopup()
    choice.combo.setCurrentIndex(3)
    assert choice.value().endswith("urban-vhr.safetensors")
    picture("07_model_chosen", dialog)


def run_and_cancel(dialog):
    dialog.runButton().click()
    wait(lambda: dialog.cancelButton().isEnabled() and dialog.cancelButton().isVisible())
    pause(3)
    dialog.cancelButton().click()
    wait(lambda: dialog.runButton().isEnabled())
    picture("08_cancelled", dialog)
    assert len(QgsProject.instance().mapLayers()) == 1, "a cancelled run left a layer"


def run_again(dialog):
    before = set(QgsProject.instance().mapLayers())
    dialog.runButton().click()
    wait(lambda: set(QgsProject.instance().mapLayers()) != before, 200)
    wait(lambda: dialog.runButton().isEnabled())
    picture("09_log", dialog)
    dialog.close()
    picture("10_imagery")
    new = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in before]
    assert "urban-vhr" in new[0].name() and "seed 0" in new[0].name()
    groups = [node.name() for node in QgsProject.instance().layerTreeRoot().children()]
    assert groups[0].startswith("SatSyn: ")
    STEPS.append(f"layer '{new[0].name()}'")


def unload_with_an_open_dialog(panel):
    panel.generate.click()
    dialog = panel.dialog
    pause(0.5)
    unloadPlugin("satsyn")
    pause(0.5)
    assert sip.isdeleted(dialog) or not dialog.isVisible(), "a dialog without its algorithm is left"


def walk():
    window = plugins["satsyn"].window
    first_contact(window)
    what_is_wrong(window.panel)
    use_the_python_of_the_tests(window.panel)
    dialog = sample_and_dialog(window.panel)
    choose_a_model(dialog)
    run_and_cancel(dialog)
    run_again(dialog)
    unload_with_an_open_dialog(window.panel)


run(walk)
