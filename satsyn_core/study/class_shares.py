"""What the real training chips of a study show of each class.

With a small share of the chips, a rare class is in many of them with one seed and in none with another: the reason
why mixtures help with some seeds and not with others.
"""

from __future__ import annotations

from dataclasses import dataclass

from .ground import StudyGround
from .selection import share_of_chips


@dataclass(frozen=True)
class ClassShares:
    """The classes of the real chips that networks of a share and seed are trained on.

    Attributes:
        share: of the real training chips, in percent.
        seed: which draws them.
        chips: their number.
        pixels: share of each class in their labelled pixels (K,), 0 to 1.
        chips_with: number of chips that show each class (K,).
    """

    share: float
    seed: int
    chips: int
    pixels: tuple[float, ...]
    chips_with: tuple[int, ...]


def class_shares(ground: StudyGround) -> tuple[ClassShares, ...]:
    """Return what the chips of every share and seed show; all chips are the same for every seed."""
    counts = ground.plan.counts[ground.training]
    found = []
    for share in sorted({treatment.share for treatment in ground.request.plan.treatments}):
        for seed in ground.request.seeds[: 1 if share == 100 else None]:
            own = counts[share_of_chips(len(counts), share, seed)]
            pixels = own.sum(axis=0) / max(int(own.sum()), 1)
            shown = (own > 0).sum(axis=0)
            found.append(ClassShares(share, seed, len(own), tuple(pixels.tolist()), tuple(shown.tolist())))
    return tuple(found)
