"""What sentences about scenes and finished training sets propose is followed to the letter, and the scenes are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import SceneArrays
from satsyn_core.scenes.pairs import open_imagery, pair_scenes, require_both
from satsyn_core.scenes.training_set import SCHEMA, SCHEMA_VERSION, TrainingSet
from satsyn_core.scenes.value_comparison import (
    FoundValues,
    KnownValues,
    compare_scenes,
    compare_values,
    sample_values,
)
from satsyn_core.scenes.value_range import stated_range, usual_range
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import follow, refusal
from tests.support.rasters import RasterFactory, RecordingReporter

BYTES = KnownValues("photographs", 0, 255, "uint8")
CHIP = {
    "id": "a_r0_c0", "split": "train", "kind": "real", "image": "images/train/a.tif", "mask": "masks/train/a.tif",
    "scene": "a", "window": [0, 0, 8, 8], "version": 0,
}  # fmt: skip
MANIFEST = {"schema": SCHEMA, "schema_version": SCHEMA_VERSION, "bands": ["red"], "dtype": "uint8", "chips": [CHIP]}


@pytest.fixture
def folder(tmp_path: Path, scheme: ClassScheme) -> Path:
    classes = [{"land_cover_value": one.value, "name": one.name, "colour": list(one.colour), "building": one.building}
               for one in scheme.classes]  # fmt: skip
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "classes.json").write_text(json.dumps({"unlabelled": 0, "classes": classes}), encoding="utf-8")
    return tmp_path / "set"


def test_a_training_set_is_built_again_or_read_by_an_updated_version(folder: Path) -> None:
    manifest = folder / "manifest.json"

    def build(**changes: Any) -> None:
        manifest.write_text(json.dumps({**MANIFEST, **changes}), encoding="utf-8")

    def read() -> None:
        TrainingSet.open(folder)

    build(schema_version=SCHEMA_VERSION + 1)
    # An updated SatSyn reads the format that the set has.
    follow(f"has format {SCHEMA_VERSION + 1}, .* update SatSyn", read, act=build)
    build(dtype=None, bands=5)
    follow("is not as SatSyn wrote it .* build the training set again", read, act=build)
    manifest.write_text('{"schema": ', encoding="utf-8")
    follow("manifest.json cannot be read .*: build the training set again", read, act=build)
    manifest.unlink()
    follow("There is no manifest.json in .*: choose a folder that Build mixed", read, act=build)
    build(schema="an extension")
    follow("is not the manifest of a SatSyn training set: choose its folder", read, act=build)


def test_a_file_that_a_training_set_lost_is_put_back(folder: Path) -> None:
    (folder / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    images, masks = folder / "images" / "train", folder / "masks" / "train"
    for place in (images, masks):
        place.mkdir(parents=True)
    (images / "a.tif").touch()
    found = TrainingSet.open(folder)
    follow("lacks its file .*: put it back, or build the set again", lambda: found.scene_paths(found.chips[0]),
           act=(masks / "a.tif").touch)  # fmt: skip


def test_lists_of_rasters_are_completed() -> None:
    follow("There is no imagery: give at least one raster in TEST_IMAGERY",
           lambda: pair_scenes([], ["c.tif"], None, "TEST_"),
           lambda: pair_scenes(["a.tif"], ["c.tif"], None, "TEST_"))  # fmt: skip
    words = "is given without .*: give both, or none of them"
    follow(words, lambda: require_both(["a.tif"], None), lambda: require_both(["a.tif"], ["c.tif"]))
    follow(words, lambda: require_both(None, ["c.tif"]), lambda: require_both(None, None))
    words = "give one land cover for each image, .* or a single one that covers all"
    three, two = ["1.tif", "2.tif", "3.tif"], ["a.tif", "b.tif"]
    follow(words, lambda: pair_scenes(three, two, None), lambda: pair_scenes(three, [*two, "c.tif"], None))
    follow(words, lambda: pair_scenes(three, two, None), lambda: pair_scenes(three, two[:1], None))


def test_imagery_of_zeros_is_replaced() -> None:
    valid, unknown = np.ones((40, 40), bool), np.full((40, 40), UNKNOWN, np.uint8)
    zeros, dark = (
        SceneArrays(Window(0, 0, 40, 40), np.full((1, 40, 40), value, np.uint16), valid, unknown) for value in (0, 9)
    )
    follow("The imagery holds nothing but zeros: choose other imagery", lambda: usual_range("uint16", [zeros]),
           lambda: usual_range("uint16", [dark]))  # fmt: skip


def test_a_value_range_is_cut_to_the_data_type() -> None:
    follow("reaches beyond the numbers of uint8 imagery: give two numbers from 0 to 255",
           lambda: stated_range("-5 300", "uint8"), lambda: stated_range("0 255", "uint8"))  # fmt: skip


def test_imagery_of_other_units_is_rescaled_with_the_command(tmp_path: Path, make_raster: RasterFactory) -> None:
    numbers = np.random.default_rng(3).uniform(0, 1, (1, 40, 40))
    reporter = RecordingReporter()

    def found(path: Path, training_set: str = "") -> FoundValues:
        with open_imagery(str(path), None) as imagery:
            return FoundValues(str(path), imagery.dtype, sample_values(imagery), training_set)

    reflectance = make_raster(numbers.astype(np.float32), name="my aunt's imagery.tif")
    with refusal("these are other units, so rescale the imagery first, for example with gdal_translate") as said:
        compare_values(found(reflectance), BYTES, reporter)
    compare_values(found(run_proposed(said.text, tmp_path)), BYTES, reporter)
    said.followed()

    known = found(make_raster((numbers * 255).astype(np.uint8), name="known.tif"))
    with refusal("these are other units. Give all imagery in the same units, for example with gdal_translate") as said:
        compare_scenes([known, found(reflectance)], reporter)
    compare_scenes([known, found(run_proposed(said.text, tmp_path))], reporter)
    said.followed()

    whole = make_raster(numbers.astype(np.float32), name="imagery.tif")
    words = "choose a model that was trained on such numbers; or rescale the imagery that .* and build the set anew"
    with refusal(words) as said:
        compare_values(found(reflectance, "/sets/town"), BYTES, reporter)
    compare_values(found(reflectance, "/sets/town"), KnownValues("reflectance", 0, 1, "float32"), reporter)
    assert whole.name == "imagery.tif", "which the command names"
    compare_values(found(run_proposed(said.text, tmp_path), "/sets/new"), BYTES, reporter)
    said.followed()
