"""Precision and recall, density and coverage: how two sets of features overlap."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

NEIGHBOURS = 5
"""The distance to the fifth neighbour in its own set is the radius of a sample."""


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
    apart = cdist(real, synthetic)
    near_real = apart <= _radii(real)[:, None]
    near_synthetic = apart <= _radii(synthetic)[None, :]
    return PrecisionRecall(
        precision=float(near_real.any(axis=0).mean()),
        recall=float(near_synthetic.any(axis=1).mean()),
        density=float(near_real.sum(axis=0).mean() / min(NEIGHBOURS, len(real) - 1)),
        coverage=float(near_real.any(axis=1).mean()),
    )


def _radii(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    place = min(NEIGHBOURS, len(samples) - 1)
    found: NDArray[np.float64] = np.partition(cdist(samples, samples), place, axis=1)[:, place]
    return found
