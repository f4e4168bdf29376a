from __future__ import annotations

import numpy as np

from satsyn_core.generation.pieces import joined, pieces_of
from satsyn_core.raster.window import Window

BLOCK = Window(512, 1024, 512, 512)


def _wanted(*places: Window) -> np.ndarray:
    wanted = np.zeros((512, 512), bool)
    for place in places:
        wanted[place.slices_in(BLOCK)] = True
    return wanted


def test_nothing_wanted_needs_no_piece() -> None:
    assert pieces_of(_wanted(), BLOCK, 16, 112) == []


def test_one_place_is_one_piece() -> None:
    place = Window(600, 1100, 40, 70)
    assert pieces_of(_wanted(place), BLOCK, 16, 112) == [place]


def test_distant_places_are_computed_apart_and_near_ones_together() -> None:
    first, far, near = Window(512, 1024, 20, 20), Window(1000, 1500, 20, 20), Window(540, 1040, 20, 20)
    assert pieces_of(_wanted(first, far), BLOCK, 16, 112) == [first, far]
    assert pieces_of(_wanted(first, near), BLOCK, 16, 112) == [Window(512, 1024, 48, 36)]


def test_pieces_hold_every_wanted_pixel_once() -> None:
    wanted = np.random.default_rng(0).random((512, 512)) > 0.9999
    held = np.zeros((512, 512), int)
    for piece in pieces_of(wanted, BLOCK, 16, 16):
        held[piece.slices_in(BLOCK)] += 1
    assert held[wanted].all()
    assert held.max() == 1


def test_pieces_of_neighbouring_blocks_become_one_where_that_costs_less() -> None:
    left, right, far = Window(400, 1024, 112, 400), Window(512, 1024, 50, 400), Window(900, 1024, 20, 20)
    assert joined([left, right], 512, 16, 112) == Window(400, 1024, 162, 400)
    assert joined([left, far], 1024, 16, 112) is None
    assert joined([left, right], 128, 16, 112) is None
