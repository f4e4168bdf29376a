"""What drawn vector layers look like, for tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from satsyn_core.raster.grid import Grid
from tests.support.vector_layers import X, Y


class Drawn:
    """What was drawn: names (or numbers) of the pixels, and the grid."""

    def __init__(self, names: NDArray[np.object_], grid: Grid, digest: str | None) -> None:
        self.names, self.grid, self.digest = names, grid, digest

    def at(self, right: float, down: float) -> str:
        """Return the class at a place in the town."""
        column, row = ~self.grid.transform @ (X + right, Y - down)
        return str(self.names[int(row), int(column)])

    def share(self, name: str) -> float:
        """Return the part of all pixels that a class has."""
        return float(np.mean(self.names == name))


Draw = Callable[..., Drawn]
