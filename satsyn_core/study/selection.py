"""Which chips a cell is trained on: the share of real chips, and their synthetic versions.

Chips are ordered by their place, and all versions of a place stand together. A training draws places with the random
numbers of its seed, so cells of one seed see the same places in the same order, each as a real or a synthetic chip.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..trainingset.plan.mixture import mixture
from .treatment import ADD, REAL, SYNTHETIC, Treatment


@dataclass(frozen=True)
class ChosenChips:
    """The chips of a cell, of those of its share, in the order of places.

    Attributes:
        real: whether the real chip is trained on (n,).
        copies: number of synthetic versions that are trained on (n,).
    """

    real: NDArray[np.bool_]
    copies: NDArray[np.int32]


def chips_of_share(count: int, share: float) -> int:
    """Return how many of `count` chips a share in percent is, one at least."""
    return max(1, round(share / 100 * count))


def share_of_chips(count: int, share: float, seed: int, others: int = 0) -> NDArray[np.integer]:
    """Return the numbers of the chips of a share, in order; those of a smaller share are among them.

    Args:
        count: of all training chips.
        share: in percent, above 0.
        seed: of the draw.
        others: if not 0, so many chips outside the share are returned instead.
    """
    order = np.random.default_rng([seed, 21]).permutation(count)
    own = chips_of_share(count, share)
    return np.sort(order[own : own + others] if others else order[:own])


def choose_chips(treatment: Treatment, hardness: NDArray[np.float64], seed: int) -> ChosenChips:
    """Return which chips a treatment trains on.

    Args:
        treatment: its mixture.
        hardness: of each chip's mask (n,); matters for `hard` alone.
        seed: of the draw.
    """
    count = len(hardness)
    if treatment.mix == REAL:
        return ChosenChips(np.ones(count, bool), np.zeros(count, np.int32))
    mode = "add" if treatment.mix == ADD else "replace"
    mixed = mixture(count, treatment.percent, mode, seed)
    copies = harder_first(hardness, int(mixed.copies.sum()), treatment.versions) if treatment.hard else mixed.copies
    real = np.zeros(count, bool) if treatment.mix == SYNTHETIC else mixed.real
    return ChosenChips(real, copies)


def harder_first(hardness: NDArray[np.float64], total: int, most: int) -> NDArray[np.int32]:
    """Return how many versions each mask gets (n,), in proportion to its rank: the hardest `most`, the easiest none.

    The resampling of FreeMask (Yang, Xu, Kang, Shi and Zhao, NeurIPS 2023), rounded so that there are `total`.
    """
    count = len(hardness)
    place = np.empty(count)
    place[np.argsort(-hardness, kind="stable")] = np.arange(count)
    wanted = (count - place) / count
    wanted = np.minimum(wanted * total / wanted.sum(), most)
    copies: NDArray[np.int32] = np.floor(wanted).astype(np.int32)
    for chip in np.argsort(copies - wanted, kind="stable")[: max(total - int(copies.sum()), 0)]:
        copies[chip] = min(copies[chip] + 1, most)
    return copies


def mask_hardness(counts: NDArray[np.integer], class_loss: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the hardness of masks (n,): the mean over their pixels of the usual loss of the pixel's class.

    Args:
        counts: pixels of each class in each mask (n, K).
        class_loss: usual loss of each class (K,); infinity for a class without pixels.
    """
    known = np.where(np.isfinite(class_loss), class_loss, 0.0)
    hardness: NDArray[np.float64] = counts @ known / np.maximum(counts.sum(axis=1), 1)
    return hardness
