from __future__ import annotations

import numpy as np

from satsyn_core.study.recomposition import recomposed

WATER, LAND, ROAD = 0, 1, 2


def test_rare_classes_of_the_donor_are_laid_on_the_own_land_cover() -> None:
    own = np.full((8, 8), LAND, np.uint8)
    donor = np.full((8, 8), WATER, np.uint8)
    donor[:, 3] = ROAD
    rarity = np.array([1.0, 1.0, 1e6])

    found = recomposed(own, donor, rarity, np.random.default_rng(0))

    assert np.count_nonzero(found == ROAD) == 8
    assert np.count_nonzero(found == LAND) == 56


def test_unknown_pixels_of_the_donor_change_nothing() -> None:
    own = np.full((4, 4), LAND, np.uint8)

    assert (recomposed(own, np.full((4, 4), 255, np.uint8), np.ones(3), np.random.default_rng(0)) == own).all()
