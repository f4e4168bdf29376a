"""What GDAL knows of a band of a raster and rasterio does not pass on, such as category names."""

from __future__ import annotations

from xml.etree.ElementTree import Element  # nosec B405 - the type alone: defusedxml parses

import rasterio.shutil
from defusedxml import DefusedXmlException, ElementTree
from rasterio.io import DatasetReader, MemoryFile

from .library_errors import GDAL_ERRORS


def describe_band(dataset: DatasetReader, number: int = 1) -> Element | None:
    """Return the description that GDAL writes of a raster's band into a virtual raster (VRT) of it.

    It has category names and attribute tables whatever the format, and numbers as exact text.

    Args:
        dataset: open raster.
        number: of the band, from 1 on.

    Returns:
        The `VRTRasterBand` element; None if GDAL cannot describe the raster.
    """
    try:
        with MemoryFile(ext=".vrt") as memory:
            rasterio.shutil.copy(dataset, memory.name, driver="VRT")
            memory.seek(0)
            tree = ElementTree.fromstring(memory.read())
    except (*GDAL_ERRORS, ElementTree.ParseError, DefusedXmlException):
        return None
    band: Element | None = tree.find(f"VRTRasterBand[@band='{number}']")
    return band
