from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import ColorInterp
from rasterio.warp import transform_geom

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.buildings import open_buildings
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import Said, follow
from tests.support.rasters import GRIDS, UTM, WGS84, RasterFactory, RecordingReporter

HEIGHT, WIDTH = 60, 80
BLOCK = (slice(10, 22), slice(30, 47))


def _grid(name: str) -> Grid:
    crs, transform = GRIDS[name]
    return Grid(crs, transform, WIDTH, HEIGHT)


def _footprint(transform: Affine) -> shapely.Polygon:
    corners = [(30, 10), (47, 10), (47, 22), (30, 22)]
    return shapely.Polygon([transform @ corner for corner in corners])


def _write_layer(path: Path, polygons: list[shapely.Geometry], crs: str | None, layer: str | None = None) -> Path:
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(polygon) for polygon in polygons], dtype=object),
        [],
        [],
        geometry_type=polygons[0].geom_type,
        crs=crs,
        layer=layer,
    )
    return path


def _mask(path: Path | str, grid: Grid, reporter: RecordingReporter) -> NDArray[np.bool_]:
    with open_buildings(str(path), grid, reporter) as buildings:
        return buildings.read(grid.window)


def _expected() -> NDArray[np.bool_]:
    expected = np.zeros((HEIGHT, WIDTH), bool)
    expected[BLOCK] = True
    return expected


@pytest.mark.parametrize("name", [name for name, (crs, _) in GRIDS.items() if crs is not None])
def test_polygons_fall_on_their_pixels_on_any_grid(name: str, tmp_path: Path, reporter: RecordingReporter) -> None:
    grid = _grid(name)
    crs = f"EPSG:{grid.crs.to_epsg()}" if grid.crs else None
    path = _write_layer(tmp_path / "buildings.gpkg", [_footprint(grid.transform)], crs)
    np.testing.assert_array_equal(_mask(path, grid, reporter), _expected())
    assert not reporter.warnings


def test_polygons_in_another_crs_are_transformed(tmp_path: Path, reporter: RecordingReporter) -> None:
    grid = _grid("projected")
    geometry = transform_geom(UTM, WGS84, shapely.geometry.mapping(_footprint(grid.transform)), precision=12)
    path = tmp_path / "buildings.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}))
    np.testing.assert_array_equal(_mask(path, grid, reporter), _expected())


def test_layer_of_a_file_with_several_is_named(tmp_path: Path, reporter: RecordingReporter) -> None:
    grid = _grid("projected")
    path = tmp_path / "town.gpkg"
    _write_layer(path, [_footprint(grid.transform)], "EPSG:32640", layer="houses")
    elsewhere = shapely.transform(_footprint(grid.transform), lambda points: points + 5)
    _write_layer(path, [elsewhere], "EPSG:32640", layer="sheds")
    with pytest.raises(InputError, match=r"several layers .*layername=houses"):
        _mask(path, grid, reporter)
    np.testing.assert_array_equal(_mask(f"{path}|layername=houses", grid, reporter), _expected())


def test_layers_and_rasters_in_archives_are_read(
    tmp_path: Path, make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    layer = _write_layer(tmp_path / "town.geojson", [_footprint(GRIDS["projected"][1])], UTM.to_string())
    raster = make_raster(_expected().astype(np.uint8), name="town.tif")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in (layer, raster):
            archive.write(path, path.name)
    for name in ("town.geojson", "town.tif"):
        mask = _mask(f"/vsizip/{tmp_path}/all.zip/{name}", _grid("projected"), reporter)
        np.testing.assert_array_equal(mask, _expected(), name)


def test_parts_are_drawn_as_the_whole_is(tmp_path: Path, reporter: RecordingReporter) -> None:
    grid = Grid(UTM, GRIDS["rotated"][1], 2500, 1100)
    rng = np.random.default_rng(3)
    polygons = [
        shapely.transform(
            shapely.Point(x, y).buffer(r, quad_segs=3), lambda p: np.array([grid.transform @ q for q in p])
        )
        for x, y, r in rng.uniform((0, 0, 2), (2500, 1100, 40), (60, 3))
    ]
    path = _write_layer(tmp_path / "buildings.gpkg", polygons, "EPSG:32640")
    with open_buildings(str(path), grid, reporter) as buildings:
        whole = buildings.read(grid.window)
    window = Window(900, 333, 700, 600)
    with open_buildings(str(path), grid, reporter) as buildings:
        part = buildings.read(window)
    assert 0.02 < whole.mean() < 0.5
    np.testing.assert_array_equal(part, whole[window.slices_in(grid.window)])


def test_raster_of_buildings_counts_all_but_zero_and_nodata(
    make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    values = np.zeros((HEIGHT, WIDTH), np.uint8)
    values[BLOCK] = 255
    values[40, 40] = 9
    path = make_raster(values, nodata=9, name="buildings.tif")
    np.testing.assert_array_equal(_mask(path, _grid("projected"), reporter), _expected())


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32"])
@pytest.mark.parametrize("kind", ["mask", "alpha"])
def test_what_the_mask_of_a_raster_leaves_out_is_no_building(
    kind: str, dtype: str, make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    values = np.ones((HEIGHT, WIDTH), dtype)
    visible = np.where(_expected(), 255, 0).astype(dtype if kind == "alpha" else "uint8")
    path = make_raster(np.stack([values, visible]) if kind == "alpha" else values, name="buildings.tif")
    with rasterio.open(path, "r+") as file:
        if kind == "alpha":
            file.colorinterp = (ColorInterp.gray, ColorInterp.alpha)
        else:
            file.write_mask(visible)
    np.testing.assert_array_equal(_mask(path, _grid("projected"), reporter), _expected())


@pytest.mark.parametrize(("dtype", "fill"), [("int16", -9999), ("float32", -3.4e38), ("float64", np.nan), ("int8", -1)])
def test_negative_numbers_that_fill_a_raster_are_no_buildings(
    dtype: str, fill: float, make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    values = np.where(_expected(), 1, 0).astype(dtype)
    values[40:, :20] = fill
    path = make_raster(values, name="buildings.tif")
    np.testing.assert_array_equal(_mask(path, _grid("projected"), reporter), _expected())
    assert not reporter.warnings


def test_255_beside_1_is_said_and_can_be_declared_as_nodata(
    make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    values = np.where(_expected(), 1, 0).astype(np.uint8)
    values[40:, :20] = 255
    path = make_raster(values, name="buildings.tif")
    assert _mask(path, _grid("projected"), reporter)[40:, :20].all()
    said = Said("If 255 stands for no data, declare it as nodata, with", reporter.warnings[0])
    said.require()
    run_proposed(said.text, tmp_path)
    quiet = RecordingReporter()
    np.testing.assert_array_equal(_mask(path, _grid("projected"), quiet), _expected())
    assert not quiet.warnings
    said.followed()


@pytest.mark.parametrize("numbers", [(0, 255), (1, 2, 255), (0, 1)])
def test_other_numbers_of_buildings_are_not_mentioned(
    numbers: tuple[int, ...], make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    values = np.resize(np.array(numbers, np.uint8), (HEIGHT, WIDTH))
    _mask(make_raster(values, name="buildings.tif"), _grid("projected"), reporter)
    assert not reporter.warnings


def test_raster_on_another_grid_is_warped_to_the_land_cover(
    make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    values = np.zeros((HEIGHT + 30, WIDTH + 30), np.uint8)
    values[BLOCK] = 1
    path = make_raster(values, name="buildings.tif")
    np.testing.assert_array_equal(_mask(path, _grid("projected"), reporter), _expected())
    assert "warped to the land cover" in reporter.text


def test_raster_without_crs_on_another_grid_is_refused(make_raster: RasterFactory, reporter: RecordingReporter) -> None:
    path = make_raster(np.ones((HEIGHT, WIDTH), np.uint8), grid="no CRS", name="buildings.tif")
    with pytest.raises(InputError, match="has no coordinate system"):
        _mask(path, _grid("projected"), reporter)


def test_layers_without_polygons_and_other_files_are_refused(tmp_path: Path, reporter: RecordingReporter) -> None:
    grid = _grid("projected")
    line = _write_layer(tmp_path / "roads.gpkg", [shapely.LineString([(0, 0), (1, 1)])], "EPSG:32640")
    text = tmp_path / "notes.txt"
    text.write_text("no buildings")
    with pytest.raises(InputError, match="no layer of polygons"):
        _mask(line, grid, reporter)
    with pytest.raises(InputError, match=r"notes\.txt is not a raster"):
        _mask(text, grid, reporter)
    with pytest.raises(InputError, match=r"There is no file .*gone\.gpkg"):
        _mask(tmp_path / "gone.gpkg", grid, reporter)


def test_buildings_elsewhere_are_a_warning(tmp_path: Path, reporter: RecordingReporter) -> None:
    grid = _grid("projected")
    far = shapely.transform(_footprint(grid.transform), lambda points: points + 5000)
    assert not _mask(_write_layer(tmp_path / "far.gpkg", [far], "EPSG:32640"), grid, reporter).any()
    assert "None of the buildings" in reporter.warnings[0]


def test_buildings_replace_classes_but_not_nodata(
    make_raster: RasterFactory, scheme: ClassScheme, tmp_path: Path, reporter: RecordingReporter
) -> None:
    values = np.full((HEIGHT, WIDTH), 2, np.uint8)
    values[:15] = 0
    grid = _grid("projected")
    footprints = _write_layer(tmp_path / "buildings.gpkg", [_footprint(grid.transform)], "EPSG:32640")
    with (
        open_landcover(make_raster(values, nodata=0)) as landcover,
        open_buildings(str(footprints), grid, reporter) as buildings,
    ):
        match = match_classes(landcover, scheme, None, grid.window, reporter)
        classes = LandCoverReader(landcover, match, buildings).read(grid.window)
    expected = np.where(_expected(), 4, 1)
    expected[:15] = UNKNOWN
    np.testing.assert_array_equal(classes, expected)


def test_model_without_building_class_refuses_buildings(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    no_buildings = ClassScheme(scheme.classes[:4])
    path = make_raster(np.ones((HEIGHT, WIDTH), np.uint8))
    with (
        open_landcover(path) as landcover,
        open_buildings(str(path), landcover.grid, reporter) as mask,
    ):
        match = match_classes(landcover, no_buildings, None, landcover.grid.window, reporter)
        with_buildings = match_classes(landcover, scheme, None, landcover.grid.window, reporter)
        words = "no building class .*: leave BUILDINGS empty, or choose a model that has one"
        follow(words, lambda: LandCoverReader(landcover, match, mask), lambda: LandCoverReader(landcover, match))
        LandCoverReader(landcover, with_buildings, mask)
