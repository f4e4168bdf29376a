"""What sentences about training sets, trainings and evaluations propose is followed to the letter, and works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from satsyn_core.jobs import job_named, run_job
from satsyn_core.study.request import read_study_request
from tests.support.advice import Advice, move_away, resolved, write_site
from tests.support.networks import TINY
from tests.support.proposals import follow
from tests.support.rasters import RecordingReporter

PAIR = {"imagery": ["@large_photo.tif"], "landcover": ["@large_cover.tif"]}
SMALL_PAIR = {"imagery": ["@photo.tif"], "landcover": ["@cover.tif"]}
USUAL: dict[str, dict[str, Any]] = {
    "build-training-set": {
        **PAIR,
        "synthetic_percent": 0,
        "chip_size": 32,
        "split_block": 1,
        "buffer": 0,
        "output": ">set",
        "engine": "torch",
    },
    "train-evaluate-segmentation": {
        **PAIR,
        **TINY,
        "steps": 1,
        "crop": 32,
        "batch": 2,
        "device": "cpu",
        "precision": "full",
        "output": ">own.safetensors",
    },
    "train-generator": {
        **PAIR,
        "scheme": "urban",
        "iterations": 1,
        "crop": 32,
        "batch": 4,
        "warm_up": 1,
        "output": ">own.safetensors",
    },
    "evaluate-imagery": {
        "real": ["@large_photo.tif"],
        "synthetic": ["@large_other_photo.tif"],
        "landcover": ["@large_cover.tif"],
        "segmentation": "@segmenter.safetensors",
        "patch": 32,
        "count": 10,
        "output": ">scores.json",
    },
}
SET, SEGMENT, GENERATOR, EVALUATE = USUAL
OF_SET = {"imagery": None, "landcover": None, "training_set": "@finished_set"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(tmp_path_factory.mktemp("site"))
    (folder / "filled").mkdir()
    (folder / "filled" / "thesis.txt").write_text("years of work", encoding="utf-8")
    for name, changes in (("finished_set", {}), ("set_without_validation", {"split": "100 0 0"})):
        values = {**USUAL[SET], **changes, "output": f"@{name}"}
        run_job(SET, resolved(values, folder, folder), RecordingReporter())
    return folder


ADVICE = [
    Advice("STYLE is scene: set STYLE to image", SET,
           {"synthetic_percent": 20, "model": "@generator.safetensors", "style_image": "@large_photo.tif"},
           {"style": "image"}),
    Advice("STYLE image needs an image in STYLE_IMAGE", SET,
           {"synthetic_percent": 20, "model": "@generator.safetensors", "style": "image"},
           {"style_image": "@large_photo.tif"}),
    Advice("No scene is as large as a chip .* choose a smaller CHIP_SIZE", SET, {"chip_size": 512}, {"chip_size": 32}),
    Advice("No chip is left .*: choose a smaller BUFFER", SET, {"buffer": 1000}, {"buffer": 0}),
    Advice("holds other files and no training set: choose a new or empty folder", SET, {"output": "@filled"},
           {"output": ">new"}),
    Advice("is a file: name a folder", SET, {"output": "@notes.txt"}, {"output": ">new"}),
    Advice("holds a finished training set: choose another folder", SET, {"output": "@finished_set"},
           {"output": ">new"}),
    Advice("do not overlap: give imagery and land cover of the same area", SET, {"landcover": ["@elsewhere_cover.tif"]},
           {"imagery": ["@large_moved_photo.tif"]}),
    Advice("IMAGERY has 1 raster and LANDCOVER has 2: give one land cover for each image", SET,
           {"landcover": ["@large_cover.tif", "@cover.tif"]}, {"landcover": ["@large_cover.tif"]}),
    Advice("all imagery of a training set has the same bands. Name bands that all have with BANDS", SET,
           {"imagery": ["@large_photo.tif", "@five_bands.tif"], "landcover": ["@large_cover.tif", "@cover.tif"]},
           {"bands": "1 2 3"}),
    Advice("Give either TRAINING_SET, or IMAGERY with LANDCOVER", SEGMENT, {"imagery": None, "landcover": None},
           {"training_set": "@finished_set"}),
    Advice("Only to train, with the validation chips of the set, synthetic IMAGERY may stand beside it", SEGMENT,
           {"training_set": "@finished_set", **SMALL_PAIR, "model": "@segmenter.safetensors", "output": None},
           {"training_set": None}),
    Advice("Give OUTPUT, the model file to write, or MODEL", SEGMENT, {"output": None}, {"output": ">own.safetensors"}),
    Advice("Give OUTPUT, .* or MODEL, a model to evaluate", SEGMENT, {"output": None},
           {"model": "@segmenter.safetensors"}),
    Advice("With MODEL nothing is trained, .*: leave one of them empty", SEGMENT, {"model": "@segmenter.safetensors"},
           {"output": None}),
    Advice("not of chips: leave DIFFERENCE empty", SEGMENT, {**OF_SET, "difference": ">d.tif"}, {"difference": None}),
    Advice("VALIDATION_IMAGERY is given without VALIDATION_LANDCOVER: give both", SEGMENT,
           {"validation_imagery": ["@photo.tif"]}, {"validation_landcover": ["@cover.tif"]}),
    Advice("too few to hold some out .* Give rasters of their own in VALIDATION_IMAGERY", SEGMENT, SMALL_PAIR,
           {"validation_imagery": ["@photo.tif"], "validation_landcover": ["@cover.tif"]}),
    Advice("REAL_CROPS is given, .*: leave REAL_CROPS empty", SEGMENT, {"real_crops": 0.5}, {"real_crops": None}),
    Advice("There is no manifest.json in .*: choose a folder that Build mixed", SEGMENT,
           {**OF_SET, "training_set": "@filled"}, {"training_set": "@finished_set"}),
    Advice("There is no validation data: build the training set with a validation share", SEGMENT,
           {**OF_SET, "training_set": "@set_without_validation"}, {"training_set": "@finished_set"}),
    Advice("is real imagery, and beside TRAINING_SET .* or leave it out", SEGMENT,
           {"training_set": "@finished_set"}, {"imagery": None, "landcover": None}),
    Advice("LOSS_WEIGHTS can't be read .* as in", GENERATOR, {"loss_weights": "colour"},
           {"loss_weights": "perceptual=3, colour=2"}),
    Advice("LOSS_WEIGHTS gives colour twice: leave one of them out", GENERATOR, {"loss_weights": "colour=1, colour=2"},
           {"loss_weights": "colour=1"}),
    Advice("LOSS_WEIGHTS names diversity, .*: leave it out there", GENERATOR,
           {"loss_weights": "diversity=1, colour=1"}, {"loss_weights": "colour=1"}),
    Advice("is smaller than a crop of 64: leave it out, or make CROP smaller", GENERATOR, {**SMALL_PAIR, "crop": 64},
           {"crop": 32}),
    Advice("is a generator of none of the sizes .* or leave it empty", GENERATOR,
           {"initial_model": "@generator.safetensors"}, {"initial_model": None}),
    Advice("Give SYNTHETIC, imagery to measure, or MODEL", EVALUATE, {"synthetic": None},
           {"synthetic": ["@large_other_photo.tif"]}),
    Advice("REAL has 1 raster and LANDCOVER has 2: give one land cover for each image", EVALUATE,
           {"landcover": ["@large_cover.tif", "@cover.tif"]}, {"landcover": ["@large_cover.tif"]}),
    Advice("patches of 64 pixels can be compared, .* or make PATCH smaller", EVALUATE, {"patch": 64}, {"patch": 32}),
]  # fmt: skip


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.id)
def test_what_is_proposed_of_trainings_works(advice: Advice, site: Path, tmp_path: Path) -> None:
    advice.follow(site, tmp_path, USUAL[advice.job])


OF_STUDIES = [
    Advice("VALIDATION_IMAGERY is given and TEST_IMAGERY is not: give both", "mix-study",
           {"validation_imagery": ["@photo.tif"], "validation_landcover": ["@cover.tif"]},
           {"test_imagery": ["@photo.tif"], "test_landcover": ["@cover.tif"]}),
    Advice("give both, or TEST_IMAGERY alone", "mix-study",
           {"validation_imagery": ["@photo.tif"], "validation_landcover": ["@cover.tif"]},
           {"validation_imagery": None, "validation_landcover": None,
            "test_imagery": ["@photo.tif"], "test_landcover": ["@cover.tif"]}),
    Advice("MINUTES limits a run .* leave one of them empty", "mix-study",
           {"minutes": 5, "scheduler": "tcp://127.0.0.1:9"}, {"minutes": None}),
]  # fmt: skip


@pytest.mark.parametrize("advice", OF_STUDIES, ids=lambda advice: advice.id)
def test_what_is_proposed_of_studies_is_read(advice: Advice, site: Path, tmp_path: Path) -> None:
    def read(values: dict[str, Any]) -> None:
        given = {**PAIR, "output": ">study", **values}
        read_study_request(job_named(advice.job).read_parameters(resolved(given, site, tmp_path)))

    follow(advice.sentence, lambda: read({**advice.given}), lambda: read({**advice.given, **advice.instead}))


def test_a_link_to_a_folder_is_replaced_by_the_folder_that_it_leads_to(site: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "set").symlink_to(tmp_path / "there")
    advice = Advice("is a symbolic link: name the folder that it leads to", SET, {}, {"output": ">there"})
    advice.follow(site, tmp_path, USUAL[SET])


def test_what_was_put_into_a_finished_set_is_moved_away(site: Path, tmp_path: Path) -> None:
    run_job(SET, resolved(USUAL[SET], site, tmp_path), RecordingReporter())
    (tmp_path / "set" / "notes.txt").write_text("mine", encoding="utf-8")

    def move(folder: Path) -> None:
        (folder / "set" / "notes.txt").replace(folder / "notes.txt")

    advice = Advice(r"did not write: notes\.txt\. Move that away", SET, {"existing": "overwrite"}, act=move)
    advice.follow(site, tmp_path, USUAL[SET])
    damaged = tmp_path / "set" / "manifest.json"
    damaged.write_text(damaged.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    advice = Advice("manifest.json is damaged .*, .* or move this one away", SET, {"existing": "overwrite"},
                    act=move_away("set"))  # fmt: skip
    advice.follow(site, tmp_path, USUAL[SET])
