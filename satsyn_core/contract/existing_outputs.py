"""What may be replaced: an existing file of the kind that is to be written, and nothing else of the user's."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import BinaryIO

from .atomic_files import SIDECARS
from .errors import InputError
from .json_text import read_json
from .model_metadata import read_metadata
from .plain_files import read_text
from .raster_tags import BESIDE

RASTER_SUFFIXES = (".tif", ".tiff")
_TEXT_SUFFIXES = {"HTML": (".html", ".htm"), "JSON": (".json",)}

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HTML_STARTS = (b"<!doctype html", b"<html")
_HEAD_BYTES = 1024
_GDAL_METADATA = 42_112
"""Tag of a TIFF file in which GDAL keeps what other formats have no place for."""
_OWN_TAG = b'name="SATSYN_'
_MOST_ENTRIES = 1000
_MOST_METADATA = 1 << 24
_COMPUTED_ELEMENTS = {
    *("PAMDataset", "PAMRasterBand", "Description", "Metadata", "MDI", "Histograms", "HistItem", "HistMin", "HistMax"),
    *("BucketCount", "IncludeOutOfRange", "Approximate", "HistCounts"),
}
"""Elements of a `.aux.xml` in which GDAL keeps statistics of pixels; names of bands are copies of the raster's own."""

_KNOWN_STARTS = {
    b"SQLite format 3\0": "a GeoPackage or another SQLite database",
    b"PK\x03\x04": "an archive",
    b"\x89PNG": "a PNG image",
    b"\x89HDF": "an HDF5 or NetCDF file",
    b"EHFA": "an Erdas Imagine raster",
    b"<VRT": "a virtual raster",
}


def refuse_other_suffix(name: str, path: Path) -> None:
    """Check that the name of an output raster is that of a GeoTIFF.

    Raises:
        InputError: it ends in another suffix, from which other programs take the format.
    """
    if path.suffix.lower() not in RASTER_SUFFIXES:
        raise InputError(
            f"The output {path} ({name}) is written as a GeoTIFF, and its name does not end in .tif: choose one that "
            "does."
        )


def refuse_other_text_suffix(name: str, path: Path, kind: str) -> None:
    """Check that the name of an output that is read as text has the suffix of its kind, as "JSON".

    Raises:
        InputError: it ends in another suffix, from which other programs take the format.
    """
    suffixes = _TEXT_SUFFIXES.get(kind)
    if suffixes and path.suffix.lower() not in suffixes:
        raise InputError(
            f"The output {path} ({name}) is written as {kind}, and its name does not end in {suffixes[0]}: choose one "
            "that does."
        )


def refuse_other_content(path: Path, kind: str) -> None:
    """Check that a file that exists at the place of an output is of the kind to be written, or empty.

    Args:
        path: the output.
        kind: "GeoTIFF", "HTML", "JSON" or "SatSyn model".

    Raises:
        InputError: it is something else, which replacing it would destroy.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not _IS_OF_KIND[kind](path, head):
        known = next((name for start, name in _KNOWN_STARTS.items() if head.startswith(start)), "")
        what = f"{known}, not a file of the kind {kind}" if known else f"no file of the kind {kind}"
        raise InputError(f"The output {path} exists and is {what}: choose another output, or move the file away.")


def refuse_foreign_raster(name: str, path: Path) -> None:
    """Check that a raster that exists at the place of an output was written by SatSyn, or is empty.

    Of several numbered outputs the user names the first one alone, and nobody asks about the others.

    Args:
        name: of the parameter.
        path: the output, a GeoTIFF.

    Raises:
        InputError: it is of another program.
    """
    if path.is_file() and path.stat().st_size and not _has_own_tags(path):
        raise InputError(
            f"The output {path} ({name}) is one of several numbered ones, and a raster that SatSyn did not write lies "
            "there: choose another output, or move the file away."
        )


def _has_own_tags(path: Path) -> bool:
    """Whether the metadata that GDAL keeps in a GeoTIFF has a tag of SatSyn."""
    try:
        with path.open("rb") as file:
            return _OWN_TAG in _gdal_metadata(file)
    except (OSError, struct.error):
        return False


def _gdal_metadata(file: BinaryIO) -> bytes:
    """Return GDAL's metadata of the first image of a TIFF file; none where it has none, or the file is damaged."""
    head = file.read(16)
    order = "<" if head.startswith(b"II") else ">"
    is_big = head[2:4] in (b"+\0", b"\0+")
    number, entry = ("Q", "HHQQ") if is_big else ("H", "HHII")
    (place,) = struct.unpack(f"{order}{'Q' if is_big else 'I'}", head[8:16] if is_big else head[4:8])
    file.seek(place)
    (count,) = struct.unpack(f"{order}{number}", file.read(struct.calcsize(f"{order}{number}")))
    size = struct.calcsize(f"{order}{entry}")
    for _ in range(min(count, _MOST_ENTRIES)):
        tag, _, length, start = struct.unpack(f"{order}{entry}", file.read(size))
        if tag == _GDAL_METADATA:
            file.seek(start)
            return file.read(min(length, _MOST_METADATA))
    return b""


def refuse_other_side_files(name: str, path: Path) -> None:
    """Check that a new output takes no side file of another raster: those of an output that is replaced go with it.

    Args:
        name: of the parameter.
        path: the output.

    Raises:
        InputError: overviews, a mask or a `.aux.xml` lie there without a raster, and are not of SatSyn.
    """
    if path.is_file() and path.stat().st_size:
        return
    for side in (Path(f"{path}{suffix}") for suffix in SIDECARS):
        if side.exists() and not (side.name.endswith(".aux.xml") and _is_without_loss(side)):
            raise InputError(
                f"{side} lies where the output {path} ({name}) would replace it, and is of another raster: choose "
                "another output, or move that file away."
            )


def _is_without_loss(description: Path) -> bool:
    """Whether a `.aux.xml` holds only what programs work out of pixels, or was left by an output of SatSyn."""
    try:
        text = read_text(description)
    except (OSError, ValueError, InputError):
        return False
    keys = re.findall(r'<MDI[^>]*\bkey="(\w+)"', text)
    if BESIDE in keys:
        return True
    elements = set(re.findall(r"<(\w+)", text))
    return elements <= _COMPUTED_ELEMENTS and all(key.startswith("STATISTICS_") for key in keys)


def _is_geotiff(_: Path, head: bytes) -> bool:
    return head.startswith(_TIFF_STARTS)


def _is_html(_: Path, head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML_STARTS)


def _is_json(path: Path, head: bytes) -> bool:
    if not head.lstrip().startswith(b"{"):
        return False
    try:
        content = read_json(read_text(path))
    except (ValueError, OSError, InputError):
        return False
    # Metrics have no type; GeoJSON, TopoJSON, STAC and the like do.
    return "type" not in content


def _is_model(path: Path, _: bytes) -> bool:
    try:
        read_metadata(path)
    except InputError:
        return False
    return True


_IS_OF_KIND = {"GeoTIFF": _is_geotiff, "HTML": _is_html, "JSON": _is_json, "SatSyn model": _is_model}
