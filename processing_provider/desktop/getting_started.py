"""The panel Getting started: from an installed plugin to the first imagery, one button a step."""

from __future__ import annotations

from qgis.core import QgsProject, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDockWidget, QGroupBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...satsyn_core.contract.bundled import RESOURCES
from ..help_pages import help_url
from .environment_panel import EnvironmentPanel

SAMPLE = RESOURCES / "sample" / "town_landcover.tif"
SAMPLE_NAME = "Sample town (land cover)"


class GettingStarted(QDockWidget):
    """Four steps: environment, sample, run, help."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__("SatSyn: Getting started", iface.mainWindow())
        self.setObjectName("SatSynGettingStarted")
        self._iface = iface
        self.environment = EnvironmentPanel()
        self.load_sample = QPushButton("Load the sample town")
        self.preview = QPushButton("Open the preview")
        self.generate = QPushButton("Generate imagery ...")
        self.open_help = QPushButton("Open the help")
        self.load_sample.clicked.connect(self.add_sample)
        self.generate.clicked.connect(self.open_generate_dialog)
        self.open_help.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(help_url())))
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.addWidget(self.environment)
        for title, words, button in (
            (
                "2. Load a land cover",
                "A small made-up town with five classes. Or add your own layer.",
                self.load_sample,
            ),
            (
                "3. Generate imagery",
                "The preview shows styles of the visible part within a second or two. Generate imagery opens the "
                "algorithm with the land cover filled in: press Run there.",
                self.generate,
            ),
            ("4. Learn more", "Help pages on this computer, with a page for each algorithm.", self.open_help),
        ):
            step = _step(title, words, button)
            layout.addWidget(step)
            if button is self.generate:
                step.layout().insertWidget(1, self.preview)
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
            layer = QgsRasterLayer(str(SAMPLE), SAMPLE_NAME)
            layer.loadDefaultStyle()
            QgsProject.instance().addMapLayer(layer)
        canvas = self._iface.mapCanvas()
        canvas.setDestinationCrs(layer.crs())
        canvas.setExtent(layer.extent())
        self._iface.setActiveLayer(layer)
        canvas.refresh()
        return layer

    def open_generate_dialog(self) -> QWidget:
        """Open the dialog of the algorithm with the active layer as land cover, or the sample where none is active."""
        import processing

        layer = self._iface.activeLayer() or self.add_sample()
        self.dialog = processing.createAlgorithmDialog("satsyn:generateimagery", {"LANDCOVER": layer.id()})
        self.dialog.show()
        return self.dialog

    def _sample_in_project(self) -> QgsRasterLayer | None:
        found = [one for one in QgsProject.instance().mapLayers().values() if one.source() == str(SAMPLE)]
        return found[0] if found else None


def _step(title: str, words: str, button: QPushButton) -> QGroupBox:
    box = QGroupBox(title)
    layout = QVBoxLayout(box)
    label = QLabel(words)
    label.setWordWrap(True)
    layout.addWidget(label)
    layout.addWidget(button)
    return box
