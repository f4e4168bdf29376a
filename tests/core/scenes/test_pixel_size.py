from __future__ import annotations

import pytest

from satsyn_core.scenes.pixel_size import pixel_sizes_agree


@pytest.mark.parametrize(("second", "agree"), [(10.0, True), (12.5, True), (8.0, True), (12.6, False), (7.9, False)])
def test_pixel_sizes_agree_up_to_the_factor_either_way(second: float, agree: bool) -> None:
    assert pixel_sizes_agree(10.0, second, 1.25) is agree
