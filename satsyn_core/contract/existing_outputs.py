"""What may be replaced: an existing file of the kind that is to be written, and nothing else of the user's."""

from __future__ import annotations

from pathlib import Path

from .errors import InputError
from .json_text import read_json
from .model_metadata import read_metadata
from .plain_files import read_text

RASTER_SUFFIXES = (".tif", ".tiff")

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HTML_STARTS = (b"<!doctype html", b"<html")
_HEAD_BYTES = 1024
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
