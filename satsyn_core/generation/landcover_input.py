"""The land cover of a generation: a raster, or vector layers that are drawn; and the pixels of the imagery in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..contract.class_scheme import UNKNOWN
from ..contract.declaration import flat_values
from ..contract.declarations.generate_imagery import GenerateImagery
from ..contract.progress import Reporter
from ..landcover.class_matching import ClassMatch
from ..landcover.raster import LandCoverRaster, open_landcover
from ..landcover.vector_names import is_vector, only_for_vectors
from ..raster.nesting import Nesting, nesting_for, suggested_size
from ..raster.window import Window, canonical_blocks

_SIMILAR = 2.0
"""Pixels of map and model may differ by this factor without a word."""

_COUNT_BLOCK_PIXELS = 4096

_MOST_MARGIN_PIXELS = 1024
"""No model reads land cover farther away."""


@dataclass(frozen=True)
class OpenedLandCover:
    """Open land cover, and the nesting of the imagery's pixels in its own."""

    raster: LandCoverRaster
    nesting: Nesting


@contextmanager
def open_landcover_of(
    parameters: GenerateImagery, trained_metres: float, reporter: Reporter
) -> Iterator[OpenedLandCover]:
    """Open the land cover of a generation for a `with` block; vector layers are drawn first.

    Args:
        parameters: of the job.
        trained_metres: side of the pixels that the model was trained with.
        reporter: gets what becomes of the land cover, and progress; may cancel.

    Raises:
        InputError: it cannot be used, or parameters do not fit it.
    """
    source = parameters.source
    if is_vector(source.landcover):
        # The libraries that read vectors take a quarter of a second to load.
        from ..landcover.vector.rasterised import DrawingPlace, rasterised_landcover

        place = DrawingPlace(
            trained_metres,
            source.pixel_size,
            # A style image may lie anywhere on the land cover.
            source.extent if parameters.appearance.style is None else None,
            _MOST_MARGIN_PIXELS + parameters.computation.block_size,
            # Workers on other machines must find the raster, too.
            Path(parameters.output).absolute().parent if parameters.computation.scheduler is not None else None,
        )
        with rasterised_landcover(source.landcover, parameters.vector, place, reporter) as drawn:
            yield OpenedLandCover(drawn, Nesting())
        return
    _refuse_vector_parameters(parameters)
    with open_landcover(source.landcover) as raster:
        nesting = Nesting()
        if source.pixel_size is not None:
            nesting = nesting_for(raster.grid, source.pixel_size, raster.name)
            pixel = nesting.fine(raster.grid).ground_pixel
            reporter.log(
                f"Each pixel of {raster.name} becomes {nesting.cols} x {nesting.rows} pixels of {pixel.describe()}, "
                "with smoothed class edges."
            )
        yield OpenedLandCover(raster, nesting)


def count_known(landcover: LandCoverRaster, match: ClassMatch, nesting: Nesting, window: Window) -> int:
    """Return the number of pixels with a class in a window of fine pixels."""
    if not nesting.is_finer:
        return match.pixels
    total = 0
    for block in canonical_blocks(nesting.around(window), _COUNT_BLOCK_PIXELS):
        known = match.indices(*landcover.read(block)) != UNKNOWN
        rows = _overlaps(block.row, block.height, nesting.rows, window.row, window.height)
        cols = _overlaps(block.col, block.width, nesting.cols, window.col, window.width)
        total += int(rows @ known.astype(np.int64) @ cols)
    return total


def _overlaps(start: int, count: int, fine: int, first: int, length: int) -> np.ndarray:
    """Return how many fine pixels of each coarse one lie in a range of fine pixels, along one side."""
    edges = np.clip(np.arange(start, start + count + 1, dtype=np.int64) * fine, first, first + length)
    return np.diff(edges)


def _refuse_vector_parameters(parameters: GenerateImagery) -> None:
    given = [name for name, value in flat_values(parameters.vector).items() if value]
    if given:
        raise only_for_vectors(given, parameters.source.landcover)


def compare_pixel_sizes(opened: OpenedLandCover, pixel_size: float | None, trained: float, reporter: Reporter) -> None:
    """Warn if the imagery's pixels are much larger or smaller than those that the model was trained with.

    Args:
        opened: the land cover.
        pixel_size: that the user asks for, in metres; None: the pixels of the land cover.
        trained: side of the model's pixels in metres.
        reporter: gets the warning.
    """
    grid, name = opened.nesting.fine(opened.raster.grid), opened.raster.name
    if not grid.has_place:
        return
    pixel = grid.ground_pixel
    ratio = pixel.side / trained
    says = f"The pixels of the imagery measure {pixel.describe()}, and the model was trained with {trained:g} m"
    if ratio > _SIMILAR:
        size = suggested_size(grid, trained)
        if size > _SIMILAR * trained:
            reporter.log(
                f"{says}: what it draws into a pixel is as large as {trained:g} m on the ground. The smallest pixels "
                f"that are possible on the land cover of {name} have PIXEL_SIZE={size:.6g}, larger than that: choose a "
                "model of coarser imagery.",
                "warning",
            )
            return
        reporter.log(
            f"{says}: what it draws into a pixel is as large as {trained:g} m on the ground. Give "
            f"PIXEL_SIZE={size:.6g} for imagery of that size on the land cover of {name}, or choose a model of "
            "coarser imagery.",
            "warning",
        )
    elif ratio < 1 / _SIMILAR and pixel_size is not None:
        reporter.log(
            f"{says}: give a PIXEL_SIZE of about {trained:g}, or none for the pixels of the land cover {name} or of "
            "the model, or choose a model of finer imagery.",
            "warning",
        )
    elif ratio < 1 / _SIMILAR:
        reporter.log(
            f"{says}: resample the land cover {name} to about {trained:g} m first, as PIXEL_SIZE makes pixels only "
            "smaller, or choose a model of finer imagery.",
            "warning",
        )
