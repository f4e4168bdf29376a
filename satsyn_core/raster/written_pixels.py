"""What was written to a raster, compared with what its file holds: GDAL does not say what a full disk has swallowed."""

from __future__ import annotations

import warnings
import zlib
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning

from .library_errors import GDAL_ERRORS
from .window import Window


class WrittenPixels:
    """Checksums of the windows of a raster, which do not overlap."""

    def __init__(self) -> None:
        self._checksums: dict[Window, int] = {}

    def add(self, window: Window, array: NDArray[np.generic]) -> None:
        """Note an array (bands, height, width), of the raster's data type, that was written at a window."""
        self._checksums[window] = _checksum(array)

    def are_in(self, path: Path) -> bool:
        """Whether a file that is closed holds them, and overviews of them that can be read."""
        try:
            return self._are_in(path)
        except GDAL_ERRORS:
            return False

    def _are_in(self, path: Path) -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as whole:
                levels, size = len(whole.overviews(1)), (whole.height, whole.width)
                for window, checksum in self._checksums.items():
                    if _checksum(whole.read(window=window.to_rasterio())) != checksum:
                        return False
            for level in range(levels):
                with rasterio.open(path, overview_level=level) as smaller:
                    height, width = smaller.block_shapes[0]
                    # An overview is rounded up, so that its factor is the ratio of the sizes, rounded up.
                    rows, cols = -(-size[0] // smaller.height), -(-size[1] // smaller.width)
                    last_row, last_col = (smaller.height - 1) // height, (smaller.width - 1) // width
                    for row, col in self._blocks(rows * height, cols * width):
                        smaller.read(window=smaller.block_window(1, min(row, last_row), min(col, last_col)))
        return True

    def _blocks(self, height: int, width: int) -> set[tuple[int, int]]:
        """Return rows and columns of those blocks of a size that the windows touch."""
        return {
            (row, col)
            for window in self._checksums
            for row in range(window.row // height, -(-(window.row + window.height) // height))
            for col in range(window.col // width, -(-(window.col + window.width) // width))
        }


def _checksum(array: NDArray[np.generic]) -> int:
    return zlib.crc32(np.ascontiguousarray(array).data)
