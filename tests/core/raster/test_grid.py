from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS
from rasterio.transform import array_bounds
from rasterio.warp import transform_bounds

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.coordinates import transform_points
from satsyn_core.raster.grid import Extent, Grid
from satsyn_core.raster.warp import overlap
from satsyn_core.raster.window import Window, canonical_blocks
from tests.support.rasters import GRIDS, UTM, WGS84


@pytest.mark.parametrize("name", GRIDS)
def test_extent_of_a_pixel_window_gives_this_window(name: str) -> None:
    crs, transform = GRIDS[name]
    grid = Grid(crs, transform, 90, 70)
    window = Window(20, 10, 30, 40)
    corners = [grid.transform @ corner for corner in [(20, 10), (50, 10), (20, 50), (50, 50)]]
    xs, ys = zip(*corners, strict=True)
    found = grid.window_of(Extent((min(xs), min(ys), max(xs), max(ys))))
    if name == "rotated":
        assert found.intersection(window) == window
        assert found != grid.window
    else:
        assert found == window


def test_extent_in_another_crs_covers_the_same_ground() -> None:
    grid = Grid(UTM, Affine(10, 0, 331_200, 0, -10, 2_780_000), 400, 300)
    part = grid.cut(Window(100, 100, 50, 60))
    bounds = transform_bounds(UTM, WGS84, *array_bounds(part.height, part.width, part.transform))
    found = grid.window_of(Extent(bounds, WGS84))
    assert found.intersection(Window(100, 100, 50, 60)) == Window(100, 100, 50, 60)
    assert found.width <= 56
    assert found.height <= 66


def test_extent_is_rounded_outward_and_clipped_to_the_raster() -> None:
    grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 100), 100, 100)
    assert grid.window_of(Extent((10.4, 20.4, 12.6, 22.6))) == Window(10, 77, 3, 3)
    assert grid.window_of(Extent((-50, 90, 5, 500))) == Window(0, 0, 5, 10)


def test_extent_smaller_than_a_pixel_gives_one_pixel() -> None:
    grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 100), 100, 100)
    assert grid.window_of(Extent((10.2, 20.2, 10.3, 20.3))) == Window(10, 79, 1, 1)


def test_extent_beside_the_raster_is_refused() -> None:
    grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 100), 100, 100)
    with pytest.raises(InputError, match="does not touch"):
        grid.window_of(Extent((200, 0, 300, 10)))


def test_extent_as_large_as_the_world_gives_the_whole_raster() -> None:
    grid = Grid(UTM, Affine(1, 0, 331_200, 0, -1, 2_780_000), 100, 80)
    assert grid.window_of(Extent((-180, -90, 180, 90), WGS84)) == grid.window
    assert not grid.holds(Extent((-180, -90, 180, 90), WGS84))


ARCTIC = Grid(CRS.from_epsg(3413), Affine(25_000, 0, -3_850_000, 0, -25_000, 5_850_000), 304, 448)
ANTARCTIC = Grid(CRS.from_epsg(3031), Affine(25_000, 0, -3_950_000, 0, -25_000, 4_350_000), 316, 332)


def _pixels_in(grid: Grid, bounds: tuple[float, float, float, float]) -> Window:
    """Return the pixels of a grid whose middles lie in an extent in degrees."""
    cols, rows = np.meshgrid(np.arange(grid.width) + 0.5, np.arange(grid.height) + 0.5)
    assert grid.crs is not None
    points = grid.transform @ (cols.ravel(), rows.ravel())
    lons, lats = transform_points(*points, grid.crs, WGS84, "A grid")
    west, south, east, north = bounds
    inside = ((lons - west) % 360 <= east - west) & (lats >= south) & (lats <= north)
    found_rows, found_cols = np.divmod(np.flatnonzero(inside), grid.width)
    (left, right), (top, bottom) = ((int(one.min()), int(one.max())) for one in (found_cols, found_rows))
    return Window(left, top, right - left + 1, bottom - top + 1)


@pytest.mark.parametrize(
    ("grid", "bounds"),
    [
        *((ARCTIC, one) for one in ((0, 70, 10, 80), (0, 85, 10, 89), (-50, 50, -40, 60), (100, 75, 101, 76))),
        *((ARCTIC, one) for one in ((-180, 60, 180, 90), (170, 70, 190, 80), (-190, 70, -170, 80), (0, 70, 360, 80))),
        *((ANTARCTIC, one) for one in ((0, -89, 10, -80), (0, -75, 10, -70), (-180, -90, 180, -60))),
    ],
)
def test_an_extent_in_degrees_is_found_on_a_grid_around_a_pole(
    grid: Grid, bounds: tuple[float, float, float, float]
) -> None:
    expected, found = _pixels_in(grid, bounds), grid.window_of(Extent(bounds, WGS84))
    assert found.intersection(expected) == expected
    assert found.width <= expected.width + 2 and found.height <= expected.height + 2
    assert grid.holds(Extent(bounds, WGS84))


@pytest.mark.parametrize("bounds", [(0, -80, 10, -70), (10, 0, 20, 10)])
def test_an_extent_far_from_a_grid_around_a_pole_is_refused_with_what_it_holds(
    bounds: tuple[float, float, float, float],
) -> None:
    west, south, east, north = bounds
    with pytest.raises(InputError, match=r'does not touch .* All of it is "-180,180,') as refused:
        ARCTIC.window_of(Extent.parse(f"{west},{east},{south},{north} [EPSG:4326]"))
    assert ARCTIC.window_of(Extent.parse(str(refused.value).split('"')[-2])) == ARCTIC.window


def test_a_small_grid_at_the_pole_and_one_in_degrees_overlap() -> None:
    pole = Grid(ARCTIC.crs, Affine(1000, 0, -32_000, 0, -1000, 32_000), 64, 64)
    degrees = Grid(WGS84, Affine(0.001, 0, 100, 0, -0.001, 89.95), 64, 64)
    ring = Grid(WGS84, Affine(0.5, 0, -180, 0, -0.5, 90), 720, 60)
    assert overlap(pole, degrees) == Window(35, 21, 5, 7)
    assert overlap(degrees, pole) == degrees.window
    # A pixel at the pole has all longitudes.
    assert overlap(ring, pole) == Window(0, 0, 720, 1)
    beside = replace(pole, transform=Affine(1000, 0, 100_000, 0, -1000, 32_000))
    assert overlap(ring, beside) == Window(414, 1, 72, 3)


def test_extent_in_another_crs_beside_the_raster_is_refused() -> None:
    grid = Grid(UTM, Affine(1, 0, 331_200, 0, -1, 2_780_000), 100, 80)
    with pytest.raises(InputError, match="does not touch"):
        grid.window_of(Extent((10, 40, 11, 41), WGS84))
    with pytest.raises(InputError) as refused:
        grid.window_of(Extent.parse("10,11,40,41 [EPSG:4326]"))
    assert grid.window_of(Extent.parse(str(refused.value).split('"')[-2])) == grid.window


def test_extent_text_of_qgis_is_read() -> None:
    extent = Extent.parse("331200.5,331300,-10,2.5e3 [EPSG:32640]")
    assert extent == Extent((331200.5, -10, 331300, 2500), UTM)
    assert Extent.parse("1,2,3,4").crs is None


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "2,1,3,4", "1,2,3,4 [EPSG:nonsense]", "1,2,3,nan"])
def test_extent_text_that_is_none_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(InputError, match="Extent"):
        Extent.parse(text)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("331210,2779930,331260,2779980", "331210,331260,2779930,2779980"),
        ("331210 2779930 331260 2779980 [EPSG:32640]", "331210,331260,2779930,2779980 [EPSG:32640]"),
        ("55.3258,25.1259,55.3262,25.1263 [EPSG:4326]", "55.3258,55.3262,25.1259,25.1263 [EPSG:4326]"),
    ],
)
def test_an_extent_in_the_order_of_gdal_is_refused_with_the_text_in_that_of_qgis(text: str, corrected: str) -> None:
    grid = Grid(UTM, Affine(1, 0, 331_200, 0, -1, 2_780_000), 100, 80)
    with pytest.raises(InputError) as refused:
        grid.window_of(Extent.parse(text))
    assert str(refused.value).split('"')[-2] == corrected
    assert grid.window_of(Extent.parse(corrected)).width < 100


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("331260,331210,2779930,2779980", "331210,331260,2779930,2779980"),
        ("331260,331210,2779980,2779930 [EPSG:32640]", "331210,331260,2779930,2779980 [EPSG:32640]"),
        ("55.3262,55.3258,25.1259,25.1263 [EPSG:4326]", "55.3258,55.3262,25.1259,25.1263 [EPSG:4326]"),
        ("10,-10,50,51 [EPSG:4326]", "-10,10,50,51 [EPSG:4326]"),
        ("60,-60,10,20", "-60,60,10,20"),
    ],
)
def test_an_extent_with_swapped_numbers_is_refused_with_the_place_that_is_meant(text: str, corrected: str) -> None:
    grid = Grid(UTM, Affine(1, 0, 331_200, 0, -1, 2_780_000), 100, 80)
    with pytest.raises(InputError) as refused:
        grid.window_of(Extent.parse(text))
    assert str(refused.value).split('"')[-2] == corrected


def test_an_extent_in_a_system_that_the_raster_does_not_have_is_refused_with_both_ways_out() -> None:
    grid = Grid(None, Affine(1, 0, 0, 0, -1, 100), 100, 100)
    with pytest.raises(InputError, match="no coordinate system") as refused:
        grid.window_of(Extent.parse("55,56,25,26 [EPSG:4326]"))
    assert grid.window_of(Extent.parse(str(refused.value).split('"')[-2])) == Window(55, 74, 1, 1)


def test_extents_in_the_order_of_qgis_are_taken_also_where_both_orders_would_do() -> None:
    square = Grid(None, Affine(1, 0, 0, 0, -1, 100), 100, 100)
    assert square.window_of(Extent.parse("10,40,20,60")) == Window(10, 40, 30, 40)
    assert square.window_of(Extent.parse("10,120,20,150")) == Window(10, 0, 90, 80)
    utm = Grid(UTM, Affine(1, 0, 331_200, 0, -1, 2_780_000), 100, 80)
    assert utm.window_of(Extent.parse("300000,400000,2000000,3000000")) == utm.window
    assert utm.window_of(Extent.parse("-180,180,-80,80 [EPSG:4326]")) == utm.window


def test_blocks_cover_a_window_once_and_start_at_multiples_from_the_origin() -> None:
    window = Window(70, 40, 333, 217)
    seen = np.zeros((217, 333), int)
    for block in canonical_blocks(window, 64):
        seen[block.slices_in(window)] += 1
        assert block.col // 64 == (block.col + block.width - 1) // 64
        assert block.row // 64 == (block.row + block.height - 1) // 64
    assert (seen == 1).all()


def test_whole_grid_keeps_its_transform_and_a_part_keeps_its_place() -> None:
    crs, transform = GRIDS["rotated"]
    grid = Grid(crs, transform, 50, 40)
    assert grid.cut(grid.window).transform == transform
    part = grid.cut(Window(7, 9, 5, 5))
    assert part.transform @ (0, 0) == pytest.approx(transform @ (7, 9))
    assert part.transform @ (5, 5) == pytest.approx(transform @ (12, 14))


def test_aligned_window_grows_outward_also_below_zero() -> None:
    assert Window(-3, 5, 10, 11).aligned(16) == Window(-16, 0, 32, 16)
    assert Window(16, 32, 16, 16).aligned(16) == Window(16, 32, 16, 16)


def test_grids_differ_by_size_place_and_crs() -> None:
    grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 100), 100, 100)
    assert grid.same_pixels_as(Grid(UTM, Affine(1, 0, 1e-4, 0, -1, 100), 100, 100))
    assert grid.same_pixels_as(Grid(None, grid.transform, 100, 100))
    assert not grid.same_pixels_as(Grid(UTM, Affine(1, 0, 0.5, 0, -1, 100), 100, 100))
    assert not grid.same_pixels_as(Grid(UTM, grid.transform, 100, 99))
    assert not grid.same_pixels_as(Grid(WGS84, grid.transform, 100, 100))


def test_a_refusal_names_no_endless_extent() -> None:
    west = Grid(
        CRS.from_string("+proj=geos +h=35785831 +lon_0=0"), Affine(110_000, 0, -5.5e6, 0, -110_000, 5.5e6), 40, 100
    )
    with pytest.raises(InputError, match=r"choose an extent inside it\.$"):
        west.window_of(Extent.parse("20,21,0,1 [EPSG:4326]"))


@pytest.mark.parametrize("version", ["WKT1_GDAL", "WKT2_2019"])
def test_systems_of_heights_move_no_pixels(version: str) -> None:
    transform = Affine(1, 0, 331_200, 0, -1, 2_780_000)
    flat, other = Grid(UTM, transform, 9, 9), Grid(CRS.from_epsg(32639), transform, 9, 9)
    over_egm96, over_egm2008 = (
        Grid(CRS.from_wkt(CRS.from_user_input(f"EPSG:32640+{heights}").to_wkt(version=version)), transform, 9, 9)
        for heights in (5773, 3855)
    )
    assert flat.same_pixels_as(over_egm96)
    assert over_egm96.same_pixels_as(flat)
    assert over_egm96.same_pixels_as(over_egm2008)
    assert not over_egm96.same_pixels_as(other)
    assert not other.same_pixels_as(over_egm96)
