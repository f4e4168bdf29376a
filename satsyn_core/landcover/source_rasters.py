"""The rasters that a virtual raster (VRT) or a tile index is made of, as far as they keep their values in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element  # nosec B405 - the type alone: defusedxml parses

from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader

from ..raster.tile_index import tiles_of_index

_KEEPS_VALUES = {"SimpleSource", "ComplexSource", "NoDataSource"}
_CHANGES_VALUES = {"ScaleOffset", "ScaleRatio", "Exponent", "ColorTableComponent"}


@dataclass(frozen=True)
class SourceRaster:
    """A raster of which another one shows a band.

    Attributes:
        name: of the raster.
        band: its number from 1 on; 0 for a mask.
    """

    name: str
    band: int


class ChangedValuesError(Exception):
    """A virtual raster makes other values of those of its `sources`."""

    def __init__(self, sources: list[SourceRaster]) -> None:
        super().__init__()
        self.sources = sources


def rasters_behind(dataset: DatasetReader, band: int = 1) -> list[SourceRaster]:
    """Return the rasters whose values a band of a VRT or of a tile index shows; none for a raster of another format.

    Files that are missing are left out.

    Args:
        dataset: open raster.
        band: of it, from 1 on.

    Raises:
        ChangedValuesError: the VRT computes values, so that the meaning of the sources' values is not theirs.
    """
    if dataset.driver != "VRT":
        return [SourceRaster(name, band) for name in tiles_of_index(dataset) if _is_there(name)]
    try:
        # GDAL has it for VRTs in archives and for those that it makes itself, as of vrt://landcover.tif, too.
        tree = ElementTree.fromstring(dataset.tags(ns="xml:VRT").get("xml:VRT", ""))
    except (ElementTree.ParseError, DefusedXmlException):
        return []
    element = tree.find(f"VRTRasterBand[@band='{band}']")
    if tree.get("subClass") == "VRTWarpedDataset":
        shown = tree.find(f"GDALWarpOptions/BandList/BandMapping[@dst='{band}']")
        number = band if shown is None else _band(shown.get("src"))
        sources = [(source, number) for source in tree.findall("GDALWarpOptions/SourceDataset")]
        changes = False
    else:
        parts = [] if element is None else [part for part in element if part.find("SourceFilename") is not None]
        sources = [
            (source, _band(part.findtext("SourceBand", "1")))
            for part in parts
            if (source := part.find("SourceFilename")) is not None
        ]
        nodata = "" if element is None else element.findtext("NoDataValue", "")
        changes = (element is not None and element.get("subClass") is not None) or any(
            part.tag not in _KEEPS_VALUES
            or any(part.find(tag) is not None for tag in _CHANGES_VALUES)
            or _renames(part.findtext("LUT", ""), nodata)
            for part in parts
        )
    folder = os.path.dirname(dataset.name)  # noqa: PTH120 - a name in an archive is no path
    every = [SourceRaster(_name(source, folder), number) for source, number in sources]
    found = list(dict.fromkeys(source for source in every if _is_there(source.name)))
    if changes and found:
        raise ChangedValuesError(found)
    return found


def _name(source: Element, folder: str) -> str:
    text = source.text or ""
    return f"{folder}/{text}" if source.get("relativeToVRT") == "1" and folder else text


def _band(text: str | None) -> int:
    """Return the number of a band; 0 where it is no number, as `mask,1`."""
    return int(text) if text and text.strip().isdecimal() else 0


def _is_there(name: str) -> bool:
    """Whether a name is that of a file that exists, or more than that of a file, as in an archive or a container."""
    return name.startswith(("/vsi", "<")) or ":" in name[2:] or Path(name).is_file()


def _renames(table: str, nodata: str) -> bool:
    """Whether a look-up table gives a value another one, and not that of nodata."""
    pairs = [pair.split(":") for pair in table.split(",") if pair.strip()]
    try:
        numbers = [(float(value), float(result)) for value, result in pairs]
        none = float(nodata) if nodata.strip() else None
    except ValueError:
        return True
    return any(result not in (value, none) for value, result in numbers)
