"""The class names stored with a raster: GDAL's category names, or a raster attribute table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import rasterio.shutil
from defusedxml import DefusedXmlException, ElementTree
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader, MemoryFile

# GDAL's codes for the use of an attribute table's column.
_USE_NAME = "2"
_USE_VALUE = "5"
_NAME_COLUMNS = ("class_name", "class_names", "classname", "name", "class", "label", "landcover", "land_cover")
_VALUE_COLUMNS = ("value", "values", "code", "gridcode")


def class_names(dataset: DatasetReader) -> dict[int, str]:
    """Return the names of the values of a raster's first band; empty if the raster stores none."""
    return _category_names(dataset) or _attribute_table(dataset)


def write_class_names(path: Path, names: Mapping[int, str]) -> None:
    """Write the names of a new raster's values into a sidecar file, as GDAL's category names.

    Args:
        path: of the raster, which has no sidecar yet.
        names: by value, none of them negative.
    """
    categories = "".join(f"<Category>{escape(names.get(value, ''))}</Category>" for value in range(max(names) + 1))
    band = f'<PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand>'
    Path(f"{path}.aux.xml").write_text(f"<PAMDataset>{band}</PAMDataset>\n", encoding="utf-8")


def _category_names(dataset: DatasetReader) -> dict[int, str]:
    # rasterio cannot read category names, but GDAL writes them into a virtual raster (VRT) of any raster it reads.
    try:
        with MemoryFile(ext=".vrt") as memory:
            rasterio.shutil.copy(dataset, memory.name, driver="VRT")
            memory.seek(0)
            tree = ElementTree.fromstring(memory.read())
    except (RasterioError, ElementTree.ParseError, DefusedXmlException):
        return {}
    categories = tree.findall("VRTRasterBand[@band='1']/CategoryNames/Category")
    return _named(enumerate(category.text or "" for category in categories))


def _attribute_table(dataset: DatasetReader) -> dict[int, str]:
    sidecar = Path(f"{os.fspath(dataset.name)}.aux.xml")
    if not sidecar.is_file():
        return {}
    try:
        tree = ElementTree.parse(sidecar)
    except (ElementTree.ParseError, DefusedXmlException, OSError):
        return {}
    table = tree.find("PAMRasterBand[@band='1']/GDALRasterAttributeTable")
    if table is None:
        return {}
    columns = [(field.findtext("Usage", ""), field.findtext("Name", "")) for field in table.findall("FieldDefn")]
    value_column = _column(columns, _USE_VALUE, _VALUE_COLUMNS)
    name_column = _column(columns, _USE_NAME, _NAME_COLUMNS)
    if value_column is None or name_column is None:
        return {}
    rows = [[cell.text or "" for cell in row.findall("F")] for row in table.findall("Row")]
    return _named((_whole_number(row[value_column]), row[name_column]) for row in rows if len(row) == len(columns))


def _column(columns: list[tuple[str, str]], use: str, names: tuple[str, ...]) -> int | None:
    uses = [column_use.strip() for column_use, _ in columns]
    if use in uses:
        return uses.index(use)
    return next((index for index, (_, name) in enumerate(columns) if name.strip().lower() in names), None)


def _whole_number(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def _named(names: Iterable[tuple[int | None, str]]) -> dict[int, str]:
    return {value: name.strip() for value, name in names if value is not None and name.strip()}
