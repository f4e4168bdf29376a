from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import shapely

from satsyn_core.trainingset.plan.chips import Chips
from satsyn_core.trainingset.plan.footprints import GroundPlane
from satsyn_core.trainingset.scene_pool import SceneInfo
from satsyn_core.trainingset.writing.footprint_layer import FootprintFile
from tests.core.trainingset.conftest import MakeRecord


def _write(path: Path, scene: SceneInfo, record: MakeRecord) -> None:
    file = FootprintFile(path, GroundPlane.of([scene.grid]))
    file.write_chips([record(0, 0), record(64, 32, version=1), record(32, 96, split="test")], ["scene"], 32)
    places = np.array([0, 0], np.int32), np.array([64, 128], np.int32), np.array([0, 96], np.int32)
    file.write_left_out(Chips(32, *places), np.array(["too much nodata", "too near"], object), ["scene"])


def test_layers_hold_places_and_attributes(tmp_path: Path, scene: SceneInfo, record: MakeRecord) -> None:
    _write(tmp_path / "splits.gpkg", scene, record)
    meta, _, wkb, columns = pyogrio.raw.read(tmp_path / "splits.gpkg", layer="chips")
    fields = dict(zip(meta["fields"], (column.tolist() for column in columns), strict=True))
    assert fields["id"] == ["scene_r000000_c000000", "scene_r000032_c000064_s1", "scene_r000096_c000032"]
    assert fields["kind"] == ["real", "synthetic", "real"]
    assert fields["version"] == [0, 1, 0]
    assert fields["mask"][2] == "masks/test/scene_r000096_c000032.tif"
    assert shapely.from_wkb(wkb)[1].bounds == (331_128, 2_779_872, 331_192, 2_779_936)
    _, _, wkb, (reasons, scenes) = pyogrio.raw.read(tmp_path / "splits.gpkg", layer="left_out")
    assert (reasons.tolist(), scenes.tolist()) == (["too much nodata", "too near"], ["scene", "scene"])
    assert shapely.from_wkb(wkb)[0].bounds == (331_000, 2_779_808, 331_064, 2_779_872)


def test_the_same_chips_give_the_same_bytes(tmp_path: Path, scene: SceneInfo, record: MakeRecord) -> None:
    for name in ("one.gpkg", "two.gpkg"):
        (tmp_path / name).mkdir()
        _write(tmp_path / name / "splits.gpkg", scene, record)
    first, second = ((tmp_path / name / "splits.gpkg").read_bytes() for name in ("one.gpkg", "two.gpkg"))
    assert first == second


def test_more_chips_than_one_batch_are_all_written(tmp_path: Path, scene: SceneInfo, record: MakeRecord) -> None:
    records = [record(32 * (number % 8), number) for number in range(5002)]
    FootprintFile(tmp_path / "splits.gpkg", GroundPlane.of([scene.grid])).write_chips(records, ["scene"], 32)
    _, _, _, columns = pyogrio.raw.read(tmp_path / "splits.gpkg", layer="chips")
    assert columns[0].tolist() == [one.name for one in records]
