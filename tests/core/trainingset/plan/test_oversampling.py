from __future__ import annotations

import numpy as np
from affine import Affine

from satsyn_core.raster.grid import Grid
from satsyn_core.trainingset.plan.chips import Chips, regular_chips
from satsyn_core.trainingset.plan.oversampling import rare_classes, shifted_chips, without_repeats
from tests.support.rasters import UTM

GRIDS = [Grid(UTM, Affine(1, 0, 0, 0, -1, 0), 200, 150), Grid(UTM, Affine(1, 0, 900, 0, -1, 0), 96, 96)]


def test_classes_are_rare_below_the_share_if_they_occur() -> None:
    counts = np.array([[90, 4, 0, 0], [100, 0, 6, 0]], np.int32)
    assert rare_classes(counts, 2.5).tolist() == [False, True, False, False]
    assert rare_classes(counts, 5).tolist() == [False, True, True, False]


def test_shifted_chips_lie_around_chips_with_rare_classes_within_their_scenes() -> None:
    chips = regular_chips(GRIDS, 32, 32)
    counts = np.full((len(chips), 2), 512, np.int32)
    counts[:, 1] = 0
    holding = [0, len(chips) - 1]
    counts[holding, 1] = 64
    more = shifted_chips(chips, counts, np.array([False, True]), 5, GRIDS, seed=1)
    assert 2 <= len(more) <= 8
    for number in range(len(more)):
        grid = GRIDS[more.scene[number]]
        window = more.window(number)
        assert window.intersection(grid.window) == window
        source = chips.window(holding[more.scene[number]])
        assert abs(window.col - source.col) <= 16
        assert abs(window.row - source.row) <= 16
    again = shifted_chips(chips, counts, np.array([False, True]), 5, GRIDS, seed=1)
    np.testing.assert_array_equal(more.row, again.row)


def test_chips_with_a_trace_of_a_rare_class_are_not_repeated() -> None:
    chips = regular_chips(GRIDS, 32, 32)
    counts = np.tile(np.array([1000, 9], np.int32), (len(chips), 1))
    assert len(shifted_chips(chips, counts, np.array([False, True]), 5, GRIDS, seed=1)) == 0


def test_repeated_places_are_left_out() -> None:
    def chips(*places: tuple[int, int, int]) -> Chips:
        scene, row, col = np.array(places, np.int32).reshape(-1, 3).T
        return Chips(32, scene, row, col)

    left = without_repeats(chips((1, 0, 0), (0, 5, 5), (0, 5, 5), (0, 2, 9)), chips((0, 2, 9)))
    assert np.stack([left.scene, left.row, left.col]).T.tolist() == [[0, 5, 5], [1, 0, 0]]
    assert len(without_repeats(chips(), chips((0, 0, 0)))) == 0
