"""The features of vector layers: their polygons and lines, repaired and taken apart, with the classes they have."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...contract.errors import InputError
from ...contract.json_text import shortened
from ...contract.layer_legends import CLASS_OF_LEGEND, is_of_legend, own_field
from ...contract.progress import Reporter
from ...contract.source_files import is_missing
from ...contract.waiting_files import refuse_waiting
from ...contract.wording import counted
from ..class_words import concepts_of
from ..placement import are_damaged, crs_of_shapes
from ..polygon_layers import numbered_layer
from ..polygon_parts import read_surfaces
from ..vector_names import LayerName
from .class_fields import choose_class_fields, class_of_layer, fields_of_words, kinds_of
from .legends import FeatureClasses, read_labels
from .line_widths import USUAL_WIDTHS, WIDEST, WIDTH_FIELDS, LineWidths, stated_widths, unusable_widths
from .structures import LineStructures, tag_values

_UNUSABLE_SHOWN = 3
_POINT, _LINE, _RING, _POLYGON, _FIRST_MULTIPLE = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class AttributeNames:
    """What the user says of attributes.

    Attributes:
        classes: those that name classes, in the order of their precedence; none for well-known ones.
        width: that of lines' widths; None for well-known ones.
        widths: of lines without one.
    """

    classes: tuple[str, ...] = ()
    width: str | None = None
    widths: LineWidths = USUAL_WIDTHS


@dataclass(frozen=True)
class ClassedShapes:
    """Shapes of one kind of a layer.

    Attributes:
        shapes: single polygons or single lines, in map coordinates.
        classes: name of the class of each.
        widths: of each line in metres; 0 for polygons.
        levels: of each line, higher ones lie over lower ones; 0 for polygons.
    """

    shapes: NDArray[np.object_]
    classes: list[str]
    widths: NDArray[np.float64]
    levels: NDArray[np.int8]

    def select(self, wanted: NDArray[np.bool_]) -> ClassedShapes:
        """Return some of the shapes, given whether each is wanted (n,)."""
        classes = [self.classes[number] for number in np.flatnonzero(wanted).tolist()]
        return ClassedShapes(self.shapes[wanted], classes, self.widths[wanted], self.levels[wanted])


@dataclass(frozen=True)
class VectorLayer:
    """A layer as it is drawn.

    Attributes:
        name: for messages.
        crs: coordinate system of the shapes.
        polygons, lines: what it holds.
        labels: what the layer's legend calls classes that are numbers.
        other_words: fields that do not count, and whose words SatSyn knows.
        features: number of them in the layer, with and without class.
    """

    name: str
    crs: CRS | None
    polygons: ClassedShapes
    lines: ClassedShapes
    labels: Mapping[str, str] = field(default_factory=dict)
    other_words: tuple[str, ...] = ()
    features: int = 0

    @property
    def holds_shapes(self) -> bool:
        """Whether there is anything to draw."""
        return len(self.polygons.shapes) + len(self.lines.shapes) > 0


def layer_names(path: str) -> list[str]:
    """Return the layers that a name means: the one after `|layername=`, or all with a geometry, as `file|layername=x`.

    Raises:
        InputError: there is no such file or layer.
    """
    named = LayerName.parse(path)
    name = named.file
    if is_missing(name):
        raise InputError(f"There is no file {name}.")
    known = [str(layer) for layer, geometry in _list_layers(name) if geometry is not None]
    if named.layer is not None:
        if named.layer not in known:
            raise InputError(f"{name} has no layer {named.layer}; it has {', '.join(known) or 'none'}.")
        known = [named.layer]
    elif named.number is not None:
        known = [numbered_layer(name, named.number)]
    if not known:
        raise InputError(f"{name} holds no layer with geometries.")
    subset = f"|subset={named.subset}" if named.subset else ""
    return [f"{name}|layername={layer}{subset}" for layer in known]


def read_layer(path: str, attributes: AttributeNames, reporter: Reporter) -> VectorLayer:
    """Read a layer named as `layer_names` does.

    Args:
        path: file and layer.
        attributes: what the user says of them.
        reporter: gets which attributes count, and warnings about features that are left out.

    Raises:
        InputError: it cannot be read.
    """
    named = LayerName.parse(path)
    name, layer = named.file, named.layer or ""
    shown = f"{Path(name).name}, layer {layer}" if layer != Path(name).stem else Path(name).name
    try:
        meta, _, wkb, columns = pyogrio.raw.read(name, layer=layer, force_2d=True, where=named.subset)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise InputError(f"{shown} cannot be read ({error}).") from error
    features = [] if wkb is None else list(wkb)
    fields = [str(name) for name in meta["fields"]]
    table = dict(zip(fields, columns, strict=True))
    text_fields = [field for field in fields if table[field].dtype == object]
    chosen = choose_class_fields(fields, attributes.classes)
    of_words = fields_of_words(table, text_fields)
    if not chosen and not concepts_of(class_of_layer(layer)):
        chosen = of_words if len(of_words) == 1 else ()
    if chosen and features:
        kind_fields, kinds = kinds_of({name: table[name] for name in chosen}, len(features))
        reporter.log(f"{shown}: the classes are those of {_fields_text(chosen)}.")
    elif not features:
        kind_fields, kinds = [], []
    else:
        kind = class_of_layer(layer)
        _require_class(shown, kind, text_fields, of_words)
        kind_fields, kinds = [""] * len(features), [kind] * len(features)
        others = ", ".join(fields) or "none"
        said = f'all features are "{kind}", after the layer' if kind else "no feature has a class"
        reporter.log(
            f"{shown}: no field names classes, so {said} (its fields: {others}; CLASS_FIELD names another one)."
        )
    parts = _take_apart(features)
    classes = FeatureClasses(kind_fields, kinds, read_labels(table, len(features)))
    structures = LineStructures.read(table, len(features))
    _log_left_out(shown, parts, kinds, structures, reporter)
    if len(parts.lines.shapes):
        _warn_of_widths(shown, table, attributes.width, reporter)
    lines = _LineWidthsOf(attributes.widths, _stated_widths(table, attributes.width, len(features)))
    return VectorLayer(
        shown,
        crs_of_shapes(meta["crs"], shown, parts.polygons.shapes, parts.lines.shapes),
        _polygons(parts.polygons, classes),
        _lines(parts.lines, classes, lines, structures),
        classes.labels_of_numbers(),
        tuple(field for field in of_words if field not in chosen),
        len(features),
    )


def _require_class(shown: str, kind: str, text_fields: Sequence[str], of_words: Sequence[str]) -> None:
    """Refuse a layer whose name is no class that SatSyn knows while another field may hold the classes.

    Raises:
        InputError: with the fields that may.
    """
    if kind and not concepts_of(kind) and text_fields:
        others = [field for field in text_fields if field not in of_words]
        both = f" SatSyn knows words in {', '.join(of_words)}." if of_words else ""
        raise InputError(
            f"{shown} has no field that is known to hold classes, and its name is no class that SatSyn knows.{both} "
            f"Name the field with CLASS_FIELD: {', '.join([*of_words, *others])}."
        )


def has_field(path: str, field: str) -> bool:
    """Whether a layer, named as `layer_names` does, has an attribute; capitals do not matter."""
    return field.strip().casefold() in {one.strip().casefold() for one in field_names(path)}


def field_names(path: str) -> list[str]:
    """Return the names of a layer's attributes."""
    named = LayerName.parse(path)
    found = [str(one) for one in pyogrio.read_info(named.file, layer=named.layer)["fields"]]
    return [one for one in found if not is_of_legend(one)]


@dataclass(frozen=True)
class _OwnedShapes:
    shapes: NDArray[np.object_]
    owners: NDArray[np.int64]


@dataclass(frozen=True)
class _FeatureParts:
    """What features are made of, and how many of them are points alone, repaired, empty or unreadable."""

    polygons: _OwnedShapes
    lines: _OwnedShapes
    points: int
    repaired: int
    empty: int


def _take_apart(wkb: Sequence[bytes | None]) -> _FeatureParts:
    shapes = shapely.from_wkb(np.array(wkb, object), on_invalid="ignore")
    for index in np.flatnonzero(shapely.is_missing(shapes)).tolist():
        shapes[index] = read_surfaces(wkb[index])
    singles, owners = _singles(shapes, np.arange(len(shapes)))
    kinds = shapely.get_type_id(singles)
    # Damaged numbers are beyond repair: what has them is counted as without a place.
    invalid = (kinds == _POLYGON) & ~are_damaged(singles)
    invalid[invalid] = ~shapely.is_valid(singles[invalid])
    repaired = len(np.unique(owners[invalid]))
    if repaired:
        mended = shapely.make_valid(singles[invalid])
        sound, whose = _singles(mended, owners[invalid])
        keeps = shapely.get_type_id(sound) == _POLYGON
        singles = np.concatenate([singles[~invalid], sound[keeps]])
        owners = np.concatenate([owners[~invalid], whose[keeps]])
        order = np.argsort(owners, kind="stable")
        singles, owners = singles[order], owners[order]
        kinds = shapely.get_type_id(singles)
    areas, lines = kinds == _POLYGON, (kinds == _LINE) | (kinds == _RING)
    drawn = set(owners[areas | lines].tolist())
    points = set(owners[kinds == _POINT].tolist()) - drawn
    return _FeatureParts(
        _OwnedShapes(singles[areas], owners[areas]),
        _OwnedShapes(singles[lines], owners[lines]),
        len(points),
        repaired,
        len(shapes) - len(drawn) - len(points),
    )


def _singles(shapes: NDArray[np.object_], owners: NDArray[np.int64]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the single shapes in collections of any depth that are not empty, with their owners."""
    while (shapely.get_type_id(shapes) >= _FIRST_MULTIPLE).any():
        shapes, index = shapely.get_parts(shapes, return_index=True)
        owners = owners[index]
    there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    return shapes[there], owners[there]


@dataclass(frozen=True)
class _LineWidthsOf:
    """The widths of a layer's lines: those that attributes state of its features, and those of kinds."""

    by_kind: LineWidths
    stated: Sequence[float | None]


def _polygons(parts: _OwnedShapes, classes: FeatureClasses) -> ClassedShapes:
    """Return those polygons that have a class."""
    wanted = np.array([bool(classes.kinds[owner]) for owner in parts.owners.tolist()], bool)
    names = [classes.name_of(owner, is_line=False) for owner in parts.owners[wanted].tolist()]
    return ClassedShapes(parts.shapes[wanted], names, np.zeros(len(names)), np.zeros(len(names), np.int8))


def _lines(
    parts: _OwnedShapes, classes: FeatureClasses, widths: _LineWidthsOf, structures: LineStructures
) -> ClassedShapes:
    """Return those lines that have a class and run in no tunnel."""
    kinds = classes.kinds
    wanted = np.array([bool(kinds[owner]) and not structures.in_tunnel[owner] for owner in parts.owners.tolist()], bool)
    owners = parts.owners[wanted]
    names = [classes.name_of(owner, is_line=True) for owner in owners.tolist()]
    metres = [
        widths.by_kind.of(kinds[owner], name, widths.stated[owner])
        for owner, name in zip(owners.tolist(), names, strict=True)
    ]
    return ClassedShapes(parts.shapes[wanted], names, np.array(metres, np.float64), structures.levels[owners])


def _log_left_out(
    name: str, parts: _FeatureParts, kinds: Sequence[str], structures: LineStructures, reporter: Reporter
) -> None:
    if parts.repaired:
        reporter.log(
            f"{name}: {counted(parts.repaired, 'polygon')} had an invalid geometry, which is repaired.", "warning"
        )
    unclassed = {owner for some in (parts.polygons, parts.lines) for owner in some.owners.tolist() if not kinds[owner]}
    in_tunnel = parts.lines.owners[structures.in_tunnel[parts.lines.owners]].tolist()
    numbers = Counter(
        {"without an area, as points": parts.points, "empty or damaged": parts.empty},
        **{"without a class": len(unclassed)},
        **{"in tunnels": len({owner for owner in in_tunnel if kinds[owner]})},
    )
    reasons = [f"{count} {reason}" for reason, count in numbers.items() if count]
    if reasons:
        reporter.log(f"{name}: of {counted(len(kinds), 'feature')}, {' and '.join(reasons)}; left out.", "warning")


def _stated_widths(table: Mapping[str, Any], wanted: str | None, count: int) -> list[float | None]:
    """Return the widths in metres that attributes or tags state; None where they say nothing usable."""
    field = _width_field(list(table), wanted)
    if field is not None or wanted:
        return stated_widths(table[field] if field else None, count)
    return stated_widths(np.array(tag_values(table, count, WIDTH_FIELDS[0]), object), count)


def _warn_of_widths(name: str, table: Mapping[str, Any], wanted: str | None, reporter: Reporter) -> None:
    """Warn of what the field of the widths says and is no width in metres."""
    field = _width_field(list(table), wanted)
    unusable = unusable_widths(table[field]) if field else []
    if unusable:
        shown = ", ".join(shortened(text) for text in unusable[:_UNUSABLE_SHOWN])
        more = f" and {len(unusable) - _UNUSABLE_SHOWN} more" if len(unusable) > _UNUSABLE_SHOWN else ""
        reporter.log(
            f"{name}: {field} has {shown}{more}, which are no widths in metres up to {WIDEST:g}: such lines get the "
            "usual width of their kind, or that of LINE_WIDTHS.",
            "warning",
        )


def _width_field(fields: Sequence[str], wanted: str | None) -> str | None:
    names = [wanted.strip().casefold()] if wanted else WIDTH_FIELDS
    return next((field for name in names for field in fields if field.strip().casefold() == name), None)


def _fields_text(fields: Sequence[str]) -> str:
    if fields[0].startswith(CLASS_OF_LEGEND):
        shown = own_field(fields[0])
        return f"the layer's legend, which shows the field {shown}" if shown else "the layer's legend"
    return (
        f"the field {fields[0]}" if len(fields) == 1 else f"the first of the fields {', '.join(fields)} that is filled"
    )


def _list_layers(name: str) -> list[tuple[str, str | None]]:
    _require_all_edits(Path(name))
    refuse_waiting(name)
    try:
        return [(str(layer), geometry) for layer, geometry in pyogrio.list_layers(name)]
    except pyogrio.errors.DataSourceError as error:
        raise InputError(f"{name} cannot be read as a vector layer ({error}).") from error


def _require_all_edits(path: Path) -> None:
    """Refuse a GeoPackage that another program is editing where its journal cannot be read: GDAL would leave the edits
    out in silence.
    """
    journal = path.with_name(f"{path.name}-wal")
    if journal.is_file() and journal.stat().st_size and not os.access(path.parent, os.W_OK):
        raise InputError(
            f"{path} has edits that lie in {journal.name}, and they cannot be read in a folder that cannot be written: "
            "close the file in the program that edits it, or copy both files to another folder and choose that copy."
        )
