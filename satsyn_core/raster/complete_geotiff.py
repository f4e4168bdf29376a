"""What all GeoTIFFs have in common that are complete or absent: how they begin, are checked and appear."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

import numpy as np
from numpy.typing import NDArray
from rasterio.io import DatasetWriter

from ..contract.atomic_files import complete_or_absent
from ..contract.disk_room import refuse_full_disk
from ..contract.progress import Reporter
from .geotiff_check import check_complete, gaps_error
from .geotiff_layout import RasterProfile, overview_factors, write_error
from .library_errors import GDAL_ERRORS
from .overviews import build_overviews
from .window import Window
from .written_pixels import WrittenPixels

if TYPE_CHECKING:
    from typing_extensions import Self


class CompleteGeoTiff(ABC):
    """Writes a GeoTIFF window by window; the file appears at `path` when the `with` block ends without an error.

    Before that, its tiles, its coordinate system and the pixels that were written are compared with the file.

    Attributes:
        profile: what the file is apart from its pixels.

    Args:
        path: file to write; an existing one is replaced at the end.
        profile: grid, data type, bands and the like.
        reporter: is asked whether the job is cancelled.

    Raises:
        InputError: the output folder does not exist or cannot be written.
        SatSynError: writing failed, as on a full disk.
        JobCancelledError: the reporter said so.
    """

    def __init__(self, path: Path, profile: RasterProfile, reporter: Reporter) -> None:
        self.profile = profile
        self._path = path
        self._reporter = reporter
        self._stack = ExitStack()
        self._temporary = path
        self._open: DatasetWriter | None = None
        self._written = WrittenPixels()

    def __enter__(self) -> Self:
        self._temporary = self._stack.enter_context(complete_or_absent(self._path))
        try:
            self._open = self._begin()
        except BaseException as error:
            self._give_up(error)
        return self

    @property
    def _dataset(self) -> DatasetWriter:
        if self._open is None:
            raise RuntimeError(f"{type(self).__name__} is used inside its with block only")
        return self._open

    @abstractmethod
    def _begin(self) -> DatasetWriter:
        """Return the temporary file, open for writing, with everything but the pixels that are to be written."""

    @abstractmethod
    def background(self, window: Window) -> NDArray[np.generic]:
        """Return the pixels (bands, height, width) that a window keeps where nothing is written."""

    def write(self, array: NDArray[np.generic], window: Window) -> None:
        """Write an array (bands, height, width) of the profile's data type at `window`, where nothing is written yet.

        The window counts from this raster's own origin.
        """
        try:
            self._dataset.write(array, window=window.to_rasterio())
        except GDAL_ERRORS as error:
            raise write_error(self._path, error) from error
        # GDAL writes in other threads, which print errors and go on.
        refuse_full_disk(self._path)
        self._written.add(window, array)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._close(complete=kind is None)
        except BaseException as failure:
            self._give_up(failure)
        self._stack.__exit__(kind, error, traceback)

    def _close(self, *, complete: bool) -> None:
        if self._open is None:
            return
        self._open.close()
        self._open = None
        if complete:
            factors = overview_factors(self.profile.grid)
            if factors:
                self._make_overviews(factors)
            check_complete(self._temporary, self._path, self.profile.grid.crs)
            if not self._written.are_in(self._temporary):
                raise gaps_error(self._path)

    def _make_overviews(self, factors: list[int]) -> None:
        """Add overviews of these reductions to the temporary file, which is closed."""
        resampling = "average" if self.profile.colormap is None else "nearest"
        build_overviews(self._temporary, factors, resampling, self._reporter, self._path)

    def _give_up(self, error: BaseException) -> NoReturn:
        """Remove the temporary file, and raise the error in words for users."""
        self._stack.__exit__(type(error), error, error.__traceback__)
        if isinstance(error, GDAL_ERRORS):
            raise write_error(self._path, error) from error
        raise error
