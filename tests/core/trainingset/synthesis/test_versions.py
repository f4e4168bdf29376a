from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from satsyn_core.generator.styles import Style
from satsyn_core.trainingset.plan.chips import Chips
from satsyn_core.trainingset.plan.plan import SetPlan
from satsyn_core.trainingset.synthesis.synthetic_chips import chip_blocks
from satsyn_core.trainingset.synthesis.versions import plan_versions, rendering_order


class StyleOfScene:
    """A style for each scene, and another one for second versions."""

    from_imagery: ClassVar[bool] = False

    def style_numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
        return chips.scene.astype(np.int64) * 10 + copies

    def style(self, number: int) -> Style:
        return Style(np.full(4, number, np.float32), f"style {number}")

    def variant(self, number: int) -> int:
        return number % 10


def _chips(scene: list[int], row: list[int], col: list[int]) -> Chips:
    return Chips(32, np.array(scene, np.int32), np.array(row, np.int32), np.array(col, np.int32))


def test_each_copy_is_a_version_with_a_style_and_noise() -> None:
    chips = _chips([0, 0, 1], [0, 0, 0], [0, 32, 0])
    copies = np.array([2, 0, 1], np.int32)
    plan = SetPlan(chips, np.ones((3, 1), np.int32), np.zeros(3, np.int8), copies == 0, copies, chips.select([]))
    versions = plan_versions(plan, StyleOfScene(), seed=7)
    assert versions.numbers.tolist() == [1, 2, 1]
    assert versions.chips.scene.tolist() == [0, 0, 1]
    assert versions.style_numbers.tolist() == [0, 1, 10]
    assert {number: style.style.name for number, style in versions.styles.items()} == {
        0: "style 0",
        1: "style 1",
        10: "style 10",
    }
    assert versions.styles[0].noise_seed == versions.styles[10].noise_seed != versions.styles[1].noise_seed


def test_chips_are_rendered_by_style_scene_and_neighbourhood() -> None:
    chips = _chips([1, 0, 0, 0, 0], [0, 0, 32, 0, 0], [0, 600, 0, 0, 0])
    order = rendering_order(chips, np.array([0, 0, 0, 0, 1]))
    assert order.tolist() == [3, 2, 1, 0, 4]


def test_chips_that_need_the_same_block_share_it() -> None:
    chips = _chips([0, 0, 0, 1], [0, 0, 32, 32], [0, 32, 32, 32])
    blocks = list(chip_blocks(chips, [0, 1, 2, 3], align=64))
    assert [(block.scene, block.chips) for block in blocks] == [(0, (0, 1, 2)), (1, (3,))]
    assert (blocks[0].window.width, blocks[0].window.height) == (64, 64)
