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
        self.largest = 0

    @property
    def extent(self) -> Window:
        return Window(0, 0, self.values.shape[1], self.values.shape[0])

    def read(self, window: Window) -> NDArray[np.bool_]:
        self.largest = max(self.largest, window.width * window.height)
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


@pytest.mark.parametrize("window", [Window(5, 7, 50, 40), Window(-20, 30, 40, 80), Window(72, 62, 9, 9)])
@pytest.mark.parametrize("metres", [3.0, 30.0])
def test_a_feather_beyond_the_map_is_that_of_a_map_with_empty_ground_around(metres: float, window: Window) -> None:
    values = np.random.default_rng(4).random((60, 70)) > 0.995
    values[59, 69] = True
    tight, wide = _Mask(values), _Mask(np.pad(values, 90))
    found = FeatheredMask(tight, metres, (1.0, 1.0)).weights(window)
    moved = Window(window.col + 90, window.row + 90, window.width, window.height)
    expected = FeatheredMask(wide, metres, (1.0, 1.0)).weights(moved)
    assert found is not None
    assert expected is not None
    np.testing.assert_array_equal(found, expected)


def test_a_wide_feather_of_a_small_map_reads_no_more_than_the_map() -> None:
    values = np.zeros((60, 70), bool)
    values[20:30, 20:30] = True
    mask = _Mask(values)
    assert FeatheredMask(mask, 1900, (1.0, 1.0)).weights(Window(0, 0, 64, 60)) is not None
    assert mask.largest <= values.size
