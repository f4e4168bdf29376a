"""Which training chips are real, which synthetic, and how often."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Mixture:
    """What becomes of each training chip.

    Attributes:
        real: whether its real imagery is in the set (n,).
        copies: how many synthetic versions of it are (n,).
    """

    real: NDArray[np.bool_]
    copies: NDArray[np.int32]


def mixture(chips: int, percent: float, mode: str, seed: int) -> Mixture:
    """Return exactly the share that was asked for, rounded to whole chips.

    The chips that 20 percent take are among those that 30 percent take, so sets of one seed differ in nothing else.

    Args:
        chips: number of training chips n.
        percent: synthetic chips in percent of n; above 100 every chip has several versions.
        mode: "replace" leaves out the real imagery of chips with a synthetic version, "add" keeps it.
        seed: of the draw.
    """
    synthetic = math.floor(percent / 100 * chips + 0.5)
    copies = np.full(chips, synthetic // chips if chips else 0, np.int32)
    order = np.random.default_rng([seed, 2]).permutation(chips)
    copies[order[: synthetic - int(copies.sum())]] += 1
    real = np.ones(chips, bool) if mode == "add" else copies == 0
    return Mixture(real, copies)
