"""The plane on which places of several rasters are compared."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.raster.grid import Grid
from satsyn_core.raster.pixel_plane import PixelPlane
from satsyn_core.raster.window import Window

UTM, DEGREES = CRS.from_epsg(32640), CRS.from_epsg(4326)
LOCAL = CRS.from_wkt('LOCAL_CS["site",UNIT["metre",1]]')
TOWN = Grid(UTM, Affine(2, 0, 331_000, 0, -2, 2_780_000), 64, 64)


def _corners(plane: PixelPlane, grid: Grid) -> np.ndarray:
    first, side = np.array([0]), 64
    return plane.from_map(plane.map_corners(grid, first, first, side))[0]


def test_places_on_the_plane_are_in_pixels_of_its_raster() -> None:
    plane = PixelPlane.of_grid(TOWN)
    coarse = Grid(UTM, TOWN.cut(Window(10, 20, 8, 8)).transform @ Affine.scale(4), 64, 64)
    assert _corners(plane, TOWN).tolist() == [[0, 0], [64, 0], [64, 64], [0, 64]]
    assert _corners(plane, coarse).tolist() == [[10, 20], [266, 20], [266, 276], [10, 276]]


def test_places_in_another_system_are_transformed_and_not_finite_where_the_plane_has_none() -> None:
    plane = PixelPlane.of_grid(TOWN)
    near, far = (Grid(DEGREES, Affine(1e-5, 0, x, 0, -1e-5, y), 64, 64) for x, y in ((55.32, 25.12), (-33.0, 0.0001)))
    assert np.isfinite(_corners(plane, near)).all()
    assert not np.isfinite(_corners(plane, far)).all()


@pytest.mark.parametrize(
    ("one", "other", "is_comparable"),
    [(UTM, DEGREES, True), (LOCAL, LOCAL, True), (LOCAL, UTM, False), (None, UTM, False), (None, None, False)],
)
def test_rasters_are_comparable_in_one_system_or_with_a_place_on_the_earth(
    one: CRS | None, other: CRS | None, is_comparable: bool
) -> None:
    first, second = (Grid(crs, TOWN.transform, 64, 64) for crs in (one, other))
    assert PixelPlane.of_grid(first).is_comparable(second) == is_comparable
    assert PixelPlane.of_grid(second).is_comparable(first) == is_comparable
