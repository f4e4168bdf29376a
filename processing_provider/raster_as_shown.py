"""A raster file with what the user set on its layer in QGIS: coordinate system and no-data values.

The file knows nothing of such settings. The worker gets a virtual raster that has them.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer, QgsRasterRange

from ..satsyn_core.contract.errors import InputError, SatSynError

_WHOLE_NUMBERS = {
    gdal.GDT_Byte: (0, 2**8 - 1),
    gdal.GDT_UInt16: (0, 2**16 - 1),
    gdal.GDT_Int16: (-(2**15), 2**15 - 1),
    gdal.GDT_UInt32: (0, 2**32 - 1),
    gdal.GDT_Int32: (-(2**31), 2**31 - 1),
    **({gdal.GDT_Int8: (-(2**7), 2**7 - 1)} if hasattr(gdal, "GDT_Int8") else {}),
}
"""Smallest and largest value of the types whose values a lookup table of GDAL keeps exactly."""

Interval = tuple[float, float]
"""Smallest and largest value, both belong to it."""


@dataclass(frozen=True)
class BandNodata:
    """What QGIS takes as no-data in a band.

    Attributes:
        value: the no-data value of the whole band; None where every value is data.
        others: further intervals of values that are no data either.
    """

    value: float | None
    others: tuple[Interval, ...]


@dataclass(frozen=True)
class RasterAsShown:
    """A raster file with the settings of its layer; safe to use on another thread.

    Attributes:
        name: of the layer.
        origin: the file as GDAL opens it.
        crs: the layer's coordinate system as WKT; None where it is the file's own.
        nodata: of each band; None where it is the file's own.
    """

    name: str
    origin: str
    crs: str | None
    nodata: tuple[BandNodata, ...] | None

    @property
    def differs(self) -> bool:
        """Whether the layer says anything else than the file."""
        return self.crs is not None or self.nodata is not None

    @property
    def described(self) -> str:
        """A sentence for the log that says what was taken from the layer."""
        settings = []
        if self.crs is not None:
            settings.append("coordinate system")
        if self.nodata is not None:
            settings.append("no-data values")
        return f"The {' and the '.join(settings)} of '{self.name}' are those that its layer has in QGIS."

    def write(self, path: Path) -> str:
        """Write a virtual raster with the layer's settings; return its path.

        Raises:
            SatSynError: the file can't be read or written.
        """
        options = gdal.TranslateOptions(format="VRT", outputSRS=self.crs)
        try:
            source = gdal.Open(self.origin)
            if source is None:
                raise RuntimeError(gdal.GetLastErrorMsg())
            view = gdal.Translate(os.fspath(path), source, options=options)
            if view is None:
                raise RuntimeError(gdal.GetLastErrorMsg())
            types = []
            for number, nodata in enumerate(self.nodata or (), 1):
                types.append(_declare_nodata(view.GetRasterBand(number), nodata))
            del view  # writes the file
        except RuntimeError as error:
            raise SatSynError(
                f"The settings of the layer '{self.name}' could not be handed over ({error}). Export the layer to a "
                "GeoTIFF and use that."
            ) from error
        for number, (nodata, kind) in enumerate(zip(self.nodata or (), types), 1):
            if nodata.others and nodata.value is not None:
                _map_to_nodata(path, number, _lookup_table(nodata.value, nodata.others, _WHOLE_NUMBERS[kind]))
        return os.fspath(path)


def raster_as_shown(layer: QgsRasterLayer, path: str) -> RasterAsShown:
    """Return the settings of a layer.

    Args:
        layer: of the provider `gdal`.
        path: its file as GDAL opens it.

    Raises:
        InputError: the layer's no-data values can't be handed over.
    """
    own = layer.dataProvider().crs()
    crs = (
        layer.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL) if layer.crs().isValid() else None
    )
    return RasterAsShown(layer.name(), path, None if layer.crs() == own else crs, _nodata_of(layer, path))


def _nodata_of(layer: QgsRasterLayer, path: str) -> tuple[BandNodata, ...] | None:
    """Return what QGIS takes as no-data in each band, None where this is what the file says."""
    provider = layer.dataProvider()
    bands = range(1, provider.bandCount() + 1)
    unused = any(provider.sourceHasNoDataValue(band) and not provider.useSourceNoDataValue(band) for band in bands)
    if not unused and not any(provider.userNoDataValues(band) for band in bands):
        return None
    # QGIS calls a band with a scale or an offset one with decimals.
    file = gdal.Open(path)
    return tuple(_nodata_of_band(layer, band, _WHOLE_NUMBERS.get(file.GetRasterBand(band).DataType)) for band in bands)


def _nodata_of_band(layer: QgsRasterLayer, band: int, limits: Interval | None) -> BandNodata:
    provider = layer.dataProvider()
    has_own = provider.sourceHasNoDataValue(band) and provider.useSourceNoDataValue(band)
    own = provider.sourceNoDataValue(band) if has_own else None
    scale, offset = provider.bandScale(band), provider.bandOffset(band)
    # QGIS shows values with scale and offset applied; the file holds those without.
    users = [_in_file(one, scale, offset, limits) for one in provider.userNoDataValues(band)]
    users = [one for one in users if one[0] <= one[1]]
    if own is None and users and users[0][0] == users[0][1]:
        own, users = users[0][0], users[1:]
    elif own is None and users and limits is not None:
        own = users[0][0]
    others = tuple(one for one in users if one != (own, own))
    if others and limits is None:
        raise InputError(
            f"The layer '{layer.name()}' has additional no-data values in QGIS, and its band {band} has decimals or "
            "numbers of 64 bits, where only one no-data value can be handed over. Export the layer to a GeoTIFF with "
            "'no data values' filled in, and use that; or remove the additional no-data values (layer properties, "
            "Transparency)."
        )
    return BandNodata(own, others)


def _in_file(shown: QgsRasterRange, scale: float, offset: float, limits: Interval | None) -> Interval:
    """Return the values in the file that QGIS shows within a range; the whole numbers of it for a type of such."""
    low, high = sorted(((shown.min() - offset) / scale, (shown.max() - offset) / scale))
    if limits is None:
        return low, high
    low, high = max(low, limits[0]), min(high, limits[1])
    bounds = QgsRasterRange.BoundsType
    open_low = shown.bounds() in (bounds.IncludeMax, bounds.Exclusive)
    open_high = shown.bounds() in (bounds.IncludeMin, bounds.Exclusive)
    if scale < 0:
        open_low, open_high = open_high, open_low
    return (
        math.floor(low) + 1 if open_low else math.ceil(low),
        math.ceil(high) - 1 if open_high else math.floor(high),
    )


def _declare_nodata(band: gdal.Band, nodata: BandNodata) -> int:
    """Give a band its no-data value; return its data type."""
    if nodata.value is None:
        band.DeleteNoDataValue()
    else:
        band.SetNoDataValue(nodata.value)
    return int(band.DataType)


def _map_to_nodata(path: Path, band: int, table: str) -> None:
    """Put a lookup table into the source of a band of a virtual raster, in its file: GDAL has no call for it."""
    text = path.read_text(encoding="utf-8")
    before, mark, after = text.partition(f' band="{band}"')
    for tag in ("<SimpleSource", "</SimpleSource"):
        after = after.replace(tag, tag.replace("Simple", "Complex"), 1)
    after = after.replace("</ComplexSource>", f"{table}</ComplexSource>", 1)
    path.write_text(before + mark + after, encoding="utf-8")


def _lookup_table(nodata: float, others: tuple[Interval, ...], limits: Interval) -> str:
    """Return a lookup table of GDAL, which interpolates between its entries: every whole number outside the intervals
    stays as it is.
    """
    entries = {limits[0]: limits[0], limits[1]: limits[1]}
    for low, high in _merged(others):
        entries |= {low - 1: low - 1, low: nodata, high: nodata, high + 1: high + 1}
    inside = sorted(value for value in entries if limits[0] <= value <= limits[1])
    return "<LUT>" + ",".join(f"{value:.0f}:{entries[value]:.0f}" for value in inside) + "</LUT>"


def _merged(intervals: tuple[Interval, ...]) -> list[Interval]:
    """Return the intervals of whole numbers in ascending order, with those that touch as one."""
    merged: list[Interval] = []
    for low, high in sorted(intervals):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
