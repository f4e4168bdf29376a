"""The panel SatSyn preview."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsProcessingUtils, QgsProject, QgsRasterLayer
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QScrollArea, QWidget

from ...satsyn_core.contract.errors import InputError, SatSynError
from ..desktop.algorithm_dialog import open_dialog
from ..desktop.chosen_landcover import landcover_of, layers_over
from ..independent_steps import do_each
from ..result_layers import Origin, explain
from ..styles import show_in_natural_colours
from ..translation import tr
from .dock_parts import PreviewParts
from .gallery import StyleGallery
from .place_change import places_layer
from .polygon_tool import PolygonTool
from .session import PreviewSession
from .source import Choice

ALGORITHM = "satsyn:generateimagery"
_LEAST_WIDTH = 330
"""Pixels. Buttons with long words, as the German ones, need more."""


class PreviewDock(QgsDockWidget):
    """Land cover, model, style and seed above; what is shown, and what can be done with it, below."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(tr("SatSyn preview"), iface.mainWindow())
        self.setObjectName("SatSynPreview")
        self._iface = iface
        self.session = PreviewSession(iface.mapCanvas(), self)
        self.gallery = StyleGallery(self.session.worker)
        self.parts = PreviewParts(self.gallery)
        self.dialog: QWidget | None = None
        self._tool: PolygonTool | None = None
        self._tool_before: Any = None
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.parts)
        needed = self.parts.least_width + area.verticalScrollBar().sizeHint().width() + 2 * area.frameWidth()
        area.setMinimumWidth(max(_LEAST_WIDTH, needed))
        self.setWidget(area)
        self._fill_models()
        self._choose_landcover()
        self._connect()
        self.session.said.connect(self._say)
        self.visibilityChanged.connect(self._show_or_hide)
        self.session.overlay.set_wanted(self.parts.on_map.isChecked())
        self.want()

    def want(self, *_: object) -> None:
        """Have the session show what is chosen in the panel."""
        parts = self.parts
        landcover = parts.landcover.currentLayer()
        choice = Choice(
            _id(landcover),
            parts.model.currentData() or "",
            parts.classes.text().strip(),
            _id(parts.style_image.currentLayer()),
            _id(parts.style_landcover.currentLayer()),
            tuple(map(_id, layers_over(landcover))),
        )
        self.session.want(
            replace(
                self.session.wanted,
                choice=choice,
                style=parts.style.value(),
                seed=parts.seed.value(),
                base=_id(parts.base.currentLayer()),
            )
        )
        parts.style_landcover.setEnabled(bool(choice.style))
        self._show_model()

    def draw_place(self) -> PolygonTool:
        """Let the user draw a polygon on the map that gets the chosen class."""
        self._stop_drawing()  # a tool of this panel is none to go back to
        canvas = self._iface.mapCanvas()
        self._tool_before = canvas.mapTool()
        self._tool = PolygonTool(canvas)
        self._tool.drawn.connect(self._place_drawn)
        canvas.setMapTool(self._tool)
        self._say(tr("Click the corners on the map. A right click ends the polygon, Escape gives up."), False)
        return self._tool

    def add_to_map(self) -> QgsRasterLayer | None:
        """Add a copy of the preview to the project, as a temporary layer beside its land cover."""
        shown = self.session.shown
        if shown is None:
            return None
        path = Path(tempfile.mkdtemp(prefix="satsyn-", dir=QgsProcessingUtils.tempFolder())) / "preview.tif"
        shutil.copyfile(shown.path, path)
        layer = QgsRasterLayer(str(path), tr("Preview"))
        show_in_natural_colours(layer)
        project = QgsProject.instance()
        project.addMapLayer(layer)
        landcover = project.mapLayer(shown.wanted.choice.landcover)
        explain(layer, Origin.of(landcover) if landcover is not None else None, project)
        return layer

    def generate_in_full(self) -> QWidget | None:
        """Open the dialog of the algorithm with everything chosen here; None where changed places would be lost."""
        parameters = dict(self.session.wanted.parameters)
        model = self.session.model_in_use()
        if model is not None:
            parameters["MODEL"] = str(model.path)
        try:
            parameters.update(self._changed_layers())
        except SatSynError as problem:
            self._say(str(problem), True)
            return None
        self.dialog = open_dialog(ALGORITHM, parameters)
        return self.dialog

    def end(self) -> None:
        """End everything that the panel has started."""
        do_each(
            lambda: self.session.said.disconnect(self._say),
            lambda: self.visibilityChanged.disconnect(self._show_or_hide),
            self._stop_drawing,
            self.session.close,
            self.gallery.end,
        )

    def _connect(self) -> None:
        parts, session = self.parts, self.session
        for combo in (parts.landcover, parts.style_image, parts.style_landcover, parts.base):
            combo.layerChanged.connect(self.want)
        parts.model.currentIndexChanged.connect(self.want)
        parts.classes.editingFinished.connect(self.want)
        for number in (parts.style, parts.seed):
            number.valueChanged.connect(self.want)
        self.gallery.chosen.connect(self._use_style)
        parts.open_image.clicked.connect(self._open_style_image)
        parts.split.valueChanged.connect(lambda value: session.overlay.picture.split_at(value / 100))
        parts.on_map.toggled.connect(session.overlay.set_wanted)
        parts.draw.clicked.connect(self.draw_place)
        parts.undo.clicked.connect(session.undo_change)
        parts.add.clicked.connect(self.add_to_map)
        parts.generate.clicked.connect(self.generate_in_full)
        root = QgsProject.instance().layerTreeRoot()
        root.layerOrderChanged.connect(self.want)
        root.visibilityChanged.connect(self.want)
        session.busy_changed.connect(parts.show_busy)
        session.model_known.connect(self._show_model)

    def _fill_models(self) -> None:
        self.parts.model.addItem(tr("Suits the land cover"), "")
        for model in self.session.models():
            self.parts.model.addItem(model.label, str(model.path))

    def _choose_landcover(self) -> None:
        """Choose the land cover that the active layer stands for, else the first raster with a palette, else none."""
        active = landcover_of(self._iface.activeLayer())
        layers = [active, *QgsProject.instance().mapLayers().values()]
        fitting = [
            layer
            for layer in layers
            if isinstance(layer, QgsRasterLayer) and layer.bandCount() == 1 and layer.renderer().type() == "paletted"
        ]
        chosen = fitting[0] if fitting else active
        if chosen is not None:
            self.parts.landcover.setLayer(chosen)

    def _show_model(self, *_: object) -> None:
        model = self.session.model_in_use()
        self.gallery.show_model(model)
        wanted = self.session.wanted
        self.gallery.mark(-1 if wanted.choice.style else wanted.style)
        self.parts.show_classes(model.classes if model is not None else ())

    def _use_style(self, style: int) -> None:
        self.parts.style_image.setCurrentIndex(0)
        self.parts.style.setValue(style)
        self.want()

    def _open_style_image(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Choose an image whose style the imagery takes"))
        if not path:
            return
        layer = QgsRasterLayer(path, Path(path).stem)
        if not layer.isValid():
            self._say(tr("'{path}' can't be opened as an image: choose another one.").format(path=path), True)
            return
        # Below the others: the map stays as it is.
        QgsProject.instance().addMapLayer(layer, False)
        QgsProject.instance().layerTreeRoot().addLayer(layer)
        self.parts.style_image.setLayer(layer)

    def _place_drawn(self, polygon: Any) -> None:
        self._stop_drawing()
        if polygon is None:
            self._say(tr("No place was changed: a polygon has three corners or more."), False)
            return
        self.session.change_place(polygon, self.parts.place_class.currentText())
        self.parts.undo.setEnabled(bool(self.session.edits.places))

    def _stop_drawing(self) -> None:
        """End the tool that draws, and give the user's own tool back, unless the user has taken another one since."""
        tool, self._tool = self._tool, None
        before, self._tool_before = self._tool_before, None
        if tool is None:
            return
        canvas = self._iface.mapCanvas()
        if canvas.mapTool() is tool:
            canvas.unsetMapTool(tool)
            if before is not None and not sip.isdeleted(before):
                canvas.setMapTool(before)
        tool.remove()

    def _show_or_hide(self, is_visible: bool) -> None:
        self.session.set_active(is_visible)
        if not is_visible:
            self._stop_drawing()

    def _changed_layers(self) -> dict[str, Any]:
        """Add the changed land cover and its places to the project; return them as parameters.

        Raises:
            InputError: the preview has not read the land cover yet, or it cannot be changed.
        """
        edits, project = self.session.edits, QgsProject.instance()
        landcover = project.mapLayer(self.session.wanted.choice.landcover)
        if not edits.places or not isinstance(landcover, QgsRasterLayer):
            return {}
        if not self.session.is_landcover_read:
            raise InputError(tr("The changed places are not drawn yet: wait for the preview, and try again."))
        folder = Path(tempfile.mkdtemp(prefix="satsyn-", dir=QgsProcessingUtils.tempFolder()))
        changed = edits.keep(folder, self.session.kept_landcover(folder))
        layer = QgsRasterLayer(changed.path, tr("{name} (changed)").format(name=landcover.name()))
        layer.setRenderer(landcover.renderer().clone())
        project.addMapLayer(layer, False)
        node = project.layerTreeRoot().findLayer(landcover.id())
        parent = node.parent() if node is not None else project.layerTreeRoot()
        parent.insertLayer(parent.children().index(node) if node is not None else 0, layer)
        parameters: dict[str, Any] = {"LANDCOVER": layer.id(), "CLASSES": changed.classes}
        if before := self.session.style_landcover(changed):
            parameters["STYLE_LANDCOVER"] = before
        if self.session.wanted.base:
            places = places_layer(edits.places, landcover.crs())
            project.addMapLayer(places)
            parameters.update(MASK=places.id(), BASE_IMAGE=self.session.wanted.base)
        return parameters

    def _say(self, sentence: str, is_problem: bool) -> None:
        self.parts.say(sentence, is_problem)
        self.parts.undo.setEnabled(bool(self.session.edits.places))
        self.parts.add.setEnabled(self.session.shown is not None)


def _id(layer: QgsMapLayer | None) -> str:
    return layer.id() if layer is not None else ""
