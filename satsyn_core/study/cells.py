"""The cells of a study, and the order in which they are run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .treatment import ADD, Treatment

_GOOD_PERCENT = 100.0
"""Synthetic chips in percent that help most often; the first mixture to be run is the one nearest to it."""


@dataclass(frozen=True)
class Cell:
    """One training: a treatment, and the seed of weights, chips, crops and styles."""

    treatment: Treatment
    seed: int

    @property
    def control(self) -> Cell:
        """The cell with the same seed whose network sees the same real chips alone."""
        return Cell(self.treatment.control, self.seed)


def cells_in_order(treatments: Sequence[Treatment], seeds: Sequence[int]) -> list[Cell]:
    """Return all cells, those that tell most first.

    First come real chips alone and the mixture that helps most often, seed by seed; then the rest, seed by seed.
    """
    guess = best_guess(treatments)
    first = [guess.control, guess] if guess is not None else []
    rest = [treatment for treatment in treatments if treatment not in first]
    return [Cell(treatment, seed) for part in (first, rest) for seed in seeds for treatment in part]


def best_guess(treatments: Sequence[Treatment]) -> Treatment | None:
    """Return the mixture that helps most often: synthetic chips added to little real data; None without a mixture."""
    mixtures = [one for one in treatments if one.has_synthetic]
    if not mixtures:
        return None

    def preference(one: Treatment) -> tuple[object, ...]:
        plain = (one.needs_real_model, one.landcover != "own", one.style != "random", one.augmentation != "ordinary")
        return (one.mix != ADD, one.share, plain, abs(one.percent - _GOOD_PERCENT), one.steps)

    return min(mixtures, key=preference)
