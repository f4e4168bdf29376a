"""The rasters that a virtual raster (VRT) is made of, as far as they keep their values in it."""

from __future__ import annotations

import os
from pathlib import Path

from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader

_KEEPS_VALUES = {"SimpleSource", "ComplexSource", "NoDataSource"}
_CHANGES_VALUES = {"ScaleOffset", "ScaleRatio", "Exponent", "ColorTableComponent"}


class ChangedValuesError(Exception):
    """A virtual raster makes other values of those of its sources, `files`."""

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        self.files = files


def rasters_behind(dataset: DatasetReader) -> list[Path]:
    """Return the files whose values the first band of a VRT shows; none for a raster of another format.

    Raises:
        ChangedValuesError: the VRT computes values, so that the meaning of the sources' values is not theirs.
    """
    path = Path(os.fspath(dataset.name))
    if dataset.driver != "VRT" or not path.is_file():
        return []
    try:
        tree = ElementTree.fromstring(path.read_bytes())
    except (OSError, ElementTree.ParseError, DefusedXmlException):
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
    files = [_path(source.text or "", source.get("relativeToVRT") == "1", path.parent) for source in sources]
    found = [file for file in files if file.is_file()]
    if changes and found:
        raise ChangedValuesError(found)
    return found


def _path(text: str, is_relative: bool, folder: Path) -> Path:
    return folder / text if is_relative else Path(text)


def _renames(table: str, nodata: str) -> bool:
    """Whether a look-up table gives a value another one, and not that of nodata."""
    pairs = [pair.split(":") for pair in table.split(",") if pair.strip()]
    try:
        numbers = [(float(value), float(result)) for value, result in pairs]
        none = float(nodata) if nodata.strip() else None
    except ValueError:
        return True
    return any(result not in (value, none) for value, result in numbers)
