"""Class edges of a coarse map on a finer grid, without the staircases of its pixels.

Every class has a membership: 1 in the coarse pixels of that class and 0 in others, smoothed with a Gaussian. A fine
pixel gets the class with the greatest membership at its centre. Where that would leave a coarse pixel with less than
half of its area in its own class, as it happens to lone pixels and thin lines, the fine pixels in which its own class
is strongest are kept for it, so that it keeps the majority. Pixels without class stay exactly where they are.

The class of a fine pixel depends on the coarse pixels around it alone, by the same arithmetic in the same order: it
does not matter in which windows a raster is read.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..raster.nesting import Nesting

SMOOTHING_PIXELS = 0.6
"""Standard deviation of the Gaussian in coarse pixels: less leaves steps, more loses what is a pixel wide."""

REACH_PIXELS = 2
"""Coarse pixels on every side of a pixel that decide on its inside; beyond lies under 0.01 % of the Gaussian."""


def refine(classes: NDArray[np.uint8], nesting: Nesting) -> NDArray[np.uint8]:
    """Return the classes of fine pixels.

    Args:
        classes: class indices (height, width) of coarse pixels, `UNKNOWN` without class, with `REACH_PIXELS` more on
            every side than are wanted.
        nesting: of the fine pixels in the coarse ones.

    Returns:
        Class indices of the fine pixels in the wanted coarse ones.
    """
    own_coarse = classes[REACH_PIXELS:-REACH_PIXELS, REACH_PIXELS:-REACH_PIXELS]
    own = own_coarse.repeat(nesting.rows, axis=0).repeat(nesting.cols, axis=1)
    present = [int(index) for index in np.unique(classes) if index != UNKNOWN]
    if len(present) < 2:
        return own
    rows, cols = _weights(nesting.rows), _weights(nesting.cols)
    own_membership = np.zeros(own.shape, np.float32)
    best_membership = np.zeros(own.shape, np.float32)
    best = own.copy()
    for index in present:
        membership = _smoothed((classes == index).astype(np.float32), rows, cols)
        is_own = own == index
        own_membership[is_own] = membership[is_own]
        wins = ~is_own & (membership > best_membership)
        best_membership[wins] = membership[wins]
        best[wins] = index
    lead = own_membership - best_membership
    keeps = lead >= _least_lead(lead, nesting)
    return np.where(keeps | (own == UNKNOWN), own, best)


def _least_lead(lead: NDArray[np.float32], nesting: Nesting) -> NDArray[np.float32]:
    """Return the lead over other classes from which a fine pixel keeps the class of its coarse one.

    It is 0, or less where that leaves less than half of the coarse pixel.
    """
    height, width = lead.shape[0] // nesting.rows, lead.shape[1] // nesting.cols
    cells = lead.reshape(height, nesting.rows, width, nesting.cols).swapaxes(1, 2).reshape(height, width, -1)
    half = cells.shape[2] // 2
    least = np.minimum(np.partition(cells, half, axis=2)[:, :, half], np.float32(0))
    spread: NDArray[np.float32] = least.repeat(nesting.rows, axis=0).repeat(nesting.cols, axis=1)
    return spread


def _smoothed(
    indicator: NDArray[np.float32], rows: NDArray[np.float32], cols: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return an indicator of coarse pixels, smoothed, at the centres of the fine pixels."""
    smoothed: NDArray[np.float32] = _along_rows(_along_rows(indicator, rows).T, cols).T
    return smoothed


def _along_rows(values: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return values (coarse rows, columns) between the rows: (fine rows, columns)."""
    fine, taps = weights.shape
    wanted = values.shape[0] - taps + 1
    result = np.zeros((wanted, fine, values.shape[1]), np.float32)
    for tap in range(taps):
        result += values[tap : tap + wanted, None] * weights[None, :, tap, None]
    return result.reshape(wanted * fine, -1)


def _weights(fine: int) -> NDArray[np.float32]:
    """Return the weight (fine, 2 * reach + 1) that a coarse pixel's neighbours have at each fine pixel's centre."""

    def below(distance: float) -> float:
        return 0.5 * math.erf(distance / (SMOOTHING_PIXELS * math.sqrt(2)))

    centres = [(2 * phase + 1) / (2 * fine) - 0.5 for phase in range(fine)]
    offsets = range(-REACH_PIXELS, REACH_PIXELS + 1)
    weights = [[below(tap + 0.5 - at) - below(tap - 0.5 - at) for tap in offsets] for at in centres]
    return np.array(weights, np.float32)
