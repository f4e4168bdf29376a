"""Footprints in all the forms of features: each is drawn, or counted in a warning."""

from __future__ import annotations

import json
import struct
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.building_polygons import read_polygons
from satsyn_core.landcover.buildings import open_buildings
from satsyn_core.landcover.layer_digest import layer_digest
from satsyn_core.landcover.polygon_parts import polygons_of
from satsyn_core.process.current_job import one_job
from satsyn_core.raster.coordinates import transform_points
from satsyn_core.raster.grid import Grid
from tests.support.rasters import UTM, WGS84, RecordingReporter
from tests.support.vector_layers import box, line, write_layer

X, Y = 331_200, 2_780_000
GRID = Grid(UTM, Affine(1, 0, X, 0, -1, Y), 100, 100)
SQUARE = [[[X + 5, Y - 5], [X + 15, Y - 5], [X + 15, Y - 15], [X + 5, Y - 15], [X + 5, Y - 5]]]
FAR = [[[x + 40, y - 40] for x, y in SQUARE[0]]]


def _layer(path: Path, geometries: list[dict[str, Any] | None], crs: str = "urn:ogc:def:crs:EPSG::32640") -> str:
    features = [{"type": "Feature", "properties": {}, "geometry": geometry} for geometry in geometries]
    layer = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": crs}}, "features": features}
    path.write_text(json.dumps(layer))
    return str(path)


def _polygon(rings: list[Any]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": rings}


MULTI = {"type": "MultiPolygon", "coordinates": [SQUARE, FAR]}
LINE = {"type": "LineString", "coordinates": SQUARE[0]}
POINT = {"type": "Point", "coordinates": [X + 5, Y - 5]}


def _collection(*members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(members)}


@pytest.mark.parametrize(
    ("geometries", "areas"),
    [
        ([_polygon(SQUARE), MULTI], [100, 200]),
        ([_collection(_polygon(SQUARE)), _polygon(FAR)], [100, 100]),
        ([_collection(_collection(MULTI, LINE), POINT)], [200]),
        ([_polygon([[[*point, 30] for point in SQUARE[0]]])], [100]),
    ],
)
def test_polygons_of_mixed_layers_are_read(
    geometries: list[dict[str, Any]], areas: list[float], tmp_path: Path, reporter: RecordingReporter
) -> None:
    found = read_polygons(_layer(tmp_path / "roofs.geojson", geometries), GRID, reporter)
    assert sorted(shapely.area(found)) == pytest.approx(areas)
    assert reporter.warnings == []


def test_features_without_area_are_counted(tmp_path: Path, reporter: RecordingReporter) -> None:
    layer = _layer(tmp_path / "roofs.geojson", [_polygon(SQUARE), LINE, POINT, None, _collection(LINE)])
    assert len(read_polygons(layer, GRID, reporter)) == 1
    assert "Of 5 features" in reporter.warnings[0]
    assert "4 without an area" in reporter.warnings[0]


def test_features_beyond_the_projection_are_counted_and_the_others_stay(
    tmp_path: Path, reporter: RecordingReporter
) -> None:
    here = [[[55.33, 25.12], [55.3305, 25.12], [55.3305, 25.1205], [55.33, 25.12]]]
    nowhere = [[[10, 95], [11, 95], [11, 96], [10, 95]]]
    opposite = [[[150, 10], [151, 10], [151, 11], [150, 10]]]
    layer = _layer(
        tmp_path / "r.geojson", [_polygon(r) for r in (nowhere, here, opposite)], "urn:ogc:def:crs:OGC::CRS84"
    )
    assert len(read_polygons(layer, GRID, reporter)) <= 1
    assert "without a place in the land cover's coordinate system" in reporter.text


def test_a_feature_across_the_180th_meridian_is_not_drawn_around_the_world(
    tmp_path: Path, reporter: RecordingReporter
) -> None:
    world = Grid(WGS84, Affine(0.5, 0, -180, 0, -0.5, 90), 720, 360)
    across = [[[-179.9, 1], [179.9, 1], [179.9, 2], [-179.9, 2], [-179.9, 1]]]
    inside = [[[10, 1], [20, 1], [20, 2], [10, 2], [10, 1]]]
    layer = _layer(tmp_path / "r.geojson", [_polygon(across), _polygon(inside)], "urn:ogc:def:crs:OGC::CRS84")
    found = shapely.bounds(read_polygons(layer, world, reporter))
    ends = [[0, 176, 0.2, 178], [719.8, 176, 720, 178]]
    np.testing.assert_allclose(sorted(found.tolist()), [ends[0], [380, 176, 400, 178], ends[1]], atol=1e-6)


@pytest.mark.parametrize("parts", [False, True])
def test_a_feature_across_the_180th_meridian_is_drawn_on_both_sides(
    parts: bool, tmp_path: Path, reporter: RecordingReporter
) -> None:
    west, east = (
        [[179.9, 0], [180, 0], [180, 0.1], [179.9, 0.1], [179.9, 0]],
        [[-180, 0], [-179.9, 0], [-179.9, 0.1], [-180, 0.1], [-180, 0]],
    )
    whole = [[179.9, 0], [-179.9, 0], [-179.9, 0.1], [179.9, 0.1], [179.9, 0]]
    shape = {"type": "MultiPolygon", "coordinates": [[west], [east]]} if parts else _polygon([whole])
    layer = _layer(tmp_path / "r.geojson", [shape], "urn:ogc:def:crs:OGC::CRS84")
    degrees = Grid(WGS84, Affine(0.01, 0, 179.5, 0, -0.01, 0.5), 100, 100)
    mercator = Grid(CRS.from_epsg(3857), Affine(1000, 0, -20_037_508, 0, -1000, 20_000), 40_076, 20)
    utm = Grid(CRS.from_epsg(32660), Affine(100, 0, 800_000, 0, -100, 12_000), 600, 130)
    for grid, area in ((degrees, 200), (mercator, 22.264 * 11.132), (utm, 222.6 * 110.6)):
        found = read_polygons(layer, grid, reporter)
        assert shapely.area(found).sum() == pytest.approx(area, rel=0.01)
        assert shapely.bounds(found)[:, 2].max() - shapely.bounds(found)[:, 0].min() <= grid.width
    assert not reporter.warnings


@pytest.mark.parametrize("geometries", [[LINE], [POINT, POINT], [_collection(POINT)]])
def test_layers_without_polygons_are_refused(
    geometries: list[dict[str, Any]], tmp_path: Path, reporter: RecordingReporter
) -> None:
    with pytest.raises(InputError, match="BUILDINGS needs building footprints"):
        read_polygons(_layer(tmp_path / "trees.geojson", geometries), GRID, reporter)


def test_a_local_coordinate_system_of_the_land_cover_is_named(tmp_path: Path, reporter: RecordingReporter) -> None:
    local = CRS.from_wkt('LOCAL_CS["Town grid",UNIT["metre",1],AXIS["x",EAST],AXIS["y",NORTH]]')
    layer = _layer(tmp_path / "roofs.geojson", [_polygon(SQUARE)])
    with pytest.raises(InputError, match=r"Town grid is a local .*gdal_edit\.py -a_srs"):
        read_polygons(layer, Grid(local, GRID.transform, 100, 100), reporter)


def _wkb(kind: int, *parts: bytes, order: str = "<") -> bytes:
    return bytes([order == "<"]) + struct.pack(f"{order}II", kind, len(parts)) + b"".join(parts)


def _ring(*points: tuple[float, float], order: str = "<") -> bytes:
    return struct.pack(f"{order}I", len(points)) + b"".join(struct.pack(f"{order}2d", *point) for point in points)


@pytest.mark.parametrize("order", ["<", ">"])
def test_faces_of_surfaces_are_polygons_also_within_collections(order: str) -> None:
    ring = _ring((0, 0), (2, 0), (2, 2), (0, 0), order=order)
    face, triangle = _wkb(3, ring, order=order), _wkb(17, ring, order=order)
    surface, tin = _wkb(15, face, face, order=order), _wkb(16, triangle, order=order)
    found, _ = polygons_of([surface, tin, triangle, _wkb(7, shapely.Point(1, 1).wkb, surface, order=order), face])
    assert shapely.area(found).tolist() == [4, 2, 2, 4, 2]


def test_what_is_no_geometry_is_left_out() -> None:
    surface = _wkb(15, _wkb(3, _ring((0, 0), (2, 0), (2, 2), (0, 0))))
    assert len(polygons_of([None, b"", b"nonsense", surface[:-5], shapely.Polygon().wkb])[0]) == 0


def test_polygons_stay_as_they_are() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.multipolygons([shapely.box(0, 0, 1, 1)])])
    assert shapely.to_wkb(polygons_of(shapely.to_wkb(shapes))[0]).tolist() == shapely.to_wkb(shapes).tolist()


@pytest.mark.parametrize(
    ("named", "areas"),
    [
        ("|layerid=1", [100, 400]),
        ('|layerid=1|subset="floors" > 2', [400]),
        ('|layername=houses|subset="floors" > 2', [400]),
        ("|layername=houses|geometrytype=Polygon|subset=\"use\" = 'a|b'", [100]),
        ('|subset="floors" > 2', [400]),
        ("|layername=houses", [100, 400]),
    ],
)
def test_the_name_of_a_layer_says_which_features_count(
    named: str, areas: list[float], tmp_path: Path, reporter: RecordingReporter
) -> None:
    path = tmp_path / "town.gpkg"
    write_layer(path, [line((0, 0), (9, 9))], layer="roads", kind="LineString")
    fields = {"floors": [1, 5], "use": ["a|b", "c"]}
    write_layer(path, [box(5, 5, 15, 15), box(40, 40, 60, 60)], fields, layer="houses", kind="Polygon")
    found = read_polygons(f"{path}{named}", GRID, reporter)
    assert sorted(shapely.area(found)) == pytest.approx(areas)
    with open_buildings(f"{path}{named}", GRID, reporter) as buildings:
        assert buildings.read(GRID.window).sum() == sum(areas)


def test_conditions_tell_layers_apart(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "houses.gpkg", [box(5, 5, 15, 15), box(40, 40, 60, 60)], {"floors": [1, 5]})
    digests = {layer_digest(f"{path}{name}") for name in ("", '|subset="floors" > 2', '|subset="floors" < 2')}
    assert len(digests) == 3
    assert layer_digest(f"{path}|layerid=0") == layer_digest(f"{path}|layername=houses") in digests


def test_a_layer_that_is_not_there_or_a_condition_that_is_wrong_is_named(
    tmp_path: Path, reporter: RecordingReporter
) -> None:
    path = write_layer(tmp_path / "houses.gpkg", [box(5, 5, 15, 15)], {"floors": [1]})
    with pytest.raises(InputError, match=r"houses\.gpkg has no layer number 3"):
        read_polygons(f"{path}|layerid=3", GRID, reporter)
    with pytest.raises(InputError, match=r"houses\.gpkg cannot be read .*storeys"):
        read_polygons(f'{path}|subset="storeys" >', GRID, reporter)


def _memory_for(layer: str, grid: Grid) -> int:
    """Return how many bytes Python has at most while a layer is read."""
    tracemalloc.start()
    read_polygons(layer, grid, RecordingReporter())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_job_reads_a_layer_only_once_as_a_whole(tmp_path: Path) -> None:
    lefts = 20.0 * np.arange(50_000)
    layer = write_layer(tmp_path / "roofs.gpkg", [box(left, 5, left + 10, 15) for left in lefts], kind="Polygon")
    elsewhere = Grid(UTM, Affine(1, 0, X + 5000, 0, -1, Y), 100, 100)
    with one_job(()):
        first, others = _memory_for(layer, GRID), [_memory_for(layer, grid) for grid in (GRID, elsewhere)]
        assert len(read_polygons(layer, elsewhere, RecordingReporter())) == 6
    assert max(others) < first / 2


@pytest.mark.parametrize("crs", ["EPSG:32660", "EPSG:4326", "EPSG:3857"])
@pytest.mark.parametrize("name", ["roofs.gpkg", "roofs.geojson", "roofs.shp"])
def test_the_scenes_of_a_job_get_the_polygons_and_warnings_that_each_would_get_alone(
    crs: str, name: str, tmp_path: Path
) -> None:
    houses = [shapely.box(left, -17, left + 0.002, -16.998) for left in np.arange(176.0, 179.9, 0.05)]
    across = shapely.Polygon([(179.9, -17), (-179.9, -17), (-179.9, -16.99), (179.9, -16.99)])
    half = shapely.segmentize(shapely.box(87, -60, 180, 60), 0.5)
    opposite = shapely.segmentize(shapely.box(-6, -1, -1, 1), 0.5)
    layer = write_layer(tmp_path / name, [*houses, across, half, opposite, None], crs="EPSG:4326", kind="Polygon")
    system = CRS.from_user_input(crs)
    size = 0.001 if system.is_geographic else 100
    grids = []
    for longitude in (177.0, 178.5, 180.0, -179.5, 10.0):
        (x,), (y,) = transform_points([longitude], [-17.0], WGS84, system, "the test")
        grids.append(Grid(system, Affine(size, 0, x - 150 * size, 0, -size, y + 150 * size), 300, 300))
    with one_job(()):
        together = [_found(layer, grid) for grid in grids]
    for grid, found in zip(grids, together, strict=True):
        with one_job(()):
            assert _found(layer, grid) == found
    assert len(together[0][0]) > 1


def _found(layer: str, grid: Grid) -> tuple[list[bytes], list[str]]:
    reporter = RecordingReporter()
    return shapely.to_wkb(read_polygons(layer, grid, reporter)).tolist(), reporter.warnings
