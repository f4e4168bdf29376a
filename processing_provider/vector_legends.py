"""Legends of vector layers that show categories, or rules like them: they name the classes of the features."""

from __future__ import annotations

import re
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
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..satsyn_core.contract.layer_legends import CLASS_OF_LEGEND, LABEL_OF_LEGEND

_RULE = re.compile(r"""\s*(?:"([^"]+)"|(\w+))\s*=\s*(?:'((?:[^']|'')*)'|(-?[0-9]+(?:\.[0-9]+)?))\s*""")
"""The filter of a rule that asks for one value of a field, as QGIS writes it when it makes rules of categories."""


@dataclass(frozen=True)
class _Categories:
    """What a legend groups by, and the values and labels of its groups; None is the value of all others."""

    attribute: str
    groups: list[tuple[object, str]]


@dataclass(frozen=True)
class VectorLegend:
    """The categories of a layer's legend; safe to use on another thread.

    Attributes:
        field: the field whose values the legend groups by; empty for an expression.
        expression: what it groups by.
        labels: of the values, as text; values that are shown as they are have none.
        context: the variables of the layer and its project.
        otherwise: the label of all values that have no category; empty without one.
        grouped: the values that have a category, as text.
    """

    field: str
    expression: str
    labels: dict[str, str]
    context: QgsExpressionContext
    otherwise: str = ""
    grouped: frozenset[str] = frozenset()

    @classmethod
    def of(cls, layer: QgsVectorLayer, class_field: str = "") -> VectorLegend | None:
        """Return the legend of a layer; None for one that shows no categories, or those of an expression alone.

        Args:
            layer: in QGIS.
            class_field: field that the user names for the classes. A value map that its form has names its values where
                the layer shows something else.
        """
        categories = _categories(layer)
        mapped = _value_map(layer, class_field)
        if mapped is not None and (categories is None or categories.attribute.strip('"') != mapped.attribute):
            categories = mapped
        if categories is None:
            return None
        text = categories.attribute
        name = text.strip('"') if layer.fields().indexOf(text) < 0 else text
        is_field = layer.fields().indexOf(name) >= 0
        shown = [(_as_text(value), label.strip()) for value, label in categories.groups]
        labels = {value: label for value, label in shown if value and _names(label, value)}
        otherwise = next((label for value, label in shown if not value and _names(label, value)), "")
        if not is_field and not labels and not otherwise:
            return None
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        return cls(
            name if is_field else "",
            QgsExpression.quotedColumnRef(name) if is_field else text,
            labels,
            context,
            otherwise,
            frozenset(value for value, _ in shown),
        )

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
        self._legend = legend
        self._context = QgsExpressionContext(legend.context)
        self._context.setFields(fields)
        self._expression = QgsExpression(legend.expression)
        self._expression.prepare(self._context)

    def values_of(self, feature: QgsFeature) -> list[str | None]:
        """Return the values of `VectorLegend.fields` for a feature."""
        self._context.setFeature(feature)
        shown = _as_text(self._expression.evaluate(self._context))
        label = self._legend.labels.get(shown)
        if label is None and shown and shown not in self._legend.grouped:
            label = self._legend.otherwise or None
        return [shown or None, label]


def _categories(layer: QgsVectorLayer) -> _Categories | None:
    """Return what a layer's legend groups its features by; None if it does not."""
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        groups = [
            (value, category.label())
            for category in renderer.categories()
            for value in (category.value() if isinstance(category.value(), (list, tuple)) else [category.value()])
        ]
        return _Categories(renderer.classAttribute(), groups)
    return _of_rules(renderer.rootRule(), layer) if isinstance(renderer, QgsRuleBasedRenderer) else None


def _of_rules(root: QgsRuleBasedRenderer.Rule, layer: QgsVectorLayer) -> _Categories | None:
    """Return rules as categories, if each asks for one value of the same field."""
    names: set[str] = set()
    groups: list[tuple[object, str]] = []
    for rule in (one for one in root.children() if one.active()):
        found = _RULE.fullmatch(rule.filterExpression())
        if rule.children() or not (found or rule.isElse()):
            return None
        if found:
            names.add(found[1] or found[2])
        value = None if found is None else found[4] if found[3] is None else found[3].replace("''", "'")
        groups.append((value, rule.label()))
    return _Categories(names.pop(), groups) if len(names) == 1 and layer.fields().indexOf(min(names)) >= 0 else None


def _value_map(layer: QgsVectorLayer, class_field: str) -> _Categories | None:
    """Return the names that the form of a layer gives the values of a field; None if it gives none."""
    index = layer.fields().lookupField(class_field.strip())
    setup = layer.editorWidgetSetup(index) if class_field.strip() and index >= 0 else None
    if setup is None or setup.type() != "ValueMap":
        return None
    entries = setup.config().get("map") or []
    pairs = [entries] if isinstance(entries, dict) else [one for one in entries if isinstance(one, dict)]
    groups: list[tuple[object, str]] = [(value, str(name)) for pair in pairs for name, value in pair.items()]
    return _Categories(layer.fields().at(index).name(), groups) if groups else None


def _names(label: str, value: str) -> bool:
    """Whether a label says more than the value that it stands for."""
    return bool(label) and label != value and not _is_number(label)


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
