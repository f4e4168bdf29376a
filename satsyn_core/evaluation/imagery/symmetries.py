"""The eight symmetries of a square, under which imagery from above stays plausible imagery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class Symmetry:
    """A mirroring from left to right, if any, followed by a counter-clockwise turn.

    Attributes:
        mirrored: whether the picture is mirrored.
        quarters: quarter turns, 0 to 3.
    """

    mirrored: bool
    quarters: int

    def apply(self, images: NDArray[Number]) -> NDArray[Number]:
        """Return square images (..., size, size) mirrored and turned."""
        return np.rot90(images[..., ::-1] if self.mirrored else images, self.quarters, (-2, -1))

    def invert(self, images: NDArray[Number]) -> NDArray[Number]:
        """Return the images (..., size, size) from which `apply` made these."""
        turned = np.rot90(images, -self.quarters, (-2, -1))
        return turned[..., ::-1] if self.mirrored else turned

    def __str__(self) -> str:
        words = (["mirrored"] if self.mirrored else []) + (
            [f"turned by {90 * self.quarters}°"] if self.quarters else []
        )
        return " and ".join(words) or "as it is"


SYMMETRIES = tuple(Symmetry(mirrored, quarters) for mirrored in (False, True) for quarters in range(4))
"""The first one changes nothing."""
