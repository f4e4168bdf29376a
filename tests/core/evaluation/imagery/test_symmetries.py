"""The symmetries of a square."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.symmetries import SYMMETRIES, Symmetry

IMAGE = np.arange(16).reshape(1, 4, 4)


def test_there_are_eight_different_ones() -> None:
    assert len({symmetry.apply(IMAGE).tobytes() for symmetry in SYMMETRIES}) == 8
    np.testing.assert_array_equal(SYMMETRIES[0].apply(IMAGE), IMAGE)


@pytest.mark.parametrize("symmetry", SYMMETRIES, ids=str)
def test_each_can_be_inverted(symmetry: Symmetry) -> None:
    np.testing.assert_array_equal(symmetry.invert(symmetry.apply(IMAGE)), IMAGE)
