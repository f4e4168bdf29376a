"""The share of the real range of brightness, colour and grain that other imagery covers, class by class."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.evaluation.imagery.range_coverage import (
    MIN_PATCHES,
    ClassFigures,
    class_figures,
    figure_names,
    range_coverage,
)

RGB = ("red", "green", "blue")


def halves() -> NDArray[np.uint8]:
    """Return the classes of one patch: 0 to the west, 1 to the east, and a few pixels of 2."""
    classes = np.zeros((1, 40, 40), np.uint8)
    classes[:, :, 20:] = 1
    classes[:, :5, :5] = 2
    return classes


def test_figures_are_brightness_colours_and_grain_of_the_inner_pixels_of_a_class() -> None:
    classes = halves()
    image = np.zeros((1, 3, 40, 40), np.uint8)
    image[:, 0], image[:, 1], image[:, 2] = 60, 30, 30
    image[:, :, :, 20:] = 80
    image[:, :, ::2, 20:] += 40
    found = class_figures(image, classes, 3, RGB, 0)
    assert found.names == ("brightness", "red to green", "red to blue", "green to blue", "grain")
    west, east, few = found.values[0]
    assert west == pytest.approx([40, 1 / 3, 1 / 3, 0, 0], abs=1e-6)
    assert east[0] == pytest.approx(100, abs=1.2)
    assert east[1:4] == pytest.approx(0)
    assert east[4] == pytest.approx(80)
    assert np.isnan(few).all()


def test_near_infrared_and_red_give_ndvi_whichever_comes_first() -> None:
    assert "NDVI" in figure_names(("red", "green", "blue", "nir"))
    classes = np.zeros((1, 32, 32), np.uint8)
    image = np.zeros((1, 2, 32, 32), np.uint16)
    image[:, 0], image[:, 1] = 1200, 1600
    for bands, order in ((("red", "nir"), (0, 1)), (("nir", "red"), (1, 0))):
        found = class_figures(image[:, list(order)], classes, 1, bands, 1000)
        assert dict(zip(found.names, found.values[0, 0], strict=True))["NDVI"] == pytest.approx(400 / 800)


def figures(values: NDArray[np.float64]) -> ClassFigures:
    """Return figures of patches that show class 0 with these values (n,), and class 1 never."""
    both = np.full((len(values), 2, 1), np.nan)
    both[:, 0, 0] = values
    return ClassFigures(("brightness",), both)


def test_coverage_is_the_share_of_the_real_range() -> None:
    real = figures(np.linspace(0, 100, 101))
    upper, lower, away = (figures(np.linspace(*ends, 101)) for ends in ((50, 150), (-45, 55), (200, 300)))
    found = range_coverage(real, [upper], ("water", "land"))
    assert found is not None
    assert [one.name for one in found.classes] == ["water"]
    assert found.mean == pytest.approx((95 - 55) / 90)
    assert found.classes[0].other[0] == pytest.approx([55, 145])
    both = range_coverage(real, [upper, away], ("water", "land"))
    assert both is not None
    assert both.worst == pytest.approx(found.mean / 2)
    same, low = (range_coverage(real, [one], ("water", "land")) for one in (real, lower))
    assert same is not None
    assert same.mean == 1
    assert low is not None
    assert low.to_json()["classes"]["water"]["covered"]["brightness"] == pytest.approx((50 - 5) / 90)


@pytest.mark.parametrize(("ends", "covered"), [((0, 10), 1), ((5, 5), 1), ((6, 10), 0), ((0, 4), 0)])
def test_a_real_range_of_one_value_is_covered_by_a_range_that_holds_it(
    ends: tuple[float, float], covered: float
) -> None:
    """Grain of still water, or a band that is saturated everywhere."""
    found = range_coverage(figures(np.full(50, 5.0)), [figures(np.linspace(*ends, 101))], ("water", "land"))
    assert found is not None
    assert found.worst == covered


def test_classes_in_too_few_patches_are_not_measured() -> None:
    few = figures(np.arange(MIN_PATCHES - 1.0))
    enough = figures(np.arange(float(MIN_PATCHES)))
    assert range_coverage(enough, [few], ("water", "land")) is None
    assert range_coverage(enough, [enough], ("water", "land"), limit=MIN_PATCHES - 1) is None
    assert range_coverage(enough, [enough], ("water", "land")) is not None
