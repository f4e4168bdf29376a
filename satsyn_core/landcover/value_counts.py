"""How often each value occurs in land cover."""

from __future__ import annotations

from collections import Counter

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..raster.window import Window, canonical_blocks, count_blocks
from .raster import LandCoverRaster
from .samples import count_known

# Blocks that fit the processor's cache are counted several times as fast as larger ones.
_SCAN_BLOCK_PIXELS = 1024
# No class raster has more distinct values; an elevation model or an image has.
_MOST_VALUES = 10_000
_MOST_BLOCKS = 500_000
"""The whole world in pixels of 10 m, as mosaics have it, is 370,000 blocks."""


def count_values(
    landcover: LandCoverRaster, window: Window, reporter: Reporter, *, has_extent: bool = False
) -> dict[int, int]:
    """Count the known pixels of each value in a window.

    Args:
        landcover: open land cover.
        window: the part of the raster that is read, block by block.
        reporter: gets progress; may cancel.
        has_extent: whether the job has the parameter EXTENT, which makes the window smaller.

    Raises:
        InputError: there are more distinct values than any land cover has, or more pixels than can be read.
    """
    counts: Counter[int] = Counter()
    total = count_blocks(window, _SCAN_BLOCK_PIXELS)
    if total > _MOST_BLOCKS:
        way = "EXTENT or with QGIS' Clip raster by extent" if has_extent else "QGIS' Clip raster by extent"
        raise InputError(
            f"{landcover.name} has {window.width} x {window.height} pixels, which takes weeks to read: cut out the "
            f"part that you need, with {way}."
        )
    for number, block in enumerate(canonical_blocks(window, _SCAN_BLOCK_PIXELS)):
        reporter.check_cancelled()
        reporter.progress(number / total, "Reading the land cover's classes")
        values, known = landcover.read(block)
        counts.update(count_known(values, known))
        if len(counts) > _MOST_VALUES:
            raise InputError(f"{landcover.name} has more than {_MOST_VALUES} different values: it is no land cover.")
    if landcover.largest_rounding > 0:
        reporter.log(
            f"{landcover.name} holds numbers that differ from whole ones by up to {landcover.largest_rounding:.1g}: "
            "they are rounded."
        )
    if window == landcover.grid.window and landcover.is_sampled_whole:
        landcover.sampled_counts = dict(counts)
    return dict(counts)
