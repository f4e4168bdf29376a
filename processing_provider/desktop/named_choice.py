"""The drop-downs of choices and of class schemes: each value with what it means, in the language of QGIS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import NULL
from qgis.PyQt.QtWidgets import QComboBox

from ...satsyn_core.contract.errors import SatSynError
from ...satsyn_core.contract.scheme_library import OWN_VALUES, RECOGNISE, all_schemes
from ..translation import tr
from .dialog_widget import DialogWidget


class NamedChoice(DialogWidget):
    """Widget of a choice: shows "fast: 16-bit numbers", and gives `fast`."""

    def createWidget(self, meanings: Mapping[str, str] | None = None) -> QComboBox:
        self.combo = QComboBox()
        known = self.known_meanings() if meanings is None else meanings
        for value in self.parameterDefinition().options():
            self._add(value, known.get(value, ""))
        self.combo.currentIndexChanged.connect(lambda _: self.widgetValueHasChanged.emit(self))
        return self.combo

    def known_meanings(self) -> Mapping[str, str]:
        """Return what values mean where the parameter does not say it."""
        return {}

    def value(self) -> str:
        return str(self.combo.currentData())

    def setValue(self, value: Any) -> None:
        if value is None or value == NULL:
            return
        if self.combo.findData(str(value)) < 0:
            self._add(str(value), "")
        self.combo.setCurrentIndex(self.combo.findData(str(value)))

    def _add(self, value: str, meaning: str) -> None:
        self.combo.addItem(f"{value}: {meaning}" if meaning else value, value)


class SchemeChoice(NamedChoice):
    """Widget of a class scheme: ids with the titles of the schemes."""

    def known_meanings(self) -> Mapping[str, str]:
        try:
            titles = {scheme.id: scheme.title for scheme in all_schemes()}
        except SatSynError:  # a file of the user's is wrong, which matters only to a run that asks for it
            titles = {}
        return {**titles, RECOGNISE: tr("by names, values and colours"), OWN_VALUES: tr("the model's own values")}
