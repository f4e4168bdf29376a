"""Imagery from vector land cover, and in pixels of another size than the land cover's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.raster_tags import VERSION
from satsyn_core.jobs import run_job
from tests.support.proposals import Said, refusal
from tests.support.rasters import UTM, RasterFactory, RecordingReporter
from tests.support.vector_layers import SIDE, X, Y, box, write_layer, write_town

Generate = Callable[..., Path]


@pytest.fixture
def generate(tiny_model: Path, tmp_path: Path, reporter: RecordingReporter) -> Generate:
    folder = tmp_path / "out"
    folder.mkdir()

    def run(landcover: object, name: str = "imagery.tif", **values: object) -> Path:
        given = {"model": str(tiny_model), "engine": "torch", "block_size": 64, **values}
        output = folder / name
        result = run_job("generate-imagery", {"landcover": str(landcover), "output": str(output), **given}, reporter)
        with rasterio.open(output) as written:
            pixels = written.read()
            known = pixels[0].size if written.nodata is None else (pixels != written.nodata).all(axis=0).sum()
        assert result["PIXELS"] == known
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
        return output

    return run


def _pixels(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        pixels: np.ndarray = dataset.read()
    return pixels


def test_a_geopackage_becomes_imagery_with_nothing_but_its_name(tmp_path: Path, generate: Generate) -> None:
    with rasterio.open(generate(write_town(tmp_path / "town.gpkg"))) as written:
        assert written.crs == UTM
        assert written.transform == Affine(1, 0, X, 0, -1, Y)
        assert written.shape == (SIDE, SIDE)
        assert written.read_masks(1).all()


@pytest.mark.parametrize("lost", [".shx", ".dbf"])
def test_a_shapefile_without_one_of_its_files_is_named_and_all_files_are_copied(
    lost: str, tmp_path: Path, make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    whole = Path(write_layer(tmp_path / "p.shp", [box(0, 0, SIDE, SIDE)], {"class": ["water"]}, kind="Polygon"))
    (tmp_path / "copy").mkdir()
    for path in tmp_path.glob("p.*"):
        if path.suffix != lost:
            shutil.copy(path, tmp_path / "copy")
    sentence = rf"lacks p\{lost}: copy all files of this name into one folder"
    with pytest.raises(InputError, match=sentence):
        generate(tmp_path / "copy" / "p.shp")
    with pytest.raises(InputError, match=sentence):
        generate(make_raster(town), buildings=str(tmp_path / "copy" / "p.shp"))
    shutil.copy(whole.with_suffix(lost), tmp_path / "copy")
    generate(tmp_path / "copy" / "p.shp")


def test_an_extent_gives_the_pixels_of_the_whole(tmp_path: Path, generate: Generate) -> None:
    town = write_town(tmp_path / "town.gpkg")
    whole = _pixels(generate(town))
    extent = f"{X + 30},{X + 90},{Y - 75},{Y - 45}"
    part = _pixels(generate(town, "part.tif", extent=extent))
    np.testing.assert_array_equal(part, whole[:, 45:75, 30:90])


def test_runs_on_several_machines_share_the_blocks(
    tmp_path: Path, tiny_model: Path, generate: Generate, reporter: RecordingReporter
) -> None:
    town = write_town(tmp_path / "town.gpkg")
    whole = _pixels(generate(town))
    output = tmp_path / "out" / "shared.tif"
    for shard in ("1/2", "2/2"):
        given = {"landcover": town, "output": str(output), "model": str(tiny_model), "engine": "torch"}
        run_job("generate-imagery", {**given, "block_size": 64, "shard": shard}, reporter)
    np.testing.assert_array_equal(_pixels(output), whole)


def test_pixel_size_and_target_system_of_layers_in_degrees(tmp_path: Path, generate: Generate) -> None:
    shape = shapely.box(55.3, 25.1, 55.301, 25.101)
    path = write_layer(tmp_path / "c.geojson", [shape], {"class": ["water"]}, crs="EPSG:4326")
    with rasterio.open(generate(path, target_crs="utm", pixel_size=2)) as written:
        assert written.crs == UTM
        assert written.transform.a == 2
        assert written.width == pytest.approx(50, abs=4)


def test_vector_parameters_beside_a_raster_are_refused(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    with pytest.raises(InputError, match=r"CLASS_FIELD, BACKGROUND are for vector land cover, and .* is a raster"):
        generate(make_raster(town), class_field="class", background="land")


def _coarse(folder: Path, values: np.ndarray, nodata: int | None = 0) -> Path:
    path = folder / "coarse.tif"
    profile = {"driver": "GTiff", "width": values.shape[1], "height": values.shape[0], "count": 1, "dtype": "uint8"}
    with rasterio.open(
        path, "w", crs=UTM, transform=Affine(30, 0, X + 0.1, 0, -30, Y + 0.7), nodata=nodata, **profile
    ) as file:
        file.write(values, 1)
        file.update_tags(**{VERSION: "1.0.0"})
    return path


def test_a_coarse_map_in_fine_pixels(tmp_path: Path, generate: Generate, reporter: RecordingReporter) -> None:
    values = np.random.default_rng(1).integers(1, 6, (5, 4), dtype=np.uint8)
    values[0, 1] = 0
    with rasterio.open(generate(_coarse(tmp_path, values), pixel_size=1)) as written:
        assert (written.width, written.height, written.crs) == (120, 150, UTM)
        assert written.transform == Affine(1, 0, X + 0.1, 0, -1, Y + 0.7)
        np.testing.assert_array_equal(written.read_masks(1) == 0, np.kron(values == 0, np.ones((30, 30), bool)))
    assert "becomes 30 x 30 pixels of 1 m" in reporter.text
    assert not reporter.warnings


def test_fine_pixels_do_not_depend_on_blocks_and_extents(tmp_path: Path, generate: Generate) -> None:
    path = _coarse(tmp_path, np.random.default_rng(1).integers(1, 6, (5, 4), dtype=np.uint8))
    whole = _pixels(generate(path, pixel_size=2))
    np.testing.assert_array_equal(_pixels(generate(path, "other.tif", pixel_size=2, block_size=96)), whole)
    left, top = X + 0.1 + 7 * 2, Y + 0.7 - 5 * 2
    extent = f"{left},{left + 40},{top - 30},{top}"
    part = _pixels(generate(path, "part.tif", pixel_size=2, extent=extent))
    np.testing.assert_array_equal(part, whole[:, 5:20, 7:27])


def test_a_map_of_other_pixels_than_the_model_is_a_warning_whose_advice_works(
    tmp_path: Path, generate: Generate, reporter: RecordingReporter
) -> None:
    path = _coarse(tmp_path, np.full((3, 3), 2, np.uint8))
    generate(path)
    (warning,) = reporter.warnings
    assert "measure 30 m, and the model was trained with 1 m" in warning
    said = Said("Give PIXEL_SIZE=1 ", warning)
    generate(path, pixel_size=0.4)
    finer = Said("give a PIXEL_SIZE of about 1, or none", reporter.warnings[-1])
    count = len(reporter.warnings)
    generate(path, pixel_size=float(said.part("Give PIXEL_SIZE=([0-9.]+)")))
    assert len(reporter.warnings) == count, "the size that both propose"
    said.followed()
    finer.followed()


def test_a_map_of_pixels_too_large_for_those_of_the_model_gets_the_smallest_that_are_possible(
    tmp_path: Path, generate: Generate, reporter: RecordingReporter
) -> None:
    path = tmp_path / "world.tif"
    profile = {"width": 3, "height": 3, "count": 1, "dtype": "uint8", "crs": UTM}
    with rasterio.open(path, "w", transform=Affine(5000, 0, X, 0, -5000, Y), **profile) as file:
        file.write(np.full((1, 3, 3), 2, np.uint8))
    generate(path, scheme="model")
    said = "smallest pixels that are possible on the land cover of .*world.tif have PIXEL_SIZE=5, larger than that"
    assert any(re.search(said, warning) for warning in reporter.warnings)
    assert "imagery of that size" not in reporter.text


def test_buildings_are_drawn_in_fine_pixels(tmp_path: Path, generate: Generate) -> None:
    path = _coarse(tmp_path, np.full((3, 3), 2, np.uint8))
    house = write_layer(tmp_path / "house.gpkg", [box(40, 40, 50, 46)])
    plain, built = (
        _pixels(generate(path, pixel_size=1)),
        _pixels(generate(path, "b.tif", pixel_size=1, buildings=house)),
    )
    changed = (plain != built).any(axis=0)
    assert changed[45, 45]
    assert changed.mean() < 0.9


def test_the_one_without_coordinate_system_is_named_with_what_is_assumed(
    tmp_path: Path, generate: Generate, reporter: RecordingReporter
) -> None:
    def grid(name: str, crs: object) -> str:
        profile = {"width": 40, "height": 40, "count": 1, "dtype": "uint8", "crs": crs}
        with rasterio.open(tmp_path / name, "w", transform=Affine(1, 0, X, 0, -1, Y), **profile) as file:
            file.write(np.ones((1, 40, 40), np.uint8))
        return str(tmp_path / name)

    town = [box(0, 0, 100, 100)]
    path = write_layer(tmp_path / "town.gpkg", town, {"class": ["land"]})
    without = grid("without.tif", None)
    generate(path, grid=without)
    assert any(f"GRID {without} has no" in said and "EPSG:32640" in said for said in reporter.warnings)
    assert not any("town.gpkg has no" in said for said in reporter.warnings)
    reporter.logs.clear()
    bare = write_layer(tmp_path / "bare.gpkg", town, {"class": ["land"]}, crs=None)
    generate(bare, grid=grid("with.tif", UTM))
    assert any("No coordinate system: bare.gpkg" in said and "GRID (EPSG:32640)" in said for said in reporter.warnings)
    generate(path, grid=str(tmp_path / "with.tif"), overlays=[bare])
    reporter.logs.clear()
    generate(path, grid=str(tmp_path / "with.tif"))
    assert not any("coordinate system" in said for said in reporter.warnings)


def test_layers_beside_the_grid_are_refused_with_what_to_check(
    tmp_path: Path, make_raster: RasterFactory, generate: Generate
) -> None:
    grid = str(make_raster(np.ones((40, 40), np.uint8)))
    path = write_layer(tmp_path / "town.gpkg", [box(9000, 9000, 9100, 9100)], {"class": ["land"]})
    with refusal(r"No feature of .*town.gpkg lies on the grid .* check the coordinate systems", InputError) as said:
        generate(path, grid=grid)
    there = write_layer(tmp_path / "there.gpkg", [box(0, 0, 40, 40)], {"class": ["land"]})
    generate(there, grid=grid)
    said.followed()
