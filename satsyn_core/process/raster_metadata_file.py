"""Side files `.aux.xml`, in which GDAL keeps what a raster's own format has no room for.

Programs that show a raster write statistics and histograms there, which change nothing. Names of classes, nodata
values, a place or a coordinate system are another matter.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from xml.etree.ElementTree import Element  # nosec B405 - for its type; defusedxml reads

from defusedxml import DefusedXmlException, ElementTree

SUFFIX = ".aux.xml"

_STATISTICS = "STATISTICS_"
_HISTOGRAMS = "Histograms"
_OF_FORMAT = ("IMAGE_STRUCTURE", "AREA_OR_POINT")
"""What GDAL copies from the raster itself when it writes such a file."""


def stated_digest(path: Path) -> str | None:
    """Return a digest of what an `.aux.xml` says besides statistics, whatever its layout; None if it says nothing else.

    Raises:
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    try:
        stated = _stated(ElementTree.fromstring(content))
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        return hashlib.sha256(content).hexdigest() if content.strip() else None
    return hashlib.sha256(repr(stated).encode()).hexdigest() if stated else None


def _stated(element: Element) -> tuple[object, ...]:
    """Return the name, the attributes, the text and the parts of an element; nothing if only statistics are in it."""
    key = element.get("key", "") or element.get("domain", "")
    if element.tag == _HISTOGRAMS or key.startswith(_STATISTICS) or key in _OF_FORMAT:
        return ()
    parts = [part for part in map(_stated, element) if part]
    text = (element.text or "").strip()
    # A band has a number, and metadata have a domain, also where only statistics are in them.
    if not parts and not text and (len(element) or not element.attrib or element.tag == "PAMRasterBand"):
        return ()
    return (element.tag, sorted(element.items()), text, parts)
