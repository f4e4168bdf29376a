"""What the legend of a layer in QGIS calls its classes.

Words are replaced by their labels. Numbers stay the values of the raster, and their labels become its class names: so
CLASSES and SCHEME can name the same numbers as the layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ...contract.class_scheme import plain_name
from ...contract.layer_legends import LABEL_OF_LEGEND
from ..class_words import concepts_of
from .class_fields import class_of

if TYPE_CHECKING:
    from .layers import ClassedShapes, VectorLayer


@dataclass(frozen=True)
class FeatureClasses:
    """What a layer says of the class of each of its features.

    Attributes:
        fields: name of the field that says it, in lower case; empty for none.
        kinds: what it says; empty for nothing.
        labels: what the legend calls that; empty for nothing.
    """

    fields: Sequence[str]
    kinds: Sequence[str]
    labels: Sequence[str]

    def name_of(self, feature: int, *, is_line: bool) -> str:
        """Return the name of a feature's class; a number stays one."""
        kind, label = self.kinds[feature], self.labels[feature]
        name = class_of(self.fields[feature], kind, is_line=is_line)
        if not label or name != kind or is_number(kind):
            return name
        # Labels may be remarks or in a language that SatSyn does not know, where the value is a word that it knows.
        return label if concepts_of(label) or not concepts_of(kind) else kind

    def labels_of_numbers(self) -> dict[str, str]:
        """Return the labels of the classes that are numbers."""
        pairs = zip(self.kinds, self.labels, strict=True)
        return {plain_name(kind): label for kind, label in pairs if label and is_number(kind)}


def read_labels(table: Mapping[str, Any], count: int) -> list[str]:
    """Return the legend's label of each of `count` features, given the columns of a layer; empty for none."""
    column = table.get(LABEL_OF_LEGEND)
    return [""] * count if column is None else [str(one).strip() if one else "" for one in column.tolist()]


def is_number(name: str) -> bool:
    """Whether a class is called by a whole number."""
    try:
        int(name)
    except ValueError:
        return False
    return True


def tell_apart(sources: Sequence[Sequence[VectorLayer]]) -> list[list[VectorLayer]]:
    """Return layers whose classes have one meaning: numbers that legends label differently go by their labels.

    Args:
        sources: the layers of each of the user's files.
    """
    meant: dict[str, set[str]] = {}
    for layer in (layer for source in sources for layer in source):
        for number, label in layer.labels.items():
            meant.setdefault(number, set()).add(plain_name(label))
    if all(len(labels) == 1 for labels in meant.values()):
        return [list(source) for source in sources]
    return [list(_by_label(source)) for source in sources]


def _by_label(layers: Sequence[VectorLayer]) -> Iterator[VectorLayer]:
    for layer in layers:
        polygons, lines = (_renamed(part, layer.labels) for part in (layer.polygons, layer.lines))
        yield replace(layer, polygons=polygons, lines=lines, labels={})


def _renamed(part: ClassedShapes, labels: Mapping[str, str]) -> ClassedShapes:
    return replace(part, classes=[labels.get(plain_name(name), name) for name in part.classes])
