from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform as transform_points

from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.contract.progress import Reporter
from satsyn_core.raster.grid import Grid
from satsyn_core.trainingset.plan.chips import Chips, regular_chips
from satsyn_core.trainingset.plan.footprints import GroundPlane, count_chips_seen, training_area
from satsyn_core.trainingset.plan.overlaps import log_overlaps, overlapping_scenes
from satsyn_core.trainingset.plan.splits import (
    IN_NO_POLYGON,
    NEAR_OTHER_SPLIT,
    OVERLAPS_HELD_OUT,
    TEST,
    TRAIN,
    VALIDATION,
    Shares,
    SplitOptions,
    by_blocks,
    by_polygons,
    by_scenes,
    divide,
    with_buffer,
    with_each_ground_once,
)
from tests.support.rasters import UTM, RecordingReporter
from tests.support.tiny_model import tiny_generator
from tests.support.vector_layers import write_layer

LOCAL = CRS.from_wkt('LOCAL_CS["site grid",UNIT["metre",1]]')
SIZE = 32
THREE = Shares((0.6, 0.2, 0.2))


def _scene(x: float, y: float = 2_780_000, pixels: int = 512) -> Grid:
    return Grid(UTM, Affine(2, 0, x, 0, -2, y), pixels, pixels)


def _same_ground_in_degrees(grid: Grid) -> Grid:
    (west, east), (north, south) = transform_points(
        UTM, CRS.from_epsg(4326), *zip(grid.transform @ (0, 0), grid.transform @ (grid.width, grid.height), strict=True)
    )[:2]
    step_x, step_y = (east - west) / grid.width, (south - north) / grid.height
    return Grid(CRS.from_epsg(4326), Affine(step_x, 0, west, 0, step_y, north), grid.width, grid.height)


def _metres_apart(chips: Chips, ground: GroundPlane, splits: NDArray[np.int8], first: int, second: int) -> float:
    footprints = ground.on_map(chips)
    own, other = footprints[splits == first], footprints[splits == second]
    assert len(own) and len(other)
    return float(shapely.distance(shapely.union_all(own), shapely.union_all(other)))


@pytest.mark.parametrize("stride", [SIZE, SIZE // 2])
@pytest.mark.parametrize("buffer", [0, 24])
def test_chips_of_different_splits_keep_their_distance_on_the_ground(stride: int, buffer: int) -> None:
    # The second scene lies over a part of the first one, shifted by a fraction of a chip.
    grids = [_scene(331_000), _scene(331_000 + 517, 2_780_000 - 333)]
    chips, ground = regular_chips(grids, SIZE, stride), GroundPlane.of(grids)
    splits = with_buffer(chips, ground, by_blocks(chips, ground, 4, THREE, seed=1), buffer)
    for first, second in ((TRAIN, VALIDATION), (TRAIN, TEST), (VALIDATION, TEST)):
        assert _metres_apart(chips, ground, splits, first, second) >= 2 * buffer - 0.1
    footprints = ground.on_map(chips)
    train, test = (shapely.union_all(footprints[splits == split]) for split in (TRAIN, TEST))
    assert train.intersection(test).area < 1
    assert (splits == TRAIN).sum() > len(chips) / 4


def test_blocks_hold_about_the_shares_and_depend_on_the_seed() -> None:
    grids = [_scene(331_000, pixels=1600)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    splits = by_blocks(chips, ground, 5, THREE, seed=1)
    shares = np.bincount(splits) / len(chips)
    np.testing.assert_allclose(shares, THREE.parts, atol=0.02)
    np.testing.assert_array_equal(by_blocks(chips, ground, 5, THREE, seed=1), splits)
    assert (by_blocks(chips, ground, 5, THREE, seed=2) != splits).any()


def test_shares_that_come_out_far_from_those_asked_for_are_a_warning_with_its_reason() -> None:
    plane = GroundPlane.of([_scene(331_200, pixels=256)])
    chips = regular_chips(plane.grids, SIZE, SIZE)
    for buffer, warned in ((0.0, False), (float(SIZE), True)):
        reporter = RecordingReporter()
        options = SplitOptions("blocks", Shares((0.5, 0.5, 0.0)), None, "", "", buffer)
        splits = divide(chips, plane, options, SIZE, 0, reporter)
        train, left_out = (splits == TRAIN).sum(), (splits == NEAR_OTHER_SPLIT).sum()
        assert len(reporter.warnings) == warned
        if warned:
            share = 100 * train / (splits >= TRAIN).sum()
            assert f"come out as {share:.0f} % train (asked for: 50 %)" in reporter.warnings[0]
            assert f": {left_out} chips nearer than BUFFER (32 pixels)" in reporter.warnings[0]


def test_a_split_without_share_gets_nothing() -> None:
    grids = [_scene(331_000)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    assert set(by_blocks(chips, ground, 4, Shares((1, 0, 0)), seed=0)) == {TRAIN}
    assert set(by_blocks(chips, ground, 4, Shares((0.5, 0, 0.5)), seed=0)) == {TRAIN, TEST}


def test_ground_that_two_scenes_show_is_in_one_split_also_in_other_coordinate_systems() -> None:
    first = _scene(331_000)
    grids = [first, _same_ground_in_degrees(first)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    splits = by_blocks(chips, ground, 4, THREE, seed=1)
    halves = np.split(splits, 2)
    np.testing.assert_array_equal(halves[0], halves[1])


def test_whole_scenes_that_overlap_stay_together_also_through_others() -> None:
    chain = [_scene(331_000), _scene(331_900), _scene(332_800)]
    alone = [_scene(340_000), _scene(350_000), _scene(360_000), _scene(370_000)]
    grids = [*chain[:2], *alone, chain[2]]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    for seed in range(5):
        splits = by_scenes(chips, ground, THREE, seed)
        of_scene = [set(splits[chips.scene == number]) for number in range(len(grids))]
        assert all(len(found) == 1 for found in of_scene)
        assert of_scene[0] == of_scene[1] == of_scene[6]
        assert set(splits) == {TRAIN, VALIDATION, TEST}


def test_tiles_side_by_side_are_scenes_of_their_own() -> None:
    grids = [_scene(331_000), _scene(331_000 + 1024), _scene(331_000 + 2048)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    assert set(by_scenes(chips, ground, THREE, 0)) == {TRAIN, VALIDATION, TEST}


def test_chips_of_several_dates_train_and_one_of_them_is_scored() -> None:
    first = _scene(331_000)
    grids = [first, _scene(341_000), _same_ground_in_degrees(first), first]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    splits = by_blocks(chips, ground, 4, THREE, seed=1)
    once = with_each_ground_once(chips, ground, splits, Reporter())
    is_held_out = (splits == VALIDATION) | (splits == TEST)
    again = is_held_out & (chips.scene >= 2)
    assert again.any()
    np.testing.assert_array_equal(once, np.where(again, OVERLAPS_HELD_OUT, splits))


@pytest.mark.parametrize("stride", [SIZE, SIZE // 2])
def test_chips_that_are_scored_share_no_ground_and_leave_none_of_it_out(stride: int) -> None:
    # Each scene shows a part of the one before it, shifted by a fraction of a chip.
    grids = [_scene(331_000 + number * 217, 2_780_000 - number * 133, 256) for number in range(3)]
    chips, ground = regular_chips(grids, SIZE, stride), GroundPlane.of(grids)
    splits = with_each_ground_once(chips, ground, np.full(len(chips), TEST, np.int8), Reporter())
    footprints, kept = ground.on_plane(chips), splits == TEST
    tree = shapely.STRtree(footprints[kept])
    assert len(tree.query(footprints[kept], predicate="intersects")[0]) == kept.sum()
    assert set(splits[~kept]) == {OVERLAPS_HELD_OUT}
    assert set(tree.query(footprints[~kept], predicate="intersects")[0]) == set(range((~kept).sum()))
    assert kept[chips.scene == 0].sum() == 64


def test_of_chips_of_many_scenes_in_any_order_those_of_the_first_scenes_are_scored() -> None:
    rng = np.random.default_rng(0)
    grids = [_scene(331_000 + x, 2_780_000 - y, 128) for x, y in rng.uniform(0, 1500, (40, 2)).tolist()]
    regular, ground = regular_chips(grids, SIZE, SIZE // 2), GroundPlane.of(grids)
    chips = regular.select(rng.permutation(len(regular)))
    splits = rng.integers(NEAR_OTHER_SPLIT, TEST + 1, len(chips)).astype(np.int8)
    footprints, expected = ground.on_plane(chips), splits.copy()
    for split in (VALIDATION, TEST):
        kept: list[shapely.Polygon] = []
        for number in np.argsort(chips.scene, kind="stable"):
            if splits[number] == split:
                if shapely.intersects(footprints[number], kept).any():
                    expected[number] = OVERLAPS_HELD_OUT
                else:
                    kept.append(footprints[number])
    assert min(np.count_nonzero(expected == split) for split in (VALIDATION, TEST, OVERLAPS_HELD_OUT)) > 20
    reporter = RecordingReporter()
    np.testing.assert_array_equal(with_each_ground_once(chips, ground, splits, reporter), expected)
    assert len(reporter.fractions) > 40 and reporter.fractions == sorted(reporter.fractions)
    with pytest.raises(JobCancelledError):
        with_each_ground_once(chips, ground, splits, RecordingReporter(cancel_after=20))


def test_tiles_side_by_side_are_scored_whole() -> None:
    grids = [_scene(331_000, pixels=256), _scene(331_000 + 512, pixels=256)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    splits = np.full(len(chips), TEST, np.int8)
    np.testing.assert_array_equal(with_each_ground_once(chips, ground, splits, Reporter()), splits)


def test_scenes_overlap_also_if_they_are_as_small_as_pixels_of_the_first_one() -> None:
    coarse = Grid(UTM, Affine(600, 0, 200_000, 0, -600, 2_780_000), 512, 512)
    # The scenes are 1024 m wide, and the third one shows a tenth of the second one.
    grids = [coarse, *(_scene(x) for x in (800_000, 800_000 + 922, 800_000 + 922 + 1024))]
    assert overlapping_scenes(GroundPlane.of(grids)).tolist() == [0, 1, 1, 3]


def test_scenes_without_coordinate_system_are_ground_of_their_own() -> None:
    grids = [Grid(None, Affine.identity(), 128, 128)] * 3
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    splits = with_buffer(chips, ground, by_scenes(chips, ground, THREE, 0), 500)
    assert set(splits) == {TRAIN, VALIDATION, TEST}


def test_too_few_blocks_or_scenes_are_refused_with_advice() -> None:
    grids = [_scene(331_000)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    with pytest.raises(InputError, match=r"There is 1 block for 3 splits: choose smaller blocks with SPLIT_BLOCK"):
        by_blocks(chips, ground, 16, THREE, seed=0)
    assert set(by_blocks(chips, ground, 1, THREE, seed=0)) == {TRAIN, VALIDATION, TEST}
    with pytest.raises(InputError, match=r"There is 1 block for 3 splits: choose a smaller CHIP_SIZE"):
        by_blocks(chips.select(np.array([0])), ground, 1, THREE, seed=0)
    with pytest.raises(InputError, match=r"There is 1 scene that overlaps no other for 3 splits"):
        by_scenes(chips, ground, THREE, seed=0)


def _write_areas(path: Path, words: list[str], boxes: list[shapely.Polygon], field: str = "split") -> str:
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(boxes, object)),
        [np.array(words, object)],
        [field],
        driver="GPKG",
        layer="areas",
        geometry_type="Polygon",
        crs="EPSG:32640",
    )
    return f"{path}|layername=areas"


def test_polygons_say_the_split_and_the_most_guarded_wins(tmp_path: Path, reporter: RecordingReporter) -> None:
    grids = [_scene(331_000, pixels=128)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    left = 331_000
    boxes = [
        shapely.box(left, 2_779_000, left + 128, 2_780_000),
        shapely.box(left + 64, 2_779_000, left + 192, 2_780_000),
    ]
    layer = _write_areas(tmp_path / "areas.gpkg", ["Train", "test"], boxes)
    splits = by_polygons(chips, ground, layer, "split", reporter).reshape(4, 4)
    assert splits[0].tolist() == [TRAIN, TEST, TEST, IN_NO_POLYGON]
    assert (splits == splits[0]).all()


def test_features_of_other_kinds_split_nothing_and_are_counted(tmp_path: Path, reporter: RecordingReporter) -> None:
    grids = [_scene(331_000, pixels=128)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    area = shapely.GeometryCollection([shapely.box(331_000, 2_779_000, 331_256, 2_780_000), shapely.Point(0, 0)])
    layer = write_layer(
        tmp_path / "areas.gpkg", [area, shapely.Point(331_000, 2_780_000)], {"split": ["test", "somewhere"]}
    )
    assert (by_polygons(chips, ground, layer, "split", reporter) == TEST).all()
    assert "Of 2 features" in reporter.warnings[0]
    assert "1 without an area" in reporter.warnings[0]


@pytest.mark.parametrize(
    ("word", "field", "problem"),
    [("holdout", "split", 'says "holdout"'), ("train", "purpose", "has no attribute split .* it has purpose")],
)
def test_polygons_that_say_something_else_are_refused(
    word: str, field: str, problem: str, tmp_path: Path, reporter: RecordingReporter
) -> None:
    grids = [_scene(331_000, pixels=128)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    layer = _write_areas(tmp_path / "areas.gpkg", [word], [shapely.box(0, 0, 1, 1)], field)
    with pytest.raises(InputError, match=problem):
        by_polygons(chips, ground, layer, "split", reporter)


def test_left_out_chips_are_those_near_a_more_guarded_split() -> None:
    grids = [_scene(331_000, pixels=128)]
    chips, ground = regular_chips(grids, SIZE, SIZE), GroundPlane.of(grids)
    splits = np.full(16, TRAIN, np.int8)
    splits[0] = TEST
    kept = with_buffer(chips, ground, splits, 10).reshape(4, 4)
    expected = np.full((4, 4), TRAIN)
    expected[:2, :2] = NEAR_OTHER_SPLIT
    expected[0, 0] = TEST
    np.testing.assert_array_equal(kept, expected)


@pytest.mark.parametrize("text", ["70 15 15", "70/15/15", "0.7, 0.15, 0.15", "70 % 15 % 15 %"])
def test_shares_are_read_in_the_ways_people_write_them(text: str) -> None:
    assert Shares.parse(text).parts == pytest.approx((0.7, 0.15, 0.15))


@pytest.mark.parametrize("text", ["", "most", "0 50 50", "70 -5 35", "1 2 3 4", "nan 1 1"])
def test_texts_that_are_no_shares_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not of the form"):
        Shares.parse(text)


def test_training_area_of_a_model_is_found_on_the_ground_of_the_scenes() -> None:
    ground = GroundPlane.of([_scene(331_000)])
    (west, east), (south, north) = transform_points(
        UTM, CRS.from_epsg(4326), [331_000, 331_064], [2_779_936, 2_780_000]
    )[:2]
    area = {
        "crs": CRS.from_epsg(4326).to_wkt(),
        "footprint": shapely.geometry.mapping(shapely.box(west, south, east, north)),
    }
    found = training_area({"training_area": [area]}, ground)
    assert found is not None
    np.testing.assert_allclose(found[0].bounds, (0, 0, 32, 32), atol=0.5)
    assert training_area({"training_area": [{**area, "crs": None}]}, ground) is None
    assert training_area({}, ground) is None
    assert training_area({"training_area": [{**area, "crs": LOCAL.to_wkt()}]}, ground) is None
    for crs in (None, LOCAL):
        nowhere = GroundPlane.of([replace(_scene(331_000), crs=crs)])
        assert training_area({"training_area": [area]}, nowhere) is None
    with pytest.raises(InputError, match="cannot be read"):
        training_area({"training_area": [{"crs": "nowhere", "footprint": 5}]}, ground)


def test_footprints_of_many_places_are_found_in_their_order() -> None:
    ground, degrees = GroundPlane.of([_scene(331_000)]), CRS.from_epsg(4326)
    xs, ys = transform_points(UTM, degrees, np.arange(331_000, 581_000, 1000.0), np.full(250, 2_780_000.0))[:2]
    areas = []
    for number in range(250):
        box = shapely.box(xs[number], ys[number] - 0.001, xs[number] + 0.001, ys[number])
        areas.append({"crs": degrees.to_wkt(), "footprint": shapely.geometry.mapping(box)})
        box = shapely.box(331_000 + 1000 * number, 2_779_900, 331_100 + 1000 * number, 2_780_000)
        areas.append({"crs": UTM.to_wkt(), "footprint": shapely.geometry.mapping(box)})
    found = training_area({"training_area": areas}, ground)
    assert found is not None
    west = shapely.bounds(found)[:, 0]
    np.testing.assert_allclose(west, np.repeat(np.arange(250) * 500, 2), atol=1)
    alone = [training_area({"training_area": [area]}, ground) for area in areas]
    assert [shapely.to_wkt(one) for one in found] == [shapely.to_wkt(one[0]) for one in alone if one is not None]


def test_a_model_of_ground_where_the_plane_is_not_defined_is_compared_by_its_other_ground() -> None:
    """A UTM zone has no place for the equator a quarter of the world away."""
    ground, degrees = GroundPlane.of([_scene(331_000)]), CRS.from_epsg(4326).to_wkt()
    (x,), (y,) = transform_points(UTM, CRS.from_epsg(4326), [331_000.0], [2_779_990.0])[:2]
    boxes = [shapely.box(-33, 0, -32.99, 0.01), shapely.box(x, y, x + 0.01, y + 0.01)]
    areas = [{"crs": degrees, "footprint": shapely.geometry.mapping(box)} for box in boxes]
    found = training_area({"training_area": areas}, ground)
    assert found is not None
    assert found[0] is None and found[1].bounds[:2] == pytest.approx((0, -550), abs=20)
    reporter, chips = RecordingReporter(), regular_chips(ground.grids, SIZE, SIZE)
    trained = tiny_generator().with_provenance(training_area=areas)
    assert count_chips_seen(chips, ground, trained, reporter)


@pytest.mark.parametrize("crs", [None, LOCAL])
def test_scenes_without_a_place_lie_apart_and_nobody_knows_whether_a_generator_saw_them(crs: CRS | None) -> None:
    grids = [replace(_scene(331_000, pixels=64), crs=crs), _scene(331_000, pixels=64)]
    ground, chips = GroundPlane.of(grids), regular_chips(grids, SIZE, SIZE)
    assert overlapping_scenes(ground).tolist() == [0, 1]
    reporter = RecordingReporter()
    log_overlaps(ground, ["first", "second"], reporter)
    assert "Scenes without coordinate system, or with a local one, (first) cannot be compared" in reporter.text
    area = {
        "crs": UTM.to_wkt(),
        "footprint": shapely.geometry.mapping(shapely.box(331_000, 2_779_000, 332_000, 2_780_000)),
    }
    generator = tiny_generator().with_provenance(training_area=[area])
    first, second = (chips.select(chips.scene == number) for number in (0, 1))
    assert count_chips_seen(second, ground, generator, reporter) == 4
    assert count_chips_seen(first, ground, generator, reporter) is None
    assert count_chips_seen(chips, ground, generator, reporter) is None
    assert "may have been trained on the test chips" in reporter.text


def test_scenes_with_one_local_coordinate_system_are_compared() -> None:
    grids = [replace(_scene(x, pixels=64), crs=LOCAL) for x in (331_000, 331_050, 341_000)]
    assert overlapping_scenes(GroundPlane.of(grids)).tolist() == [0, 0, 2]
