"""The seam index of imagery with and without steps at block borders."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.seams import seam_index
from tests.support.imagery import ArrayImagery, texture


@pytest.mark.parametrize("across", ["columns", "rows"])
def test_seams_at_block_borders_show_in_the_seam_index(across: str) -> None:
    image = texture(0, 512, 1024)
    patchwork = image.copy()
    patchwork[:, :, 256:512] = np.minimum(patchwork[:, :, 256:512].astype(int) + 40, 255)
    if across == "rows":
        image, patchwork = image.transpose(0, 2, 1), patchwork.transpose(0, 2, 1)
    whole, pieces = seam_index([ArrayImagery(image)]), seam_index([ArrayImagery(patchwork)])
    assert whole is not None and pieces is not None
    assert whole == pytest.approx(1, abs=0.1)
    assert pieces > 1.5


def test_the_index_is_the_step_at_the_border_over_the_steps_beside_it() -> None:
    ramp = np.tile(np.arange(128, dtype=np.uint8), (1, 40, 1))
    ramp[:, :, 64:] += 4
    assert seam_index([ArrayImagery(ramp)]) == seam_index([ArrayImagery(ramp.transpose(0, 2, 1))]) == 5


def test_rasters_smaller_than_a_block_have_no_index() -> None:
    assert seam_index([ArrayImagery(texture(0, 40, 40))]) is None


@pytest.mark.parametrize("fill", [np.nan, 0])
@pytest.mark.parametrize("down", [False, True])
def test_pixels_without_data_neither_hide_a_seam_nor_look_like_one(fill: float, down: bool) -> None:
    image = texture(0, 640, 1024).astype(np.float32)
    image[:, :, 512:] += 40
    gaps = image.copy()
    has_data = np.ones(image.shape[1:], bool)
    has_data[300:320], has_data[:, 640:642] = False, False
    gaps[:, ~has_data] = fill
    if down:
        image, gaps, has_data = image.transpose(0, 2, 1), gaps.transpose(0, 2, 1), has_data.T
    imagery = ArrayImagery(gaps)
    imagery.has_data = has_data
    whole, found = seam_index([ArrayImagery(image)]), seam_index([imagery])
    assert whole is not None and found is not None
    assert whole > 1.5
    assert found == pytest.approx(whole, rel=0.1)
