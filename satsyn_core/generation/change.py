"""A change pair: two requests that differ in their land cover, and the pixels that the difference reaches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..contract.declarations.generate_change import GenerateChange
from ..contract.declarations.generate_imagery import GenerateImagery, GenerationComputation, LandCoverSource
from ..contract.progress import Reporter
from ..generator.network.architecture import STRIDES
from ..generator.seamless import SeamlessGenerator
from ..landcover.class_matching import ClassMatch
from ..raster.geotiff import GeoTiffWriter
from ..raster.window import Window, canonical_blocks
from .block_plan import BlockPlan, ImageryNodata
from .pair_grids import require_same_pixels
from .request import GenerationRequest, open_request

_SHOWN = 5

SAME, CHANGED = 0, 1
"""Values of the change mask; `UNKNOWN` is where one of both land covers has no class."""


@dataclass(frozen=True)
class ChangePair:
    """The requests before and after the change: the same grid, window, style, noise and nodata value."""

    before: GenerationRequest
    after: GenerationRequest

    def mask(self, window: Window) -> NDArray[np.uint8]:
        """Return the change mask (height, width) of a window, which counts pixels of the land covers."""
        return _mask(self.before.reader.read(window), self.after.reader.read(window))


def _mask(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.uint8]:
    mask: NDArray[np.uint8] = np.where(before != after, np.uint8(CHANGED), np.uint8(SAME))
    mask[(before == UNKNOWN) | (after == UNKNOWN)] = UNKNOWN
    return mask


@contextmanager
def open_pair(parameters: GenerateChange, reporter: Reporter) -> Iterator[ChangePair]:
    """Open both land covers and match their classes; the rasters stay open for the `with` block.

    Raises:
        InputError: a file cannot be used, parameters do not fit each other, or the pixels of both land covers differ.
    """
    given = parameters.source
    first = _request(parameters, given.before, given.buildings_before)
    second = _request(parameters, given.after, given.buildings_after)
    reporter.log("Before the change:")
    with open_request(first, reporter.part(0, 0.5), several=True) as before:
        reporter.log("After the change:")
        with open_request(second, reporter.part(0.5, 1), several=True) as after:
            require_same_pixels(before, after)
            _warn_of_meanings(before.match, after.match, reporter)
            # One value for both, or equal pixels could differ by the digital number that known pixels avoid.
            declared = before.nodata.declared or after.nodata.declared
            nodata = ImageryNodata(before.nodata.value, declared)
            common = replace(before, nodata=nodata)
            yield ChangePair(common, replace(after, generator=before.generator, nodata=nodata, styled_by=common))


def _request(parameters: GenerateChange, landcover: str, buildings: str | None) -> GenerateImagery:
    given, computation = parameters.source, parameters.computation
    return GenerateImagery(
        source=LandCoverSource(
            landcover=landcover,
            buildings=buildings,
            classes=given.classes,
            scheme=given.scheme,
            legends=given.legends,
            extent=given.extent,
            pixel_size=given.pixel_size,
        ),
        output=parameters.outputs.output_before,
        model=parameters.model,
        vector=parameters.vector,
        appearance=parameters.appearance,
        computation=GenerationComputation(
            device=computation.device,
            block_size=computation.block_size,
            engine=computation.engine,
            precision=computation.precision,
        ),
    )


def _warn_of_meanings(before: ClassMatch, after: ClassMatch, reporter: Reporter) -> None:
    """Warn where equal values mean different classes because the two land covers say it in different ways.

    Each raster may have numbers of its own, so only one that is matched otherwise than the other one is in doubt.
    """
    if before.source == after.source or before.keys.is_counted or after.keys.is_counted:
        return
    shared = before.counts.keys() & after.counts.keys()
    apart = [value for value in sorted(shared) if before.name_of(value) != after.name_of(value)]
    if apart:
        shown = ", ".join(f"{one} ({before.name_of(one)}, {after.name_of(one)})" for one in apart[:_SHOWN])
        reporter.log(
            f"Equal values mean different classes before and after, as {shown}: the land cover before is matched by "
            f"{before.source}, that after by {after.source}. If the values mean the same in both, unchanged pixels "
            "count as changed: say what they mean with CLASSES or SCHEME.",
            "warning",
        )


@dataclass(frozen=True)
class Change:
    """Which pixels of a window differ in their class, and which ones that reaches.

    Attributes:
        changed: number of pixels of the window that differ.
        reached: cells (rows, columns) of `step` pixels whose imagery may differ.
        start: pixel at which the first cell starts, as (column, row).
        step: pixels along the side of a cell: those that read the same land cover.
    """

    changed: int
    reached: NDArray[np.bool_]
    start: tuple[int, int]
    step: int

    def weights(self, window: Window) -> NDArray[np.float32] | None:
        """Return 1 for each pixel (height, width) of a window that the change reaches, see `PatchArea`."""
        rows = (np.arange(window.row, window.row + window.height) - self.start[1]) // self.step
        cols = (np.arange(window.col, window.col + window.width) - self.start[0]) // self.step
        found = self.reached[np.ix_(rows, cols)]
        return found.astype(np.float32) if found.any() else None


def find_change(pair: ChangePair, plan: BlockPlan, writer: GeoTiffWriter, reporter: Reporter) -> Change:
    """Compare both land covers, and write where they differ.

    A cell of imagery depends on the land cover in it and in a margin around it, so a differing pixel reaches the cells
    within the margin, which are found exactly.

    Args:
        pair: the requests.
        plan: of each image.
        writer: takes the change mask of the window.
        reporter: gets progress; may cancel.
    """
    # Loaded late: most of the time is that of loading it.
    from scipy.ndimage import maximum_filter

    step = STRIDES[0] if isinstance(pair.before.generator, SeamlessGenerator) else plan.align
    cells = -(-plan.margin // step)
    around = plan.window.aligned(step).expanded(cells * step)
    touched = np.zeros((around.height // step, around.width // step), bool)
    changed = 0
    blocks = list(canonical_blocks(around, plan.block_size))
    for number, block in enumerate(blocks):
        reporter.check_cancelled()
        reporter.progress(number / len(blocks), "Comparing the land covers")
        before, after = pair.before.reader.read(block), pair.after.reader.read(block)
        differs = before != after
        rows, cols = np.nonzero(differs)
        touched[(rows + block.row - around.row) // step, (cols + block.col - around.col) // step] = True
        own = block.intersection(plan.window)
        if own is not None:
            part = own.slices_in(block)
            changed += int(np.count_nonzero(differs[part]))
            writer.write(_mask(before[part], after[part])[None], plan.place(own))
    reached = maximum_filter(touched, size=2 * cells + 1, mode="constant")
    return Change(changed, reached, (around.col, around.row), step)
