"""Scenes that overlap on the ground, and chips of a scene that do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import shapely
from numpy.typing import NDArray

from ...contract.progress import Reporter
from .chips import Chips
from .footprints import GroundPlane

_WITHIN, _MOST_WITHIN = 1e-3, 1.0
"""How far the outlines of scenes are drawn in: the share of their shorter side, and at most pixels of the first one."""


def overlapping_pairs(plane: GroundPlane) -> NDArray[np.integer]:
    """Return the numbers of scenes that overlap (pairs, 2), each pair in both orders, and each scene with itself."""
    first, *elsewhere = [_touching(outlines) for outlines in (plane.scenes_on_plane(), *plane.scenes_elsewhere())]
    return np.unique(np.concatenate([first, *elsewhere]), axis=0) if elsewhere else first


def _touching(outlines: NDArray[np.object_]) -> NDArray[np.integer]:
    """Return the numbers of outlines that overlap (pairs, 2), as `overlapping_pairs` does; None overlaps nothing."""
    # Tiles side by side must not count as overlapping, nor small scenes vanish beside coarse pixels of the first one.
    shorter_sides = shapely.minimum_clearance(outlines)
    shrunk = shapely.buffer(outlines, -np.fmin(_WITHIN * shorter_sides, _MOST_WITHIN))
    pairs: NDArray[np.integer] = shapely.STRtree(shrunk).query(shrunk, predicate="intersects").T
    return pairs


def overlapping_scenes(plane: GroundPlane) -> NDArray[np.int64]:
    """Return the group (scenes,) of each scene: scenes that overlap, directly or through others, have the same."""
    groups = np.arange(len(plane.grids))
    for first, second in overlapping_pairs(plane):
        groups[groups == groups[second]] = groups[first]
    return groups


def log_overlaps(plane: GroundPlane, names: Sequence[str], reporter: Reporter) -> None:
    """Log which scenes overlap, and which cannot be compared."""
    groups = overlapping_scenes(plane)
    for group in np.unique(groups):
        members = [names[number] for number in np.flatnonzero(groups == group).tolist()]
        if len(members) > 1:
            reporter.log(f"The scenes {', '.join(members)} overlap on the ground; their chips there share a split.")
    apart = [name for name, grid in zip(names, plane.grids, strict=True) if not plane.is_comparable(grid)]
    if apart and len(names) > 1:
        reporter.log(
            f"Scenes without coordinate system, or with a local one, ({', '.join(apart)}) cannot be compared with "
            "others: they are taken not to overlap any other.",
            "warning",
        )


def overlap_earlier_ones(chips: Chips) -> NDArray[np.bool_]:
    """Return which of the chips (n,) of a scene overlap an earlier one that is not itself such a chip."""
    overlap = np.zeros(len(chips), bool)
    kept: dict[tuple[int, int], tuple[int, int]] = {}
    for number, (row, col) in enumerate(zip(chips.row.tolist(), chips.col.tolist(), strict=True)):
        # Kept chips do not overlap, so that no two of them start in one cell of the size of a chip.
        cell_row, cell_col = row // chips.size, col // chips.size
        near = (kept.get((cell_row + down, cell_col + right)) for down, right in product((-1, 0, 1), repeat=2))
        if any(one and max(abs(one[0] - row), abs(one[1] - col)) < chips.size for one in near):
            overlap[number] = True
        else:
            kept[cell_row, cell_col] = (row, col)
    return overlap
