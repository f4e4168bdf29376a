from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest

from satsyn_core.trainingset.plan.chips import Chips
from satsyn_core.trainingset.plan.footprints import GroundPlane
from satsyn_core.trainingset.plan.plan import SetPlan
from satsyn_core.trainingset.plan.splits import NEAR_OTHER_SPLIT, TEST, TRAIN
from satsyn_core.trainingset.scene_pool import SceneInfo, ScenePool
from satsyn_core.trainingset.writing.description import ChipCounts, SetDescription
from tests.core.trainingset.conftest import MakeRecord
from tests.support.rasters import RecordingReporter


def test_chips_are_counted_by_split_and_kind(record: MakeRecord) -> None:
    counts = ChipCounts.of(
        [
            record(0, 0),
            record(32, 0, version=1, ignored=0.25),
            record(64, 0, version=1, ignored=0.5),
            record(96, 0, split="test"),
        ]
    )
    assert (counts.train_real, counts.train_synthetic, counts.validation, counts.test) == (1, 2, 0, 1)
    assert (counts.chips, counts.ignored_percent) == (4, 37.5)


@pytest.mark.parametrize(
    ("train", "test", "expected"),
    [
        (1, 1, "training, validation and test"),
        (1, 0, "training"),
        (0, 1, "validation and test only"),
        (0, 0, "none"),
    ],
)
def test_the_splits_with_real_pixels_are_named(train: int, test: int, expected: str) -> None:
    assert ChipCounts(train, 3, 0, test, 0.0).real_pixels == expected


def test_a_set_of_real_chips_is_described_from_its_plan_and_records(
    tmp_path: Path, scene: SceneInfo, record: MakeRecord, reporter: RecordingReporter
) -> None:
    columns = np.array([0, 64, 128], np.int32)
    chips = Chips(32, np.zeros(3, np.int32), np.zeros(3, np.int32), columns)
    splits = np.array([TRAIN, TEST, NEAR_OTHER_SPLIT], np.int8)
    counts = np.arange(15, dtype=np.int32).reshape(3, 5)
    empty = Chips(32, np.zeros(1, np.int32), np.full(1, 96, np.int32), np.zeros(1, np.int32))
    plan = SetPlan(chips, counts, splits, splits >= 0, np.zeros(3, np.int32), empty)
    scenes = ScenePool([scene], None, workers=1)
    description = SetDescription(plan, scenes, GroundPlane.of(scenes.grids), {"seed": 3}, None, None)
    records = [
        replace(record(0, 0), class_pixels=(0, 1, 2, 3, 4)),
        replace(record(64, 0, split="test"), class_pixels=(5, 6, 7, 8, 9)),
    ]
    written = description.write(tmp_path, records, None, reporter)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert written.chips == len(manifest["chips"]) == 2
    assert manifest["counts"]["left_out"] == {"too much nodata": 1, "too near to another split": 1}
    assert manifest["statement"] == "Real chips hold pixels of the imagery as they are. There is no synthetic chip."
    assert manifest["scenes"][0]["imagery"] == "scene.tif"
    assert manifest["scenes"][0]["classes"]["9"] == "nodata"
    assert (manifest["generator"], manifest["filter"], manifest["looks"]) == (None, None, [])
    classes = json.loads((tmp_path / "classes.json").read_text())["classes"]
    assert classes[1]["pixels"] == {"train": 1, "validation": 0, "test": 6}
    assert pyogrio.read_info(tmp_path / "splits.gpkg", layer="left_out")["features"] == 2
    assert not (tmp_path / "stac").exists()
