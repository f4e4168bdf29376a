"""Takes the pictures of the tutorials: `setup/run_window_tests.sh tutorial_pictures` writes them to window-tests.

`python -m setup.tutorial_images` then makes the small pictures in docs/images of them.
"""

from __future__ import annotations

import os

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QTableWidget, QWidget
from qgis.utils import iface, plugins

from tests.window.steps import STEPS, pause, picture, run, wait

RUN_SECONDS = 280
PLACE = "~/.local/share/QGIS/QGIS3/profiles/default/satsyn/environments"


def generated(dialog: QWidget) -> None:
    """Press Run, and wait until a layer has come and the dialog is done."""
    before = set(QgsProject.instance().mapLayers())
    dialog.runButton().click()
    wait(lambda: set(QgsProject.instance().mapLayers()) != before and dialog.runButton().isEnabled(), RUN_SECONDS)


def picture_of_dialog(name: str, dialog: QWidget) -> None:
    """Take a picture of the dialog when it has read the land cover and shows the classes."""
    wait(lambda: any(table.rowCount() for table in dialog.findChildren(QTableWidget)))
    picture(name, dialog)


def show_layer(name: str) -> None:
    """Zoom to the layer whose name begins so."""
    layer = next(one for one in QgsProject.instance().mapLayers().values() if one.name().startswith(name))
    iface.mapCanvas().setExtent(layer.extent())
    iface.mapCanvas().refresh()
    pause(1.5)


def as_readers_see_it(panel: QWidget) -> None:
    """Show the folder that readers have, and not that of this computer."""
    environment = panel.environment
    environment.cost.setText(environment.cost.text().partition("Place: ")[0] + f"Place: {PLACE}")
    if "Ready" in environment.status.text():
        environment.status.setText("<b>Ready.</b> Made by SatSyn for the processor.")


def tutorials() -> None:
    """Walk through the tutorials."""
    window = plugins["satsyn"].window
    picture("first-message")
    window.open_panel()
    as_readers_see_it(window.panel)
    picture("first-panel", window.panel)
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    window.panel.environment.refresh()
    as_readers_see_it(window.panel)
    window.panel.load_plan.click()
    show_layer("Sample plan: land use")
    picture("plan-layers")
    window.panel.generate.click()
    dialog = window.panel.dialog
    picture_of_dialog("plan-dialog", dialog)
    generated(dialog)
    picture("plan-log", dialog)
    dialog.close()
    picture("plan-imagery")
    QgsProject.instance().clear()
    window.panel.load_sample.click()
    pause(1)
    picture("first-sample")
    window.panel.generate.click()
    dialog = window.panel.dialog
    picture_of_dialog("first-dialog", dialog)
    generated(dialog)
    picture("first-log", dialog)
    dialog.close()
    show_layer("Sample town")
    picture("first-imagery")
    STEPS.append(", ".join(layer.name() for layer in QgsProject.instance().mapLayers().values()))
    import processing

    dialog = processing.createAlgorithmDialog("satsyn:mixstudy", {})
    dialog.show()
    picture("help-dialog", dialog)
    dialog.close()


run(tutorials)
