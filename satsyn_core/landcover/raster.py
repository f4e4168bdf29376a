"""A raster of land cover as stored on disk: one band of whole numbers."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.io import DatasetReader

from ..contract.errors import InputError, JobCancelledError, SatSynError
from ..contract.progress import Reporter
from ..contract.raster_tags import DRAWN_VALUES
from ..contract.wording import counted, quoted
from ..raster.grid import Grid
from ..raster.lossy_compression import lossy_compression
from ..raster.reading import has_mask, open_raster, read_band_masks, read_mask, read_padded
from ..raster.window import Window, canonical_blocks
from .samples import FEW_BLOCKS, MANY_BLOCKS, count_known, sample_blocks
from .vector_names import is_vector, split_attributes

_ROUNDED_WITHIN = 1e-3
"""Numbers so near to a whole one are that one: resampling and raster calculators leave such differences."""

_LARGEST_CLASS = 2.0**53
"""Beyond this a 64-bit float no longer holds every whole number; what is there marks pixels without data."""

_MASK_BLOCK_PIXELS = 2048

_MOST_SAMPLED_VALUES = 10_000
"""No land cover has as many classes."""


class LandCoverRaster:
    """An open raster of land cover, which is read as whole numbers and a mask of the known pixels.

    Args:
        dataset: open raster; it must have one band of numbers, and may have an alpha band.

    Attributes:
        digest: identity of the content where the file is a temporary one, drawn from vector layers; None for others.
        is_drawn: whether the file was drawn from vector layers.
        largest_rounding: how far a number that was read was from the whole one that it was taken for.

    Raises:
        InputError: the raster has several bands or complex numbers.
    """

    def __init__(self, dataset: DatasetReader) -> None:
        if sum(meaning is not ColorInterp.alpha for meaning in dataset.colorinterp) != 1:
            raise InputError(
                f"{dataset.name} has {counted(dataset.count, 'band')}; "
                "a land cover raster has one band of class numbers. "
                "Is this an image? Choose the land cover, or write its class band to a raster of its own."
            )
        self._dtype = np.dtype(dataset.dtypes[0])
        if self._dtype.kind not in "iuf":
            raise InputError(f"{dataset.name} holds {self._dtype} numbers; a land cover raster has whole numbers.")
        self.dataset = dataset
        self.name: str = dataset.name
        self.grid = Grid.of(dataset)
        self.nodata: float | None = dataset.nodata
        self.digest: str | None = None
        self.is_drawn = False
        self.largest_rounding = 0.0
        self._has_gaps = False
        flags = dataset.mask_flag_enums[0]
        # rasterio gives nodata as a float, which does not hold all 64-bit numbers; GDAL's mask compares exactly.
        is_exact_mask = MaskFlags.nodata in flags and self._dtype.kind in "iu" and self._dtype.itemsize == 8
        self._has_mask = has_mask(dataset) or is_exact_mask

    @property
    def value_type(self) -> np.dtype:
        """The data type of the values that `read` returns."""
        return self._dtype if self._dtype.kind in "iu" else np.dtype(np.int64)

    @property
    def scale_and_offset(self) -> tuple[float, float]:
        """What QGIS multiplies the numbers in the file with, and then adds, to show them; (1, 0) where it does not."""
        return self.dataset.scales[0], self.dataset.offsets[0]

    @property
    def lossy_compression(self) -> str | None:
        """The compression of the file if it does not keep all values, such as JPEG; None if it keeps them."""
        return lossy_compression(self.dataset)

    @property
    def has_mask_beside_nodata(self) -> bool:
        """Whether a mask says more of which pixels are known than the nodata value does."""
        flags = self.dataset.mask_flag_enums[0]
        beside = MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags
        return self.nodata is not None and beside

    def refuse_mask_over_all(self, window: Window) -> None:
        """Refuse a window in which a mask hides every pixel; call it where no pixel is known.

        Raises:
            InputError: with the way out.
        """
        inside = window.intersection(self.grid.window)
        if inside is None or not has_mask(self.dataset):
            return
        blocks = canonical_blocks(inside, _MASK_BLOCK_PIXELS)
        if any(read_mask(self.dataset, block).any() for block in blocks):
            return
        raise InputError(
            f"The mask of {self.name} hides every pixel of the part to be done. If that is wrong, use a copy without "
            f"the mask: gdal_translate -b 1 -mask none {quoted(self.name)} without_mask.tif"
        )

    @property
    def sampled_values(self) -> frozenset[int]:
        """The values in a sample of the whole raster: what values mean does not depend on the part in use."""
        return frozenset(self.sampled_counts)

    @cached_property
    def sampled_counts(self) -> Mapping[int, int]:
        """The known pixels of each value in a sample of the whole raster, or in all of it where it is small.

        The sample is the same whichever part of the raster is in use. Of vector layers it has the values of all their
        classes, each once. Blocks that cannot be read, as those of missing tiles, count for nothing.
        """
        drawn = self.dataset.tags().get(DRAWN_VALUES)
        if drawn is not None:
            return dict.fromkeys(map(int, drawn.split()), 1)
        return self._sampled(FEW_BLOCKS) or self._sampled(MANY_BLOCKS)

    def _sampled(self, blocks: int) -> Mapping[int, int]:
        rounding, found = self.largest_rounding, Counter[int]()
        for block in sample_blocks(self.grid.window, blocks):
            found.update(self.count_readable(block))
            if len(found) > _MOST_SAMPLED_VALUES:
                break
        self.largest_rounding = rounding
        return dict(found)

    def count_readable(self, window: Window) -> Mapping[int, int]:
        """Return the known pixels of each value in a window; none where it cannot be read, as in a missing tile."""
        try:
            return count_known(*self.read(window))
        except JobCancelledError:
            raise
        except SatSynError:
            self._has_gaps = True
            return {}

    @property
    def is_sampled_whole(self) -> bool:
        """Whether the sample has every pixel of the raster, as far as no block was found that cannot be read."""
        whole = sum(block.width * block.height for block in sample_blocks(self.grid.window))
        is_drawn = DRAWN_VALUES in self.dataset.tags()
        return not is_drawn and not self._has_gaps and whole == self.grid.width * self.grid.height

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
            known[part] &= read_band_masks(self.dataset, inside, [1])[0]
        if self._dtype.kind == "f":
            values, known = self._whole_numbers(values, known)
        return values, known

    def _whole_numbers(
        self, values: NDArray[np.floating], known: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        known &= ~np.isnan(values)
        found = np.where(known, values, 0).astype(np.float64)
        huge = np.abs(found) > _LARGEST_CLASS
        if huge.any():
            raise InputError(self._huge_sentence(found[huge], known))
        whole = np.rint(found)
        distances = np.abs(found - whole)
        farthest = float(distances.max(initial=0))
        if farthest > _ROUNDED_WITHIN:
            example = found[distances > _ROUNDED_WITHIN][0].item()
            raise InputError(
                f"{self.name} holds {example!r}, and classes are whole numbers. Is this land cover? "
                "If so, make whole numbers of it first, with QGIS' raster calculator or gdal_calc.py."
            )
        self.largest_rounding = max(self.largest_rounding, farthest)
        return whole.astype(np.int64), known

    def _huge_sentence(self, numbers: NDArray[np.float64], known: NDArray[np.bool_]) -> str:
        number = numbers[0].item()
        percent = 100 * len(numbers) / max(int(np.count_nonzero(known)), 1)
        declared = "" if self.nodata is None else f" (the file declares {self.nodata!r}, which is another number)"
        remedy = (
            f"declare it as nodata{declared}, with gdal_edit.py -a_nodata {self._dtype.type(number)!s}, or with "
            "gdal_translate and the same option"
        )
        if len(np.unique(numbers)) > 1:
            remedy = (
                "there are several such numbers, so replace them by one, for example with QGIS' raster calculator or "
                "gdal_calc.py, and declare that as nodata"
            )
        return f"{self.name} holds {number:.8g} in {percent:.2g} % of the pixels read, which is no class: {remedy}."


@contextmanager
def open_landcover(
    path: str | os.PathLike[str], grid: Grid | None = None, reporter: Reporter | None = None
) -> Iterator[LandCoverRaster]:
    """Open land cover for a `with` block: a raster, or vector layers, which are drawn.

    Args:
        path: of a raster, or of a file or layer of polygons and lines.
        grid: where vector layers are drawn; None for a small overview of them, which has all of their classes.
        reporter: gets what is drawn, and warnings about features that are left out; None keeps silent.

    Raises:
        InputError: there is no such raster or layer, or it is not land cover.
    """
    name = os.fspath(path)
    if is_vector(name):
        # The libraries that read vectors take a quarter of a second to load, and most land cover is a raster.
        from .vector.drawn_files import drawn_file

        with open_raster(drawn_file(name, grid, reporter or Reporter())) as dataset:
            drawn = LandCoverRaster(dataset)
            drawn.name, drawn.is_drawn = split_attributes(name)[0], True
            yield drawn
        return
    with open_raster(name) as dataset:
        yield LandCoverRaster(dataset)
