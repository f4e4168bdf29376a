"""The worst and best tiles of parts whose accuracy is known."""

from __future__ import annotations

import numpy as np
from affine import Affine

from satsyn_core.evaluation.segmentation.examples import TILE_PIXELS, TILES_KEPT, ExampleTiles, PredictedPart
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window

SIDE = 2 * TILES_KEPT + 2


def part(wrong_rows: list[int]) -> PredictedPart:
    """Return a row of tiles of a large raster with so many wrongly predicted rows each."""
    width = len(wrong_rows) * TILE_PIXELS
    truth = np.zeros((TILE_PIXELS, width), np.uint8)
    predicted = truth.copy()
    for tile, rows in enumerate(wrong_rows):
        predicted[:rows, tile * TILE_PIXELS : (tile + 1) * TILE_PIXELS] = 1
    grid = Grid(None, Affine(2, 0, 1000, 0, -2, 5000), width + 100, TILE_PIXELS + 50)
    window = Window(100, 50, width, TILE_PIXELS)
    return PredictedPart("town", grid, window, np.zeros((3, *truth.shape), np.uint8), truth, predicted)


def test_the_worst_and_best_tiles_are_kept_in_order() -> None:
    wrong = np.random.default_rng(0).permutation(SIDE) * 20
    tiles = ExampleTiles()
    tiles.add(part(wrong[:3].tolist()))
    tiles.add(part(wrong[3:].tolist()))
    shares = 1 - np.sort(wrong) / TILE_PIXELS
    assert [tile.accuracy for tile in tiles.best] == shares[:TILES_KEPT].tolist()
    assert [tile.accuracy for tile in tiles.worst] == shares[::-1][:TILES_KEPT].tolist()


def test_a_tile_has_the_coordinates_of_its_centre_and_pictures_of_its_own() -> None:
    tiles = ExampleTiles()
    added = part([0, 0])
    tiles.add(added)
    right = next(tile for tile in tiles.best if tile.x > 1700)
    assert (right.x, right.y) == (1000 + 2 * (100 + 1.5 * TILE_PIXELS), 5000 - 2 * (50 + TILE_PIXELS / 2))
    assert right.crs == "pixel coordinates"
    assert right.image.shape == (3, TILE_PIXELS, TILE_PIXELS)
    assert right.image.base is None


def test_tiles_with_few_labels_are_left_out_and_unlabelled_pixels_do_not_count() -> None:
    added = part([10, 10])
    added.truth[:, :TILE_PIXELS][100:] = 255
    added.truth[5:10, TILE_PIXELS:] = 255
    tiles = ExampleTiles()
    tiles.add(added)
    (only,) = tiles.worst
    assert only.accuracy == 1 - 5 / (TILE_PIXELS - 5)


def test_narrow_strips_at_the_edge_are_left_out() -> None:
    tiles = ExampleTiles()
    whole = part([0, 0])
    narrow = TILE_PIXELS + 40
    tiles.add(
        PredictedPart(
            "town",
            whole.grid,
            Window(0, 0, narrow, TILE_PIXELS),
            whole.image[:, :, :narrow],
            whole.truth[:, :narrow],
            whole.predicted[:, :narrow],
        )
    )
    assert len(tiles.best) == 1
