"""The eight symmetries of a square: imagery from above may be turned and mirrored and is still a picture of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True)
class Symmetry:
    """A mirroring from left to right, if any, and then a turn against the clock.

    Attributes:
        mirrored: whether the picture is mirrored.
        quarters: quarter turns, 0 to 3.
    """

    mirrored: bool
    quarters: int

    def applied(self, images: NDArray[Number]) -> NDArray[Number]:
        """Return square images (..., size, size) mirrored and turned."""
        return np.rot90(images[..., ::-1] if self.mirrored else images, self.quarters, (-2, -1))

    def undone(self, images: NDArray[Number]) -> NDArray[Number]:
        """Return the images (..., size, size) that `applied` has made these of."""
        turned = np.rot90(images, -self.quarters, (-2, -1))
        return turned[..., ::-1] if self.mirrored else turned

    def __str__(self) -> str:
        words = (["mirrored"] if self.mirrored else []) + (
            [f"turned by {90 * self.quarters}°"] if self.quarters else []
        )
        return " and ".join(words) or "as it is"


SYMMETRIES = tuple(Symmetry(mirrored, quarters) for mirrored in (False, True) for quarters in range(4))
"""The first one changes nothing."""
