"""Legends of vector layers that show categories: they name the classes of the features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..satsyn_core.contract.layer_legends import CLASS_OF_LEGEND, LABEL_OF_LEGEND


@dataclass(frozen=True)
class VectorLegend:
    """The categories of a layer's legend; safe to use on another thread.

    Attributes:
        field: the field whose values the legend groups by; empty for an expression.
        expression: what it groups by.
        labels: of the values, as text; values that are shown as they are have none.
        context: the variables of the layer and its project.
    """

    field: str
    expression: str
    labels: dict[str, str]
    context: QgsExpressionContext

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> VectorLegend | None:
        """Return the legend of a layer; None for one that shows no categories, or those of an expression alone."""
        renderer = layer.renderer()
        if not isinstance(renderer, QgsCategorizedSymbolRenderer):
            return None
        text = renderer.classAttribute()
        name = text.strip('"') if layer.fields().indexOf(text) < 0 else text
        is_field = layer.fields().indexOf(name) >= 0
        labels = {}
        for category in renderer.categories():
            values = category.value()
            for value in values if isinstance(values, (list, tuple)) else [values]:
                label, shown = category.label().strip(), _as_text(value)
                if shown and label and label != shown and not _is_number(label):
                    labels[shown] = label
        if not is_field and not labels:
            return None
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        return cls(name if is_field else "", QgsExpression.quotedColumnRef(name) if is_field else text, labels, context)

    @property
    def fields(self) -> list[QgsField]:
        """The fields that hold what the legend says of a feature."""
        return [_text_field(f"{CLASS_OF_LEGEND}{self.field}"), _text_field(LABEL_OF_LEGEND)]

    @property
    def described(self) -> str:
        """What the legend gives, in words."""
        return f"the field {self.field}, whose categories its legend shows" if self.field else "its legend"

    def reader(self, fields: QgsFields) -> LegendReader:
        """Return what reads the features of a layer with these fields, on the thread that it is called on."""
        return LegendReader(self, fields)


class LegendReader:
    """Tells the class of features by a legend."""

    def __init__(self, legend: VectorLegend, fields: QgsFields) -> None:
        self._labels = legend.labels
        self._context = QgsExpressionContext(legend.context)
        self._context.setFields(fields)
        self._expression = QgsExpression(legend.expression)
        self._expression.prepare(self._context)

    def values_of(self, feature: QgsFeature) -> list[str | None]:
        """Return the values of `VectorLegend.fields` for a feature."""
        self._context.setFeature(feature)
        shown = _as_text(self._expression.evaluate(self._context))
        return [shown or None, self._labels.get(shown)]


def legends_apply(class_field: str, legend: VectorLegend) -> bool:
    """Whether a legend counts where the user names fields of the classes, or none."""
    names = [name.strip().casefold() for name in class_field.split(",") if name.strip()]
    return not names or names == [legend.field.casefold()]


def with_legend(fields: QgsFields, more: Iterable[QgsField]) -> QgsFields:
    """Return fields and, after them, those of a legend."""
    found = QgsFields(fields)
    for field in more:
        found.append(field)
    return found


def _text_field(name: str) -> QgsField:
    kind = QMetaType.Type.QString
    try:
        return QgsField(name, kind)
    except TypeError:  # QGIS before 3.38 takes types of QVariant alone
        return QgsField(name, QVariant("").type())


def _as_text(value: object) -> str:
    """Return a value as SatSyn compares it; empty for none."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_number(label: str) -> bool:
    try:
        float(label)
    except ValueError:
        return False
    return True
