"""Whether a GeoTIFF holds everything that was written to it.

GDAL compresses and writes tiles in threads of its own and while it closes a file; when the disk is full then, nobody
hears of it.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from .errors import SatSynError


def check_complete(path: Path, target: Path) -> None:
    """Check that every tile of a GeoTIFF and of its overviews lies within the file.

    Args:
        path: the file, written without gaps, its bands interleaved by pixel.
        target: what the user calls it.

    Raises:
        SatSynError: something is missing.
    """
    size = path.stat().st_size
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as whole:
                overviews = len(whole.overviews(1))
                is_complete = _has_all_tiles(whole, size)
            for level in range(overviews):
                with rasterio.open(path, overview_level=level) as smaller:
                    is_complete = is_complete and _has_all_tiles(smaller, size)
    except RasterioError:
        is_complete = False
    if not is_complete:
        raise SatSynError(f"Writing {target} failed: parts of the file are missing; is the disk full?")


def _has_all_tiles(dataset: DatasetReader, file_size: int) -> bool:
    for (row, col), _ in dataset.block_windows(1):
        start, length = (
            int(dataset.get_tag_item(f"BLOCK_{item}_{col}_{row}", "TIFF", bidx=1) or 0) for item in ("OFFSET", "SIZE")
        )
        if not (start and length and start + length <= file_size):
            return False
    return True
