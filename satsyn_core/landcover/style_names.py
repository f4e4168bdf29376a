"""The class names in the style file that QGIS writes beside a raster, `NAME.qml`."""

from __future__ import annotations

import math
import os
import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element  # nosec B405 - the type alone: defusedxml parses

from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader

from .attribute_table import UnclearTableError

_ROUNDED_WITHIN = 1e-3

_RAMP = ".//rasterrenderer/rastershader/colorrampshader[@colorRampType='{}']/item"
_OF_VALUES = (".//rasterrenderer/colorPalette/paletteEntry", _RAMP.format("EXACT"), _RAMP.format("INTERPOLATED"))
"""Of palettes, exact colours, and the stops between which colours are interpolated: each label is of one value."""

_OF_RANGES = _RAMP.format("DISCRETE")
"""Each label is of the numbers up to its value and above the one before."""

_NUMBERS = re.compile(r"[-+]?\d[\d.,]*(e[-+]?\d+)?|\binf\b|\bnan\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Label:
    """A label of a style.

    Attributes:
        stored: its number as the file has it, without scale and offset; may be infinite.
        text: in the words of the style; empty for none.
    """

    stored: float
    text: str


def style_file(dataset: DatasetReader) -> Path:
    """Return where QGIS keeps the style of a raster, which may have none."""
    return Path(os.fspath(dataset.name)).with_suffix(".qml")


def style_names(dataset: DatasetReader, values: Collection[int] = ()) -> dict[int, str]:
    """Return the labels of a style by value in the file.

    There are none without a style, or where it has no words. Labels of ranges count for the values that occur.

    QGIS shows values with the band's scale and offset applied, and its styles have those.

    Args:
        dataset: open raster.
        values: that occur.

    Raises:
        UnclearTableError: a range with a label holds several of the values.
    """
    path = style_file(dataset)
    try:
        tree = ElementTree.fromstring(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError, LookupError, ElementTree.ParseError, DefusedXmlException):
        return {}
    if tree is None:
        return {}
    names: dict[int, str] = {}
    for label in _labels(dataset, [entry for path in _OF_VALUES for entry in tree.findall(path)]):
        if label.text and math.isfinite(label.stored) and abs(label.stored - round(label.stored)) <= _ROUNDED_WITHIN:
            names[round(label.stored)] = label.text
    return names or _names_of_ranges(_labels(dataset, tree.findall(_OF_RANGES)), values)


def _labels(dataset: DatasetReader, entries: Sequence[Element]) -> list[_Label]:
    """Return the labels of a style in its order; none where all of them are numbers, as QGIS writes them by itself."""
    scale, offset = dataset.scales[0], dataset.offsets[0]
    labels = []
    for entry in entries:
        value, text = _number(entry.get("value", "")), entry.get("label", "").strip()
        if value is not None and scale:
            labels.append(_Label((value - offset) / scale, text))
    return labels if any(_has_words(label.text) for label in labels) else []


def _names_of_ranges(labels: Sequence[_Label], values: Collection[int]) -> dict[int, str]:
    ranges = sorted(labels, key=lambda label: label.stored)
    bounds = [label.stored + _ROUNDED_WITHIN for label in ranges]
    names: dict[int, str] = {}
    first: dict[int, int] = {}
    for value in sorted(values):
        number = bisect_left(bounds, value)
        if number == len(ranges) or not ranges[number].text:
            continue
        other = first.setdefault(number, value)
        if other != value:
            raise UnclearTableError(
                f'the label "{ranges[number].text}" of its style is of a range that holds {other} and {value}'
            )
        names[value] = ranges[number].text
    return names


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in _NUMBERS.sub("", text))


def _number(text: str) -> float | None:
    """Return a number, which may be infinite; None for other text."""
    try:
        number = float(text)
    except ValueError:
        return None
    return None if math.isnan(number) else number
