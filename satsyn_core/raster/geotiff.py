"""Writing GeoTIFFs that are complete or absent."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.io import DatasetWriter

from ..contract.atomic_files import complete_or_absent
from ..contract.disk_room import refuse_full_disk
from ..contract.errors import NO_ROOM, DiskFullError, SatSynError
from ..contract.progress import Reporter
from .geotiff_check import check_complete, gaps_error
from .geotiff_layout import RasterProfile, create_file, overview_factors, write_error
from .library_errors import GDAL_ERRORS
from .overviews import build_overviews
from .window import Window
from .written_pixels import WrittenPixels


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
            self._dataset = create_file(self._temporary, self.profile)
        except GDAL_ERRORS as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise self._failed(error) from error
        return self

    def background(self, window: Window) -> NDArray[np.generic]:
        """Return pixels (bands, height, width) for where nothing is written: the nodata value."""
        # Without a declared nodata value every pixel is known, and none keeps this one.
        fill = 0 if self.profile.nodata is None else self.profile.nodata
        shape = (len(self.profile.band_names), window.height, window.width)
        return np.full(shape, fill, np.dtype(self.profile.dtype))

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
        # GDAL writes in other threads, which print errors and go on.
        refuse_full_disk(self._path)
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
        if complete:
            self._add_overviews()
            check_complete(self._temporary, self._path, self.profile.grid.crs)
            if not self._written.are_in(self._temporary):
                raise gaps_error(self._path)

    def _add_overviews(self) -> None:
        factors = overview_factors(self.profile.grid)
        if factors:
            resampling = "average" if self.profile.colormap is None else "nearest"
            build_overviews(self._temporary, factors, resampling, self._reporter, self._path)

    def _failed(self, error: Exception) -> SatSynError:
        return write_error(self._path, error)


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
            with create_file(Path(memory.name), profile) as dataset:
                dataset.write(array)
            content = memory.read()
    except GDAL_ERRORS as error:
        raise write_error(path, error) from error
    try:
        path.write_bytes(content)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(path) from error
        raise
