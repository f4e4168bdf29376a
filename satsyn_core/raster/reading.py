"""Reading rasters by windows."""

from __future__ import annotations

import math
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from ..contract.plain_files import refuse_no_data, require_plain_file, require_whole_shapefile
from ..contract.waiting_files import refuse_waiting
from ..contract.wording import quoted
from .library_errors import GDAL_ERRORS, gdal_errors_as, reason_of
from .window import Window

# GDAL's own choice, a twentieth of the machine's memory, makes the memory of a job grow with its rasters until then.
# Blocks are read in their order: few are needed twice. It is read once, when GDAL opens its first raster.
os.environ.setdefault("GDAL_CACHEMAX", "64")


_WEB_NAMES = (
    *("http:", "https:", "ftp:", "wms:", "wmts:", "wcs:", "iip:", "stacit:", "stacta:", "ogcapi:"),
    *("/vsicurl", "/vsis3", "/vsigs", "/vsiaz", "/vsiadls", "/vsioss", "/vsiswift", "/vsihdfs", "/vsiwebhdfs"),
)
_WEB_DESCRIPTIONS = ("<GDAL_WMS", "<GDAL_WMTS", "<WCS_GDAL")
_WEB_DRIVERS = ("WMS", "WMTS", "WCS", "OGCAPI", "EEDAI", "PLMOSAIC", "NGW", "HTTP", "STACIT", "STACTA")

_MOST_PIXELS = 10**13
"""More than a mosaic of the whole world in pixels of 10 m has."""

_OVEREXPOSED = 255
"""The largest number of 8 bits."""

_UNREADABLE: tuple[type[Exception], ...] = (*GDAL_ERRORS, ValueError)
"""Errors of opening a file; a name that is not in UTF-8 is a `ValueError`."""


def open_raster(path: str | os.PathLike[str]) -> DatasetReader:
    """Open a raster for reading.

    Raises:
        InputError: there is no such file, another program locks it, it is not a raster that GDAL reads, or its place is
            given by ground control points or the like, without a grid.
    """
    name = os.fspath(path)
    if name.lower().startswith(_WEB_NAMES) or name.lstrip().startswith(_WEB_DESCRIPTIONS):
        raise _on_the_web(name)
    # GDAL also reads "/vsizip/...", "GPKG:file.gpkg:table" and the XML of a VRT: only a plain path can be missing.
    if not name.startswith(("/vsi", "<")) and ":" not in name[2:]:
        _require_file(name)
    refuse_waiting(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            dataset = rasterio.open(name)
    except UnicodeEncodeError as error:
        raise InputError(
            f"The name of {name} is not in UTF-8, as GDAL needs it: rename the file or its folder."
        ) from error
    except _UNREADABLE as error:
        refuse_no_data(name)
        require_whole_shapefile(name)
        raise InputError(f"{name} is not a raster that can be read ({reason_of(error)}).") from error
    if dataset.driver in _WEB_DRIVERS:
        dataset.close()
        raise _on_the_web(name)
    if dataset.count == 0:
        inner = dataset.subdatasets
        dataset.close()
        if not inner:
            raise InputError(f"{name} holds no raster.")
        raise InputError(f"{name} holds several rasters and none of its own: name one of them, as {inner[0]}")
    if dataset.width * dataset.height > _MOST_PIXELS:
        size = f"{dataset.width} x {dataset.height}"
        dataset.close()
        raise InputError(f"{name} says that it has {size} pixels, more than any raster has: choose another file.")
    if not 0 < abs(dataset.transform.determinant) < math.inf:
        dataset.close()
        raise InputError(
            f"{name} has pixels of no size, or of an endless one, on the map: its geotransform is damaged. Fetch the "
            "file again, or give it its place with QGIS' Georeferencer."
        )
    if _is_file(f"{name}.msk") and MaskFlags.per_dataset not in dataset.mask_flag_enums[0]:
        dataset.close()
        raise InputError(
            f"{name}.msk does not say that it is a mask, so that GDAL and QGIS show every pixel of {name}. Make it one "
            f"with gdal_edit.py -mo INTERNAL_MASK_FLAGS_1=2 {quoted(f'{name}.msk')}, or move that file away."
        )
    placed_by = _placed_without_grid(dataset)
    if placed_by:
        dataset.close()
        raise InputError(
            f"{name} is placed by {placed_by}, not by a grid of pixels on the map: bring it onto one first, with QGIS' "
            "Warp (reproject) or with gdalwarp, and use the result."
        )
    return dataset


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # the XML of a VRT, say, is no name that a disk can hold
        return False


def _on_the_web(name: str) -> InputError:
    return InputError(
        f"{name} lies on the web, and SatSyn reads files only; a map service also sends pictures without class "
        "numbers. Save the area that you need as a GeoTIFF, for example with QGIS' Export, and use that."
    )


def _require_file(name: str) -> None:
    try:
        missing, folder = not Path(name).exists(), Path(name).is_dir()
    except (OSError, ValueError):
        # No disk can hold such a name.
        missing, folder = True, False
    if missing:
        raise InputError(f"There is no file {name}.")
    if folder:
        raise InputError(f"{name} is a folder, not a raster.")
    require_plain_file(name)


def _placed_without_grid(dataset: DatasetReader) -> str | None:
    """Return what gives the place of a raster that has no geotransform; None if nothing does, or if it has one."""
    if not dataset.transform.is_identity:
        return None
    if dataset.gcps[0]:
        return "ground control points"
    if dataset.tags(ns="RPC"):
        return "rational polynomial coefficients (RPCs)"
    return "arrays of coordinates" if dataset.tags(ns="GEOLOCATION") else None


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
        SatSynError: the file is damaged or incomplete, or became unreadable.
    """
    indexes = list(dataset.indexes if bands is None else bands)
    result = np.full((len(indexes), window.height, window.width), fill, dtype=dataset.dtypes[indexes[0] - 1])
    inside = window.intersection(Window(0, 0, dataset.width, dataset.height))
    if inside is None:
        return result
    rows, cols = inside.slices_in(window)
    place = f"column {inside.col}, row {inside.row}"
    with gdal_errors_as(f"{dataset.name} cannot be read at {place}"):
        result[:, rows, cols] = dataset.read(indexes, window=inside.to_rasterio())
    return result


def read_mask(dataset: DatasetReader, window: Window) -> NDArray[np.bool_]:
    """Return where a window inside the raster has data in any band (height, width).

    Raises:
        SatSynError: the file is damaged or incomplete, or became unreadable.
    """
    problem = f"The mask of {dataset.name} cannot be read at column {window.col}, row {window.row}"
    return _mask(dataset, problem, window=window.to_rasterio())


def small_mask(dataset: DatasetReader, height: int, width: int) -> NDArray[np.bool_]:
    """Return where a raster has data in any band, in as many rows and columns as named.

    Raises:
        SatSynError: the file is damaged or incomplete, or became unreadable.
    """
    return _mask(dataset, f"The mask of {dataset.name} cannot be read", out_shape=(height, width))


def _mask(dataset: DatasetReader, problem: str, **part: Any) -> NDArray[np.bool_]:
    """Return where a part of a raster has data in any band; the part is given as to rasterio."""
    alpha = alpha_band(dataset)
    with gdal_errors_as(problem):
        mask = dataset.dataset_mask(**part) if alpha is None else dataset.read(alpha, **part)
        has_data: NDArray[np.bool_] = mask != 0
        if alpha is not None and not _is_measured_in_any(dataset):
            colours = [band for band in dataset.indexes if band != alpha]
            has_data &= np.any([dataset.read_masks(band, **part) for band in colours], axis=0)
    return has_data


def _is_measured_in_any(dataset: DatasetReader) -> bool:
    return any(map(is_measured, dataset.nodatavals, dataset.dtypes))


def read_band_masks(dataset: DatasetReader, window: Window, bands: Sequence[int]) -> NDArray[np.bool_]:
    """Return where a window inside the raster has data in each of some bands (bands, height, width).

    Transparent pixels have none, unless the alpha band is one of the bands.

    Raises:
        SatSynError: the file is damaged or incomplete, or became unreadable.
    """
    alpha = alpha_band(dataset)
    with gdal_errors_as(f"The mask of {dataset.name} cannot be read at column {window.col}, row {window.row}"):
        masks: NDArray[np.bool_] = dataset.read_masks(list(bands), window=window.to_rasterio()) != 0
        if alpha is not None and alpha not in bands:
            masks &= dataset.read(alpha, window=window.to_rasterio()) != 0
    return masks


def is_measured(nodata: float | None, dtype: str) -> bool:
    """Return whether a nodata value is also a number that cameras measure: dark ground has 0, overexposed 255."""
    return nodata == 0 or (nodata == _OVEREXPOSED and dtype == "uint8")


def has_mask(dataset: DatasetReader) -> bool:
    """Return whether a mask or an alpha band says which pixels of a raster have data."""
    return MaskFlags.per_dataset in dataset.mask_flag_enums[0] or alpha_band(dataset) is not None


def alpha_band(dataset: DatasetReader) -> int | None:
    """Return the number of a raster's alpha band if GDAL makes no masks of it; None otherwise.

    GDAL does so where two or four bands hold whole numbers of 8 or 16 bits without sign, and no nodata value is
    declared. A nodata value hides the alpha band from GDAL, and is even looked for among the numbers of that band.
    """
    alphas = [band for band in dataset.indexes if dataset.colorinterp[band - 1] is ColorInterp.alpha]
    has_own_mask = any(MaskFlags.per_dataset in flags for flags in dataset.mask_flag_enums)
    return alphas[0] if len(alphas) == 1 and not has_own_mask else None
