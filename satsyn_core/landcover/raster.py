"""A raster of land cover as stored on disk: one band of whole numbers."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from ..raster.grid import Grid
from ..raster.reading import open_raster, read_padded
from ..raster.window import Window

# Beyond this a 64-bit float no longer represents every whole number.
_LARGEST_WHOLE_FLOAT = 2.0**53


class LandCoverRaster:
    """An open raster of land cover, which is read as whole numbers and a mask of the known pixels.

    Args:
        dataset: open raster; it must have one band of numbers, and may have an alpha band.

    Raises:
        InputError: the raster has several bands or complex numbers.
    """

    def __init__(self, dataset: DatasetReader) -> None:
        if sum(meaning is not ColorInterp.alpha for meaning in dataset.colorinterp) != 1:
            raise InputError(
                f"{dataset.name} has {dataset.count} bands; a land cover raster has one band of class numbers. "
                "Is this an image? Choose the land cover, or write its class band to a raster of its own."
            )
        self._dtype = np.dtype(dataset.dtypes[0])
        if self._dtype.kind not in "iuf":
            raise InputError(f"{dataset.name} holds {self._dtype} numbers; a land cover raster has whole numbers.")
        self.dataset = dataset
        self.name: str = dataset.name
        self.grid = Grid.of(dataset)
        self.nodata: float | None = dataset.nodata
        self._has_mask = MaskFlags.per_dataset in dataset.mask_flag_enums[0]

    @property
    def value_type(self) -> np.dtype:
        """The data type of the values that `read` returns."""
        return self._dtype if self._dtype.kind in "iu" else np.dtype(np.int64)

    def read(self, window: Window) -> tuple[NDArray[np.integer], NDArray[np.bool_]]:
        """Read a window, which may reach beyond the raster.

        Returns:
            The values (height, width), and where they are known (height, width): neither nodata, nor masked, nor
            outside the raster. Values of unknown pixels have no meaning.

        Raises:
            InputError: a known value is not a whole number.
        """
        values = read_padded(self.dataset, window, fill=0, bands=[1])[0]
        known = np.zeros(values.shape, dtype=bool)
        inside = window.intersection(self.grid.window)
        if inside is None:
            return values.astype(self.value_type), known
        part = inside.slices_in(window)
        known[part] = True
        if self.nodata is not None and not math.isnan(self.nodata):
            known &= values != self.nodata
        if self._has_mask:
            rows, cols = inside.slices_in(self.grid.window)
            known[part] &= self.dataset.read_masks(1, window=(_bounds(rows), _bounds(cols))) != 0
        if self._dtype.kind == "f":
            values, known = self._whole_numbers(values, known)
        return values, known

    def _whole_numbers(
        self, values: NDArray[np.floating], known: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        known &= ~np.isnan(values)
        with np.errstate(invalid="ignore"):
            broken = known & ((values != np.rint(values)) | (np.abs(values) > _LARGEST_WHOLE_FLOAT))
        if broken.any():
            raise InputError(
                f"{self.name} holds {values[broken][0]:g}, and classes are whole numbers. Is this land cover? "
                "If so, round it to whole numbers first."
            )
        return np.where(known, values, 0).astype(np.int64), known


@contextmanager
def open_landcover(path: str | os.PathLike[str]) -> Iterator[LandCoverRaster]:
    """Open a raster of land cover for a `with` block.

    Raises:
        InputError: there is no such raster, or it is not land cover.
    """
    with open_raster(path) as dataset:
        yield LandCoverRaster(dataset)


def _bounds(pixels: slice) -> tuple[int, int]:
    return pixels.start, pixels.stop
