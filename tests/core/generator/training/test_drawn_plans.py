"""Land cover as somebody would draw it: plain shapes near those of the mask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.generator.training.drawn_plans import SMALLEST_AREAS, as_drawn_plan

GRASS, HOUSE, TREE = 0, 1, 2


def mask() -> NDArray[np.uint8]:
    """Return a ragged house, a tree of four pixels and unknown land cover to the west, on grass."""
    rng = np.random.default_rng(3)
    classes = np.full((96, 96), GRASS, np.uint8)
    classes[20:60, 30:70] = HOUSE
    edge = ndimage.binary_dilation(classes == HOUSE) & (classes != HOUSE)
    classes[edge & (rng.random(classes.shape) < 0.5)] = HOUSE
    classes[80:82, 80:82] = TREE
    classes[:, :8] = UNKNOWN
    return classes


def test_a_ragged_house_becomes_a_rectangle_and_small_objects_go() -> None:
    classes = mask()
    plan = as_drawn_plan(classes, np.random.default_rng(0))
    assert SMALLEST_AREAS[0] > 4
    assert TREE not in plan
    house, drawn = classes == HOUSE, plan == HOUSE
    assert (house & drawn).sum() > 0.85 * (house | drawn).sum()
    rows, columns = np.nonzero(drawn)
    assert drawn.sum() > 0.95 * np.ptp(rows + 1) * np.ptp(columns + 1)


def test_unknown_pixels_stay_and_no_known_pixel_becomes_unknown() -> None:
    classes = mask()
    plan = as_drawn_plan(classes, np.random.default_rng(1))
    assert np.array_equal(plan == UNKNOWN, classes == UNKNOWN)
    nothing = np.full((32, 32), UNKNOWN, np.uint8)
    assert np.array_equal(as_drawn_plan(nothing, np.random.default_rng(1)), nothing)


def test_the_same_draws_give_the_same_plan_and_others_another() -> None:
    classes = mask()
    first, again, other = (as_drawn_plan(classes, np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
