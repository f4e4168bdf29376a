"""The rasters that a virtual raster (VRT) or a tile index is made of, as far as they keep their values in it."""

from __future__ import annotations

import os
from pathlib import Path

from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader

from ..raster.tile_index import tiles_of_index

_KEEPS_VALUES = {"SimpleSource", "ComplexSource", "NoDataSource"}
_CHANGES_VALUES = {"ScaleOffset", "ScaleRatio", "Exponent", "ColorTableComponent"}


class ChangedValuesError(Exception):
    """A virtual raster makes other values of those of its sources, `names`."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names


def rasters_behind(dataset: DatasetReader) -> list[str]:
    """Return the names of the rasters whose values the first band of a VRT or of a tile index shows; none for a raster
    of another format. Files that are missing are left out.

    Raises:
        ChangedValuesError: the VRT computes values, so that the meaning of the sources' values is not theirs.
    """
    if dataset.driver != "VRT":
        return [name for name in tiles_of_index(dataset) if _is_there(name)]
    try:
        # GDAL has it for VRTs in archives and for those that it makes itself, as of vrt://landcover.tif, too.
        tree = ElementTree.fromstring(dataset.tags(ns="xml:VRT").get("xml:VRT", ""))
    except (ElementTree.ParseError, DefusedXmlException):
        return []
    band = tree.find("VRTRasterBand[@band='1']")
    if tree.get("subClass") == "VRTWarpedDataset":
        sources = tree.findall("GDALWarpOptions/SourceDataset")
        changes = False
    else:
        parts = [] if band is None else [part for part in band if part.find("SourceFilename") is not None]
        sources = [part.find("SourceFilename") for part in parts]
        nodata = "" if band is None else band.findtext("NoDataValue", "")
        changes = (band is not None and band.get("subClass") is not None) or any(
            part.tag not in _KEEPS_VALUES
            or any(part.find(tag) is not None for tag in _CHANGES_VALUES)
            or _renames(part.findtext("LUT", ""), nodata)
            for part in parts
        )
    folder = os.path.dirname(dataset.name)  # noqa: PTH120 - a name in an archive is no path
    every = [_name(source.text or "", source.get("relativeToVRT") == "1", folder) for source in sources]
    found = list(dict.fromkeys(name for name in every if _is_there(name)))
    if changes and found:
        raise ChangedValuesError(found)
    return found


def _name(text: str, is_relative: bool, folder: str) -> str:
    return f"{folder}/{text}" if is_relative and folder else text


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
