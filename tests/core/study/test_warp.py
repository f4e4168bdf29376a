from __future__ import annotations

import numpy as np

from satsyn_core.raster.window import Window
from satsyn_core.study.warp import REACH_PIXELS, displacements, reach_within, warped


def _warped(classes: np.ndarray, block: Window, seed: int = 0) -> np.ndarray:
    height, width = classes.shape
    padded = np.pad(classes, REACH_PIXELS, constant_values=255)
    around = padded[
        block.row : block.row + block.height + 2 * REACH_PIXELS, block.col : block.col + block.width + 2 * REACH_PIXELS
    ]
    return warped(around, displacements(height, width, seed), block)


def test_a_warped_land_cover_does_not_depend_on_its_blocks() -> None:
    classes = np.random.default_rng(0).integers(0, 5, (200, 260)).astype(np.uint8)

    whole = _warped(classes, Window(0, 0, 260, 200))

    assert (_warped(classes, Window(100, 50, 60, 70)) == whole[50:120, 100:160]).all()
    assert (whole != classes).mean() > 0.3


def test_classes_come_from_no_further_than_the_reach() -> None:
    classes = np.zeros((300, 300), np.uint8)
    classes[:, 150:] = 1

    whole = _warped(classes, Window(0, 0, 300, 300))

    assert not whole[:, : 150 - REACH_PIXELS - 1][whole[:, : 150 - REACH_PIXELS - 1] != 255].any()
    assert (whole[:, 150 - REACH_PIXELS : 150] == 1).any() or (whole[:, 150 : 150 + REACH_PIXELS] == 0).any()


def test_another_seed_gives_another_layout() -> None:
    classes = np.random.default_rng(0).integers(0, 5, (120, 120)).astype(np.uint8)
    block = Window(0, 0, 120, 120)

    assert (_warped(classes, block, 1) != _warped(classes, block, 2)).any()


def test_nothing_comes_from_further_than_the_distance_between_splits() -> None:
    reach = reach_within(4)

    assert reach_within(64) == REACH_PIXELS
    assert np.hypot(reach, reach) <= 4
    assert np.abs(displacements(300, 300, 0, reach)).max() <= reach
