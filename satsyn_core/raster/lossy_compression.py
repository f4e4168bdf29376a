"""Compression with loss, which changes the numbers of a raster: what GDAL says of it, and what it keeps to itself.

GDAL names the compression of most formats. It does not name the tiles of GeoPackages and MBTiles, nor what a mosaic is
made of; those are looked up here.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from .tile_index import tiles_of_index

if TYPE_CHECKING:
    import sqlite3

_MOST_SOURCES = 200
"""Rasters of a mosaic that are asked: tiles of one mosaic are usually written alike."""

_MOST_TILES = 2000

_MOST_ERROR = 0.5
"""Of a compression that limits its error: whole numbers stay as they are up to it."""

_ALWAYS = ("JPEG", "JPNG", "AVIF", "ECW")
"""Compressions, of which some name formats, that never keep all values."""

_LERC_START = b"Lerc2 "
_HEAD_BYTES = 256
_LERC_ERROR_AT = {2: 34, 3: 38, 4: 42, 5: 42}
"""Where a LERC block says how far its numbers may be from the true ones, by the version of the format."""

_MOST_NESTED = 3
"""Mosaics in mosaics that are looked into."""

_TILED_DRIVERS = ("GPKG", "MBTiles")
_TILE_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND sql LIKE '%tile_data%'"


def lossy_compression(dataset: DatasetReader) -> str | None:
    """Return the compression with loss of a raster, or of a raster that a mosaic is made of; None if there is none.

    Of a mosaic, up to `_MOST_SOURCES` rasters are opened. What cannot be opened counts as kept whole.
    """
    return _compression(dataset, _MOST_NESTED)


def _compression(dataset: DatasetReader, nested: int) -> str | None:
    found = _own_compression(dataset)
    if found or dataset.driver not in ("VRT", "GTI") or not nested:
        return found
    return next(filter(None, (_of_source(name, nested - 1) for name in _sources(dataset))), None)


def _own_compression(dataset: DatasetReader) -> str | None:
    """Return the compression with loss of the file itself."""
    said = {**dataset.tags(1, ns="IMAGE_STRUCTURE"), **dataset.tags(ns="IMAGE_STRUCTURE")}
    method: str = said.get("COMPRESSION", "").upper() or dataset.driver
    reversibility = said.get("COMPRESSION_REVERSIBILITY", "")
    if reversibility:
        return method if reversibility.startswith("LOSSY") else None
    if "LERC" in method:
        return method if _lerc_error(dataset, said) > _MOST_ERROR else None
    # A YCbCr picture is called "YCbCr JPEG", and JPEG 2000 without a word on its loss is kept whole.
    if any(word in _ALWAYS for word in method.split()):
        return method
    if dataset.driver == "Rasterlite":
        tiles = dataset.tags().get("TILE_FORMAT", "").upper()
        return tiles if tiles in _ALWAYS else None
    return _of_tiles(dataset) if dataset.driver in _TILED_DRIVERS else None


def _lerc_error(dataset: DatasetReader, said: Mapping[str, str]) -> float:
    """Return by how much LERC may have changed the numbers; files of GDAL before 3.8 say so in their blocks alone."""
    named = said.get("MAX_Z_ERROR") or said.get("LERC_PREC")
    offset = dataset.get_tag_item("BLOCK_OFFSET_0_0", "TIFF", bidx=1) if dataset.driver == "GTiff" else None
    if named or not offset:
        return _number(named)
    with suppress(OSError, ValueError, struct.error, zlib.error), Path(dataset.name).open("rb") as file:
        file.seek(int(offset))
        start = file.read(_HEAD_BYTES)
        if said.get("COMPRESSION") == "LERC_DEFLATE":
            start = zlib.decompressobj().decompress(start, _HEAD_BYTES)
        if start.startswith(_LERC_START):
            (version,) = struct.unpack_from("<i", start, len(_LERC_START))
            (error,) = struct.unpack_from("<d", start, _LERC_ERROR_AT.get(version, len(start)))
            return float(error)
    return 0


def _number(text: str | None) -> float:
    with suppress(TypeError, ValueError):
        return float(text or 0)
    return 0


def _sources(dataset: DatasetReader) -> list[str]:
    names = [*dataset.files, *tiles_of_index(dataset)]
    rasters = [name for name in names if name != dataset.name and not name.endswith((".ovr", ".xml", ".msk"))]
    step = max(1, -(-len(rasters) // _MOST_SOURCES))
    return rasters[::step][:_MOST_SOURCES]


def _of_source(name: str, nested: int) -> str | None:
    with suppress(RasterioError, OSError, ValueError), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(name) as source:
            return _compression(source, nested)
    return None


def _of_tiles(dataset: DatasetReader) -> str | None:
    """Return the compression with loss of the tiles in the SQLite file of a GeoPackage or an MBTiles."""
    path = next((name for name in dataset.files if Path(name).is_file()), None)
    if path is None:
        return None
    import sqlite3

    # Read as if nobody could write, it gets no side files, and waits for nobody.
    uri = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    with suppress(sqlite3.Error), closing(sqlite3.connect(uri, uri=True)) as file:
        for start in _tile_starts(file, _own_table(dataset)):
            if start.startswith(b"\xff\xd8\xff"):
                return "JPEG"
            # A WebP file names the way of its picture, or VP8X and then more.
            if start.startswith(b"RIFF") and start[8:16] == b"WEBPVP8 ":
                return "WEBP"
    return None


def _own_table(dataset: DatasetReader) -> str:
    """Return the table of one raster of several, empty where the file has only one."""
    parts: list[str] = dataset.name.split(":")
    return parts[-1] if parts[0] == "GPKG" and len(parts) > 2 else ""


def _tile_starts(file: sqlite3.Connection, own: str) -> Iterator[bytes]:
    for (table,) in file.execute(_TILE_TABLES).fetchall():
        if own not in ("", table):
            continue
        quoted = '"' + table.replace('"', '""') + '"'
        query = f"SELECT substr(tile_data, 1, 16) FROM {quoted} LIMIT {_MOST_TILES}"  # noqa: S608  # nosec B608
        for (start,) in file.execute(query):
            if isinstance(start, bytes):
                yield start
