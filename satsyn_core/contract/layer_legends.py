"""Fields in which QGIS hands over the legend of a vector layer: the copy of the layer for a job has them.

No user's layer has fields of such names.
"""

from __future__ import annotations

CLASS_OF_LEGEND = "satsyn_class_of_legend:"
"""Start of the name of the field with the value, as text, by which the legend groups a feature. The name of the own
field of the layer follows; nothing follows where the legend groups by an expression."""

LABEL_OF_LEGEND = "satsyn_label_of_legend"
"""Name of the field that holds the legend's label of a feature's value; empty where the label says nothing else."""


def is_of_legend(field: str) -> bool:
    """Whether a field holds what a legend says, and is none of the layer's own."""
    return field.startswith(CLASS_OF_LEGEND) or field == LABEL_OF_LEGEND


def own_field(field: str) -> str:
    """Return the name of the layer's own field that a legend groups by; other names stay as they are."""
    return field.removeprefix(CLASS_OF_LEGEND)
