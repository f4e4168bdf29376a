"""The panel Getting started: from an installed plugin to the first imagery, one button a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDockWidget, QGroupBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...satsyn_core.contract.bundled import RESOURCES
from ..help_pages import help_url
from ..translation import tr
from .algorithm_dialog import open_dialog
from .chosen_landcover import landcover_of, layers_over
from .environment_panel import EnvironmentPanel

SAMPLE = RESOURCES / "sample" / "town_landcover.tif"
PLAN = (RESOURCES / "sample" / "plan_landuse.geojson", RESOURCES / "sample" / "plan_roads.geojson")
"""The sample plan, from below to above."""
_PLAN_COLOURS = {"land": "#e4cb9b", "water": "#1f78c8", "vegetation": "#3a923f", "building": "#d23f31"}


class GettingStarted(QDockWidget):
    """Four steps: environment, sample, run, help."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(tr("SatSyn: Getting started"), iface.mainWindow())
        self.setObjectName("SatSynGettingStarted")
        self._iface = iface
        self.environment = EnvironmentPanel()
        self.load_sample = QPushButton(tr("Load the sample town"))
        self.load_plan = QPushButton(tr("Load the sample plan"))
        self.preview = QPushButton(tr("Open the preview"))
        self.generate = QPushButton(tr("Generate imagery ..."))
        self.open_help = QPushButton(tr("Open the help"))
        self.load_sample.clicked.connect(self.add_sample)
        self.load_plan.clicked.connect(self.add_plan)
        self.generate.clicked.connect(self.open_generate_dialog)
        self.open_help.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(help_url())))
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.addWidget(self.environment)
        for title, words, buttons in (
            (
                tr("2. Load a land cover"),
                tr(
                    "A small made-up town as a raster with five classes, or a plan drawn as polygons and lines. Or add "
                    "your own layer and click on it in the list of layers."
                ),
                (self.load_sample, self.load_plan),
            ),
            (
                tr("3. Generate imagery"),
                tr(
                    "The preview shows styles of the visible part within a second or two. Generate imagery opens the "
                    "algorithm with the layer that is selected in the list of layers, and with the lines and polygons "
                    "that the map shows above it: press Run there."
                ),
                (self.preview, self.generate),
            ),
            (
                tr("4. Learn more"),
                tr("Help pages on this computer, with a page for each algorithm."),
                (self.open_help,),
            ),
        ):
            layout.addWidget(_step(title, words, buttons))
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumWidth(340)
        area.setWidget(content)
        self.setWidget(area)

    def add_sample(self) -> QgsRasterLayer:
        """Add the sample town to the map, once, and show it."""
        layer = self._sample_in_project()
        if layer is None:
            layer = QgsRasterLayer(str(SAMPLE), tr("Sample town (land cover)"))
            layer.loadDefaultStyle()
            QgsProject.instance().addMapLayer(layer)
        self._show(layer)
        return layer

    def add_plan(self) -> None:
        """Add the sample plan to the map, once, and show it with its land use selected."""
        there = {layer.source(): layer for layer in QgsProject.instance().mapLayers().values()}
        for path, name in zip(PLAN, (tr("Sample plan: land use"), tr("Sample plan: roads"))):
            layer = there.get(str(path))
            if layer is None:
                layer = QgsVectorLayer(str(path), name)
                _show_plan(layer)
                QgsProject.instance().addMapLayer(layer)
                there[str(path)] = layer
        self._show(there[str(PLAN[0])])

    def _show(self, layer: QgsMapLayer) -> None:
        self._iface.setActiveLayer(layer)
        self._iface.zoomToActiveLayer()

    def open_generate_dialog(self) -> QWidget:
        """Open the dialog of the algorithm with the land cover that the active layer stands for, or with the sample."""
        layer = landcover_of(self._iface.activeLayer()) or self.add_sample()
        given: dict[str, Any] = {"LANDCOVER": layer.id()}
        if overlays := layers_over(layer):
            given["OVERLAYS"] = [one.id() for one in overlays]
        self.dialog = open_dialog("satsyn:generateimagery", given)
        return self.dialog

    def _sample_in_project(self) -> QgsRasterLayer | None:
        found = [one for one in QgsProject.instance().mapLayers().values() if one.source() == str(SAMPLE)]
        return found[0] if found else None


def _show_plan(layer: QgsVectorLayer) -> None:
    """Show land use by its classes, and roads as grey lines."""
    if layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry:
        layer.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "#4d4d4d", "width": "1.2"})))
        return
    categories = [
        QgsRendererCategory(name, QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"}), name)
        for name, colour in _PLAN_COLOURS.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))


def _step(title: str, words: str, buttons: Sequence[QPushButton]) -> QGroupBox:
    box = QGroupBox(title)
    layout = QVBoxLayout(box)
    label = QLabel(words)
    label.setWordWrap(True)
    layout.addWidget(label)
    for button in buttons:
        layout.addWidget(button)
    return box
