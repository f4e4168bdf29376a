"""Scenes where the coordinate system of the first one is not defined, as on the far side of the earth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.progress import Reporter
from satsyn_core.raster.grid import Grid
from satsyn_core.scenes.sources import SceneSource
from satsyn_core.trainingset.plan.chips import regular_chips
from satsyn_core.trainingset.plan.footprints import GroundPlane, count_chips_seen
from satsyn_core.trainingset.plan.overlaps import overlapping_scenes
from satsyn_core.trainingset.plan.shared_ground import shared_ground
from satsyn_core.trainingset.plan.splits import (
    IN_NO_POLYGON,
    NEAR_OTHER_SPLIT,
    OVERLAPS_HELD_OUT,
    TEST,
    TRAIN,
    by_polygons,
    with_buffer,
    with_each_ground_once,
)
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import scene_source
from tests.support.tiny_model import tiny_generator
from tests.support.vector_layers import write_layer

OMAN, BRAZIL, DEGREES = CRS.from_epsg(32640), CRS.from_epsg(32625), CRS.from_epsg(4326)
SIZE = 32
NEAR = Grid(OMAN, Affine(10, 0, 331_000, 0, -10, 2_779_990), 160, 160)
FAR = Grid(BRAZIL, Affine(10, 0, 500_000, 0, -10, 100), 160, 160)
FAR_IN_DEGREES = Grid(DEGREES, Affine(1e-4, 0, -33, 0, -1e-4, 0.0005), 80, 80)
BESIDE_FAR = replace(FAR, transform=FAR.transform @ Affine.translation(0, 160))
EUROPE = Grid(CRS.from_epsg(3035), Affine(10, 0, 4_321_000, 0, -10, 3_210_000), 160, 160)
ANTIPODE = Grid(DEGREES, Affine(1e-4, 0, -170, 0, -1e-4, -52), 160, 160)


@pytest.mark.parametrize(
    ("grids", "groups"),
    [
        ([NEAR, FAR], [0, 1]),
        ([FAR, NEAR], [0, 1]),
        ([EUROPE, ANTIPODE], [0, 1]),
        ([NEAR, FAR, FAR_IN_DEGREES, NEAR, BESIDE_FAR], [0, 1, 1, 0, 4]),
    ],
)
def test_far_scenes_overlap_each_other_alone(grids: list[Grid], groups: list[int]) -> None:
    plane = GroundPlane.of(grids)
    assert np.isfinite(shapely.bounds(plane.scenes_on_plane())).all()
    found = overlapping_scenes(plane)
    assert [found.tolist().index(group) for group in found] == groups


def test_a_scene_is_found_on_one_of_the_whole_world_that_its_own_system_does_not_have() -> None:
    world = Grid(DEGREES, Affine(0.5, 0, -180, 0, -0.5, 80), 720, 320)
    assert len(set(overlapping_scenes(GroundPlane.of([NEAR, world])).tolist())) == 1


def test_chips_of_far_scenes_keep_their_distance_from_each_other() -> None:
    plane = GroundPlane.of([NEAR, FAR, FAR])
    chips = regular_chips(plane.grids, SIZE, SIZE)
    far, twin = (np.flatnonzero(chips.scene == number) for number in (1, 2))
    footprints = plane.on_plane(chips)
    assert shapely.distance(footprints[far[0]], footprints[far[2]]) == pytest.approx(SIZE, abs=0.1)
    assert shapely.distance(footprints[0], footprints[far[0]]) > 1e6
    splits = np.full(len(chips), TRAIN, np.int8)
    splits[[far[0], twin[0]]] = TEST
    kept = with_buffer(chips, plane, splits, 8)
    assert np.flatnonzero(kept[far] == NEAR_OTHER_SPLIT).tolist() == [1, 5, 6]
    assert (kept[chips.scene == 0] == TRAIN).all()
    once = with_each_ground_once(chips, plane, splits, Reporter())
    assert once[[far[0], twin[0]]].tolist() == [TEST, OVERLAPS_HELD_OUT]


def test_chips_have_no_outline_on_a_map_that_does_not_have_their_ground() -> None:
    plane = GroundPlane.of([NEAR, FAR])
    chips = regular_chips(plane.grids, SIZE, SIZE)
    assert [outline is None for outline in plane.on_map(chips)] == (chips.scene == 1).tolist()


def test_polygons_divide_near_and_far_scenes(tmp_path: Path, reporter: RecordingReporter) -> None:
    plane = GroundPlane.of([NEAR, FAR])
    chips = regular_chips(plane.grids, SIZE, SIZE)
    polygons = [shapely.box(54, 24, 56, 26), shapely.box(-34, -1, -32, 1), shapely.box(100, 60, 101, 61)]
    layer = write_layer(tmp_path / "areas.gpkg", polygons, {"use": ["test", "train", "test"]}, crs="EPSG:4326")
    found = by_polygons(chips, plane, layer, "use", reporter)
    assert IN_NO_POLYGON not in found
    np.testing.assert_array_equal(found, np.where(chips.scene == 0, TEST, TRAIN))


def test_a_model_of_the_ground_of_a_far_scene_has_seen_its_chips(reporter: RecordingReporter) -> None:
    plane = GroundPlane.of([NEAR, FAR])
    area = {"crs": DEGREES.to_wkt(), "footprint": shapely.geometry.mapping(shapely.box(-33.1, -0.1, -32.9, 0.1))}
    generator = tiny_generator().with_provenance(training_area=[area])
    assert count_chips_seen(regular_chips(plane.grids, SIZE, SIZE), plane, generator, reporter) == 25


def test_far_imagery_shares_ground_with_its_twin_alone(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    def source(name: str, grid: Grid) -> SceneSource:
        image = make_raster(np.stack([town] * 3), name=f"{name}.tif")
        cover = make_raster(town, name=f"{name}_cover.tif", nodata=0)
        for path in (image, cover):
            with rasterio.open(path, "r+") as file:
                file.crs, file.transform = grid.crs, grid.transform
        return scene_source(image, cover, scheme)

    near, far, twin = source("near", NEAR), source("far", FAR), source("twin", FAR)
    assert shared_ground([near], [far], "test", reporter) is None
    said = shared_ground([near, far], [twin], "test", reporter)
    assert said is not None
    assert said.startswith("Training imagery (far) shows ground of the test imagery (twin)")
