"""Raster attribute tables: which class name a table gives to which raster values.

Tables say in several ways which values a row is about: in a column of values, in columns of a least and a greatest
value, by bins of one width, or by the row's number. GDAL's documentation of `GDALRasterAttributeTable` describes all
but the last, which is that of Erdas Imagine. Which columns hold values and names is said by their uses, or by their
own names in English, German, French or Spanish; else it shows in what they hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # nosec B405 - the type alone: defusedxml parses

from .class_words import concepts_of

_NAME_COLUMNS = (
    *("class_name", "class_names", "classname", "name", "class", "label", "landcover", "land_cover"),
    *("bezeichnung", "klassenname", "klasse", "nutzungsart", "nutzung", "bodenbedeckung"),
    *("libellé", "libelle", "nom_classe", "nom", "classe", "nombre", "clase", "etiqueta"),
)
_VALUE_COLUMNS = (
    *("value", "values", "code", "gridcode", "pixel_value", "pixelvalue"),
    *("wert", "pixelwert", "rasterwert", "valeur", "valor"),
)
_OTHER_NUMBERS = (
    *("count", "histogram", "red", "green", "blue", "opacity", "alpha", "oid", "rowid", "area"),
    *("oid_", "objectid", "fid", "ogc_fid"),
    *("anzahl", "rot", "grün", "gruen", "blau", "deckkraft", "fläche", "flaeche"),
    *("nombre", "effectif", "rouge", "vert", "bleu", "surface", "cuenta", "rojo", "verde", "azul", "superficie"),
)

_DBASE_LETTERS = 10
"""A dBASE file cuts the names of its columns to so many letters."""

_MOST_VALUES = 70_000
"""Ranges of more values than this are no classes."""


Values = Callable[[], Collection[int]]


class UnclearTableError(Exception):
    """A table names something, but not in a way that can be understood; the message says why, without a full stop."""


class ColumnUse:
    """GDAL's codes for the use of a column."""

    GENERIC = 0
    NAME = 2
    MINIMUM = 3
    MAXIMUM = 4
    VALUE = 5


@dataclass(frozen=True)
class Column:
    """A column: its name, one of GDAL's codes for its use, and whether it holds text."""

    name: str
    use: int
    is_text: bool

    @property
    def plain_name(self) -> str:
        """The name as names are compared: lower case, with underscores for spaces."""
        return "_".join(self.name.strip().lower().split())

    def is_called(self, name: str) -> bool:
        """Whether it has a plain name, or what a dBASE file keeps of it."""
        return self.plain_name in (name, name[:_DBASE_LETTERS])

    @property
    def is_maybe_of_values(self) -> bool:
        """Whether nothing says that it holds something else than the raster's values."""
        return self.use == ColumnUse.GENERIC and self.plain_name not in _OTHER_NUMBERS


@dataclass(frozen=True)
class TableNames:
    """What a table names.

    Attributes:
        names: of classes by value.
        columns: those that were taken, in words; empty where the table itself says which they are.
        style: the style file of QGIS that takes the place of a table; empty for a table.
    """

    names: dict[int, str]
    columns: str = ""
    style: str = ""


@dataclass(frozen=True)
class AttributeTable:
    """A table as it is stored.

    Attributes:
        columns: in their order.
        rows: cells as text, as many in each row as there are columns.
        bins: least value of the first row and width of each row's bin, if the table is made of bins.
        numbers: of the rows, where they do not just count from 0.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    bins: tuple[float, float] | None = None
    numbers: Sequence[int] = ()

    @classmethod
    def from_xml(cls, table: Element) -> AttributeTable:
        """Return the table that an element `GDALRasterAttributeTable` holds.

        Raises:
            UnclearTableError: a row lacks cells, or a number is none.
        """
        try:
            columns = [_column(field) for field in table.findall("FieldDefn")]
            bins = None
            if "BinSize" in table.attrib:
                bins = float(table.attrib["Row0Min"]), float(table.attrib["BinSize"])
        except (KeyError, ValueError) as error:
            raise UnclearTableError("its description is malformed") from error
        stored = table.findall("Row")
        rows = [[(cell.text or "").strip() for cell in row.findall("F")] for row in stored]
        if any(len(row) != len(columns) for row in rows):
            raise UnclearTableError("its rows have too few or too many cells")
        return cls(columns, rows, bins, tuple(_row_number(row, number) for number, row in enumerate(stored)))

    def names(self, values: Collection[int] = (), everywhere: Values | None = None) -> TableNames:
        """Return the class names by value; empty if the table has no text, as one of counts or colours.

        Args:
            values: that occur in the part of the raster that is in use, by which columns are found whose names do not
                say what they hold.
            everywhere: gives those of the whole raster, so that the part in use changes nothing.

        Raises:
            UnclearTableError: it has text, but not which of it names which values.
        """
        texts = [index for index, column in enumerate(self.columns) if column.is_text and self._has_words(index)]
        if not texts:
            return TableNames({})
        label = self._name_column(texts)
        value = self._value_column(label, values, everywhere)
        names: dict[int, str] = {}
        for number, row in zip(self.numbers or range(len(self.rows)), self.rows):
            if row[label]:
                for one in self._values(number, row, value):
                    names.setdefault(one, row[label])
                if len(names) > _MOST_VALUES:
                    raise UnclearTableError("its ranges hold too many values for classes")
        if not names:
            raise UnclearTableError("its rows have no whole numbers as values")
        return TableNames(names, self._taken(value, label))

    def describe_columns(self) -> str:
        """Return the names of the columns in a few words."""
        return ", ".join(column.name or "?" for column in self.columns)

    def _taken(self, value: int | None, label: int) -> str:
        if value is None or {self.columns[value].use, self.columns[label].use} == {ColumnUse.VALUE, ColumnUse.NAME}:
            return ""
        return f"columns {self.columns[value].name} and {self.columns[label].name}"

    def _has_words(self, index: int) -> bool:
        return any(row[index] and _number(row[index]) is None for row in self.rows)

    def _name_column(self, texts: Sequence[int]) -> int:
        by_use = [index for index in texts if self.columns[index].use == ColumnUse.NAME]
        by_name = [index for name in _NAME_COLUMNS for index in texts if self.columns[index].is_called(name)]
        found: list[int] = [*(by_use if len(by_use) == 1 else ()), *by_name, *by_use]
        if found:
            return found[0]
        if len(texts) == 1:
            return texts[0]
        # Of columns with classes that SatSyn knows, the one with more different ones says more.
        words = {index: [row[index] for row in self.rows if concepts_of(row[index])] for index in texts}
        known = {index: (len(each), len(set(each))) for index, each in words.items()}
        best = [index for index in texts if known[index] == max(known.values()) and words[index]]
        if len(best) == 1:
            return best[0]
        raise UnclearTableError(f"which of its columns {self.describe_columns()} names the classes is unclear")

    def _value_column(self, label: int, values: Collection[int], everywhere: Values | None) -> int | None:
        """Return the column that holds the values; None where they follow from the rows."""
        stated = self._with_use(ColumnUse.VALUE)
        if stated is not None:
            return stated
        named = next(
            (index for name in _VALUE_COLUMNS for index, one in enumerate(self.columns) if one.is_called(name)), None
        )
        if named is not None and (not values or set(values) & set(self._numbers(named))):
            return named
        if None not in (self._with_use(ColumnUse.MINIMUM), self._with_use(ColumnUse.MAXIMUM)) or self.bins is not None:
            return named
        seen = {*values, *(() if everywhere is None else everywhere())}
        if named is None or not seen & set(self._numbers(named)):
            return self._column_holding(seen, label, named)
        return named

    def _column_holding(self, values: Collection[int], label: int, named: int | None) -> int | None:
        """Return the one column that has a row for every value, or else for most of them; without any, the one that is
        named so, or None.

        Raises:
            UnclearTableError: several have, and not the same; or none has, and one might be meant.
        """
        candidates = [index for index, one in enumerate(self.columns) if index != label and one.is_maybe_of_values]
        numbers = {index: self._numbers(index) for index in candidates}
        found = {
            index: len(set(values) & set(each)) for index, each in numbers.items() if len({*each}) == len(self.rows)
        }
        most = [index for index, count in found.items() if values and 2 * count >= len(values)]
        every = [index for index in most if found[index] == len(values)]
        # A count of the rows has 0, which pixels without class have, too, and may hold the others by chance.
        is_by_chance = all(numbers[index] == list(range(len(self.rows))) for index in every)
        holding = most if is_by_chance else every
        if holding and all(numbers[index] == numbers[holding[0]] for index in holding):
            return holding[0]
        if named is not None:
            return named
        shown = [self.columns[index].name for index in holding or candidates if not self.columns[index].is_text]
        if shown:
            raise UnclearTableError(f"whether its column {' or '.join(shown[:2])} holds the values is unclear")
        return None

    def _numbers(self, index: int) -> list[int]:
        """Return the whole numbers in a column, in its order."""
        return [number for row in self.rows if (number := _whole_number(row[index])) is not None]

    def _values(self, number: int, row: Sequence[str], value: int | None) -> Sequence[int]:
        """Return the raster values that a row is about, given the column that holds values."""
        if value is not None:
            whole = _whole_number(row[value])
            return [] if whole is None else [whole]
        least, greatest = self._with_use(ColumnUse.MINIMUM), self._with_use(ColumnUse.MAXIMUM)
        if least is not None and greatest is not None:
            low, high = _number(row[least]), _number(row[greatest])
            return [] if low is None or high is None else _whole_numbers(low, high)
        if self.bins is not None:
            start, width = self.bins
            low = start + number * width
            return _whole_numbers(low, math.nextafter(low + width, -math.inf))
        return [number]

    def _with_use(self, use: int) -> int | None:
        return next((index for index, column in enumerate(self.columns) if column.use == use), None)


def _row_number(row: Element, otherwise: int) -> int:
    text = row.get("index", "")
    return int(text) if text.isdecimal() else otherwise


def _column(field: Element) -> Column:
    is_text = field.findtext("Type", "").strip() == "2"
    return Column(field.findtext("Name", ""), int(field.findtext("Usage", "0")), is_text)


def _whole_numbers(low: float, high: float) -> range:
    if not (math.isfinite(low) and math.isfinite(high)) or high - low > _MOST_VALUES:
        raise UnclearTableError("its ranges hold too many values for classes")
    return range(math.ceil(low), math.floor(high) + 1)


def _whole_number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        number = _number(text)
        return int(number) if number is not None and number.is_integer() else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
