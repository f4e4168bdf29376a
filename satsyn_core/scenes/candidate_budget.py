"""Keeping the positions around which crops are placed within a budget, however many scenes a training has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST_PER_CLASS = 10_000_000
"""Positions kept of each class in all scenes together, 80 MB. Within them every scene keeps what was chosen in it."""

FEWEST_PER_SCENE = 256
"""Positions that every scene keeps of each class: more crops than most trainings place around the class there."""

Positions = NDArray[np.int32]


class CandidateBudget:
    """Candidates of scenes that come one after the other; those of a class are thinned evenly when they are too many.

    Attributes:
        scenes: for each scene, the positions (n, 2) of each class.
    """

    def __init__(self) -> None:
        self.scenes: list[list[Positions]] = []
        self._limits: dict[int, int] = {}
        self._totals: dict[int, int] = {}

    def add(self, found: Sequence[Positions]) -> None:
        """Take the candidates (n, 2) of each class in the next scene."""
        self.scenes.append(list(found))
        for index, positions in enumerate(found):
            limit = self._limits.get(index)
            if limit is not None:
                self.scenes[-1][index] = _thinned(positions, limit)
            self._totals[index] = self._totals.get(index, 0) + len(self.scenes[-1][index])
            while self._totals[index] > MOST_PER_CLASS and self._limits.get(index) != FEWEST_PER_SCENE:
                self._thin(index)

    def _thin(self, index: int) -> None:
        """Halve what the scenes keep of a class."""
        most = max(len(scene[index]) for scene in self.scenes)
        self._limits[index] = limit = max(most // 2, FEWEST_PER_SCENE)
        for scene in self.scenes:
            scene[index] = _thinned(scene[index], limit)
        self._totals[index] = sum(len(scene[index]) for scene in self.scenes)


def _thinned(positions: Positions, limit: int) -> Positions:
    """Return random ones of positions (n, 2) in their order, `limit` at most."""
    if len(positions) <= limit:
        return positions
    kept = np.sort(np.random.default_rng(0).permutation(len(positions))[:limit])
    thinned: Positions = positions[kept]
    return thinned
