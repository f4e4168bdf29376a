"""Value ranges of imagery."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.contract.errors import InputError
from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import SceneArrays
from satsyn_core.scenes.value_range import ValueRange, stated_range, usual_range


def scene_of(image: NDArray[np.generic], valid: NDArray[np.bool_] | None = None) -> SceneArrays:
    _, height, width = image.shape
    unknown = np.full((height, width), UNKNOWN, np.uint8)
    whole = Window(0, 0, width, height)
    return SceneArrays(whole, image, np.ones((height, width), bool) if valid is None else valid, unknown)


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
    scene = scene_of(np.full((1, 40, 40), 1200, np.uint16))
    assert stated_range("0, 3000", "uint16") == ValueRange(0, 3000, "uint16")
    assert stated_range(None, "uint16") is None
    assert usual_range("uint8", []) == ValueRange(0, 255, "uint8")
    assert usual_range("uint16", [scene]) == ValueRange(0, 1200, "uint16")


def test_pixels_without_data_do_not_count() -> None:
    image, valid = np.full((2, 40, 40), 65535, np.uint16), np.zeros((40, 40), bool)
    valid[:, 20:], image[0, :, 20:], image[1, :, 20:] = True, 800, 1200
    assert usual_range("uint16", [scene_of(image, valid)]) == ValueRange(0, 1200, "uint16")
    valid[:, 34:] = False  # what is left has no pixel of the sample
    valid[0:40:17] = False
    assert usual_range("uint16", [scene_of(image, valid)]) == ValueRange(0, 1200, "uint16")


@pytest.mark.parametrize("text", ["3000 0", "0", "low high"])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not of the form"):
        stated_range(text, "uint8")


@pytest.mark.parametrize(
    ("text", "dtype"),
    [("0 256", "uint8"), ("-100 3000", "uint16"), ("0 65536", "uint16"), ("0 inf", "uint16"), ("-inf 9", "uint8")],
)
def test_a_range_that_the_data_type_does_not_have_is_refused(text: str, dtype: str) -> None:
    most = np.iinfo(dtype).max
    with pytest.raises(InputError, match=f'"{text}" .* numbers of {dtype} imagery: give two numbers from 0 to {most}'):
        stated_range(text, dtype)
    assert stated_range(f"0 {most}", dtype) == ValueRange(0, most, dtype)


def test_dark_imagery_is_refused() -> None:
    with pytest.raises(InputError, match="nothing but zeros"):
        usual_range("uint16", [scene_of(np.zeros((1, 20, 20), np.uint16))])
