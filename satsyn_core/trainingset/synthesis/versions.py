"""The synthetic versions of chips: which there are, in which style, and in which order they are rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...generator.network.noise import noise_seed_of
from ...generator.styles import SceneStyle
from ..plan.chips import Chips
from ..plan.plan import SetPlan
from .styles import StyleAssignment

_NEIGHBOURHOOD_PIXELS = 512
"""Side of the squares whose chips are rendered one after another: an engine computes them in one large tile."""


@dataclass(frozen=True)
class SyntheticVersions:
    """The synthetic versions of chips, as columns of one table.

    Attributes:
        chips: places, a row for each version.
        numbers: number of the version of its chip, from 1 (n,).
        style_numbers: number of the style of each version (n,).
        order: row numbers in the order in which the versions are rendered (n,).
        styles: style and noise seed by number of the style.
        styles_from_imagery: whether the styles were encoded from real imagery.
    """

    chips: Chips
    numbers: NDArray[np.int32]
    style_numbers: NDArray[np.int64]
    order: NDArray[np.integer]
    styles: Mapping[int, SceneStyle]
    styles_from_imagery: bool

    def __len__(self) -> int:
        return len(self.order)


def plan_versions(plan: SetPlan, assignment: StyleAssignment, seed: int) -> SyntheticVersions:
    """Return the synthetic versions that a plan asks for.

    Args:
        plan: of the set.
        assignment: gives each version a style.
        seed: of the noise.
    """
    sources = np.repeat(np.arange(len(plan.chips)), plan.copies)
    first = np.cumsum(plan.copies) - plan.copies
    copies = (np.arange(len(sources)) - np.repeat(first, plan.copies)).astype(np.int32)
    chips = plan.chips.select(sources)
    style_numbers = assignment.style_numbers(chips, copies)
    # Each style has noise of its own, too.
    styles = {
        int(number): SceneStyle(assignment.style(int(number)), noise_seed_of(seed, assignment.variant(int(number))))
        for number in np.unique(style_numbers)
    }
    order = rendering_order(chips, style_numbers)
    return SyntheticVersions(chips, copies + 1, style_numbers, order, styles, assignment.from_imagery)


def rendering_order(chips: Chips, style_numbers: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return the row numbers of the chips (n,) by style, then by scene, then by neighbourhood."""
    square_row, square_col = chips.row // _NEIGHBOURHOOD_PIXELS, chips.col // _NEIGHBOURHOOD_PIXELS
    return np.lexsort((chips.col, chips.row, square_col, square_row, chips.scene, style_numbers))
