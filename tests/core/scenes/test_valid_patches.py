"""Patches of imagery that hold no nodata."""

from __future__ import annotations

import numpy as np

from satsyn_core.scenes.valid_patches import patch_corners, whole_cells


def test_patches_without_nodata_are_found_up_to_the_edge_of_a_raster() -> None:
    valid = np.ones((70, 100), bool)
    valid[20, 40] = False
    corners = patch_corners(whole_cells(valid), valid.shape, 32)
    assert {tuple(corner) for corner in corners.tolist()} == {
        (row, col) for row in (0, 16, 32) for col in (0, 16, 32, 48, 64) if row == 32 or col in {0, 48, 64}
    }
