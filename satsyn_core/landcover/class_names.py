"""The class names stored with a raster: GDAL's category names, or an attribute table in the file or beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element  # nosec B405 - the type alone: defusedxml parses

from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from ..contract.raster_tags import BESIDE
from ..contract.wording import counted
from ..raster.band_description import describe_band
from ..raster.reading import open_raster
from .attribute_table import AttributeTable, Column, ColumnUse, TableNames, UnclearTableError, Values
from .mosaic_names import SeveralNamesError, TwoNames, differ, sentence_of
from .source_rasters import ChangedValuesError, SourceRaster, rasters_behind
from .style_names import style_file, style_names

_DEEPEST_MOSAIC = 8
"""Mosaics of mosaics, of which one may be made of itself."""

_NONE = TableNames({})

_of_open_mosaics: WeakKeyDictionary[DatasetReader, dict[object, TableNames | InputError]] = WeakKeyDictionary()
"""What the tiles said, as long as a mosaic is open: each of several models asks, and there may be thousands of them."""

_LARGEST_CATEGORY = 255
"""Category names are a list from 0 on: with greater values a table is shorter."""


def class_names(dataset: DatasetReader, values: Collection[int] = ()) -> dict[int, str]:
    """Return the names of the values of a raster's first band; for arguments and errors see `stored_names`."""
    return dict(stored_names(dataset, values).names)


def stored_names(dataset: DatasetReader, values: Collection[int] = (), everywhere: Values | None = None) -> TableNames:
    """Return the names of the values of a raster's first band; empty if the raster stores none.

    They come from the first of these that there is: GDAL's category names; an attribute table that GDAL reads, in the
    file itself or in its `.aux.xml`; the table that ArcGIS writes beside a raster, `NAME.tif.vat.dbf` or
    `NAME.vat.dbf`; the flags of the CF conventions, as in netCDF; those of the rasters that a VRT or a tile index is
    made of; the labels of a style file of QGIS, `NAME.qml`.

    Args:
        dataset: open raster.
        values: that occur; labels of ranges of numbers count for them alone, and columns of tables are found by them.
        everywhere: gives those of the whole raster, if `values` are those of a part of it.

    Raises:
        InputError: there is a table that names classes, but it cannot be understood.
    """
    return _stored_names(dataset, _Occurring(values, everywhere), _DEEPEST_MOSAIC)


@dataclass(frozen=True)
class _Occurring:
    """The values of the part of a raster that is in use, and of all of it."""

    values: Collection[int]
    everywhere: Values | None

    def names_in(self, table: AttributeTable) -> TableNames:
        return table.names(self.values, self.everywhere)


def _stored_names(dataset: DatasetReader, occurring: _Occurring, depth: int, number: int = 1) -> TableNames:
    band = describe_band(dataset, number)
    named = _category_names(band)
    if named:
        return TableNames(named)
    name = os.fspath(dataset.name)
    table = None if band is None else band.find("GDALRasterAttributeTable")
    # The tables of ArcGIS and the styles of QGIS beside a raster are of its first band.
    is_first = number == 1
    ways: Iterable[Callable[[], TableNames]] = (
        lambda: _NONE if table is None else _names_in(table, f"The attribute table of {name}", occurring),
        lambda: _names_in_sidecar(Path(f"{name}.aux.xml"), occurring, number),
        lambda: _names_in_dbf(dataset, occurring) if is_first else _NONE,
        lambda: TableNames(_names_of_flags(dataset, number)),
        lambda: _names_in_open_sources(dataset, occurring, depth, number),
        lambda: names_in_style(dataset, occurring.values) if is_first else _NONE,
    )
    return next((found for way in ways if (found := way()).names), _NONE)


def write_class_names(path: Path, names: Mapping[int, str]) -> None:
    """Write the names of a new raster's values into a sidecar file: category names, or a table for great values.

    Args:
        path: of the raster, which has no sidecar yet.
        names: by value, none of them negative.
    """
    content = _categories(names) if max(names) <= _LARGEST_CATEGORY else _table(names)
    band = f'<PAMRasterBand band="1">{content}</PAMRasterBand>'
    # Left behind when the raster is deleted, the file can so be told from one of the user's.
    mark = f'<Metadata domain="SATSYN"><MDI key="{BESIDE}">YES</MDI></Metadata>'
    Path(f"{path}.aux.xml").write_text(f"<PAMDataset>{mark}{band}</PAMDataset>\n", encoding="utf-8")


def _categories(names: Mapping[int, str]) -> str:
    categories = "".join(f"<Category>{escape(names.get(value, ''))}</Category>" for value in range(max(names) + 1))
    return f"<CategoryNames>{categories}</CategoryNames>"


def _table(names: Mapping[int, str]) -> str:
    columns = (("Value", 0, ColumnUse.VALUE), ("Class_Name", 2, ColumnUse.NAME))
    fields = "".join(
        f'<FieldDefn index="{index}"><Name>{name}</Name><Type>{kind}</Type><Usage>{use}</Usage></FieldDefn>'
        for index, (name, kind, use) in enumerate(columns)
    )
    rows = "".join(
        f'<Row index="{index}"><F>{value}</F><F>{escape(names[value])}</F></Row>'
        for index, value in enumerate(sorted(names))
    )
    return f'<GDALRasterAttributeTable tableType="thematic">{fields}{rows}</GDALRasterAttributeTable>'


def _category_names(band: Element | None) -> dict[int, str]:
    categories = [] if band is None else band.findall("CategoryNames/Category")
    names = {value: (category.text or "").strip() for value, category in enumerate(categories)}
    return {value: name for value, name in names.items() if name}


def _names_in(table: Element, place: str, occurring: _Occurring) -> TableNames:
    try:
        return occurring.names_in(AttributeTable.from_xml(table))
    except UnclearTableError as error:
        raise _not_understood(place, error) from error


def names_in_style(dataset: DatasetReader, values: Collection[int]) -> TableNames:
    """Return the names in the style file of QGIS beside a raster; for arguments and errors see `stored_names`."""
    try:
        return TableNames(style_names(dataset, values), style=os.fspath(style_file(dataset)))
    except UnclearTableError as error:
        raise _not_understood(os.fspath(dataset.name), error) from error


def _names_in_sidecar(path: Path, occurring: _Occurring, number: int) -> TableNames:
    """Return the names in a sidecar that GDAL left aside, as it does with one that is malformed."""
    try:
        text = path.read_bytes()
    except OSError:
        return _NONE
    if b"<GDALRasterAttributeTable" not in text and b"<Category>" not in text:
        return _NONE
    try:
        tree = ElementTree.fromstring(text)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise _not_understood(str(path), error) from error
    table = tree.find(f"PAMRasterBand[@band='{number}']/GDALRasterAttributeTable")
    return _NONE if table is None else _names_in(table, str(path), occurring)


def _names_in_dbf(dataset: DatasetReader, occurring: _Occurring) -> TableNames:
    found = _dbf_beside(dataset)
    if found is None:
        return _NONE
    # The library that reads tables takes a quarter of a second to load, and most rasters have none of this kind.
    import pyogrio
    import pyogrio.errors

    try:
        meta, _, _, columns = pyogrio.raw.read(found, read_geometry=False)
        fields = [
            Column(str(name), ColumnUse.GENERIC, str(dtype) == "object")
            for name, dtype in zip(meta["fields"], meta["dtypes"], strict=True)
        ]
        cells = [["" if cell is None else str(cell).strip() for cell in column] for column in columns]
        return occurring.names_in(AttributeTable(fields, list(zip(*cells, strict=True))))
    except pyogrio.errors.DataSourceError as error:
        raise _not_understood(found, ValueError("GDAL can't open it as a table")) from error
    except (UnclearTableError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise _not_understood(found, error) from error


def _dbf_beside(dataset: DatasetReader) -> str | None:
    """Return the name of the table that ArcGIS wrote beside a raster, which may lie in an archive."""
    if os.fspath(dataset.name).startswith(("vrt:", "<")):
        return None  # GDAL lists the files of its sources, whose tables count for the band that it shows
    name = next(iter(dataset.files), os.fspath(dataset.name))
    raster = Path(name)
    if raster.is_file():
        beside = {one.name.casefold(): os.fspath(one) for one in raster.parent.iterdir()}
        # By the full name as ArcGIS writes it, and by the stem as some maps are handed out.
        found = (beside.get(f"{start}.vat.dbf".casefold()) for start in (raster.name, raster.stem))
        return next((path for path in found if path is not None), None)
    if not name.startswith("/vsi"):
        return None
    import pyogrio
    import pyogrio.errors

    for suffix in (".vat.dbf", ".VAT.DBF"):
        with suppress(pyogrio.errors.DataSourceError):
            pyogrio.read_info(f"{name}{suffix}")
            return f"{name}{suffix}"
    return None


def _names_of_flags(dataset: DatasetReader, number: int) -> dict[int, str]:
    """Return the names that the attributes flag_values and flag_meanings of the CF conventions give."""
    tags = dataset.tags(number)
    meanings = tags.get("flag_meanings", "").split()
    values = re.findall(r"-?\d+", tags.get("flag_values", ""))
    if not meanings or not values:
        return {}
    if len(meanings) != len(values):
        raise _not_understood(
            f"The attribute flag_meanings of {dataset.name}",
            ValueError(f"it has {counted(len(meanings), 'word')}, and flag_values has {counted(len(values), 'value')}"),
        )
    return {int(value): word.replace("_", " ") for value, word in zip(values, meanings, strict=True)}


def _names_in_open_sources(dataset: DatasetReader, occurring: _Occurring, depth: int, number: int) -> TableNames:
    """Return the same as `_names_in_sources`, which is asked once as long as the raster is open."""
    known = _of_open_mosaics.setdefault(dataset, {})
    key = (frozenset(occurring.values), occurring.everywhere is None, depth, number)
    if key not in known:
        try:
            known[key] = _names_in_sources(dataset, occurring, depth, number)
        except InputError as error:
            known[key] = error
    found = known[key]
    if isinstance(found, InputError):
        raise found
    return found


def _names_in_sources(dataset: DatasetReader, occurring: _Occurring, depth: int, number: int) -> TableNames:
    """Return the names that the rasters behind a VRT or a tile index have in common."""
    if not depth:
        return _NONE
    try:
        sources = rasters_behind(dataset, number)
        is_changed = False
    except ChangedValuesError as error:
        sources, is_changed = error.sources, True
    names: dict[int, str] = {}
    first: dict[int, SourceRaster] = {}
    several: list[TwoNames] = []
    columns = ""
    for source in sources:
        with open_raster(source.name) as raster:
            if source.band not in raster.indexes:
                continue  # a mask, or a tile with fewer bands than others
            found = _stored_names(raster, occurring, depth - 1, source.band)
        columns = columns or found.columns
        for value, name in found.names.items():
            holder = first.setdefault(value, source)
            if differ(names.setdefault(value, name), name):
                several.append(TwoNames(value, (names[value], name), (holder.name, source.name)))
    if names and is_changed:
        raise _not_understood(
            sources[0].name, ValueError(f"{dataset.name} computes other values from those of its sources")
        )
    if several:
        unclear = {one.value for one in several}
        agreed = {value: name for value, name in names.items() if value not in unclear}
        values = occurring.values
        in_use = [one for one in several if not values or one.value in values]
        if in_use:
            raise SeveralNamesError(sentence_of(dataset.name, in_use), TableNames(agreed, columns))
        names = agreed
    return TableNames(names, columns)


def _not_understood(place: str, error: Exception) -> InputError:
    return InputError(
        f"{place} names classes, but it can't be understood: {error}. Say what the values mean with CLASSES, as in "
        '"1=water 2=land".'
    )
