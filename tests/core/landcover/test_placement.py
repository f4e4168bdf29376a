"""Shapes brought to the pixels of a raster, also those too large for its coordinate system."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.class_names import class_names
from satsyn_core.landcover.placement import place_on_grid
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.raster.coordinates import transform_points
from satsyn_core.raster.grid import Grid
from satsyn_core.trainingset.plan.footprints import GroundPlane
from tests.support.rasters import WGS84, RecordingReporter
from tests.support.vector_layers import write_layer

SIDE = 100
LAKE = shapely.box(9.49, 51.99, 9.5, 52)
CONTINENT = shapely.segmentize(
    shapely.Polygon(
        [(-10, 36), (30, 36), (80, 5), (100, 0), (120, 10), (179, 60), (179, 77), (30, 71), (-10, 60)],
        [LAKE.exterior.coords],
    ),
    0.05,
)
COUNTRY = shapely.segmentize(shapely.box(6, 48, 14, 52), 0.1)


def _grid(crs: str) -> Grid:
    """Return a grid of 10 km whose middle is at 9.5 degrees east, 52 degrees north."""
    system = CRS.from_user_input(crs)
    (x,), (y,) = transform_points([9.5], [52.0], WGS84, system, "the test")
    return Grid(system, Affine(100, 0, x - 5000, 0, -100, y + 5000), SIDE, SIDE)


def _on(grid: Grid, *shapes: shapely.Geometry) -> shapely.Geometry:
    placed = place_on_grid(np.array(shapes, object), WGS84, grid, "the test")
    assert placed.unplaced == 0
    return shapely.union_all(placed.shapes).intersection(shapely.box(0, 0, grid.width, grid.height))


@pytest.mark.parametrize("crs", ["EPSG:32632", "EPSG:25832", "EPSG:31467", "EPSG:27700", "EPSG:3035", "EPSG:3857"])
def test_a_continent_lies_on_the_pixels_of_one_place_in_it(crs: str) -> None:
    grid = _grid(crs)
    lake, land = _on(grid, LAKE), _on(grid, CONTINENT)
    assert lake.area > 10
    assert land.area == pytest.approx(SIDE * SIDE - lake.area)
    assert land.intersection(lake).area < 1e-6


def test_a_grid_across_the_180th_meridian_has_what_lies_on_both_sides() -> None:
    crs = CRS.from_epsg(32660)
    (x,), (y,) = transform_points([180.0], [-17.0], WGS84, crs, "the test")
    grid = Grid(crs, Affine(100, 0, x - 5000, 0, -100, y + 5000), SIDE, SIDE)
    halves = [shapely.segmentize(shapely.box(*corners), 0.5) for corners in ((87, -60, 180, 60), (-180, -60, -93, 60))]
    assert _on(grid, *halves).area == pytest.approx(SIDE * SIDE, rel=1e-6)


def test_a_country_is_drawn_over_the_continent_of_which_only_a_part_has_a_place(
    tmp_path: Path, reporter: RecordingReporter
) -> None:
    layer = write_layer(tmp_path / "map.gpkg", [COUNTRY, CONTINENT], {"class": ["forest", "grass"]}, crs="EPSG:4326")
    grid = _grid("EPSG:32632")
    with open_landcover(layer, grid, reporter) as drawn:
        values, known = drawn.read(grid.window)
        names = class_names(drawn.dataset)
    assert reporter.warnings == []
    assert np.count_nonzero(~known) == pytest.approx(_on(grid, LAKE).difference(_on(grid, COUNTRY)).area, abs=20)
    found = [names[value] for value in (values[-1, 0], values[0, 0])]
    assert found == ["forest", "grass"]


def test_shapes_that_have_no_place_at_the_pixels_are_said_to_lie_elsewhere(
    tmp_path: Path, reporter: RecordingReporter
) -> None:
    other_side = shapely.box(-175, 0, -80, 10)
    layer = write_layer(tmp_path / "map.gpkg", [other_side], {"class": ["forest"]}, crs="EPSG:4326")
    with pytest.raises(InputError, match=r"No feature of .*map\.gpkg lies on the grid"):
        open_landcover(layer, _grid("EPSG:32632"), reporter).__enter__()


def test_a_continent_divides_the_scenes_in_it() -> None:
    plane = GroundPlane.of([_grid("EPSG:32632"), _grid("EPSG:25833")])
    placed = plane.place_polygons(np.array([CONTINENT], object), WGS84)
    assert placed.unplaced == 0
    for number, scene in enumerate(plane.scenes_on_plane()):
        lake = _on(plane.grids[number], LAKE).area
        assert shapely.union_all(placed.shapes).intersection(scene).area == pytest.approx(SIDE * SIDE - lake, rel=0.01)
