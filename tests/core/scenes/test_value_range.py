"""Value ranges of imagery."""

from __future__ import annotations

import tracemalloc
from contextlib import ExitStack

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import SceneArrays
from satsyn_core.scenes.value_range import ValueRange, sampled_range, stated_range, usual_range
from tests.support.rasters import RasterFactory
from tests.support.scenes import scene_source


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


def test_the_range_of_many_rasters_takes_the_memory_of_one(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    cover = make_raster(np.ones((400, 400), np.uint8), name="cover.tif")
    images = [np.full((3, 400, 400), 100 + number, np.float32) for number in range(12)]
    images[3][0, 5, 5], images[4][1, 7, 7], images[5][:] = 90.5, np.nan, np.inf
    sources = [scene_source(make_raster(one, name=f"{n}.tif"), cover, scheme) for n, one in enumerate(images)]
    with ExitStack() as stack:
        scenes = [stack.enter_context(source.open()) for source in sources]
        assert sampled_range(scenes[5:6]) is None
        assert sampled_range(scenes[3:6]) == (90.5, 104)
        peaks = []
        for some in (scenes[:2], scenes):
            tracemalloc.start()
            sampled_range(some)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert sampled_range(scenes) == (90.5, 111)
    assert peaks[1] < 1.5 * peaks[0]
