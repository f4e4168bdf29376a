"""The grid on which vector layers are drawn, and places that have none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.vector.drawn_files import open_overview
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from satsyn_core.raster.grid import Extent, Grid
from satsyn_core.raster.window import Window
from tests.support.drawn_layers import Draw
from tests.support.proposals import Said, refusal
from tests.support.rasters import UTM, RasterFactory, RecordingReporter
from tests.support.vector_layers import X, Y, box, write_layer


@pytest.mark.parametrize("crs", ["EPSG:2263", "EPSG:3857", "EPSG:32640"])
def test_the_grid_of_lines_alone_is_as_wide_as_they_are_drawn(crs: str, tmp_path: Path, draw: Draw) -> None:
    y = {"EPSG:2263": 200_500, "EPSG:3857": 8_400_500, "EPSG:32640": 2_780_000}[crs]
    shape = shapely.LineString([(400_000, y), (400_400, y)])
    town = draw(write_layer(tmp_path / "roads.gpkg", [shape], {"width": [50.0]}, layer="roads", crs=crs))
    assert 50 <= town.grid.height <= 52
    assert (town.names[:, town.grid.width // 2] == "road").sum() in (50, 51)
    narrow = write_layer(tmp_path / "narrow.gpkg", [shape], {"width": [2.0]}, layer="roads", crs=crs)
    assert (draw(narrow, DrawingPlace(10.0)).names == "road").any(axis=1).sum() <= 2


def test_a_raster_gives_the_grid(tmp_path: Path, draw: Draw, make_raster: RasterFactory) -> None:
    path = write_layer(tmp_path / "c.gpkg", [box(0, 0, 20, 20)], {"class": ["water"]})
    grid = make_raster(np.zeros((30, 40), np.uint8), grid="rotated")
    with rasterio.open(grid) as dataset:
        expected = Grid.of(dataset)
    assert draw(path, grid=str(grid)).grid == expected
    with pytest.raises(InputError, match="GRID and TARGET_CRS"):
        draw(path, grid=str(grid), target_crs="utm")


def test_degrees_are_refused_with_a_remedy_that_works(tmp_path: Path, draw: Draw) -> None:
    shape = shapely.box(55.3, 25.1, 55.301, 25.101)
    path = write_layer(tmp_path / "c.geojson", [shape], {"class": ["water"]}, crs="EPSG:4326")
    with pytest.raises(InputError, match=r"in degrees .* TARGET_CRS=utm \(here that is EPSG:32640\)"):
        draw(path)
    found = draw(path, target_crs="utm")
    assert found.grid.crs == UTM
    assert found.grid.width == pytest.approx(101, abs=5)
    assert found.share("water") > 0.95
    assert draw(path, target_crs="EPSG:32640").grid == found.grid
    with pytest.raises(InputError, match="in degrees"):
        draw(path, target_crs="EPSG:4258")
    with refusal(r"EPSG:4978 is geocentric.*: give utm \(here that is EPSG:32640\)", InputError) as said:
        draw(path, target_crs="EPSG:4978")
    draw(path, target_crs="utm")
    said.followed()
    with pytest.raises(InputError, match="is no coordinate system"):
        draw(path, target_crs="nonsense")


def test_web_mercator_pixels_have_their_size_on_the_ground(tmp_path: Path, draw: Draw) -> None:
    shape = shapely.box(1_000_000, 8_399_000, 1_000_200, 8_399_200)
    path = write_layer(tmp_path / "c.gpkg", [shape], {"class": ["water"]}, crs="EPSG:3857")
    grid = draw(path).grid
    assert grid.transform.a == pytest.approx(2, rel=0.01)
    assert grid.ground_pixel.side == pytest.approx(1, rel=0.001)


def test_a_town_at_the_antimeridian_is_drawn_whole(tmp_path: Path, draw: Draw) -> None:
    across = shapely.Polygon([(179.999, 0), (-179.999, 0), (-179.999, 0.001), (179.999, 0.001)])
    road = shapely.LineString([(179.999, 0.0005), (-179.999, 0.0005)])
    path = write_layer(tmp_path / "c.gpkg", [across, road], {"class": ["land", "primary"]}, crs="EPSG:4326")
    found = draw(path, target_crs="utm")
    assert found.grid.crs in (CRS.from_epsg(32601), CRS.from_epsg(32660))
    assert (found.grid.width, found.grid.height) == (pytest.approx(225, abs=12), pytest.approx(111, abs=6))
    assert found.share("road") == pytest.approx(9 / 111, abs=0.02)
    assert found.share("") < 0.05


def test_an_extent_gives_the_same_pixels_and_the_same_identity(tmp_path: Path, reporter: RecordingReporter) -> None:
    path = write_layer(
        tmp_path / "c.gpkg", [box(0, 0, 3000, 2500), box(100, 100, 2900, 300)], {"class": ["land", "water"]}
    )
    extent = f"{X + 1500},{X + 1600},{Y - 350},{Y - 250}"
    with (
        rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0), reporter) as whole,
        rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0, extent=extent, margin=8), reporter) as part,
    ):
        assert part.grid == whole.grid
        assert part.digest == whole.digest
        window = whole.grid.window_of(Extent.parse(extent)).expanded(8)
        np.testing.assert_array_equal(part.read(window), whole.read(window))
        assert not part.read(Window(whole.grid.width - 10, whole.grid.height - 10, 10, 10))[1].any()


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (box(0, 0, 40, 40), "no degrees"),
        (shapely.box(0, 0, 1e300, 1), "no degrees"),
        (shapely.box(0, 0, 1e-7, 9e1), "TARGET_CRS"),
    ],
)
def test_geojson_of_metres_without_its_coordinate_system_is_refused(
    shape: shapely.Geometry, said: str, tmp_path: Path, draw: Draw
) -> None:
    path = write_layer(tmp_path / "town.geojson", [shape] * 2, {"class": ["land", "water"]}, crs=None, kind="Polygon")
    with pytest.raises(InputError, match=said):
        draw(path)


def test_layers_that_reach_over_more_than_the_world_are_refused(tmp_path: Path, draw: Draw) -> None:
    path = write_layer(
        tmp_path / "town.gpkg", [box(0, 0, 40, 40), shapely.box(0, 0, 1e12, 40)], {"class": ["land"] * 2}
    )
    with pytest.raises(InputError, match="layers reach over") as refused:
        draw(path)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("stray", [(-60, -70), (55, -80), (-170, 20)])
def test_a_stray_feature_does_not_choose_the_utm_zone(
    stray: tuple[float, float], tmp_path: Path, draw: Draw, reporter: RecordingReporter
) -> None:
    x, y = stray
    town = [shapely.box(55.3, 25.1, 55.301, 25.101), shapely.box(55.302, 25.1, 55.303, 25.101)]
    shapes = [*town, shapely.box(x, y, x + 0.001, y + 0.001)]
    path = write_layer(tmp_path / "c.gpkg", shapes, {"class": ["water"] * 3}, crs="EPSG:4326")
    place = DrawingPlace(1.0, extent="55.3,55.301,25.1,25.101 [EPSG:4326]")
    assert draw(path, place, target_crs="utm").grid.crs == UTM
    said = Said("of 3 shapes of the layers, 1 lie.*: remove them if", "\n".join(reporter.warnings))
    reporter.logs.clear()
    near = write_layer(tmp_path / "near.gpkg", town, {"class": ["water"] * 2}, crs="EPSG:4326")
    assert draw(near, place, target_crs="utm").grid.crs == UTM
    assert not reporter.warnings
    said.followed()


@pytest.mark.parametrize(("crs", "far"), [("EPSG:32640", 1e9), ("EPSG:32640", 1e12), ("EPSG:3857", 1e9)])
def test_an_extent_is_drawn_however_far_other_features_lie(crs: str, far: float, tmp_path: Path, draw: Draw) -> None:
    town = [box(0, 0, 3000, 2500), box(100, 100, 2900, 300)]
    shapes = [*town, shapely.LineString([(X, Y), (X, far)]), shapely.box(far - 5, far - 5, far, far)]
    classes = ["land", "water", "road", "road"]
    near = write_layer(tmp_path / "near.gpkg", town, {"class": classes[:2]}, crs=crs)
    path = write_layer(tmp_path / "far.gpkg", shapes, {"class": classes}, crs=crs)
    corners = (X + 1500, X + 1600, Y - 350, Y - 250)
    place = DrawingPlace(1.0, extent=",".join(map(str, corners)), margin=8)
    found, expected = draw(path, place), draw(near, place)
    assert found.grid.width < 150
    assert [found.at(*at) for at in ((1550, 290), (1550, 310))] == ["water", "land"]
    if crs == "EPSG:32640":
        assert found.grid.transform.a == expected.grid.transform.a
        window = [one.grid.window_of(Extent.parse(place.extent or "")) for one in (found, expected)]
        parts = [one.names[at.slices_in(one.grid.window)] for one, at in zip((found, expected), window, strict=True)]
        np.testing.assert_array_equal(*parts)
    with pytest.raises(InputError, match="does not touch"):
        draw(path, DrawingPlace(1.0, extent=f"{X},{X + 100},-350,-250"))
    with pytest.raises(InputError, match="layers reach over"):
        draw(path)


@pytest.mark.parametrize("far", [2e12, 1e17, -1e300, 1.7e308, float("inf"), float("nan")])
def test_features_with_damaged_numbers_are_left_out_and_counted(
    far: float, tmp_path: Path, draw: Draw, make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    town = box(0, 0, 40, 40)
    expected = draw(write_layer(tmp_path / "sound.gpkg", [town], {"class": ["land"]}))
    grid = str(make_raster(np.zeros((30, 40), np.uint8)))
    crossed = shapely.Polygon([(X, Y), (far, Y + 40), (far, Y), (X, Y + 40)])
    for number, shape in enumerate((shapely.LineString([(X, Y), (X, far)]), shapely.box(X, Y, far, Y + 40), crossed)):
        path = write_layer(tmp_path / f"{number}.gpkg", [town, shape], {"class": ["land", "road"]})
        reporter.logs.clear()
        for found in (draw(path), draw(path, target_crs="utm")):
            assert found.grid == expected.grid
            assert (found.names == expected.names).all()
        assert any("1 shape without a place" in said or "1 empty or damaged" in said for said in reporter.warnings)
        draw(path, grid=grid)
        with open_overview(path, (), None) as overview:
            assert overview.grid.has_place


@pytest.mark.parametrize("far", [1e17, 1.7e308])
def test_lines_alone_with_damaged_numbers_are_left_out(far: float, tmp_path: Path, draw: Draw) -> None:
    lines = [shapely.LineString([(X, Y), (X + 40, Y)]), shapely.LineString([(X, Y), (X, far)])]
    found = draw(write_layer(tmp_path / "roads.gpkg", lines, layer="roads"))
    assert found.grid.width < 60
    assert found.grid.height < 60
    with pytest.raises(InputError, match=r"roads.* holds no polygon or line"):
        draw(write_layer(tmp_path / "none.gpkg", lines[1:], layer="roads"))
