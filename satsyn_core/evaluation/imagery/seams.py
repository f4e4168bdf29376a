"""The seam index: whether imagery shows the borders of the blocks or chips that it was assembled from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...raster.window import Window
from ...scenes.imagery import Imagery

BLOCK_SIZES = (64, 128, 256, 512, 1024)
"""Sizes of blocks and chips in use; a seam shows as a step at their multiples."""

LINES = 24
"""Borders of one block size that are sampled in a raster."""

LINE_PIXELS = 512
"""Length of the part of a border that is sampled."""

SHOWN = 0.5
"""Share of the pixels along a line that must have data on both sides of it, for the step across it to count."""


def seam_index(sources: Sequence[Imagery], seed: int = 0) -> float | None:
    """Return the largest ratio, over block sizes and both directions, of the steps across block borders to the steps
    beside them.

    Args:
        sources: rasters of one set.
        seed: of the places at which borders are sampled.

    Returns:
        1 where borders do not differ from other places, more where they show; None where no raster is larger than a
        block.
    """
    ratios = []
    for down in (False, True):
        # Borders between columns have the draws that they had before rows were measured, too.
        rng = np.random.default_rng([seed, 1] if down else seed)
        for size in BLOCK_SIZES:
            steps = [_steps(source, size, rng, down=down) for source in sources]
            at_border = np.concatenate([border for border, _ in steps])
            beside = np.concatenate([other for _, other in steps])
            if len(at_border) and beside.mean() > 0:
                ratios.append(float(at_border.mean() / beside.mean()))
    return max(ratios, default=None)


def _steps(
    source: Imagery, size: int, rng: np.random.Generator, *, down: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean absolute steps (n,) across borders of blocks, and between the pixels beside the same borders: from
    row to row if `down`, else from column to column.
    """
    at_border: list[float] = []
    beside: list[float] = []
    across, along = source.grid.width, source.grid.height
    if down:
        across, along = along, across
    borders = np.arange(size, across - 8, size)
    for border in rng.permutation(borders)[:LINES]:
        start = int(rng.integers(0, max(along - LINE_PIXELS, 0) + 1))
        first, length = int(border) - 8, min(LINE_PIXELS, along)
        window = Window(start, first, length, 16) if down else Window(first, start, 16, length)
        image, valid = source.read_imagery(window).astype(np.float32), source.valid(window)
        if valid.mean() < 0.9:
            continue
        if down:
            image, valid = image.transpose(0, 2, 1), valid.T
        # A step from or to a pixel without data shows no seam, and may be NaN.
        known = valid[:, 1:] & valid[:, :-1]
        shown = known.mean(axis=0) >= SHOWN
        if not shown[7] or shown.sum() == 1:
            continue
        steps = np.abs(np.diff(image, axis=2)).mean(axis=(0, 1), where=known)
        at_border.append(float(steps[7]))
        beside.append(float(np.delete(steps, 7)[np.delete(shown, 7)].mean()))
    return np.array(at_border), np.array(beside)
