"""The drop-down of models in dialogs: bundled models and those of the user's folder; names and files can be typed."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QIcon, QPixmap
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ...satsyn_core.contract.bundled import bundled_or_own
from ...satsyn_core.contract.model_catalogue import CataloguedModel, catalogued_models
from ...satsyn_core.contract.shared_parameters import MODEL_FILES
from ..settings import model_folder
from ..translation import tr
from .dialog_widget import DialogWidget

_PICTURE_PIXELS, _SHEET_PIXELS = 40, 640
_COLUMNS, _FIRST_STYLE = 6, 2
"""Of a sheet of samples: land cover, real image and four styles of each place."""


class ModelChoice(DialogWidget):
    """Widget of a model parameter."""

    def createWidget(self, kind: str | None = None) -> QWidget:
        self.combo = QComboBox()
        self.combo.setEditable(True)
        self.combo.setIconSize(QSize(_PICTURE_PIXELS, _PICTURE_PIXELS))
        self.combo.setMinimumContentsLength(20)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.lineEdit().setPlaceholderText(tr("choose one, or type a name or a file"))
        self.combo.addItem("", None)
        for model in catalogued_models(model_folder(), kind):
            self.combo.addItem(_picture(model), model.label, str(model.path))
            if model.samples is not None:
                sheet = f'<img src="{model.samples.as_uri()}" width="{_SHEET_PIXELS}">'
                self.combo.setItemData(self.combo.count() - 1, sheet, Qt.ItemDataRole.ToolTipRole)
        self.combo.setCurrentIndex(0)
        self.combo.view().setMinimumWidth(self.combo.view().sizeHintForColumn(0) + 20)
        # A long line starts with the name.
        self.combo.currentIndexChanged.connect(lambda _: self.combo.lineEdit().setCursorPosition(0))
        browse = QToolButton()
        browse.setText("…")
        browse.clicked.connect(self._browse)
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo)
        row.addWidget(browse)
        self.combo.currentTextChanged.connect(lambda _: self.widgetValueHasChanged.emit(self))
        return widget

    def value(self) -> str | None:
        text = self.combo.currentText().strip()
        index = self.combo.findText(text)
        if index >= 0:
            return self.combo.itemData(index)
        return bundled_or_own(text) or None

    def setValue(self, value: Any) -> None:
        path = bundled_or_own(str(value)) if value else None
        index = self.combo.findData(path)
        if path is None or index >= 0:
            self.combo.setCurrentIndex(max(0, index))
        else:
            self.combo.setEditText(path)

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.widget, tr("Choose a model"), str(model_folder() or ""), MODEL_FILES)
        if path:
            self.setValue(path)


def _picture(model: CataloguedModel) -> QIcon:
    """Return a sample of a model's imagery as an icon; an empty one without a sheet of samples."""
    sheet = QPixmap(str(model.samples)) if model.samples is not None else QPixmap()
    side = sheet.width() // _COLUMNS
    return QIcon(sheet.copy(_FIRST_STYLE * side, 0, side, side)) if side else QIcon()
