"""The drop-down of models in dialogs: bundled models and those of the user's folder; names and files can be typed."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ...satsyn_core.contract.bundled import bundled_or_own
from ...satsyn_core.contract.model_catalogue import catalogued_models
from ...satsyn_core.contract.shared_parameters import MODEL_FILES
from ..settings import model_folder
from ..translation import tr
from .dialog_widget import DialogWidget


class ModelChoice(DialogWidget):
    """Widget of a model parameter."""

    def createWidget(self, kind: str | None = None) -> QWidget:
        self.combo = QComboBox()
        self.combo.setEditable(True)
        self.combo.setMinimumContentsLength(20)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.lineEdit().setPlaceholderText(tr("choose one, or type a name or a file"))
        self.combo.addItem("", None)
        for model in catalogued_models(model_folder(), kind):
            self.combo.addItem(model.label, str(model.path))
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
