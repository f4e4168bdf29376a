from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import mapping

from tests.support.training_sets import CHIP, FIRST_X, HEIGHT, SECOND_X, TOP, WIDTH, BuildSet, BuiltSet, write_raster

HELD_OUT = ("validation", "test")


def _windows(built: BuiltSet, split: str) -> set[tuple[str, int, int]]:
    return {(chip["scene"], *chip["window"][:2]) for chip in built.of(split, "real")}


def _boxes(built: BuiltSet, split: str) -> list[shapely.Polygon]:
    """Return the pixels of the chips of a split, scenes beside each other."""
    found = []
    for scene, col, row in _windows(built, split):
        left = col + (10 * WIDTH if scene == "scene1" else 0)
        found.append(shapely.box(left, row, left + CHIP, row + CHIP))
    return found


def _assert_each_place_is_scored_once(built: BuiltSet) -> None:
    for split in HELD_OUT:
        boxes = _boxes(built, split)
        assert boxes
        for one, other in combinations(boxes, 2):
            assert one.intersection(other).area == 0


@pytest.mark.parametrize("stride", [CHIP // 2, 24])
def test_held_out_chips_do_not_overlap_with_a_small_stride(build_set: BuildSet, stride: int) -> None:
    built = build_set(model=None, synthetic_percent=0, stride=stride, split="50 25 25")
    _assert_each_place_is_scored_once(built)
    training = _boxes(built, "train")
    assert any(one.intersects(other) and not one.touches(other) for one, other in combinations(training, 2))
    left_out = built.manifest["counts"]["left_out"]["overlapping another validation or test chip"]
    assert f"so that scores count each place once: {left_out} in all" in built.reporter.text
    # What is kept still shows most of the ground that overlapping chips would show.
    shown = [shapely.union_all(_boxes(built, split)).area for split in HELD_OUT]
    assert sum(shown) > 0.1 * 2 * HEIGHT * WIDTH


def test_oversampling_adds_training_chips_alone_and_keeps_them_apart(build_set: BuildSet, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    cover = np.where(np.kron(rng.random((HEIGHT // 16, WIDTH // 16)) < 0.03, np.ones((16, 16))) == 1, 4, 2)
    path = write_raster(tmp_path / "cover.tif", cover.astype(np.uint8), FIRST_X)
    other = write_raster(tmp_path / "other.tif", cover.astype(np.uint8), SECOND_X)
    values = {"landcover": [path, other], "model": None, "synthetic_percent": 0, "split": "60 20 20"}
    plain, more = build_set("plain", **values), build_set("more", **values, oversample=8)
    for split in HELD_OUT:
        assert _windows(plain, split) == _windows(more, split)
    _assert_each_place_is_scored_once(more)
    assert _windows(more, "train") > _windows(plain, "train")
    held_out = shapely.union_all([box for split in HELD_OUT for box in _boxes(more, split)])
    # The buffer of the set is 4 pixels.
    assert min(shapely.distance(box, held_out) for box in _boxes(more, "train")) >= 4 - 0.2


def test_oversampled_chips_stay_in_the_polygons_for_training(build_set: BuildSet, tmp_path: Path) -> None:
    corner = np.zeros((40, 40), bool)
    corner[:8, :8] = True
    rare = np.tile(corner, (HEIGHT // 40 + 1, WIDTH // 40 + 1))[:HEIGHT, :WIDTH]
    cover = write_raster(tmp_path / "cover.tif", np.where(rare, 4, 2).astype(np.uint8), FIRST_X)
    noise = np.random.default_rng(2).integers(1, 200, (3, HEIGHT, WIDTH), dtype=np.uint8)
    imagery = write_raster(tmp_path / "plain.tif", noise, FIRST_X)
    borders = {"train": (0, 190), "test": (290, WIDTH)}
    features = [
        {
            "type": "Feature",
            "properties": {"split": name},
            "geometry": mapping(shapely.box(FIRST_X + left, TOP - HEIGHT, FIRST_X + right, TOP)),
        }
        for name, (left, right) in borders.items()
    ]
    layer = tmp_path / "areas.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32640"}}
    layer.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    polygons = {"split_by": "polygons", "split_layer": str(layer), "split_field": "split"}
    values = {"imagery": [imagery], "landcover": [cover], "model": None, "synthetic_percent": 0, **polygons}
    built = build_set(oversample=10, rare_percent=50, **values)
    middles = [col + CHIP / 2 for _, col, _ in _windows(built, "train")]
    assert len(middles) > 50
    assert max(middles) <= borders["train"][1]
