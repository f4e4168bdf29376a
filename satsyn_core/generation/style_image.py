"""The style image: a real image whose style imagery takes, on the land cover's grid, which gives its classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader

from ..contract.class_scheme import UNKNOWN
from ..contract.errors import InputError
from ..contract.wording import counted
from ..generator.styles import ENCODED_SIDE
from ..landcover.reader import LandCoverReader
from ..raster.bands import more_bands, require_one_type
from ..raster.grid import Grid
from ..raster.library_errors import gdal_errors_as
from ..raster.reading import open_raster, read_mask, read_padded
from ..raster.warp import on_grid, overlap
from ..raster.window import Window

FEWEST_PIXELS = 64 * 64
"""Fewer pixels say nothing of the style of a scene."""


@dataclass(frozen=True)
class ClassedImage:
    """An image and the class of each pixel.

    Attributes:
        pixels: (bands, height, width) in the image's own data type.
        classes: class indices (height, width), `UNKNOWN` where the image or the land cover has no data.
    """

    pixels: NDArray[np.generic]
    classes: NDArray[np.uint8]


def lies_on(path: str, grid: Grid) -> bool:
    """Return whether enough of an image lies on a grid, so that the land cover there gives its classes."""
    with open_raster(path) as dataset:
        own = Grid.of(dataset)
        if own.same_pixels_as(grid):
            return True
        if not own.has_place or not grid.has_place:
            return False
        shared = overlap(grid, own)
        return shared is not None and shared.width * shared.height >= FEWEST_PIXELS


def read_style_image(
    path: str, landcover: LandCoverReader, band_names: tuple[str, ...]
) -> tuple[NDArray[np.generic], NDArray[np.uint8]]:
    """Read the middle of a style image with the classes of its pixels.

    Args:
        path: raster with the model's bands, first ones first, that overlaps the land cover.
        landcover: gives the classes.
        band_names: the model's bands.

    Returns:
        The image (bands, height, width) in its own data type, and class indices (height, width), `UNKNOWN` where the
        image or the land cover has no data.

    Raises:
        InputError: the image has too few bands, has pixels of its own but no coordinate system, or hardly overlaps the
            land cover.
    """
    with open_raster(path) as dataset:
        bands = style_bands(dataset, path, band_names)
        with on_grid(dataset, landcover.grid, "the land cover", Resampling.bilinear) as image:
            return _read(image, path, landcover, bands)


def style_bands(dataset: DatasetReader, path: str, band_names: tuple[str, ...]) -> list[int]:
    """Return the numbers of a style image's bands, from 1: as many as the model has, in its order.

    Raises:
        InputError: the image has fewer bands, or they have different data types.
    """
    count = len(band_names)
    if dataset.count < count:
        raise InputError(
            f"The style image {path} has {counted(dataset.count, 'band')}, and the model's imagery has {count} "
            f"({', '.join(band_names)}): {more_bands(dataset, count)}."
        )
    bands = list(range(1, count + 1))
    require_one_type(dataset, bands)
    return bands


def _read(
    dataset: DatasetReader, path: str, landcover: LandCoverReader, bands: list[int]
) -> tuple[NDArray[np.generic], NDArray[np.uint8]]:
    window = _data_window(dataset, path).middle(ENCODED_SIDE)
    pixels = read_padded(dataset, window, fill=0, bands=bands)
    valid = read_mask(dataset, window)
    if pixels.dtype.kind == "f":
        valid &= np.isfinite(pixels).all(axis=0)
        pixels = np.where(valid, pixels, 0)
    classes = np.where(valid, landcover.read(window), np.uint8(UNKNOWN))
    known = int(np.count_nonzero(classes != UNKNOWN))
    if known < FEWEST_PIXELS:
        raise InputError(
            f"The style image {path} shows {known:,} pixels with a class of the land cover, and a style needs "
            f"{FEWEST_PIXELS:,}: choose a larger image of the same place."
        )
    return pixels, classes


def _data_window(dataset: DatasetReader, path: str) -> Window:
    """Return the pixels with data, found on a small overview of the mask."""
    step = max(1, max(dataset.width, dataset.height) // 512)
    with gdal_errors_as(f"The style image {path} cannot be read"):
        mask = dataset.dataset_mask(out_shape=(-(-dataset.height // step), -(-dataset.width // step)))
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        raise InputError(f"The style image {path} does not overlap the land cover: choose one of the same place.")
    left, right, top, bottom = (int(edge) * step for edge in (cols[0], cols[-1] + 1, rows[0], rows[-1] + 1))
    found = Window(left, top, right - left, bottom - top)
    return found.intersection(Window(0, 0, dataset.width, dataset.height)) or found
