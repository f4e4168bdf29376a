"""A block computed as tiles is the block."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.generator.engines.tiling import compute_by_tiles, tiles
from satsyn_core.raster.window import Window


def place(window: Window) -> np.ndarray:
    """Return a number for each pixel of the plane, in two bands."""
    rows, cols = np.mgrid[window.row : window.row + window.height, window.col : window.col + window.width]
    return np.stack([rows * 1000 + cols, -rows]).astype(np.int32)


@pytest.mark.parametrize(("height", "width"), [(4, 4), (7, 3), (100, 100), (1, 13)])
def test_tiles_put_together_are_the_window(height: int, width: int) -> None:
    window = Window(-5, 11, 13, 9)
    np.testing.assert_array_equal(compute_by_tiles(place, window, height, width), place(window))


def test_tiles_cover_the_window_once_and_are_cut_off_at_its_end() -> None:
    found = list(tiles(Window(0, 0, 10, 5), 4, 4))
    assert sum(tile.width * tile.height for tile in found) == 50
    assert found[2] == Window(8, 0, 2, 4)
    assert found[-1] == Window(8, 4, 2, 1)


def test_an_empty_window_is_no_image() -> None:
    with pytest.raises(ValueError, match="empty"):
        compute_by_tiles(place, Window(0, 0, 0, 5), 4, 4)
