"""Values that a raster names in two ways: in itself, and in its legend in QGIS or the style file beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rasterio.io import DatasetReader

from ..contract.errors import InputError
from .attribute_table import TableNames
from .class_keys import listed
from .class_names import names_in_style
from .mosaic_names import differ


@dataclass(frozen=True)
class NamedTwice:
    """Values with one name in the raster itself and another one in its legend or style.

    Attributes:
        raster: path of the raster.
        style: path of the style file that has the other names; empty where the legend of a layer has them.
        names: that in the raster and the other one, by value.
    """

    raster: str
    style: str
    names: Mapping[int, tuple[str, str]]

    @classmethod
    def of(
        cls, dataset: DatasetReader, stored: TableNames, legend: Mapping[int, str], values: Collection[int]
    ) -> NamedTwice:
        """Compare the names of values.

        Args:
            dataset: open raster.
            stored: names that were found with the raster.
            legend: names in the legend of its layer, which come first; empty without one.
            values: that occur.
        """
        other = TableNames(dict(legend)) if legend else _style_of(dataset, values)
        # A legend in QGIS is a newer state of the style file: they may differ.
        both = () if stored.style else sorted(stored.names.keys() & other.names.keys() & frozenset(values))
        two = {value: (stored.names[value], other.names[value]) for value in both}
        return cls(str(dataset.name), other.style, {value: names for value, names in two.items() if differ(*names)})

    def without(self, values: Collection[int]) -> NamedTwice:
        """Return the same for the other values."""
        names = {value: names for value, names in self.names.items() if value not in values}
        return NamedTwice(self.raster, self.style, names)

    def sentence(self, by_names: bool) -> str:
        """Return what the user should know.

        Args:
            by_names: whether names alone can say what the values mean, so that CLASSES cannot.
        """
        two = sorted(self.names.items())
        if self.style:
            parts = [f'{value} is "{own}" in the raster and "{other}" in the style' for value, (own, other) in two]
            where = (
                f"{self.raster} and its style file {self.style} name values differently: {listed(parts, '; ')}. The "
                "names in the raster count here, and those of the style in QGIS."
            )
        else:
            parts = [f'{value} is "{other}" in the legend and "{own}" in the raster' for value, (own, other) in two]
            where = (
                f"{self.raster} and the layer's legend name values differently: {listed(parts, '; ')}. The names in "
                "the legend count."
            )
        if by_names:
            return f"{where} Correct the names that are wrong."
        return f"{where} Correct the names that are wrong, or give these values their classes with CLASSES."


def _style_of(dataset: DatasetReader, values: Collection[int]) -> TableNames:
    """Return the names in a raster's style; none where it cannot be understood, because they are not needed."""
    try:
        return names_in_style(dataset, values)
    except InputError:
        return TableNames({})
