"""Reading rasters by windows."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from ..contract.errors import InputError, SatSynError
from .window import Window

# GDAL's own choice, a twentieth of the machine's memory, makes the memory of a job grow with its rasters until then.
# Blocks are read in their order: few are needed twice. It is read once, when GDAL opens its first raster.
os.environ.setdefault("GDAL_CACHEMAX", "64")


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
        result[:, rows, cols] = dataset.read(indexes, window=inside.to_rasterio())
    except RasterioError as error:
        place = f"column {inside.col}, row {inside.row}"
        raise SatSynError(f"{dataset.name} cannot be read at {place}: the file is damaged ({error}).") from error
    return result
