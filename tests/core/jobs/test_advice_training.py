"""What sentences about training sets, trainings and evaluations propose is followed to the letter, and works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rasterio
from affine import Affine

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.jobs import job_named, run_job
from satsyn_core.study.request import read_study_request
from tests.support.advice import LEFT, SIDE, TOP, TRAINS, Advice, Until, resolved, write, write_site
from tests.support.networks import TINY
from tests.support.proposals import Said, follow
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
    for name, changes in (("finished_set", {}), ("set_without_validation", {"split": "100 0 0"})):
        values = {**USUAL[SET], **changes, "output": f"@{name}"}
        run_job(SET, resolved(values, folder, folder), RecordingReporter())
    return folder


ADVICE = [
    Advice("No scene is as large as a chip .* choose a smaller CHIP_SIZE", SET, {"chip_size": 512}, {"chip_size": 32}),
    Advice("No chip is left .*: choose a smaller BUFFER", SET, {"buffer": 1000}, {"buffer": 0}),
    Advice("holds a finished training set: choose another folder", SET, {"output": "@finished_set"},
           {"output": ">new"}),
    Advice("do not overlap: give imagery and land cover of the same area", SET, {"landcover": ["@elsewhere_cover.tif"]},
           {"imagery": ["@large_moved_photo.tif"]}),
    Advice("all imagery of a training set has the same bands. Name bands that all have with BANDS", SET,
           {"imagery": ["@large_photo.tif", "@five_bands.tif"], "landcover": ["@large_cover.tif", "@cover.tif"]},
           {"bands": "1 2 3"}),
    Advice("Give either TRAINING_SET, or IMAGERY with LANDCOVER", SEGMENT, {"imagery": None, "landcover": None},
           {"training_set": "@finished_set"}),
    Advice("Only to train, synthetic IMAGERY may stand beside it", SEGMENT,
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
    Advice("or build the training set with a share for validation in SPLIT and with HELD_OUT real", SEGMENT,
           {**OF_SET, "training_set": "@set_without_validation"}, {"training_set": "@finished_set"}),
    Advice("There is no validation data: give VALIDATION_IMAGERY with VALIDATION_LANDCOVER", SEGMENT,
           {**OF_SET, "training_set": "@set_without_validation"},
           {"validation_imagery": ["@photo.tif"], "validation_landcover": ["@cover.tif"]}),
    Advice("is real imagery, and beside TRAINING_SET .* or leave it out", SEGMENT,
           {"training_set": "@finished_set"}, {"imagery": None, "landcover": None}),
    Advice("Give SYNTHETIC, imagery to measure, or MODEL", EVALUATE, {"synthetic": None},
           {"synthetic": ["@large_other_photo.tif"]}),
    Advice("REAL has 1 raster, SYNTHETIC 1 raster, and LANDCOVER 3: give 2 land covers", EVALUATE,
           {"landcover": ["@large_cover.tif", "@cover.tif", "@cover.tif"]}, {"landcover": ["@large_cover.tif"]}),
    Advice("patches of 64 pixels can be compared, .* or make PATCH smaller", EVALUATE, {"patch": 64}, {"patch": 32}),
    Advice(r"patches of 32 pixels can be compared, .*: give more imagery\.", EVALUATE,
           {"real": ["@photo.tif"], "synthetic": ["@photo.tif"], "landcover": ["@cover.tif"]},
           {"real": ["@large_photo.tif"], "synthetic": ["@large_other_photo.tif"], "landcover": ["@large_cover.tif"]}),
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


@pytest.mark.parametrize(("kind", "advised"), [("test", "test"), ("validation", "validate")])
def test_training_imagery_on_the_ground_of_other_imagery_is_left_out_cut_or_apart(
    kind: str, advised: str, site: Path, tmp_path: Path
) -> None:
    """The other imagery is a corner of the first of two training images."""

    def warnings(**values: Any) -> str:
        reporter = Until(TRAINS)
        with pytest.raises(JobCancelledError):
            run_job(SEGMENT, resolved({**USUAL[SEGMENT], **values}, site, tmp_path), reporter)
        return "\n".join(reporter.warnings)

    both = {"imagery": ["@large_photo.tif", "@large_moved_photo.tif"],
            "landcover": ["@large_cover.tif", "@elsewhere_cover.tif"]}  # fmt: skip
    held_out = {f"{kind}_imagery": ["@photo.tif"], f"{kind}_landcover": ["@cover.tif"]}
    said = Said(
        rf"Training imagery \(large_photo\) shows ground of the {kind} imagery \(photo\).* Leave that training imagery "
        f"out, cut that ground off it, or {advised} on imagery of another place",
        warnings(**both, **held_out),
    )
    said.require()

    with rasterio.open(site / "large_photo.tif") as file:
        image = file.read()
    below = Affine(1, 0, LEFT, 0, -1, TOP - SIDE)
    write(tmp_path / "cut.tif", image[:, SIDE:], tags={}, transform=below)
    image[:, :SIDE, :SIDE] = 0
    write(tmp_path / "hole.tif", image, tags={}, nodata=0)
    with rasterio.open(site / "photo.tif") as photo, rasterio.open(site / "cover.tif") as cover:
        write(tmp_path / "far.tif", photo.read(), tags={}, left=LEFT - 10_000)
        write(tmp_path / "far_cover.tif", cover.read(), left=LEFT - 10_000)
    left_out = {"imagery": both["imagery"][1:], "landcover": both["landcover"][1:]}
    apart = {f"{kind}_imagery": [">far.tif"], f"{kind}_landcover": [">far_cover.tif"]}
    assert not warnings(**left_out, **held_out)
    assert not warnings(**both, **apart)
    for name in (">cut.tif", ">hole.tif"):
        assert not warnings(**{**both, "imagery": [name, both["imagery"][1]]}, **held_out)
    said.followed()
