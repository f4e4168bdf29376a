"""Outlines of chips in degrees, as GeoJSON and STAC want them near 180 degrees."""

from __future__ import annotations

import pytest
import shapely
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.raster.grid import Grid
from satsyn_core.trainingset.writing.earth_outlines import (
    BoxesOnEarth,
    bbox_of,
    geojson_of,
    outline_on_earth,
)

FIJI = CRS.from_epsg(32760)
DEGREES = CRS.from_epsg(4326)


def _degrees(west: float, width: int = 10) -> Grid:
    return Grid(DEGREES, Affine(0.1, 0, west, 0, -0.1, -17), width, 10)


@pytest.mark.parametrize("scale", [1, -1])
def test_outlines_run_against_the_clock_whatever_the_order_of_the_rows(scale: int) -> None:
    grid = Grid(CRS.from_epsg(32640), Affine(2, 0, 331_000, 0, -2 * scale, 2_780_000), 32, 32)
    geometry = geojson_of(outline_on_earth(grid))
    assert isinstance(geometry, shapely.Polygon)
    assert geometry.exterior.is_ccw
    assert bbox_of(geometry) == list(geometry.bounds)


def test_an_outline_across_180_degrees_is_two_at_both_ends() -> None:
    # 180 degrees lies at an x coordinate of about 820 km here.
    grid = Grid(FIJI, Affine(100, 0, 810_000, 0, -100, 8_100_000), 200, 200)
    outline = outline_on_earth(grid)
    geometry = geojson_of(outline)
    assert isinstance(geometry, shapely.MultiPolygon)
    near, far = geometry.geoms
    assert near.bounds[0] > 179.8 and near.bounds[2] == 180
    assert far.bounds[0] == -180 and far.bounds[2] < -179.8
    assert near.exterior.is_ccw and far.exterior.is_ccw
    assert near.area + far.area == pytest.approx(outline.area)
    assert outline.area < 0.05
    west, south, east, north = bbox_of(outline)
    assert (west, east) == (near.bounds[0], pytest.approx(far.bounds[2]))
    assert (south, north) == (geometry.bounds[1], geometry.bounds[3])


@pytest.mark.parametrize(
    ("west", "expected"),
    [(180, [-180, -179]), (181, [-179, -178]), (-182, [178, 179]), (179, [179, 180]), (9, [9, 10])],
)
def test_longitudes_beyond_180_go_on_at_the_other_end(west: float, expected: list[float]) -> None:
    outline = outline_on_earth(_degrees(west))
    assert isinstance(geojson_of(outline), shapely.Polygon)
    assert bbox_of(outline)[::2] == pytest.approx(expected)


@pytest.mark.parametrize(("west", "expected"), [(179.5, [179.5, -179.5]), (-180.5, [179.5, -179.5])])
def test_a_grid_in_degrees_is_parted_as_well(west: float, expected: list[float]) -> None:
    outline = outline_on_earth(_degrees(west))
    assert isinstance(geojson_of(outline), shapely.MultiPolygon)
    assert bbox_of(outline)[::2] == pytest.approx(expected)


def test_an_outline_of_the_world_is_not_parted() -> None:
    edge = 20_037_508.342789244
    for grid in (
        _degrees(-180, 3600),
        Grid(CRS.from_epsg(3857), Affine(edge / 50, 0, -edge, 0, -edge / 50, 0), 100, 9),
    ):
        outline = outline_on_earth(grid)
        assert isinstance(geojson_of(outline), shapely.Polygon)
        assert bbox_of(outline)[::2] == pytest.approx([-180, 180])


@pytest.mark.parametrize(
    ("system", "left", "top", "lat", "pole"),
    [
        (3413, -320, 320, 89.99582, 90),
        (3413, -10, 630, 89.99178, 90),
        (3413, 0, 640, 89.99165, 90),
        (3031, -320, 320, -89.99583, -90),
    ],
)
def test_a_grid_around_a_pole_is_a_cap_with_all_longitudes(
    system: int, left: float, top: float, lat: float, pole: float
) -> None:
    outline = outline_on_earth(Grid(CRS.from_epsg(system), Affine(10, 0, left, 0, -10, top), 64, 64))
    geometry = geojson_of(outline)
    assert isinstance(geometry, shapely.Polygon)
    assert geometry.is_valid and geometry.exterior.is_ccw
    assert geometry.equals(shapely.box(*geometry.bounds))
    assert bbox_of(outline) == pytest.approx([-180, min(lat, pole), 180, max(lat, pole)], abs=1e-5)


def test_a_grid_beside_a_pole_has_its_own_longitudes() -> None:
    outline = outline_on_earth(Grid(CRS.from_epsg(3413), Affine(10, 0, -320, 0, -10, -10), 64, 64))
    assert outline.is_valid
    west, south, east, north = bbox_of(outline)
    assert (west, east) == (pytest.approx(-133.21, abs=0.01), pytest.approx(43.21, abs=0.01))
    assert 89.99 < south < north < 90


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([(8, 9), (-3, 2)], [-3, 9]),
        ([(-179, -178), (178, 179)], [-179, 179]),
        ([(179, -179), (177, 178)], [177, -179]),
        ([(179, -179), (-178, -177)], [179, -177]),
        ([(179, -179), (-180, -178), (170, 180)], [170, -178]),
        ([(179, -179), (-1, 1)], [-180, 180]),
    ],
)
def test_the_box_of_a_collection_is_small_across_180_degrees(
    boxes: list[tuple[float, float]], expected: list[float]
) -> None:
    found = BoxesOnEarth()
    for west, east in boxes:
        found.add([west, -2, east, -1])
    assert found.box == [expected[0], -2, expected[1], -1]
