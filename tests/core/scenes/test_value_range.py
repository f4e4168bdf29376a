"""Value ranges of imagery."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.scenes.value_range import ValueRange, stated_range


@pytest.mark.parametrize("values", [ValueRange(0, 255, "uint8"), ValueRange(100, 3000, "uint16")])
def test_digital_numbers_survive_the_network_range(values: ValueRange) -> None:
    numbers = np.arange(values.low, values.high + 1).astype(values.dtype)
    scaled = values.to_network(numbers)
    assert (scaled[0], scaled[-1], scaled.dtype) == (-1, 1, np.float32)
    np.testing.assert_array_equal(values.from_network(scaled), numbers)


def test_numbers_outside_the_range_are_clipped() -> None:
    values = ValueRange(100, 200, "uint16")
    assert values.to_network(np.array([0, 900], np.uint16)).tolist() == [-1, 1]
    assert values.from_network(np.array([-3, 3], np.float32)).tolist() == [100, 200]


def test_the_range_is_the_users_or_that_of_the_imagery() -> None:
    image = np.full((1, 40, 40), 1200, np.uint16)
    assert stated_range("0, 3000", "uint16", [image]) == ValueRange(0, 3000, "uint16")
    assert stated_range(None, "uint8", []) == ValueRange(0, 255, "uint8")
    assert stated_range(None, "uint16", [image]) == ValueRange(0, 1200, "uint16")


@pytest.mark.parametrize("text", ["3000 0", "0", "low high"])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not of the form"):
        stated_range(text, "uint8", [])


def test_dark_imagery_is_refused() -> None:
    with pytest.raises(InputError, match="nothing but zeros"):
        stated_range(None, "uint16", [np.zeros((1, 20, 20), np.uint16)])
