"""Values of buildings: one for each roof, whatever block it is found in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsyn_core.generator.network.architecture import PIXEL_SHUFFLE_FACTOR, PRESETS, Architecture
from satsyn_core.generator.network.block_inputs import block_inputs
from satsyn_core.generator.network.instances import instance_noise
from satsyn_core.generator.network.noise import HashedNoise

BUILDING = 4
ARCHITECTURE = Architecture(classes=5, **PRESETS["small"], instance_classes=(BUILDING,))
REACH = ARCHITECTURE.instance_reach // PIXEL_SHUFFLE_FACTOR


def town(seed: int = 0, size: int = 512) -> np.ndarray:
    """Return class indices: houses of 8 to 20 pixels on land, 3 pixels apart at least."""
    rng = np.random.default_rng(seed)
    classes = np.ones((size, size), np.uint8)
    for top in range(4, size - 24, 24):
        for left in range(4, size - 24, 24):
            height, width = rng.integers(8, 21, 2)
            classes[top : top + height, left : left + width] = BUILDING
    return classes


def test_a_house_has_one_value_and_its_neighbour_another() -> None:
    members = np.zeros((96, 96), bool)
    members[30:46, 28:48] = members[30:46, 51:66] = True
    cells = instance_noise(members, 24, 7, 0, 0)
    first, second = (
        cells[15 - REACH : 23 - REACH, 14 - REACH : 24 - REACH],
        cells[16 - REACH : 22 - REACH, 26 - REACH : 32 - REACH],
    )
    assert np.unique(first).size == np.unique(second).size == 1
    assert first[0, 0] != second[0, 0]
    assert cells[0, 0] == 0


def test_values_of_many_houses_are_standard_normal() -> None:
    cells = instance_noise(town(size=2048) == BUILDING, 24, 3, 0, 0)
    values = np.unique(cells[cells != 0])
    assert values.size > 3000
    assert abs(values.mean()) < 0.1
    assert values.std() == pytest.approx(1, abs=0.1)


def test_values_change_with_the_seed_and_follow_the_global_position() -> None:
    members = town() == BUILDING
    whole = instance_noise(members, 24, 5, 1600, -3200)
    part = instance_noise(members[64:384, 128:448], 24, 5, 1664, -3072)
    assert (part == whole[32 : 32 + part.shape[0], 64 : 64 + part.shape[1]]).all()
    assert (instance_noise(members, 24, 6, 1600, -3200) != whole).any()


@pytest.mark.parametrize("architecture", [ARCHITECTURE, replace(ARCHITECTURE, instance_classes=())])
def test_blocks_cut_anywhere_have_the_same_inputs(architecture: Architecture) -> None:
    margin = architecture.label_margin
    classes = town(size=256 + 2 * margin)
    whole = block_inputs(architecture, classes, HashedNoise(9, 320, 640))
    inner = classes[64 : 64 + 128 + 2 * margin, 96 : 96 + 64 + 2 * margin]
    part = block_inputs(architecture, inner, HashedNoise(9, 384, 736))
    for scale, (of_whole, of_part) in enumerate(zip(whole.noise, part.noise, strict=True)):
        top, left = 64 // (16 >> scale), 96 // (16 >> scale)
        assert of_part.shape[1] == architecture.noise_fields(scale)
        expected = of_whole[..., top : top + of_part.shape[2], left : left + of_part.shape[3]]
        assert np.array_equal(of_part, expected)
