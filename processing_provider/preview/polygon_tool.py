"""Drawing one polygon on the map: left clicks set corners, a right click or a double click ends it, Escape gives up."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

_CORNERS = 3


class PolygonTool(QgsMapTool):
    """Signals `drawn` with a polygon in the coordinate system of the map, or None if the user gave up."""

    drawn = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._corners: list[QgsPointXY] = []
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setColor(QColor(255, 255, 255, 220))
        self._band.setFillColor(QColor(255, 255, 255, 60))
        self._band.setWidth(2)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._corners.append(self.toMapCoordinates(event.pos()))
            self._show(self._corners)

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:
        self._end()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._corners:
            self._show([*self._corners, self.toMapCoordinates(event.pos())])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._corners = []
            self._end()

    def deactivate(self) -> None:
        self._corners = []
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        super().deactivate()

    def remove(self) -> None:
        """Take what was drawn off the map, and go. Another tool is to be in use by then."""
        self.canvas().scene().removeItem(self._band)
        self.deleteLater()

    def _show(self, corners: list[QgsPointXY]) -> None:
        self._band.setToGeometry(QgsGeometry.fromPolygonXY([corners]), None)

    def _end(self) -> None:
        # A double click has set the last corner twice.
        corners = [one for number, one in enumerate(self._corners) if number == 0 or one != self._corners[number - 1]]
        self._corners = []
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self.drawn.emit(QgsGeometry.fromPolygonXY([corners]).makeValid() if len(corners) >= _CORNERS else None)
