"""The ground of training imagery, which no control of the copy audit shows."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.evaluation.imagery.patches import PatchPlace
from satsyn_core.evaluation.imagery.unseen_ground import TrainingGround
from satsyn_core.raster.coordinates import transform_points
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.warp import overlap
from satsyn_core.raster.window import Window
from tests.support.imagery import ArrayImagery

UTM, OTHER_ZONE, DEGREES = (CRS.from_epsg(code) for code in (32640, 32639, 4326))
LOCAL = CRS.from_wkt('LOCAL_CS["site",UNIT["metre",1]]')


def _grids(turned: float) -> list[Grid]:
    """Return grids of 64 pixels of two metres on one town, in several coordinate systems; some are turned."""
    rng, grids = np.random.default_rng(3), []
    for x, y in rng.uniform((300_000, 2_779_000), (301_000, 2_780_000), (12, 2)).tolist():
        for crs in (UTM, OTHER_ZONE, DEGREES, LOCAL, None):
            place, pixel = (x, y), 2.0 if crs is not DEGREES else 2e-5
            if crs in (OTHER_ZONE, DEGREES):
                place = tuple(float(found[0]) for found in transform_points([x], [y], UTM, crs, "A grid"))
            angle = Affine.rotation(turned * rng.uniform(0, 90))
            grids.append(Grid(crs, Affine.translation(*place) @ angle @ Affine.scale(pixel, -pixel), 64, 64))
    return grids


def _imagery(grid: Grid) -> ArrayImagery:
    imagery = ArrayImagery(np.zeros((1, 64, 64), np.uint8))
    imagery.grid = grid
    imagery.has_data[:20] = False
    return imagery


def _is_shown(imagery: ArrayImagery, place: PatchPlace) -> bool:
    own, other = imagery.grid, place.grid
    if not ((own.has_place and other.has_place) or (own.crs is not None and own.crs == other.crs)):
        return False
    inner = Window(place.window.col + 1, place.window.row + 1, 30, 30)
    found = overlap(own, other.cut(inner)) if overlap(own, other) is not None else None
    return found is not None and bool(imagery.valid(found).any())


@pytest.mark.parametrize("turned", [0, 1])
def test_ground_is_found_as_by_a_comparison_with_each_raster(turned: int) -> None:
    grids = _grids(turned)
    training = [_imagery(grid) for grid in grids[::2]]
    ground, answers = TrainingGround(training), []
    for grid in grids:
        for row in (0, 32):
            place = PatchPlace("scene", grid, Window(0, row, 32, 32))
            answers.append(ground.shows(place))
            assert answers[-1] == any(_is_shown(one, place) for one in training)
    assert 10 < sum(answers) < len(answers) - 10


@pytest.mark.parametrize("west", [179.99, -180.01])
def test_ground_on_the_antimeridian_is_found_on_either_turn_around_the_world(west: float) -> None:
    imagery = _imagery(Grid(DEGREES, Affine(3e-4, 0, 179.99, 0, -3e-4, 10), 64, 64))
    grid = Grid(DEGREES, Affine(3e-4, 0, west, 0, -3e-4, 10), 64, 64)
    assert TrainingGround([imagery]).shows(PatchPlace("scene", grid, Window(0, 32, 32, 32)))
    far = Grid(DEGREES, Affine(3e-4, 0, 150, 0, -3e-4, 10), 64, 64)
    assert not TrainingGround([imagery]).shows(PatchPlace("scene", far, Window(0, 32, 32, 32)))
