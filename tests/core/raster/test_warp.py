"""A raster on another raster's grid: itself where it lies there, else warped, and never guessed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.reading import read_mask
from satsyn_core.raster.warp import on_grid, overlap
from satsyn_core.raster.window import Window
from tests.support.rasters import RasterFactory

UTM = CRS.from_epsg(32640)


def values() -> np.ndarray:
    return (1 + np.arange(400).reshape(20, 20) % 7).astype(np.uint8)


def shifted(grid: Grid, columns: int, rows: int, width: int, height: int) -> Grid:
    return Grid(grid.crs, grid.transform @ Affine.translation(columns, rows), width, height)


def test_the_same_pixels_are_the_raster_itself(tmp_path: Path) -> None:
    path = RasterFactory(tmp_path)(values())
    with rasterio.open(path) as dataset, on_grid(dataset, Grid.of(dataset), "reference") as placed:
        assert placed is dataset


def test_whole_pixels_further_the_values_are_those_and_beyond_is_nodata(tmp_path: Path) -> None:
    with rasterio.open(RasterFactory(tmp_path)(values(), nodata=0)) as dataset:
        grid = shifted(Grid.of(dataset), 15, 4, 10, 8)
        with on_grid(dataset, grid, "reference") as placed:
            found = placed.read(1)
    np.testing.assert_array_equal(found[:, :5], values()[4:12, 15:])
    assert not found[:, 5:].any()


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "int32", "int64", "float32"])
def test_beyond_a_raster_without_nodata_the_mask_says_so(dtype: str, tmp_path: Path) -> None:
    with rasterio.open(RasterFactory(tmp_path)(values().astype(dtype))) as dataset:
        grid = shifted(Grid.of(dataset), 15, 0, 10, 8)
        with on_grid(dataset, grid, "reference") as placed:
            mask = read_mask(placed, Window(0, 0, 10, 8))
    assert mask[:, :5].all()
    assert not mask[:, 5:].any()


def test_without_a_coordinate_system_other_pixels_are_refused(tmp_path: Path) -> None:
    with rasterio.open(RasterFactory(tmp_path)(values(), grid="no CRS")) as dataset:
        grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 0), 10, 10)
        with pytest.raises(InputError, match="has no coordinate system"), on_grid(dataset, grid, "reference"):
            pass


def test_a_local_coordinate_system_cannot_be_brought_elsewhere(tmp_path: Path) -> None:
    local = CRS.from_wkt('LOCAL_CS["site",UNIT["metre",1]]')
    path = RasterFactory(tmp_path)(values())
    with rasterio.open(path, "r+") as dataset:
        dataset.crs = local
    with rasterio.open(path) as dataset:
        grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 0), 10, 10)
        with pytest.raises(InputError, match="can't be brought to another grid"), on_grid(dataset, grid, "reference"):
            pass


def in_degrees(path: Path, west: float, pixel: float = 0.05) -> Path:
    with rasterio.open(path, "r+") as dataset:
        dataset.crs = CRS.from_epsg(4326)
        dataset.transform = Affine(pixel, 0, west, 0, -pixel, 1)
    return path


@pytest.mark.parametrize("turn", [-360.0, 0.0, 360.0])
@pytest.mark.parametrize("system", [4326, 4258])
@pytest.mark.parametrize("nodata", [None, 0])
def test_longitudes_that_differ_by_a_turn_are_the_same_place(
    turn: float, system: int, nodata: int | None, tmp_path: Path
) -> None:
    path = in_degrees(RasterFactory(tmp_path)(values(), nodata=nodata), -180)
    with rasterio.open(path) as dataset:
        own = Grid.of(dataset)
        moved = Affine.translation(turn, 0) @ own.transform @ Affine.translation(12, 5)
        grid = Grid(CRS.from_epsg(system), moved, 20, 6)
        assert overlap(own, grid) == Window(12, 5, 8, 6)
        with on_grid(dataset, grid, "the imagery") as placed:
            assert Grid.of(placed) == grid
            found, known = placed.read(1), read_mask(placed, Window(0, 0, 20, 6))
    np.testing.assert_array_equal(found[:, :8], values()[5:11, 12:])
    assert known[:, :8].all()
    assert not known[:, 8:].any()


@pytest.mark.parametrize(("west", "width", "edge"), [(-205, 60, "-180"), (150, 60, "180"), (0, 360, "180")])
def test_a_grid_where_both_ends_of_a_raster_meet_is_refused(west: float, width: int, edge: str, tmp_path: Path) -> None:
    with rasterio.open(in_degrees(RasterFactory(tmp_path)(values()), -180, pixel=18)) as dataset:
        grid = Grid(dataset.crs, Affine(1, 0, west, 0, -1, 0), width, 5)
        sentence = f"the imagery .* goes on beyond longitude {edge}, where .*: cut the imagery at this longitude"
        with pytest.raises(InputError, match=sentence), on_grid(dataset, grid, "the imagery"):
            pass


def test_a_raster_a_little_wider_than_the_world_needs_no_turn(tmp_path: Path) -> None:
    with rasterio.open(in_degrees(RasterFactory(tmp_path)(values()), -190, pixel=18)) as dataset:
        grid = Grid(dataset.crs, Affine(1, 0, 150, 0, -1, 0), 30, 5)
        with on_grid(dataset, grid, "the imagery") as placed:
            assert read_mask(placed, Window(0, 0, 20, 5)).all()


def test_overlap_is_the_part_that_both_have(tmp_path: Path) -> None:
    with rasterio.open(RasterFactory(tmp_path)(values())) as dataset:
        own = Grid.of(dataset)
    assert overlap(own, shifted(own, 12, 5, 30, 6)) == Window(12, 5, 8, 6)
    assert overlap(own, shifted(own, 100, 0, 5, 5)) is None
