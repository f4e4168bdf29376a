"""What sentences about files propose is followed to the letter: schemes, study files, models, rasters, leftovers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from satsyn_core.jobs import run_job
from tests.core.jobs.test_advice_generation import USUAL as GENERATION
from tests.core.jobs.test_advice_training import USUAL as TRAINING
from tests.support.advice import LEFT, TOP, Advice, move_away, resolved, write, write_site
from tests.support.rasters import RecordingReporter
from tests.support.vector_layers import write_layer

USUAL: dict[str, dict[str, Any]] = {**GENERATION, **TRAINING}
GENERATE, PREDICT, CHANGE, DESCRIBE = GENERATION
SET, SEGMENT, GENERATOR, EVALUATE = TRAINING

WATER, LAND = {"value": 1, "name": "water"}, {"value": 2, "name": "land"}
REST = [{"value": value, "name": name} for value, name in ((3, "road"), (4, "vegetation"), (5, "building"))]
RIGHT = [WATER, LAND, *REST]


def _schemes(**schemes: list[dict[str, Any]]) -> dict[str, str]:
    return {f"{name}.json": json.dumps({"classes": classes}) for name, classes in schemes.items()}


TEXTS = {
    **_schemes(
        right=RIGHT,
        twice=[WATER, {**LAND, "value": 1}, *REST],
        unnamed=[{"value": 1}, LAND, *REST],
        synonyms=[{**WATER, "synonyms": "sea"}, LAND, *REST],
        listed=[{**WATER, "synonyms": ["sea"]}, LAND, *REST],
        concept=[{**WATER, "concept": "watr"}, LAND, *REST],
        corrected=[{**WATER, "concept": "water"}, LAND, *REST],
    ),
    "broken.json": '{"classes": [',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(tmp_path_factory.mktemp("site"))
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    write(folder / "placeless_photo.tif", np.full((3, 160, 152), 90, np.uint8), tags={}, crs=None)
    write(folder / "placed_photo.tif", np.full((3, 160, 152), 90, np.uint8), tags={})
    far = [shapely.box(LEFT + 9000, TOP - 40, LEFT + 9040, TOP)]
    write_layer(folder / "far.gpkg", far, {"use": ["a"]}, kind="Polygon")
    run_job(SET, resolved({**USUAL[SET], "output": "@finished_set"}, folder, folder), RecordingReporter())
    return folder


FILES = [
    Advice("has the value 1 more than once: keep one", DESCRIBE, {"scheme": "@twice.json"}, {"scheme": "@right.json"}),
    Advice('has no "name": write it as {"value": 1, "name": "water"}', DESCRIBE, {"scheme": "@unnamed.json"},
           {"scheme": "@right.json"}),
    Advice('has "synonyms": .*: write a list of names', DESCRIBE, {"scheme": "@synonyms.json"},
           {"scheme": "@listed.json"}),
    Advice('does not know: write "water" if that is meant', DESCRIBE, {"scheme": "@concept.json"},
           {"scheme": "@corrected.json"}),
    Advice("or leave the concept out", DESCRIBE, {"scheme": "@concept.json"}, {"scheme": "@right.json"}),
    Advice("is not a JSON file .*: correct it", DESCRIBE, {"scheme": "@broken.json"}, {"scheme": "@right.json"}),
    Advice("is a generator model, and a segmentation model is needed", PREDICT, {"model": "@generator.safetensors"},
           {"model": "@segmenter.safetensors"}),
    Advice("Every pixel .* is taken as nodata by .*: give classes with CLASSES", GENERATE,
           {"classes": "1=nodata 2=nodata 3=nodata 4=nodata 5=nodata"},
           {"classes": "1=water 2=land 3=road 4=vegetation 5=building"}),
    Advice("CLASSES leaves open the class of 1. Put one of water, .*, or nodata, in the place", GENERATE,
           {"classes": "1=? 2=land 3=road 4=vegetation 5=building"},
           {"classes": "1=water 2=land 3=road 4=vegetation 5=building"}),
    Advice("covers no pixel of the imagery, .*: choose a mask on it", GENERATE,
           {"mask": "@far.gpkg", "base_image": "@photo.tif"}, {"mask": "@built.gpkg|layername=sheds"}),
    Advice("SHARD and SCHEDULER are two ways .*: give one of them", GENERATE,
           {"shard": "1/1", "scheduler": "tcp://127.0.0.1:9"}, {"scheduler": None}),
    Advice("with MODEL, TEST_IMAGERY with TEST_LANDCOVER will do", SEGMENT,
           {"imagery": None, "landcover": None, "output": None, "model": "@segmenter.safetensors"},
           {"test_imagery": ["@photo.tif"], "test_landcover": ["@cover.tif"]}),
    Advice("give both a coordinate system, or the same grid", SET, {"imagery": ["@placeless_photo.tif"]},
           {"imagery": ["@placed_photo.tif"]}),
]  # fmt: skip


@pytest.mark.parametrize("advice", FILES, ids=lambda advice: advice.id)
def test_what_is_proposed_of_files_works(advice: Advice, site: Path, tmp_path: Path) -> None:
    advice.follow(site, tmp_path, USUAL[advice.job])


def _fill(name: str) -> Any:
    def fill(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"no checkpoint")

    return fill


LEFTOVERS = [
    (_fill("own.training/checkpoint.safetensors"),
     Advice("The training can't go on from .* move the folder .*own.training away", GENERATOR, {},
            act=move_away("own.training"))),
    (_fill("own.training/checkpoint.safetensors"),
     Advice("The training can't go on from .* move the folder .*own.training away", SEGMENT, {},
            act=move_away("own.training"))),
    (_fill("made.tif.generating"),
     Advice("is in the way of a work folder: move it", GENERATE, {}, act=move_away("made.tif.generating"))),
    (_fill("made.tif.generating"),
     Advice("is in the way of a work folder: .* or rename the output", GENERATE, {}, {"output": ">other.tif"})),
    (_fill("set.partial/notes.txt"),
     Advice("is in the way and is no unfinished training set: move it away", SET, {}, act=move_away("set.partial"))),
]  # fmt: skip


@pytest.mark.parametrize(("leave", "advice"), LEFTOVERS, ids=lambda value: getattr(value, "id", ""))
def test_what_is_proposed_of_leftovers_works(leave: Any, advice: Advice, site: Path, tmp_path: Path) -> None:
    leave(tmp_path)
    advice.follow(site, tmp_path, USUAL[advice.job])


def test_a_link_in_a_work_folder_is_removed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "own.training").mkdir()
    link = tmp_path / "own.training" / "losses.jsonl"
    link.symlink_to(tmp_path / "elsewhere")
    advice = Advice("is a symbolic link, and a work folder holds none: remove it", GENERATOR, {},
                    act=lambda _: link.unlink())  # fmt: skip
    advice.follow(site, tmp_path, USUAL[GENERATOR])
