"""Writing GeoTIFFs that are complete or absent."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.errors import CRSError, NotGeoreferencedWarning, RasterioIOError
from rasterio.io import DatasetReader, DatasetWriter

from ..contract.atomic_files import complete_or_absent
from ..contract.errors import NO_ROOM, DiskFullError, SatSynError, first_words
from ..contract.media_source import xmp_of_tags
from ..contract.progress import Reporter
from .grid import Grid
from .library_errors import GDAL_ERRORS
from .overviews import build_overviews
from .window import Window
from .written_pixels import WrittenPixels

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


class GeoTiffWriter:
    """Writes a GeoTIFF window by window; the file appears at `path` when the `with` block ends without an error.

    Tiled and compressed (ZSTD, or DEFLATE where GDAL has none), BigTIFF when needed. CRS and transform are those of
    the profile's grid, to the last bit. Rasters larger than 2048 pixels get overviews, by average; a raster of classes,
    that is one with a colour map, by nearest pixel.

    Attributes:
        profile: what the file is apart from its pixels.

    Args:
        path: file to write; an existing one is replaced at the end.
        profile: grid, data type, bands and the like.
        reporter: is asked whether the job is cancelled while overviews are built.

    Raises:
        InputError: the output folder does not exist or cannot be written.
        SatSynError: writing failed, as on a full disk.
        JobCancelledError: the reporter said so while overviews were built.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        profile: RasterProfile,
        reporter: Reporter | None = None,
    ) -> None:
        self.profile = profile
        self._path = Path(path)
        self._reporter = reporter or Reporter()
        self._stack = ExitStack()
        self._temporary = self._path
        self._dataset: DatasetWriter | None = None
        self._written = WrittenPixels()

    def __enter__(self) -> GeoTiffWriter:
        self._temporary = self._stack.enter_context(complete_or_absent(self._path))
        try:
            self._dataset = _created(self._temporary, self.profile)
        except GDAL_ERRORS as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise self._failed(error) from error
        return self

    def write(self, array: NDArray[np.generic], window: Window) -> None:
        """Write an array (bands, height, width) of the profile's data type at `window`, where nothing is written yet.

        The window counts from this raster's own origin.
        """
        if self._dataset is None:
            raise RuntimeError("GeoTiffWriter is written to inside its with block only")
        try:
            self._dataset.write(array, window=window.to_rasterio())
        except GDAL_ERRORS as error:
            raise self._failed(error) from error
        self._written.add(window, array)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._close(complete=kind is None)
        except BaseException as failure:
            self._stack.__exit__(type(failure), failure, failure.__traceback__)
            if isinstance(failure, GDAL_ERRORS):
                raise self._failed(failure) from failure
            raise
        self._stack.__exit__(kind, error, traceback)

    def _close(self, *, complete: bool) -> None:
        if self._dataset is None:
            return
        self._dataset.close()
        self._dataset = None
        if complete and max(self.profile.grid.width, self.profile.grid.height) > _OVERVIEWS_ABOVE_PIXELS:
            self._add_overviews()
        if complete:
            check_complete(self._temporary, self._path, self.profile.grid.crs)
            if not self._written.are_in(self._temporary):
                raise _has_gaps(self._path)

    def _add_overviews(self) -> None:
        factors: list[int] = []
        size = max(self.profile.grid.width, self.profile.grid.height)
        while size // 2 ** len(factors) > _SMALLEST_OVERVIEW_PIXELS:
            factors.append(2 ** (len(factors) + 1))
        build_overviews(
            self._temporary, factors, "average" if self.profile.colormap is None else "nearest", self._reporter
        )

    def _failed(self, error: Exception) -> SatSynError:
        return _not_written(self._path, error)


def write_geotiff(path: Path, array: NDArray[np.generic], profile: RasterProfile) -> None:
    """Write a small GeoTIFF at once, in a folder where a file that was cut off does no harm; see `GeoTiffWriter`.

    It is put together in memory, because GDAL misses some of what goes wrong on a disk, and prints the rest.

    Args:
        path: file to write; an existing one is replaced.
        array: (bands, height, width).
        profile: what the file is apart from its pixels.

    Raises:
        SatSynError: writing failed.
        DiskFullError: there was no room.
        OSError: the file cannot be written for another reason.
    """
    try:
        with rasterio.MemoryFile(ext=".tif") as memory:
            with _created(Path(memory.name), profile) as dataset:
                dataset.write(array)
            content = memory.read()
    except GDAL_ERRORS as error:
        raise _not_written(path, error) from error
    try:
        path.write_bytes(content)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(path) from error
        raise


def _created(path: Path, profile: RasterProfile) -> DatasetWriter:
    """Return the new file, open for writing, with everything but its pixels."""
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
    dataset.update_tags(**profile.tags)
    _write_xmp(dataset, xmp_of_tags(profile.tags))
    for index, name in enumerate(profile.band_names, start=1):
        dataset.set_band_description(index, name)
    if profile.colormap is not None:
        dataset.write_colormap(1, dict(profile.colormap))
    return dataset


def _write_xmp(dataset: DatasetWriter, packet: str | None) -> None:
    if packet is not None:
        # GDAL takes this domain as one text, and rasterio as names with values, which it joins by "=".
        first, _, rest = packet.partition("=")
        dataset.update_tags(ns="xml:XMP", **{first: rest})


def _not_written(path: Path, error: Exception) -> SatSynError:
    return SatSynError(f"Writing {path} failed; is the disk full? GDAL says: {first_words(error)}.")


def _has_gaps(path: Path) -> SatSynError:
    return SatSynError(f"Writing {path} failed: parts of the file are missing; is the disk full?")


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


def check_complete(path: Path, target: Path, crs: CRS | None) -> None:
    """Check that every tile of a GeoTIFF and of its overviews lies within the file, and that its coordinate system is
    the one that it was written with.

    Args:
        path: the file, written without gaps, its bands interleaved by pixel.
        target: what the user calls it.
        crs: coordinate system of the input.

    Raises:
        SatSynError: something is missing, or the file has another coordinate system.
    """
    size = path.stat().st_size
    written: CRS | None = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as whole:
                overviews, written = len(whole.overviews(1)), whole.crs
                is_complete = _has_all_tiles(whole, size)
            for level in range(overviews):
                with rasterio.open(path, overview_level=level) as smaller:
                    is_complete = is_complete and _has_all_tiles(smaller, size)
    except GDAL_ERRORS:
        is_complete = False
    if not is_complete:
        raise _has_gaps(target)
    # Without its data, PROJ takes the systems of a GeoTIFF for local ones already when it reads them.
    is_misread = crs is not None and _is_local(crs) and not _has_proj_data()
    if is_misread or not _is_same_crs(written, crs):
        raise SatSynError(_crs_sentence(target, written, crs))


def _crs_sentence(target: Path, written: CRS | None, expected: CRS | None) -> str:
    return (
        f"Writing {target} failed: the coordinate system of the input, {_crs_name(expected)}, cannot be written as it "
        f"is; what can be read from the file is {_crs_name(written)}. Either PROJ uses the data of another program "
        "(check the variables PROJ_LIB and PROJ_DATA), or a GeoTIFF cannot hold this system: reproject the input."
    )


def _is_same_crs(written: CRS | None, expected: CRS | None) -> bool:
    if not written or not expected:
        return not written and not expected
    if written == expected or written.wkt == expected.wkt:
        return True
    if _is_local(written) and _is_local(expected):
        # Systems of a building site or the like: a GeoTIFF keeps little more than the name.
        return _crs_name(written) == _crs_name(expected)
    try:
        # Names and identifiers may change on the way through a file; the projection and the datum may not.
        return bool(expected.to_dict()) and written.to_dict() == expected.to_dict()
    except CRSError:
        return False


def _is_local(crs: CRS) -> bool:
    return bool(crs and not crs.is_geographic and not crs.is_projected)


def _has_proj_data() -> bool:
    try:
        return bool(CRS.from_epsg(25832).is_projected)
    except CRSError:
        return False


def _crs_name(crs: CRS | None) -> str:
    if not crs:
        return "none"
    name = re.search(r'\w+\["([^"]+)"', crs.wkt)
    return f"'{name[1]}'" if name else "one without a name"


def _has_all_tiles(dataset: DatasetReader, file_size: int) -> bool:
    for (row, col), _ in dataset.block_windows(1):
        start, length = (
            int(dataset.get_tag_item(f"BLOCK_{item}_{col}_{row}", "TIFF", bidx=1) or 0) for item in ("OFFSET", "SIZE")
        )
        if not (start and length and start + length <= file_size):
            return False
    return True
