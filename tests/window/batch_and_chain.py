"""Batch with extents of a layer, iteration over a grid, and a chain, in a real QGIS window."""

import os
from pathlib import Path

import processing
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsExpressionBuilderDialog
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLineEdit
from qgis.utils import iface, plugins

from tests.window.steps import RESULT, STEPS, picture, run, wait

CELL = 352
EXTENTS = (
    "aggregate('Grid', 'array_agg', x_min($geometry) || ',' || x_max($geometry) || ',' || "
    "y_min($geometry) || ',' || y_max($geometry) || ' [EPSG:32640]')"
)
"""As docs/how-to/batch-and-chains.md has it."""


def grid_of(landcover):
    x, y = landcover.extent().center()
    grid = QgsVectorLayer("Polygon?crs=EPSG:32640", "Grid", "memory")
    for column in (-1, 0):
        feature = QgsFeature()
        west = round(x) + column * CELL
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, round(y), west + CELL, round(y) + CELL)))
        grid.dataProvider().addFeature(feature)
    grid.updateExtents()
    grid.setOpacity(0.4)
    QgsProject.instance().addMapLayer(grid)
    return grid


def answer_the_expression_dialog():
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QgsExpressionBuilderDialog)]
    if not dialogs:
        QTimer.singleShot(100, answer_the_expression_dialog)
        return
    dialogs[0].setExpressionText(EXTENTS)
    dialogs[0].accept()


def batch(landcover, folder):
    dialog = BatchAlgorithmDialog(QgsApplication.processingRegistry().algorithmById("satsyn:generateimagery").create())
    dialog.show()
    dialog.resize(1100, 420)
    panel = dialog.mainWidget()
    table, columns = panel.tblParameters, panel.parameter_to_column
    QTimer.singleShot(100, answer_the_expression_dialog)
    table.cellWidget(0, columns["EXTENT"]).addByExpression()
    assert panel.batchRowCount() == 2
    table.cellWidget(0, columns["LANDCOVER"]).setRowValue(0, landcover.id(), QgsProcessingContext())
    table.cellWidget(0, columns["LANDCOVER"]).fillDown()
    outputs = [folder / f"part_{number}.tif" for number in (1, 2)]
    for row, output in enumerate(outputs, 1):
        table.cellWidget(row, columns["OUTPUT"]).setValue(str(output))
    panel.checkLoadLayersOnCompletion.setChecked(True)
    picture("30_batch", dialog)
    dialog.runButton().click()
    wait(lambda: len(QgsProject.instance().mapLayers()) == 4, 200)
    wait(lambda: dialog.runButton().isEnabled(), 60)
    picture("31_batch_log", dialog)
    dialog.close()
    picture("32_batch_without_seam")
    return outputs


def chain(landcover, imagery, folder):
    given = {
        "IMAGERY": [str(imagery)],
        "LANDCOVER": [landcover.id()],
        "MODEL": "urban-vhr",
        "CHIP_SIZE": 32,
        "EPOCHS": 1,
        "STEPS": 5,
    }
    for name, words in (("real", "real chips"), ("mixed", "real and synthetic chips")):
        given[f"training_{name}:Report, {words}"] = str(folder / f"{name}.html")
        given[f"training_{name}:Trained model, {words}"] = str(folder / f"{name}.safetensors")
    dialog = processing.createAlgorithmDialog("satsyn:Real chips beside real and synthetic ones", given)
    dialog.show()
    dialog.resize(900, 700)
    picture("33_chain", dialog)
    # Some versions of QGIS run chains before this returns.
    dialog.runButton().click()
    wait(lambda: len(list(folder.glob("*.html"))) == 2 and dialog.runButton().isEnabled(), 280)
    dialog.showLog()
    picture("34_chain_log", dialog)
    reports = sorted(folder.glob("*.html"))
    assert [path.name for path in reports] == ["mixed.html", "real.html"]
    STEPS.append("two reports")
    dialog.close()


def chains_in_the_toolbox():
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    toolbox.show()
    toolbox.findChild(QLineEdit).setText("real")
    picture("35_toolbox")


def walk():
    window = plugins["satsyn"].window
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])
    window.open_panel()
    window.panel.load_sample.click()
    window.panel.close()
    landcover = iface.activeLayer()
    grid = grid_of(landcover)
    folder = Path(RESULT).parent / "batch"
    folder.mkdir()
    outputs = batch(landcover, folder)
    assert grid.featureCount() == len(outputs)
    chains_in_the_toolbox()
    chain(landcover, outputs[0], folder)


run(walk)
