"""Precision and recall, density and coverage: how two sets of features overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

NEIGHBOURS = 5
"""The distance to the fifth neighbour in its own set is the radius of a sample."""

DISTANCES_AT_ONCE = 4_000_000
"""Distances that are in memory at once, 32 MB: all of 50,000 patches would take 20 GB."""


@dataclass(frozen=True)
class PrecisionRecall:
    """Shares from 0 to 1; density may exceed 1.

    Attributes:
        precision: synthetic samples that lie near a real one (Kynkäänniemi et al. 2019).
        recall: real samples that lie near a synthetic one.
        density: how densely real samples lie around synthetic ones, 1 as among themselves (Naeem et al. 2020).
        coverage: real samples near which a synthetic one lies.
    """

    precision: float
    recall: float
    density: float
    coverage: float

    def to_json(self) -> dict[str, float]:
        """Return the four shares by name."""
        return asdict(self)


def precision_recall(real: NDArray[np.float64], synthetic: NDArray[np.float64]) -> PrecisionRecall:
    """Return precision, recall, density and coverage of features (N, D) and (M, D).

    "Near" a sample means within the distance of its fifth neighbour in its own set.
    """
    real_radii, synthetic_radii = _radii(real), _radii(synthetic)
    times_near = np.zeros(len(synthetic), np.int64)
    recalled, covered = np.zeros(len(real), bool), np.zeros(len(real), bool)
    for rows in _blocks_of_rows(len(real), len(synthetic)):
        apart = cdist(real[rows], synthetic)
        near_real = apart <= real_radii[rows, None]
        times_near += near_real.sum(axis=0)
        covered[rows] = near_real.any(axis=1)
        recalled[rows] = (apart <= synthetic_radii[None, :]).any(axis=1)
    return PrecisionRecall(
        precision=float((times_near > 0).mean()),
        recall=float(recalled.mean()),
        density=float(times_near.mean() / min(NEIGHBOURS, len(real) - 1)),
        coverage=float(covered.mean()),
    )


def _radii(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    place = min(NEIGHBOURS, len(samples) - 1)
    found = np.zeros(len(samples))
    for rows in _blocks_of_rows(len(samples), len(samples)):
        found[rows] = np.partition(cdist(samples[rows], samples), place, axis=1)[:, place]
    return found


def _blocks_of_rows(rows: int, columns: int) -> Iterator[slice]:
    """Yield rows of a table of distances, as many at once as fit into some dozen megabytes."""
    step = max(1, DISTANCES_AT_ONCE // columns)
    for start in range(0, rows, step):
        yield slice(start, start + step)
