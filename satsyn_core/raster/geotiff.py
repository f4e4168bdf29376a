"""Writing new GeoTIFFs that are complete or absent."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.io import DatasetWriter

from ..contract.atomic_files import write_at_once
from ..contract.progress import Reporter
from .complete_geotiff import CompleteGeoTiff
from .geotiff_layout import RasterProfile, create_file, write_error
from .library_errors import GDAL_ERRORS
from .window import Window


class GeoTiffWriter(CompleteGeoTiff):
    """Writes a new GeoTIFF, see `CompleteGeoTiff`.

    Tiled and compressed (ZSTD, or DEFLATE where GDAL has none), BigTIFF when needed. CRS and transform are those of
    the profile's grid, to the last bit. Rasters larger than 2048 pixels get overviews, by average; a raster of classes,
    that is one with a colour map, by nearest pixel.
    """

    def __init__(self, path: str | os.PathLike[str], profile: RasterProfile, reporter: Reporter | None = None) -> None:
        super().__init__(Path(path), profile, reporter or Reporter())

    def background(self, window: Window) -> NDArray[np.generic]:
        """Return pixels (bands, height, width) for where nothing is written: the nodata value."""
        # Without a declared nodata value every pixel is known, and none keeps this one.
        fill = 0 if self.profile.nodata is None else self.profile.nodata
        shape = (len(self.profile.band_names), window.height, window.width)
        return np.full(shape, fill, np.dtype(self.profile.dtype))

    def _begin(self) -> DatasetWriter:
        return create_file(self._temporary, self.profile)


def write_geotiff(
    path: Path, array: NDArray[np.generic], profile: RasterProfile, valid: NDArray[np.bool_] | None = None
) -> None:
    """Write a small GeoTIFF at once, in a folder where a file that was cut off does no harm; see `GeoTiffWriter`.

    It is put together in memory, because GDAL misses some of what goes wrong on a disk, and prints the rest.

    Args:
        path: file to write; an existing one is replaced.
        array: (bands, height, width).
        profile: what the file is apart from its pixels.
        valid: where there is data (height, width), written as a mask inside the file; None writes no mask.

    Raises:
        SatSynError: writing failed.
        DiskFullError: there was no room.
        OSError: the file cannot be written for another reason.
    """
    try:
        with rasterio.MemoryFile(ext=".tif") as memory:
            with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), create_file(Path(memory.name), profile) as dataset:
                dataset.write(array)
                if valid is not None:
                    dataset.write_mask(valid)
            content = memory.read()
    except GDAL_ERRORS as error:
        raise write_error(path, error) from error
    write_at_once(path, content)
