"""The drawn plans of training/plans become imagery in the window: `setup/run_window_tests.sh drawn_plans`."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtWidgets import QWidget
from qgis.utils import iface, plugins

from tests.window.steps import PICTURES, pause, picture, run, wait

PLANS = Path(PICTURES).parent / "training" / "plans"
MODELS = ("urban-vhr", "tokyo-vhr")
RUN_SECONDS = 120


def generate(panel: QWidget, model: str) -> None:
    """Run the algorithm with a model on the layer that is selected."""
    panel.generate.click()
    dialog = panel.dialog
    dialog.mainWidget().wrappers["MODEL"].setValue(model)
    count = len(QgsProject.instance().mapLayers())
    dialog.runButton().click()
    wait(lambda: len(QgsProject.instance().mapLayers()) > count and dialog.runButton().isEnabled(), RUN_SECONDS)
    dialog.close()
    pause(1)


def drawn_plans() -> None:
    window = plugins["satsyn"].window
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    window.open_panel()
    for path in sorted(PLANS.glob("*.tif")):
        QgsProject.instance().clear()
        layer = QgsRasterLayer(str(path), path.stem)
        QgsProject.instance().addMapLayer(layer)
        iface.setActiveLayer(layer)
        iface.mapCanvas().setDestinationCrs(layer.crs())
        iface.mapCanvas().setExtent(layer.extent())
        for model in MODELS:
            generate(window.panel, model)
            dialog = window.panel.open_generate_dialog()
            again = dialog.createProcessingParameters()["LANDCOVER"]
            dialog.close()
            assert again == layer.id(), "the next run would take another layer"
            picture(f"80_{path.stem}_{model}")


run(drawn_plans)
