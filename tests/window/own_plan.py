"""A planner's own layers become imagery, by mouse alone: `setup/run_window_tests.sh own_plan` counts the clicks.

The layers have names of their own: SatSyn has seen neither the field nor its values.
"""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProcessingContext, QgsProject, QgsSettings
from qgis.utils import iface, plugins

from tests.window.hands import Hands
from tests.window.plan_layers import LANDUSE, ROADS, write_plan
from tests.window.steps import RESULT, STEPS, pause, picture, run, wait

RUN_SECONDS = 280


def own_plan() -> None:
    folder = Path(RESULT).parent / "plan"
    folder.mkdir()
    write_plan(folder)
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    hands = Hands()
    for name in (LANDUSE, ROADS):
        hands.drop(folder / f"{name}.gpkg")
    wait(lambda: len(QgsProject.instance().mapLayers()) == 2)
    hands.choose_menu("Plugins", "SatSyn", "Getting started")
    panel = plugins["satsyn"].window.panel
    hands.click_in_list(iface.layerTreeView(), LANDUSE)
    picture("50_own_layers")
    hands.scroll_to(panel.generate)
    hands.click(panel.generate)
    dialog = panel.dialog
    pause(1)
    assert len(dialog.createProcessingParameters()["OVERLAYS"]) == 1, "the streets are not drawn over the plan"
    table = dialog.mainWidget().wrappers["CLASSES"].widget
    hands.scroll_to(table.fill)
    wait(lambda: table.fill.isEnabled() and table.rows.rowCount() == 5, RUN_SECONDS)
    assert table.rows.rowCount() == 5, "the table has not filled itself with the classes of the plan and of its streets"
    picture("51_dialog", dialog)
    field = dialog.mainWidget().wrappers["CLASS_FIELD"]
    field.setParameterValue("other", QgsProcessingContext())
    pause(0.3)
    assert table.rows.rowCount() == 0, "the table keeps the classes of another field"
    field.setParameterValue("", QgsProcessingContext())
    hands.count("dialog filled")
    before = set(QgsProject.instance().mapLayers())
    hands.click(dialog.runButton())
    wait(lambda: set(QgsProject.instance().mapLayers()) != before or dialog.runButton().isEnabled(), RUN_SECONDS)
    wait(lambda: dialog.runButton().isEnabled(), RUN_SECONDS)
    picture("53_log", dialog)
    hands.count("first run")
    STEPS.append("layers: " + ", ".join(layer.name() for layer in QgsProject.instance().mapLayers().values()))
    dialog.close()
    pause(1)
    picture("54_imagery")
    plugins["satsyn"].window.preview_action.trigger()
    session = plugins["satsyn"].window.preview.session
    wait(lambda: session.shown is not None, RUN_SECONDS)
    streets = next(layer for layer in QgsProject.instance().mapLayers().values() if layer.name() == ROADS)
    assert session.wanted.choice.overlays == (streets.id(),), "the preview leaves out the streets"
    picture("55_preview")
    before = session.shown
    QgsProject.instance().layerTreeRoot().findLayer(streets).setItemVisibilityChecked(False)
    wait(lambda: session.shown not in (None, before), RUN_SECONDS)
    assert session.wanted.choice.overlays == (), "the preview draws streets that the map hides"
    picture("56_preview_without_streets")


run(own_plan)
