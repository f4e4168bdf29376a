"""The distance of each pixel of a land cover from the nearest class edge."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_BAND_PIXELS = 1 << 16
"""Pixels processed at a time, a byte each: few enough for the processor's cache."""


def edge_distance(classes: NDArray[np.uint8], cap: int) -> NDArray[np.float32]:
    """Return how far each pixel is from the nearest pixel at a class edge, in pixels, at most `cap`.

    An edge pixel differs from one of its four neighbours. The search is exact: along rows first, then along columns
    over the squared row distances (the separable distance transform, bounded by the cap and therefore local). It gives
    the distances of scipy's `distance_transform_edt`, which took 173 ms instead of 26 ms for 1120 x 1120 pixels.

    Args:
        classes: class indices (height, width).
        cap: largest distance searched, at most 15 so that its square fits one byte.

    Returns:
        float32 (height - 2 (cap + 1), width - 2 (cap + 1)): the border that the search needs is cut off.
    """
    height, width = classes.shape[0] - 2 * (cap + 1), classes.shape[1] - 2 * (cap + 1)
    along_row = np.empty((height + 2 * cap, width), np.uint8)
    for band in _bands(*along_row.shape):
        edges = _edges(classes[band.start : band.stop + 2])
        along_row[band] = _distance_along_rows(edges.view(np.uint8), cap)
    squared = np.multiply(along_row, along_row, out=along_row)
    result = np.empty((height, width), np.float32)
    for band in _bands(height, width):
        nearest = _nearest_along_columns(squared[band.start : band.stop + 2 * cap], cap)
        np.sqrt(nearest, out=result[band], dtype=np.float32)
    return result


def _bands(height: int, width: int) -> Iterator[slice]:
    rows = max(_BAND_PIXELS // max(width, 1), 1)
    return (slice(top, min(top + rows, height)) for top in range(0, height, rows))


def _edges(classes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    core = classes[1:-1, 1:-1]
    edge: NDArray[np.bool_] = (core != classes[:-2, 1:-1]) | (core != classes[2:, 1:-1])
    edge |= (core != classes[1:-1, :-2]) | (core != classes[1:-1, 2:])
    return edge


def _distance_along_rows(edges: NDArray[np.uint8], cap: int) -> NDArray[np.uint8]:
    """Return the distance to the nearest edge pixel (1, others 0) in the same row, at most `cap`, without the border.

    The rows lie one after another in memory and are searched as one: pixels beyond the end of a row only affect the
    border.
    """
    height, width = edges.shape
    edgeless = (edges ^ np.uint8(1)).ravel()
    distance = np.empty(edgeless.size, np.uint8)
    inner = distance[: edgeless.size - 2 * cap]
    unreached = edgeless[cap : cap + inner.size].copy()
    inner[:] = unreached
    for step in range(1, cap):
        np.bitwise_and(unreached, edgeless[cap - step :][: inner.size], out=unreached)
        np.bitwise_and(unreached, edgeless[cap + step :][: inner.size], out=unreached)
        np.add(inner, unreached, out=inner)
    return distance.reshape(height, width)[:, : width - 2 * cap]


def _nearest_along_columns(squared: NDArray[np.uint8], cap: int) -> NDArray[np.uint8]:
    height, width = len(squared) - 2 * cap, squared.shape[1]
    nearest: NDArray[np.uint8] = squared[cap : cap + height].copy()
    farther = np.empty_like(nearest)
    for step in range(1, cap):
        np.minimum(squared[cap - step : cap - step + height], squared[cap + step : cap + step + height], out=farther)
        # More than this is no nearer than the cap, and would not fit one byte. NumPy compares with a row several times
        # as fast as with a single number.
        most = np.full(width, cap * cap - step * step, np.uint8)
        np.minimum(farther, most, out=farther)
        np.add(farther, np.uint8(step * step), out=farther)
        np.minimum(nearest, farther, out=nearest)
    return nearest
