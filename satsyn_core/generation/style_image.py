"""The style image: a real image whose style imagery takes, on the land cover's grid, which gives its classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader

from ..contract.class_scheme import UNKNOWN
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.wording import counted
from ..generator.model import ImageryGenerator
from ..generator.styles import ENCODED_SIDE
from ..landcover.buildings import BuildingMask
from ..landcover.reader import LandCoverReader
from ..raster.bands import require_one_type
from ..raster.grid import Grid
from ..raster.reading import open_raster, read_padded, small_mask
from ..raster.warp import on_grid, overlap
from ..raster.window import Window
from ..scenes.pairs import OpenImagery
from .few_bands import instead_of_few_bands

FEWEST_PIXELS = 64 * 64
"""Fewer pixels say nothing of the style of a scene."""

_SIMILAR = 2.0
"""Pixels of a style image may be larger than those of the model by this factor without a word."""


@dataclass(frozen=True)
class ClassedImage:
    """An image and the class of each pixel.

    Attributes:
        pixels: (bands, height, width) in the image's own data type.
        classes: class indices (height, width), `UNKNOWN` where the image or the land cover has no data.
    """

    pixels: NDArray[np.generic]
    classes: NDArray[np.uint8]


@dataclass(frozen=True)
class PlannedArea:
    """Where the land cover says what shall be there, while a style image shows what is there now.

    Attributes:
        mask: the area.
        reporter: gets what was left out.
    """

    mask: BuildingMask
    reporter: Reporter

    def leave_out(self, classes: NDArray[np.uint8], window: Window, path: str, names: Sequence[str]) -> int:
        """Make the pixels of a window unknown that lie in the area, and return how many had a class.

        Args:
            classes: class indices (height, width) of the window, which are changed.
            window: in pixels of the land cover.
            path: of the style image, for the log.
            names: of the classes.
        """
        inside = self.mask.read(window) & (classes != UNKNOWN)
        count = int(np.count_nonzero(inside))
        if not count:
            return 0
        planned = np.unique(classes[inside])
        classes[inside] = UNKNOWN
        self.reporter.log(
            f"Of the style image {path}, pixels inside MASK were left out for the style ({count:,}): the land cover "
            "shows there what is planned, and the image what was there before."
        )
        unseen = [names[index] for index in np.setdiff1d(planned, classes)]
        if unseen:
            self.reporter.log(
                f"Outside MASK the style image does not show {', '.join(unseen)}: such pixels look as in the most "
                "similar training image."
            )
        return count


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


def has_pixels(path: str, grid: Grid) -> bool:
    """Return whether a raster has the pixels of a grid."""
    with open_raster(path) as dataset:
        return Grid.of(dataset).same_pixels_as(grid)


def read_style_image(
    path: str, landcover: LandCoverReader, band_names: tuple[str, ...], planned: PlannedArea | None = None
) -> tuple[NDArray[np.generic], NDArray[np.uint8]]:
    """Read the middle of a style image with the classes of its pixels.

    Args:
        path: raster with the model's bands, first ones first, that overlaps the land cover.
        landcover: gives the classes.
        band_names: the model's bands.
        planned: where the land cover says what shall be there, and the image shows something else.

    Returns:
        The image (bands, height, width) in its own data type, and class indices (height, width), `UNKNOWN` where the
        image or the land cover has no data, and in the planned area.

    Raises:
        InputError: the image has too few bands, has pixels of its own but no coordinate system, or hardly overlaps the
            land cover.
    """
    with open_raster(path) as dataset:
        bands = style_bands(dataset, path, band_names, landcover.name)
        with on_grid(dataset, landcover.grid, "the land cover", Resampling.bilinear) as image:
            return _read(image, path, landcover, bands, planned)


def compare_style_pixels(path: str, generator: ImageryGenerator, reporter: Reporter) -> None:
    """Warn if the pixels of a style image are much larger than those that a model was trained with.

    Smaller pixels are averaged, and do no harm.

    Args:
        path: of the image; one without place has pixels of unknown size.
        generator: the model.
        reporter: gets the warning.
    """
    with open_raster(path) as dataset:
        grid = Grid.of(dataset)
    if not grid.has_place:
        return
    pixel, trained = grid.ground_pixel, generator.ground_sampling_distance
    if pixel.side > _SIMILAR * trained:
        reporter.log(
            f"The pixels of the style image {path} measure {pixel.describe()}, and the model {generator.name} was "
            f"trained with {trained:g} m, so the image does not show the detail that the imagery needs: choose an "
            f"image with pixels of about {trained:g} m.",
            "warning",
        )


def style_bands(dataset: DatasetReader, path: str, band_names: tuple[str, ...], landcover: str | None) -> list[int]:
    """Return the numbers of a style image's bands, from 1: as many as the model has, in its order.

    Args:
        dataset: open image.
        path: of it.
        band_names: the model's bands.
        landcover: of the image, which may stand in its place by mistake; None where it has none.

    Raises:
        InputError: the image has fewer bands, or they have different data types.
    """
    count = len(band_names)
    if dataset.count < count:
        raise InputError(
            f"The style image {path} has {counted(dataset.count, 'band')}, and the model's imagery has {count} "
            f"({', '.join(band_names)}): {instead_of_few_bands(dataset, count, landcover)}."
        )
    bands = list(range(1, count + 1))
    require_one_type(dataset, bands)
    return bands


def _read(
    dataset: DatasetReader, path: str, landcover: LandCoverReader, bands: list[int], planned: PlannedArea | None
) -> tuple[NDArray[np.generic], NDArray[np.uint8]]:
    window = window_with_data(dataset)
    if window is None:
        raise InputError(f"The style image {path} does not overlap the land cover: choose one of the same place.")
    window = window.middle(ENCODED_SIDE)
    valid = OpenImagery(path, dataset, tuple(bands)).valid(window)
    # What stands in for missing pixels reaches the features of those beside them.
    pixels = np.where(valid, read_padded(dataset, window, fill=0, bands=bands), 0)
    classes = np.where(valid, landcover.read(window), np.uint8(UNKNOWN))
    left_out = 0 if planned is None else planned.leave_out(classes, window, path, landcover.match.scheme.names)
    known = int(np.count_nonzero(classes != UNKNOWN))
    if known < FEWEST_PIXELS and left_out:
        raise InputError(
            f"The style image {path} shows {known:,} pixels outside MASK with a class of the land cover, and a style "
            f"needs {FEWEST_PIXELS:,}: choose a larger image of the same place, or give the land cover of what it "
            "shows in STYLE_LANDCOVER, so that its pixels inside MASK count."
        )
    if known < FEWEST_PIXELS:
        raise InputError(
            f"The style image {path} shows {known:,} pixels with a class of the land cover, and a style needs "
            f"{FEWEST_PIXELS:,}: choose a larger image of the same place."
        )
    return pixels, classes


def window_with_data(dataset: DatasetReader) -> Window | None:
    """Return the rectangle of pixels with data of a style image, found on a small overview of the mask; None if there
    are none.

    Raises:
        InputError: the image cannot be read.
    """
    step = max(1, max(dataset.width, dataset.height) // 512)
    mask = small_mask(dataset, -(-dataset.height // step), -(-dataset.width // step))
    rows, cols = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    left, right, top, bottom = (int(edge) * step for edge in (cols[0], cols[-1] + 1, rows[0], rows[-1] + 1))
    found = Window(left, top, right - left, bottom - top)
    return found.intersection(Window(0, 0, dataset.width, dataset.height)) or found
