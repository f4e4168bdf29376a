"""The feathered edge of a mask: the same whether it is narrow or wide enough for SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.generation import feather
from satsyn_core.generation.feather import FeatheredMask
from satsyn_core.raster.window import Window


class _Mask:
    def __init__(self, values: NDArray[np.bool_]) -> None:
        self.values = values

    def read(self, window: Window) -> NDArray[np.bool_]:
        padded = np.pad(self.values, 100)
        rows, cols = slice(window.row + 100, window.row + 100 + window.height), window.col + 100
        return padded[rows, cols : cols + window.width]


@pytest.mark.parametrize("pixel", [(1.0, 1.0), (0.4, 1.7)])
def test_narrow_edges_are_those_that_scipy_finds(pixel: tuple[float, float], monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(3).random((60, 70)) > 0.995
    mask, window = FeatheredMask(_Mask(values), 5.3, pixel), Window(5, 7, 50, 40)
    narrow = mask.weights(window)
    monkeypatch.setattr(feather, "_NARROW_PIXELS", 0)
    wide = mask.weights(window)
    assert narrow is not None
    assert wide is not None
    np.testing.assert_allclose(narrow, wide, atol=1e-6)
    assert 0 < (narrow > 0).mean() < 1
