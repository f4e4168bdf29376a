"""The preview on the map: a picture over the layers, to the right of a line that can be moved.

It is no layer: the project stays as it is, and nothing of the preview is saved with it.
"""

from __future__ import annotations

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsRasterLayer
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QObject, QRectF, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen, QTransform

_LINE_PIXELS = 2
_HANDLE_PIXELS = 7


class PreviewPicture(QgsMapCanvasItem):
    """The picture as a part of the map canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._image = QImage()
        self._area = QRectF()
        self._drawn_for = QTransform()
        self._share = 0.0
        self.setZValue(5)  # over the map, under what is drawn with the mouse

    def show_image(self, image: QImage, settings: QgsMapSettings) -> None:
        """Show an image that was drawn with settings of the map: it covers the canvas as that was then."""
        self.prepareGeometryChange()
        self._image, self._area = image, QRectF(0, 0, settings.outputSize().width(), settings.outputSize().height())
        self._drawn_for = settings.mapToPixel().transform()
        self.setVisible(True)
        self.update()

    def split_at(self, share: float) -> None:
        """Leave the map as it is on the left: `share` of the canvas, from 0 to 1."""
        self._share = share
        self.update()

    def updatePosition(self) -> None:
        self.prepareGeometryChange()
        self.setPos(0, 0)
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._canvas.width(), self._canvas.height())

    def paint(self, painter: QPainter, option: object = None, widget: object = None) -> None:
        if self._image.isNull():
            return
        edge = self._share * self._canvas.width()
        painter.save()
        painter.setClipRect(QRectF(edge, 0, self._canvas.width() - edge, self._canvas.height()))
        painter.setTransform(self._moved(), True)
        painter.drawImage(self._area, self._image)
        painter.restore()
        if self._share > 0:
            self._draw_line(painter, edge)

    def _moved(self) -> QTransform:
        """Return how the image lies on the canvas of now: moved, scaled and turned with the map since it was drawn."""
        shown = self._canvas.mapSettings().mapToPixel().transform()
        if shown == self._drawn_for:
            return QTransform()  # pixel by pixel, without the rounding of what follows
        to_map, _ = self._drawn_for.inverted()
        return to_map * shown

    def _draw_line(self, painter: QPainter, edge: float) -> None:
        handle = QRectF(-_HANDLE_PIXELS, -_HANDLE_PIXELS, 2 * _HANDLE_PIXELS, 2 * _HANDLE_PIXELS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(Qt.GlobalColor.white), _LINE_PIXELS))
        painter.drawLine(int(edge), 0, int(edge), self._canvas.height())
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawEllipse(handle.translated(edge, self._canvas.height() / 2))
        painter.restore()


class PreviewOverlay(QObject):
    """Draws a raster as QGIS would draw its layer, in the background, and shows it on the map."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._layer: QgsRasterLayer | None = None
        self._job: QgsMapRendererParallelJob | None = None
        # Python would destroy a job that nothing holds, and QGIS waits for the end of one that is destroyed.
        self._running: set[QgsMapRendererParallelJob] = set()
        self._is_on = self._is_wanted = True
        self.picture = PreviewPicture(canvas)
        self.picture.setVisible(False)
        canvas.extentsChanged.connect(self.draw)
        canvas.destinationCrsChanged.connect(self.draw)

    @property
    def layer(self) -> QgsRasterLayer | None:
        """The raster that is shown; it is no layer of the project."""
        return self._layer

    def show_layer(self, layer: QgsRasterLayer | None) -> None:
        """Show a raster instead of the one before; None shows nothing."""
        self._stop()
        self._layer = layer
        if layer is None:
            self.picture.setVisible(False)
        else:
            self.draw()

    def set_on(self, is_on: bool) -> None:
        """Show the picture, if it is wanted, or hide it while its panel is hidden."""
        self._is_on = is_on
        self._show_or_hide()

    def set_wanted(self, is_wanted: bool) -> None:
        """Say whether the user wants the picture on the map."""
        self._is_wanted = is_wanted
        self._show_or_hide()

    @property
    def is_shown(self) -> bool:
        """Whether a picture, once there is one, is shown: it is wanted, and its panel is not hidden."""
        return self._is_on and self._is_wanted

    def _show_or_hide(self) -> None:
        if self.is_shown:
            self.draw()
        else:
            self._stop()
            self.picture.setVisible(False)

    def draw(self) -> None:
        """Draw the raster for what the map shows now; until that is done, the older picture is moved and scaled."""
        if self._layer is None or not self.is_shown:
            return
        self._stop()
        settings = QgsMapSettings(self._canvas.mapSettings())
        settings.setLayers([self._layer])
        settings.setBackgroundColor(QColor(0, 0, 0, 0))
        self._job = QgsMapRendererParallelJob(settings)
        self._running.add(self._job)
        self._job.finished.connect(self._ended)
        self._job.start()

    def remove(self) -> None:
        """Take everything off the map."""
        self._canvas.extentsChanged.disconnect(self.draw)
        self._canvas.destinationCrsChanged.disconnect(self.draw)
        self.show_layer(None)
        for job in tuple(self._running):
            job.cancel()  # and wait: nothing of the plugin stays
        self._canvas.scene().removeItem(self.picture)

    def _ended(self) -> None:
        """Show what the newest job has drawn, and let go of those that have ended once they have told everyone."""
        job, ended = self._job, {one for one in self._running if not one.isActive()}
        if job is not None and job in ended:
            self._job = None
            self.picture.show_image(job.renderedImage(), job.mapSettings())
        QTimer.singleShot(0, lambda: self._running.difference_update(ended))

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancelWithoutBlocking()
