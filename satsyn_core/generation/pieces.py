"""The pieces of blocks that have to be computed when only some of their pixels are wanted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..raster.window import Window


def pieces_of(wanted: NDArray[np.bool_], block: Window, align: int, margin: int) -> list[Window]:
    """Return windows that hold all wanted pixels of a block, so that computing them costs little.

    A window costs its pixels and, as each is computed with land cover around it, a margin. So one that holds two
    distant groups of pixels is cut in two where that is cheaper.

    Args:
        wanted: (height, width).
        block: the pixels, in those of the land cover.
        align: the engine computes what starts and ends on multiples of this many pixels.
        margin: pixels of land cover that the generator reads around a window.
    """
    box = _box(wanted, block)
    if box is None:
        return []
    return _cut(wanted, block, box, margin + align)


def joined(pieces: Sequence[Window], most: int, align: int, margin: int) -> Window | None:
    """Return one window for the pieces of several blocks; None if it is too large, or costs more than they do.

    Args:
        pieces: in pixels of the land cover.
        most: pixels along the side of the largest window that may be computed at once.
        align, margin: see `pieces_of`.
    """
    left, top = min(piece.col for piece in pieces), min(piece.row for piece in pieces)
    right = max(piece.col + piece.width for piece in pieces)
    bottom = max(piece.row + piece.height for piece in pieces)
    box = Window(left, top, right - left, bottom - top)
    whole = box.aligned(align)
    if whole.width > most or whole.height > most:
        return None
    apart = sum(_cost(piece, margin + align) for piece in pieces)
    return box if _cost(box, margin + align) <= apart else None


def _cut(wanted: NDArray[np.bool_], block: Window, box: Window, margin: int) -> list[Window]:
    """Return a box, or the boxes of its two halves and so on, whatever costs less."""
    if _cost(box, margin) <= 2 * margin**2:
        return [box]  # two pieces cost more, however small they are
    if box.width >= box.height:
        half = box.width // 2
        halves = (
            Window(box.col, box.row, half, box.height),
            Window(box.col + half, box.row, box.width - half, box.height),
        )
    else:
        half = box.height // 2
        halves = (
            Window(box.col, box.row, box.width, half),
            Window(box.col, box.row + half, box.width, box.height - half),
        )
    boxes = [_box(wanted[one.slices_in(block)], one) for one in halves]
    parts = [part for one in boxes if one is not None for part in _cut(wanted, block, one, margin)]
    return parts if sum(_cost(part, margin) for part in parts) < _cost(box, margin) else [box]


def _cost(window: Window, margin: int) -> int:
    return (window.width + margin) * (window.height + margin)


def _box(wanted: NDArray[np.bool_], window: Window) -> Window | None:
    """Return the smallest window with all wanted pixels of a window; None if there are none."""
    rows, cols = np.flatnonzero(wanted.any(axis=1)), np.flatnonzero(wanted.any(axis=0))
    if not len(rows):
        return None
    top, left = int(rows[0]), int(cols[0])
    return Window(window.col + left, window.row + top, int(cols[-1]) + 1 - left, int(rows[-1]) + 1 - top)
