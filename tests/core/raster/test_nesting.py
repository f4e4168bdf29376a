"""Finer grids in coarser ones, by sizes on the ground."""

from __future__ import annotations

import math
import re

import pytest
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.nesting import Nesting, nesting_for, suggested_size
from satsyn_core.raster.window import Window
from tests.support.rasters import UTM, WGS84

COARSE = Grid(UTM, Affine(30, 0, 331_200.5, 0, -30, 2_780_000.25), 7, 5)


def test_a_whole_ratio_nests_exactly() -> None:
    nesting = nesting_for(COARSE, 1, "cover.tif")
    fine = nesting.fine(COARSE)
    assert nesting == Nesting(30, 30)
    assert fine == Grid(UTM, Affine(1, 0, 331_200.5, 0, -1, 2_780_000.25), 210, 150)


@pytest.mark.parametrize(("size", "nearest"), [(7, (6, 7.5)), (29, (15, 30)), (0.7, (0.697674, 0.714286))])
def test_other_ratios_are_refused_with_sizes_that_work(size: float, nearest: tuple[float, float]) -> None:
    with pytest.raises(InputError, match="nearest sizes that do are") as refusal:
        nesting_for(COARSE, size, "cover.tif")
    advised = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", str(refusal.value).partition("do are")[2])]
    assert advised == pytest.approx(nearest, rel=1e-5)
    for one in advised:
        nesting_for(COARSE, one, "cover.tif")


@pytest.mark.parametrize("sides", [(30, 30), (31.530298224786595, 31.52465870178793), (30, 20), (1 / 3, 1 / 3)])
def test_the_smallest_and_the_largest_size_that_are_named_work(sides: tuple[float, float]) -> None:
    grid = Grid(UTM, Affine(sides[0], 0, 0, 0, -sides[1], 0), 4, 4)
    for wrong, advice in ((1e-5, "choose at least"), (1e5, "choose one from")):
        with pytest.raises(InputError, match=advice) as refusal:
            nesting_for(grid, wrong, "cover.tif")
        named = re.findall(r"\d+(?:\.\d+)?(?:e-\d+)?", str(refusal.value).partition(advice)[2])
        assert len(named) == 2
        for size in named:
            nesting_for(grid, float(size), "cover.tif")


def test_pixels_that_are_not_square_are_divided_along_each_side() -> None:
    grid = Grid(UTM, Affine(30, 0, 0, 0, -20, 0), 4, 4)
    assert nesting_for(grid, 5, "cover.tif") == Nesting(6, 4)
    with pytest.raises(InputError, match=r"2\.85714 and 3\.33333"):
        nesting_for(grid, 3, "cover.tif")


def test_pixels_that_are_hardly_square_have_valid_sizes_too() -> None:
    # Those of NLCD in the example data of R's spData.
    grid = Grid(UTM, Affine(31.530298224786595, 0, 0, 0, -31.52465870178793, 0), 4, 4)
    with pytest.raises(InputError, match=r"0\.985146 and 1\.01692"):
        nesting_for(grid, 1, "cover.tif")
    assert nesting_for(grid, 1.01692, "cover.tif") == Nesting(31, 31)
    assert nesting_for(grid, suggested_size(grid, 1), "cover.tif") == Nesting(32, 32)


def test_larger_pixels_are_refused() -> None:
    with pytest.raises(InputError, match="measure 30 m already"):
        nesting_for(COARSE, 60, "cover.tif")


def test_in_degrees_the_nearest_division_is_taken() -> None:
    # 10 m at the equator; at 60 degrees north half as wide.
    degrees = 1 / 12_000
    near_equator = Grid(WGS84, Affine(degrees, 0, 6, 0, -degrees, 0.3), 100, 100)
    in_the_north = Grid(WGS84, Affine(degrees, 0, 6, 0, -degrees, 60), 100, 100)
    assert nesting_for(near_equator, 1, "cover.tif") == Nesting(9, 9)
    assert nesting_for(in_the_north, 1, "cover.tif") == Nesting(5, 9)


def test_ground_sizes_in_degrees_are_those_on_the_ellipsoid() -> None:
    # Lengths of a degree at 45 degrees north on GRS 80 are 78 846.8 m and 111 131.8 m.
    pixel = Grid(CRS.from_epsg(4258), Affine(0.001, 0, 10, 0, -0.001, 45.0005), 1, 1).ground_pixel
    assert (pixel.width, pixel.height) == pytest.approx((78.8468, 111.1318), rel=1e-5)


@pytest.mark.parametrize(("system", "radius"), [("+proj=longlat +R=6371229", 6_371_229), ("EPSG:4047", 6_371_007)])
def test_ground_sizes_in_degrees_on_a_sphere_are_those_of_its_circles(system: str, radius: float) -> None:
    pixel = Grid(CRS.from_string(system), Affine(0.001, 0, 10, 0, -0.001, 60.0005), 1, 1).ground_pixel
    degree = math.radians(0.001) * radius
    assert (pixel.width, pixel.height) == pytest.approx((degree / 2, degree), rel=1e-6)


def test_web_mercator_is_measured_on_the_ground() -> None:
    pixel = Grid(CRS.from_epsg(3857), Affine(10, 0, 1_000_000, 0, -10, 8_399_737.9), 1, 1).ground_pixel
    assert pixel.width == pytest.approx(5, rel=0.01)
    assert not pixel.in_map_units


def test_feet_become_metres() -> None:
    site = Grid(CRS.from_wkt('LOCAL_CS["site",UNIT["foot",0.3048]]'), Affine(10, 0, 0, 0, -10, 0), 1, 1)
    assert site.pixel_metres == pytest.approx(3.048)
    pixel = Grid(CRS.from_epsg(2263), Affine(10, 0, 980_000, 0, -10, 200_000), 1, 1).ground_pixel
    assert pixel.width == pytest.approx(3.048, rel=1e-5)
    assert pixel.in_map_units


def test_suggested_sizes_are_valid() -> None:
    assert suggested_size(COARSE, 1) == 1
    assert nesting_for(COARSE, suggested_size(COARSE, 4.1), "cover.tif") == Nesting(7, 7)


def test_windows_of_both_grids() -> None:
    nesting = Nesting(3, 2)
    assert nesting.around(Window(4, 3, 6, 2)) == Window(1, 1, 3, 2)
    assert nesting.around(Window(-1, -1, 1, 1)) == Window(-1, -1, 1, 1)
    assert nesting.inside(Window(1, 1, 2, 2)) == Window(3, 2, 6, 4)


def test_no_suggested_size_is_smaller_than_possible() -> None:
    degrees = Grid(WGS84, Affine(0.1, 0, 55, 0, -0.1, 25), 5, 5)
    metres = Grid(UTM, Affine(5000, 0, 0, 0, -5000, 0), 5, 5)
    for grid in (degrees, metres):
        size = suggested_size(grid, 1)
        assert size > 5 * (1 - 1e-6)
        nesting_for(grid, size, "cover.tif")
