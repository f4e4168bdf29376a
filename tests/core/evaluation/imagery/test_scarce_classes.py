"""Classes whose variety is not measured, and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.range_coverage import MIN_PATCHES, class_figures
from satsyn_core.evaluation.imagery.scarce_classes import ScarceClasses, fewest, more_patches, scarce_classes
from tests.support.imagery import patches_of
from tests.support.proposals import Said

NAMES, BANDS = ("water", "land", "road"), ("red", "green", "blue")


def scarce(patches: int, with_water: int, side: int = 32) -> ScarceClasses | None:
    """Return what is scarce in patches of land, of which some show water in one half, and all a thin road."""
    classes = np.ones((patches, side, side), np.uint8)
    classes[:with_water, :, : side // 2] = 0
    classes[:, 0] = 2
    drawn = patches_of(np.full((patches, 3, side, side), 90, np.uint8), classes)
    figures = class_figures(drawn.images, drawn.classes, len(NAMES), BANDS, 0)
    return scarce_classes([drawn, drawn], [figures, figures], NAMES, more_patches(patches, patches, 96, side))


def test_classes_in_too_few_patches_are_named_with_their_number() -> None:
    found = scarce(MIN_PATCHES, 5)
    assert found is not None
    assert found.patches == {"water": 5, "road": 0}
    assert found.in_words().startswith(
        "Variety was measured of 1 of 3 classes: too few patches show the others (water 5, road 0). A class needs 16 "
        "real and 16 synthetic patches"
    )


def test_without_any_class_the_reason_is_the_same() -> None:
    found = scarce(MIN_PATCHES - 1, 5)
    assert found is not None
    assert found.in_words().startswith("Variety was not measured: too few patches show a class (water 5, land 15, ")


def test_the_smallest_number_of_several_sets_counts() -> None:
    one, other = scarce(MIN_PATCHES, 5), scarce(MIN_PATCHES, 3)
    assert one is not None and other is not None
    assert fewest([one, other]).patches == {"water": 3, "road": 0}


@pytest.mark.parametrize(
    ("compared", "count", "patch", "advice"),
    [
        (30, 400, 64, "give more imagery, or make PATCH smaller"),
        (30, 400, 32, "give more imagery."),
        (30, 30, 64, "COUNT larger"),
        (96, 400, 64, "PATCH larger"),
    ],
)
def test_what_helps_depends_on_what_limits_the_patches(compared: int, count: int, patch: int, advice: str) -> None:
    assert advice in more_patches(compared, count, 96, patch)


def test_a_larger_patch_shows_a_class_that_smaller_ones_do_not() -> None:
    said = Said("make PATCH larger, so that more of them show these classes", more_patches(96, 400, 96, 16))
    small, large = scarce(MIN_PATCHES, MIN_PATCHES, 16), scarce(MIN_PATCHES, MIN_PATCHES, 48)
    assert small is not None and "water" in small.patches
    assert large is not None and "water" not in large.patches
    said.followed()
