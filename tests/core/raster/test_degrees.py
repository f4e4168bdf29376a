"""Turns around the world, the antimeridian (180 degrees) and the poles."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS

from satsyn_core.raster.degrees import apart_at_antimeridian, poles_between, turns_of

DEGREES = CRS.from_epsg(4326)


@pytest.mark.parametrize(
    ("crs", "turns"), [(DEGREES, {0, 360, -360}), (CRS.from_epsg(4269), {0, 360, -360}), (None, {0})]
)
def test_only_degrees_have_turns_around_the_world(crs: CRS | None, turns: set[float]) -> None:
    assert set(turns_of(crs)) == turns
    assert turns_of(CRS.from_epsg(32640)) == (0,)


def test_shapes_beyond_180_degrees_go_on_at_the_other_end() -> None:
    shapes = np.array([shapely.box(170, 0, 190, 10), shapely.box(0, 0, 10, 10), shapely.box(181, 0, 182, 1)], object)
    near, far = apart_at_antimeridian(shapes)
    assert shapely.is_empty(near).tolist() == [False, False, True]
    assert shapely.is_empty(far).tolist() == [False, True, False]
    assert shapely.bounds(near[:2]).tolist() == [[170, 0, 180, 10], [0, 0, 10, 10]]
    assert shapely.bounds(far[[0, 2]]).tolist() == [[-180, 0, -170, 10], [-179, 0, -178, 1]]


@pytest.mark.parametrize(
    ("code", "lats"), [(3413, [90]), (3031, [-90]), (32640, [90, -90]), (3857, []), (4269, []), (4326, [])]
)
def test_poles_are_points_on_some_maps_alone(code: int, lats: list[float]) -> None:
    assert [lat for _, _, lat in poles_between(DEGREES, CRS.from_epsg(code))] == lats
    assert poles_between(CRS.from_epsg(3413), DEGREES) == poles_between(None, DEGREES) == ()
