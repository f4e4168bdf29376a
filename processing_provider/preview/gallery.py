"""The gallery in the panel: a picture of each style of the model, made one by one while nothing else is computed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QImage, QPixmap
from qgis.PyQt.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from ...satsyn_core.contract.model_catalogue import CataloguedModel
from ..translation import tr
from .looks import SIDE, STYLES, Look, keep_picture, names_of, picture_file, small_place
from .request_line import Request
from .warm_worker import WarmWorker

_ICON = 72


class StyleGallery(QListWidget):
    """Signals `chosen` with the number of a style."""

    chosen = pyqtSignal(int)

    def __init__(self, worker: WarmWorker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._model: CataloguedModel | None = None
        self._looks: dict[int, Look] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="satsyn-styles-"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setGridSize(QSize(_ICON + 22, _ICON + 44))
        self.setWordWrap(True)
        self.setMinimumHeight(2 * (_ICON + 44) + 8)
        for used in (self.itemClicked, self.itemActivated):  # by the mouse, by Enter
            used.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))

    def show_model(self, model: CataloguedModel | None) -> None:
        """Show the styles of a model; pictures that are not there yet are made."""
        if model == self._model or model is None:
            return
        self._model = model
        self._looks = {}
        self._worker.line.drop_waiting()
        self.clear()
        place = small_place(model, self._folder)
        for style in range(STYLES):
            item = QListWidgetItem(tr("Style {0}").format(style))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setData(Qt.ItemDataRole.UserRole, style)
            item.setIcon(_icon(_empty()))
            self.addItem(item)
            image = QImage(str(picture_file(model, style)))
            if image.isNull():
                self._worker.ask(self._request(model, style, dict(place.values)))
            else:
                self._show(model, style, image)

    def end(self) -> None:
        """Remove what was written to make pictures, but for what a worker still has open."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def mark(self, style: int) -> None:
        """Show which style is in use."""
        if 0 <= style < self.count():
            self.setCurrentRow(style)
        else:
            self.clearSelection()

    def _request(self, model: CataloguedModel, style: int, values: dict[str, Any]) -> Request:
        path = self._folder / f"{model.name}_{style}.tif"
        values.update(model=str(model.path), seed=0, style_seed=style, output=str(path))

        def done(_: dict[str, Any]) -> None:
            self._show(model, style, keep_picture(path, picture_file(model, style)))
            with contextlib.suppress(OSError):
                path.unlink()

        return Request("generate-imagery", values, done, lambda _: None, waits=True)

    def _show(self, model: CataloguedModel, style: int, image: QImage) -> None:
        item = self.item(style)
        if model != self._model or item is None:
            return
        item.setIcon(_icon(QPixmap.fromImage(image)))
        self._looks[style] = Look.of(image)
        if len(self._looks) == STYLES:
            for number, name in names_of(self._looks).items():
                self.item(number).setText(f"{number}: {name}")


def _icon(pixmap: QPixmap) -> QIcon:
    """Return an icon that keeps its colours when it is chosen."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def _empty() -> QPixmap:
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.lightGray)
    return pixmap
