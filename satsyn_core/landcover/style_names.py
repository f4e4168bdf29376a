"""The class names in the style file that QGIS writes beside a raster, `NAME.qml`."""

from __future__ import annotations

import os
from pathlib import Path

from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader

_ROUNDED_WITHIN = 1e-3

_ENTRIES = (
    ".//rasterrenderer/colorPalette/paletteEntry",
    ".//rasterrenderer/rastershader/colorrampshader[@colorRampType='EXACT']/item",
)
"""Of palettes, and of pseudocolour renderers that show exact values; others show ranges."""


def style_names(dataset: DatasetReader) -> dict[int, str]:
    """Return the labels of a style's palette, or of its exact colours, by value in the file.

    There are none without a style, or where it has no words.

    QGIS shows values with the band's scale and offset applied, and its styles have those.
    """
    path = Path(os.fspath(dataset.name)).with_suffix(".qml")
    try:
        tree = ElementTree.fromstring(path.read_bytes()) if path.is_file() else None
    except (OSError, ElementTree.ParseError, DefusedXmlException):
        return {}
    entries = [] if tree is None else [entry for path in _ENTRIES for entry in tree.findall(path)]
    scale, offset = dataset.scales[0], dataset.offsets[0]
    names: dict[int, str] = {}
    for entry in entries:
        value, label = _number(entry.get("value", "")), entry.get("label", "").strip()
        if value is None or not label:
            continue
        stored = (value - offset) / scale
        if abs(stored - round(stored)) <= _ROUNDED_WITHIN:
            names[round(stored)] = label
    return names if any(_number(label) is None for label in names.values()) else {}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
