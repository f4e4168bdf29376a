"""Which classes of a style code get colours that real imagery of the class has.

Some codes generate water as brown as sand, or bare ground as blue as shadow, above all on large areas of one class,
which plans that people draw have. The colours of real blocks of a class form clouds, such as those of deep and of
shallow water. A synthetic block is typical where it lies as near to real ones as most of them lie to each other:
the test of precision of Kynkäänniemi et al. (2019), in the space of colours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..network.architecture import Architecture
from ..network.inputs import LabelCrop, stack_labels, training_labels
from .style_bank import STYLES_AT_A_TIME, dealt_codes
from .style_candidates import block_colours

PLAIN_SIDE = 64
"""Pixels along the side of the areas of one class that are generated in every style."""

NEIGHBOURS = 20
"""The distance to this neighbour, of `MOST_BLOCKS`, says how near a colour is to real ones: a hundredth of them."""

REAL_SHARE = 0.85
"""Share of the real blocks of a class that are as near to others: the rest are boats on water, shadows of trees on
lawn, or errors of labels, single blocks that may be so but not a whole area."""

MOST_BLOCKS = 2000
"""Real blocks of a class that colours are compared with at most."""

LEAST_BLOCKS = 100
"""Real blocks of a class from which its codes are tested."""

LEAST_OF_MEDIAN = 0.6
"""Share of the typical blocks of the median entry that an entry's code must have for random styles to take it."""


@dataclass(frozen=True)
class TypicalColours:
    """Colours that a class has in real imagery.

    Attributes:
        real: mean colours of real blocks (n, bands) in [-1, 1].
        reach: greatest distance from the `NEIGHBOURS`-th nearest of them that is typical.
    """

    real: Tensor
    reach: float

    @classmethod
    def of(cls, blocks: Tensor) -> TypicalColours | None:
        """Return the typical colours of real blocks (n, bands), None for fewer than `LEAST_BLOCKS`."""
        if len(blocks) < LEAST_BLOCKS:
            return None
        real = blocks[torch.linspace(0, len(blocks) - 1, min(len(blocks), MOST_BLOCKS)).long()]
        # Among real blocks the nearest one is the block itself.
        among = torch.cdist(real, real).kthvalue(NEIGHBOURS + 1, 1).values
        return cls(real, float(torch.quantile(among, REAL_SHARE)))

    def share(self, blocks: Tensor) -> float:
        """Return the share of blocks (n, bands) whose colours are typical."""
        near = torch.cdist(blocks, self.real).kthvalue(NEIGHBOURS, 1).values <= self.reach
        return float(near.float().mean())


def known_classes(typical: Sequence[TypicalColours | None]) -> list[int]:
    """Return the classes whose colours are known."""
    return [index for index, colours in enumerate(typical) if colours is not None]


def plain_areas(architecture: Architecture, classes: Sequence[int]) -> LabelCrop:
    """Return land cover of one crop for each of some classes, which it shows as far as the generator sees."""
    side = PLAIN_SIDE + 2 * architecture.label_margin
    rng = np.random.default_rng(0)
    return stack_labels(
        [training_labels(architecture, np.full((side, side), index, np.uint8), rng, exact=True) for index in classes]
    )


@torch.no_grad()
def typical_shares(
    bank: Tensor,
    architecture: Architecture,
    typical: Sequence[TypicalColours | None],
    generate: Callable[[Tensor], Tensor],
    seed: int,
) -> Tensor:
    """Return how much of a plain area of a class is typical with the code of each entry (entries, K), NaN for a class
    whose colours are not known.

    Args:
        bank: style codes (entries, code size).
        architecture: gives the parts of a code.
        typical: colours of each class, None where they are not known.
        generate: returns images (c n, bands, s, s) of the `plain_areas` of the n `known_classes` in each of c styles
            (c, code size).
        seed: of the styles, in which scene codes and codes of other classes are those of random entries.
    """
    codes, orders = dealt_codes(bank, architecture, torch.Generator().manual_seed(seed))
    of_styles = torch.full((len(bank), architecture.classes), torch.nan)
    known = [(index, colours) for index, colours in enumerate(typical) if colours is not None]
    for first in range(0, len(codes) if known else 0, STYLES_AT_A_TIME):
        together = codes[first : first + STYLES_AT_A_TIME]
        images = generate(together).cpu().unflatten(0, (len(together), len(known)))
        for number, (index, colours) in enumerate(known):
            found = [colours.share(block_colours(image)) for image in images[:, number]]
            of_styles[first : first + len(found), index] = torch.tensor(found)
    shares = torch.empty_like(of_styles)
    for index in range(architecture.classes):
        shares[orders[index], index] = of_styles[:, index]
    return shares


def credible_classes(shares: Tensor) -> Tensor:
    """Return which classes of each entry have enough typical colours for random styles (entries, K), bool: at least
    `LEAST_OF_MEDIAN` times as many as the median entry.

    So half of the entries at least keep the class. A class whose colours are not known may be taken from every entry.

    Args:
        shares: see `typical_shares` (entries, K).
    """
    return shares.isnan() | (shares >= LEAST_OF_MEDIAN * shares.nanmedian(0).values)


def both_tests(recognised: Tensor, credible: Tensor) -> Tensor:
    """Return which classes of each entry pass both tests (entries, K), or for a class that no entry passes both with,
    the second one.
    """
    both = recognised & credible
    return torch.where(both.any(0), both, credible)
