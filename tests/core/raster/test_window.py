"""Windows of pixels."""

from __future__ import annotations

from satsyn_core.raster.window import Window


def test_the_middle_of_a_window_has_at_most_the_side_that_is_asked_for() -> None:
    assert Window(10, 20, 300, 90).middle(100) == Window(110, 20, 100, 90)
    assert Window(0, 0, 5, 4).middle(2) == Window(1, 1, 2, 2)
