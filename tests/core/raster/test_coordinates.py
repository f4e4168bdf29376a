from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.coordinates import describe_crs, is_local, transform_points
from satsyn_core.raster.grid import Extent, Grid
from tests.support.rasters import UTM, WGS84

LOCAL = CRS.from_wkt('LOCAL_CS["Site 7, local",UNIT["metre",1],AXIS["x",EAST],AXIS["y",NORTH]]')
ARCTIC, ANTARCTIC = CRS.from_epsg(3413), CRS.from_epsg(3031)


def test_points_where_the_projection_is_not_defined_are_infinite_and_the_others_are_not() -> None:
    xs, ys = transform_points([57, 57, np.nan, 57], [25, 95, 25, 26], WGS84, UTM, "The points")
    assert np.isfinite(xs).tolist() == [True, False, False, True]
    assert np.isfinite(ys).tolist() == [True, False, False, True]


@pytest.mark.parametrize(("source", "target"), [(LOCAL, UTM), (WGS84, LOCAL)])
def test_a_local_coordinate_system_is_refused_by_its_name(source: CRS, target: CRS) -> None:
    with pytest.raises(InputError, match=r"The extent can't be brought.*Site 7, local is a local .*-a_srs"):
        transform_points([1], [1], source, target, "The extent")


def test_local_systems_are_recognised_and_named() -> None:
    assert is_local(LOCAL)
    assert not any(is_local(crs) for crs in (UTM, WGS84, None))
    assert [describe_crs(crs) for crs in (LOCAL, UTM, None)] == ["Site 7, local", "EPSG:32640", "no coordinate system"]


def test_a_grid_with_a_local_system_has_the_pixels_of_one_with_the_same_numbers() -> None:
    transform = Affine(2, 0, 10, 0, -2, 90)
    local, placed = Grid(LOCAL, transform, 9, 9), Grid(UTM, transform, 9, 9)
    assert local.same_pixels_as(placed)
    assert placed.same_pixels_as(local)
    assert not local.has_place


@pytest.mark.parametrize("crs", [ARCTIC, ANTARCTIC, LOCAL])
def test_extents_of_polar_and_local_systems_end_in_a_sentence_or_a_window(crs: CRS) -> None:
    grid = Grid(UTM, Affine(10, 0, 331_200, 0, -10, 2_780_000), 40, 30)
    with pytest.raises(InputError):
        grid.window_of(Extent((-1e6, -1e6, 1e6, 1e6), crs))
