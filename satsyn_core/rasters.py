"""Reading rasters by windows and writing GeoTIFFs that are complete or absent."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError, RasterioIOError
from rasterio.io import DatasetReader, DatasetWriter
from rasterio.windows import Window as RasterioWindow

from .completeness import check_complete
from .errors import InputError, SatSynError
from .grid import Grid, Window
from .outputs import check_writable, complete_or_absent
from .overviews import build_overviews
from .progress import Reporter

__all__ = ["GeoTiffWriter", "check_writable", "open_raster", "read_padded", "write_geotiff"]

# GDAL's own choice, a twentieth of the machine's memory, makes the memory of a job grow with its rasters until then.
# Blocks are read in their order: few are needed twice. It is read once, when GDAL opens its first raster.
os.environ.setdefault("GDAL_CACHEMAX", "64")

TILE_PIXELS = 512
# QGIS draws a raster of this size without overviews at once.
_OVERVIEWS_ABOVE_PIXELS = 2048
_SMALLEST_OVERVIEW_PIXELS = 256

RGB = Mapping[int, tuple[int, int, int]]


def open_raster(path: str | os.PathLike[str]) -> DatasetReader:
    """Open a raster for reading.

    Raises:
        InputError: there is no such file, or it is not a raster that GDAL reads.
    """
    name = os.fspath(path)
    # GDAL also reads "/vsizip/..." or "GPKG:file.gpkg:table": only a plain path can be called missing.
    is_plain_path = not name.startswith("/vsi") and ":" not in name[2:]
    if is_plain_path and not Path(name).exists():
        raise InputError(f"There is no file {name}.")
    if is_plain_path and Path(name).is_dir():
        raise InputError(f"{name} is a folder, not a raster.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            dataset = rasterio.open(name)
    except RasterioError as error:
        raise InputError(f"{name} is not a raster that can be read ({error}).") from error
    if dataset.count == 0:
        dataset.close()
        raise InputError(f"{name} holds several rasters and none of its own: name one of them.")
    return dataset


def read_padded(
    dataset: DatasetReader, window: Window, fill: float, bands: Sequence[int] | None = None
) -> NDArray[np.generic]:
    """Read a window that may reach beyond the raster.

    Args:
        dataset: open raster.
        window: pixels to read, counted from the raster's origin.
        fill: the value of pixels outside the raster.
        bands: band numbers from 1; None reads all.

    Returns:
        Array (bands, height, width) in the raster's data type.

    Raises:
        SatSynError: the file is damaged or became unreadable.
    """
    indexes = list(dataset.indexes if bands is None else bands)
    result = np.full((len(indexes), window.height, window.width), fill, dtype=dataset.dtypes[indexes[0] - 1])
    inside = window.intersection(Window(0, 0, dataset.width, dataset.height))
    if inside is None:
        return result
    rows, cols = inside.slices_in(window)
    try:
        result[:, rows, cols] = dataset.read(indexes, window=_rasterio_window(inside))
    except RasterioError as error:
        place = f"column {inside.col}, row {inside.row}"
        raise SatSynError(f"{dataset.name} cannot be read at {place}: the file is damaged ({error}).") from error
    return result


class GeoTiffWriter:
    """Writes a GeoTIFF window by window; the file appears at `path` when the `with` block ends without an error.

    Tiled and compressed (ZSTD, or DEFLATE where GDAL has none), BigTIFF when needed. CRS and transform are those of
    `grid`, to the last bit. Rasters larger than 2048 pixels get overviews, by average; a raster of classes, that
    is one with a colour map, by nearest pixel.

    Args:
        path: file to write; an existing one is replaced at the end.
        grid: grid of the whole file.
        dtype: a numpy data type name.
        nodata: declared for all bands; None declares none.
        band_names: one description a band.
        tags: dataset tags; all values are text.
        colormap: value -> (red, green, blue), for a one-band raster of classes.
        compression: "zstd", which is several times faster, where GDAL has it; or "deflate", which every reader knows.
        reporter: is asked whether the job is cancelled while overviews are built.

    Raises:
        InputError: the output folder does not exist or cannot be written.
        SatSynError: writing failed, as on a full disk.
        Cancelled: the reporter said so while overviews were built.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        grid: Grid,
        *,
        dtype: str,
        nodata: float | None,
        band_names: Sequence[str],
        tags: Mapping[str, str] | None = None,
        colormap: RGB | None = None,
        compression: str = "zstd",
        reporter: Reporter | None = None,
    ) -> None:
        self._path = Path(path)
        self._grid = grid
        self._dtype = dtype
        self._nodata = nodata
        self._band_names = list(band_names)
        self._tags = dict(tags or {})
        self._colormap = colormap
        self._compression = compression
        self._reporter = reporter or Reporter()
        self._stack = ExitStack()
        self._temporary = self._path
        self._dataset: DatasetWriter | None = None

    def __enter__(self) -> GeoTiffWriter:
        self._temporary = self._stack.enter_context(complete_or_absent(self._path))
        try:
            self._dataset = self._create()
        except RasterioError as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise self._failed(error) from error
        return self

    def write(self, array: NDArray[np.generic], window: Window) -> None:
        """Write an array (bands, height, width) at `window`, which counts from this raster's own origin."""
        if self._dataset is None:
            raise RuntimeError("GeoTiffWriter is written to inside its with block only")
        try:
            self._dataset.write(array, window=_rasterio_window(window))
        except RasterioError as error:
            raise self._failed(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._close(complete=kind is None)
        except BaseException as failure:
            self._stack.__exit__(type(failure), failure, failure.__traceback__)
            if isinstance(failure, RasterioError):
                raise self._failed(failure) from failure
            raise
        self._stack.__exit__(kind, error, traceback)

    def _create(self) -> DatasetWriter:
        return _created(
            self._temporary,
            self._grid,
            self._dtype,
            self._nodata,
            self._band_names,
            self._tags,
            self._colormap,
            self._compression,
        )

    def _close(self, *, complete: bool) -> None:
        if self._dataset is None:
            return
        self._dataset.close()
        self._dataset = None
        if complete and max(self._grid.width, self._grid.height) > _OVERVIEWS_ABOVE_PIXELS:
            self._add_overviews()
        if complete:
            check_complete(self._temporary, self._path)

    def _add_overviews(self) -> None:
        factors: list[int] = []
        size = max(self._grid.width, self._grid.height)
        while size // 2 ** len(factors) > _SMALLEST_OVERVIEW_PIXELS:
            factors.append(2 ** (len(factors) + 1))
        build_overviews(self._temporary, factors, "average" if self._colormap is None else "nearest", self._reporter)

    def _failed(self, error: RasterioError) -> SatSynError:
        return _not_written(self._path, error)


def write_geotiff(
    path: Path,
    array: NDArray[np.generic],
    grid: Grid,
    *,
    nodata: float | None,
    band_names: Sequence[str],
    tags: Mapping[str, str],
    colormap: RGB | None = None,
    compression: str = "zstd",
) -> None:
    """Write a small GeoTIFF at once, in a folder where a file that was cut off does no harm; see `GeoTiffWriter`.

    Args:
        path: file to write; an existing one is replaced.
        array: (bands, height, width).
        grid: its pixels on the map.
        nodata, band_names, tags, colormap, compression: as for `GeoTiffWriter`.

    Raises:
        SatSynError: writing failed, as on a full disk.
    """
    try:
        with _created(path, grid, str(array.dtype), nodata, band_names, tags, colormap, compression) as dataset:
            dataset.write(array)
    except RasterioError as error:
        raise _not_written(path, error) from error


def _created(
    path: Path,
    grid: Grid,
    dtype: str,
    nodata: float | None,
    band_names: Sequence[str],
    tags: Mapping[str, str],
    colormap: RGB | None,
    compression: str,
) -> DatasetWriter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        dataset = rasterio.open(
            path,
            "w",
            driver="GTiff",
            width=grid.width,
            height=grid.height,
            count=len(band_names),
            dtype=dtype,
            crs=grid.crs,
            transform=grid.transform,
            nodata=nodata,
            **_layout(grid),
            **_creation_options(np.dtype(dtype), len(band_names), compression),
        )
    dataset.update_tags(**tags)
    for index, name in enumerate(band_names, start=1):
        dataset.set_band_description(index, name)
    if colormap is not None:
        dataset.write_colormap(1, dict(colormap))
    return dataset


def _not_written(path: Path, error: RasterioError) -> SatSynError:
    return SatSynError(f"Writing {path} failed; is the disk full? GDAL says: {error}.")


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


def _rasterio_window(window: Window) -> RasterioWindow:
    return RasterioWindow(window.col, window.row, window.width, window.height)
