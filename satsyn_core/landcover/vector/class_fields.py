"""The classes of features: which attributes name them, and what OpenStreetMap's tags mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import plain_name
from ...contract.errors import InputError
from ...contract.layer_legends import CLASS_OF_LEGEND, is_of_legend, own_field
from ..class_words import concepts_of
from .line_widths import RAILWAY_WIDTHS, ROAD_WIDTHS, WATERWAY_WIDTHS

CLASS_FIELDS = (
    *("class", "class_name", "classname", "landcover", "land_cover", "lc_class", "lulc", "lc", "fclass", "label"),
    *("class_2018", "class_2012", "code_2018", "code_18", "code_12", "code_2012", "category", "klasse", "nutzart"),
    *("code", "gridcode", "dn"),
)
"""Names of attributes that name classes, in lower case; the first one that a layer has counts."""

TAG_FIELDS = ("building", "highway", "railway", "waterway", "natural", "landuse", "leisure", "amenity")
"""OpenStreetMap's tags of land cover; the first one that a feature has counts."""

_OF_OPENSTREETMAP = {"osm_id", "osm_way_id", "other_tags"}
"""Fields of layers whose other words are tags, which say nothing of land cover by themselves."""

_MOST_VALUES_TRIED = 300

_ABSENT = {"", "no", "none", "null", "nan", "false"}
_SAY_NO_CLASS = {
    *("points", "lines", "polygons", "multilinestrings", "multipolygons", "other relations", "layer", "features"),
    *("line", "polygon", "multilinestring", "multipolygon", "geometries", "untitled", "output", "result", "osm"),
}
"""Names of layers that programs give, with spaces for underscores."""

_LINE_CLASSES = {
    **dict.fromkeys(ROAD_WIDTHS, "road"),
    **dict.fromkeys(RAILWAY_WIDTHS, "railway"),
    **dict.fromkeys(WATERWAY_WIDTHS, "water"),
}
_TAG_CLASSES = {"building": "building", "highway": "road", "railway": "railway", "waterway": "water"}
"""Tags whose values are kinds of one class."""

_STRUCTURES_IN_WATER = {"dam", "weir", "lock gate", "sluice gate", "boatyard", "dock gate", "fuel"}
"""Values of `waterway` that are no water."""


def choose_class_fields(fields: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the attributes that name the classes of a layer's features, in their order; none if it has none.

    Args:
        fields: names of the layer's attributes.
        wanted: those that the user names; if the layer has none of them, that of its legend counts, or well-known ones.
    """
    by_name: dict[str, str] = {}
    for field in fields:
        by_name.setdefault(field.strip().casefold(), field)
    asked = tuple(by_name[name.strip().casefold()] for name in wanted if name.strip().casefold() in by_name)
    if asked:
        return asked
    of_legend = tuple(field for field in fields if field.startswith(CLASS_OF_LEGEND))
    if of_legend:
        return of_legend
    usual = [by_name[name] for name in CLASS_FIELDS if name in by_name]
    return tuple(usual[:1]) or tuple(by_name[name] for name in TAG_FIELDS if name in by_name)


def fields_of_words(columns: Mapping[str, NDArray[np.object_]], text_fields: Sequence[str]) -> tuple[str, ...]:
    """Return the fields whose words are classes that SatSyn knows: at least half of the different ones, or any of a
    layer with one field of text.

    Args:
        columns: values of the layer's fields.
        text_fields: those that hold text.
    """
    if _OF_OPENSTREETMAP & {field.casefold() for field in columns}:
        return ()
    found = []
    for field in text_fields:
        words = {value for value in columns[field][:_MOST_VALUES_TRIED] if isinstance(value, str) and value}
        known = sum(bool(concepts_of(word)) for word in words)
        is_enough = 2 * known >= len(words) or len(text_fields) == 1
        if known and is_enough and not is_of_legend(field):
            found.append(field)
    return tuple(found)


def read_class_fields(text: str | None) -> tuple[str, ...]:
    """Read names of attributes, with commas between.

    Raises:
        InputError: the text holds commas alone.
    """
    names = tuple(name.strip() for name in (text or "").split(",") if name.strip())
    if text and text.strip() and not names:
        raise InputError(f'CLASS_FIELD "{text}" names no field: give one as in "class", or several with commas.')
    return names


def kinds_of(columns: Mapping[str, NDArray[np.object_]], count: int) -> tuple[list[str], list[str]]:
    """Return what the attributes say of each feature: the field that counts and its value; empty text for none.

    Args:
        columns: values of the class fields, in the order of their precedence.
        count: number of features.
    """
    names, values = [""] * count, [""] * count
    for field, column in columns.items():
        for index, value in enumerate(column.tolist()):
            text = "" if values[index] else _text(value)
            if text == "0" and own_field(field).strip().casefold() in TAG_FIELDS:
                text = ""  # as building=0, which says that there is none
            if text:
                names[index], values[index] = own_field(field).strip().casefold(), text
    return names, values


def class_of(field: str, value: str, *, is_line: bool) -> str:
    """Return the name of a feature's class: its value, or what OpenStreetMap's kinds of roads and buildings are."""
    if field == "waterway" and plain_name(value) in _STRUCTURES_IN_WATER:
        return "built-up"
    if field in _TAG_CLASSES:
        return _TAG_CLASSES[field]
    return _LINE_CLASSES.get(plain_name(value), value) if is_line else value


def class_of_layer(name: str) -> str:
    """Return the class that the name of a layer without class field says, in the singular; empty if it says none."""
    word = name.strip().replace("_", " ")
    if plain_name(word) in _SAY_NO_CLASS:
        return ""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and not np.isfinite(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return "" if text.casefold() in _ABSENT else text
