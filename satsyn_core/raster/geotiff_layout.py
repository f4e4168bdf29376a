"""What a GeoTIFF of SatSyn is apart from its pixels: grid, bands, tags, tiles, compression and overviews."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioIOError
from rasterio.io import DatasetWriter

from ..contract.disk_room import refuse_full_disk
from ..contract.errors import NO_ROOM, DiskFullError, SatSynError, first_words
from ..contract.media_source import xmp_of_tags
from .grid import Grid

TILE_PIXELS = 512
# QGIS draws a raster of this size without overviews at once.
_OVERVIEWS_ABOVE_PIXELS = 2048
_SMALLEST_OVERVIEW_PIXELS = 256

RGB = Mapping[int, tuple[int, int, int]]


@dataclass(frozen=True)
class RasterProfile:
    """What a GeoTIFF is, apart from its pixels.

    Attributes:
        grid: grid of the whole file.
        dtype: a numpy data type name.
        nodata: declared for all bands; None declares none.
        band_names: one description a band.
        tags: dataset tags; all values are text. Where they say that imagery is synthetic, XMP says so too.
        colormap: value -> (red, green, blue), for a one-band raster of classes.
        compression: "zstd", which is several times faster, where GDAL has it; or "deflate", which every reader knows.
    """

    grid: Grid
    dtype: str
    nodata: float | None
    band_names: Sequence[str]
    tags: Mapping[str, str] = field(default_factory=dict)
    colormap: RGB | None = None
    compression: str = "zstd"


def overview_factors(grid: Grid) -> list[int]:
    """Return the reductions of a file's overviews, such as 2, 4, 8; none for one that QGIS draws at once."""
    factors: list[int] = []
    size = max(grid.width, grid.height)
    while size > _OVERVIEWS_ABOVE_PIXELS and size // 2 ** len(factors) > _SMALLEST_OVERVIEW_PIXELS:
        factors.append(2 ** (len(factors) + 1))
    return factors


def create_file(path: Path, profile: RasterProfile) -> DatasetWriter:
    """Return a new file, open for writing, with everything but its pixels."""
    bands = len(profile.band_names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        dataset = rasterio.open(
            path,
            "w",
            driver="GTiff",
            width=profile.grid.width,
            height=profile.grid.height,
            count=bands,
            dtype=profile.dtype,
            crs=profile.grid.crs,
            transform=profile.grid.transform,
            nodata=profile.nodata,
            **_layout(profile.grid),
            **_creation_options(np.dtype(profile.dtype), bands, profile.compression),
        )
    describe_file(dataset, profile)
    if profile.colormap is not None:
        dataset.write_colormap(1, dict(profile.colormap))
    return dataset


def describe_file(dataset: DatasetWriter, profile: RasterProfile) -> None:
    """Write tags and names of bands into an open file."""
    dataset.update_tags(**profile.tags)
    _write_xmp(dataset, xmp_of_tags(profile.tags))
    for index, name in enumerate(profile.band_names, start=1):
        dataset.set_band_description(index, name)


def _write_xmp(dataset: DatasetWriter, packet: str | None) -> None:
    if packet is not None:
        # GDAL takes this domain as one text, and rasterio as names with values, which it joins by "=".
        first, _, rest = packet.partition("=")
        dataset.update_tags(ns="xml:XMP", **{first: rest})


def write_error(path: Path, error: Exception) -> SatSynError:
    """Return the error for a file that GDAL could not write."""
    words = first_words(error)
    if any(os.strerror(number) in words for number in NO_ROOM):
        return DiskFullError(path)
    try:
        refuse_full_disk(path)
    except DiskFullError as full:
        return full
    return SatSynError(
        f"Writing {path} failed (GDAL says {words}): check that its disk has space and can be written, and run this "
        "again."
    )


def _layout(grid: Grid) -> dict[str, object]:
    if max(grid.width, grid.height) <= TILE_PIXELS:
        # One strip: a tile would be padded, and threads take longer to start than to compress it.
        return {"tiled": False, "blockysize": grid.height}
    return {"tiled": True, "blockxsize": TILE_PIXELS, "blockysize": TILE_PIXELS, "num_threads": "all_cpus"}


def _creation_options(dtype: np.dtype, bands: int, compression: str) -> dict[str, object]:
    options: dict[str, object] = {
        "interleave": "pixel",
        "bigtiff": "if_safer",
        "predictor": 2 if dtype.kind in "iu" else 3,
        **_compression_options(compression),
    }
    if bands >= 3:
        options["photometric"] = "rgb"
    return options


def tile_compression(profile: RasterProfile) -> str:
    """Return the compression of a file's tiles, as GDAL calls it in lower case."""
    return str(_compression_options(profile.compression)["compress"])


def _compression_options(compression: str) -> dict[str, object]:
    # Level 1 writes several times faster than the default and hardly larger: writing must not slow the generator.
    if compression == "zstd" and _has_zstd():
        return {"compress": "zstd", "zstd_level": 1}
    return {"compress": "deflate", "zlevel": 1}


@cache
def _has_zstd() -> bool:
    try:
        with (
            rasterio.MemoryFile() as memory,
            memory.open(
                driver="GTiff",
                width=1,
                height=1,
                count=1,
                dtype="uint8",
                compress="zstd",
                transform=rasterio.Affine.scale(2),
            ),
        ):
            return True
    except RasterioIOError:
        return False
