"""What trainings, evaluations and training sets say of their inputs is followed to the letter by whole jobs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.declarations import job_named
from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.jobs import run_job
from satsyn_core.jobs.train_evaluate_segmentation import _check_scheme
from satsyn_core.jobs.train_generator import _instance_classes
from tests.core.jobs.test_advice_training import OF_SET, USUAL
from tests.support.advice import COMPARES, LARGE, TRAINS, Advice, Until, resolved, write, write_site
from tests.support.proposals import Said, follow
from tests.support.rasters import RecordingReporter
from tests.support.tiny_segmenter import tiny_segmenter

SET, SEGMENT, GENERATOR, EVALUATE = USUAL
NAMES = ("", "water", "land", "road", "vegetation", "building")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(tmp_path_factory.mktemp("site"))
    for name, changes in (("finished_set", {}), ("set_without_training", {"split": "100 0 0"})):
        values = {**USUAL[SET], **changes, "output": f"@{name}"}
        run_job(SET, resolved(values, folder, folder), RecordingReporter())
    emptied = folder / "set_without_training"
    for kind in ("images", "masks"):
        (emptied / kind / "train").rename(emptied / kind / "test")
    manifest = emptied / "manifest.json"
    text = manifest.read_text(encoding="utf-8").replace('"split": "train"', '"split": "test"')
    manifest.write_text(text.replace("/train/", "/test/"), encoding="utf-8")
    segmenter = tiny_segmenter()
    classes = replace(segmenter.scheme.classes[0], name="sea"), *segmenter.scheme.classes[1:]
    replace(segmenter, scheme=ClassScheme(classes)).save(folder / "other_classes.safetensors")
    write(folder / "two_bands.tif", np.full((2, LARGE, LARGE), 90, np.uint8), tags={})
    tones = np.random.default_rng(5).integers(40, 200, (5, LARGE, LARGE), np.uint8)
    write(folder / "large_five.tif", tones, tags={})
    write(folder / "empty_photo.tif", np.zeros((3, LARGE, LARGE), np.uint8), tags={}, nodata=0)
    return folder


JOBS = [
    Advice("has no training chips: build it again", SEGMENT, {**OF_SET, "training_set": "@set_without_training"},
           {"training_set": "@finished_set"}),
    Advice("give models of the same classes in the same order", EVALUATE,
           {"model": "@generator.safetensors", "segmentation": "@other_classes.safetensors", "synthetic": None,
            "codes": 1},
           {"segmentation": "@segmenter.safetensors"}, until=COMPARES),
    Advice("imagery is compared in the same bands. Name them in BANDS", EVALUATE,
           {"synthetic": ["@two_bands.tif"], "segmentation": None}, {"bands": "1 2"}, until=COMPARES),
    Advice("and the generator has .*: give imagery with these bands, or name them in BANDS", EVALUATE,
           {"model": "@generator.safetensors", "real": ["@large_five.tif"], "synthetic": None, "segmentation": None,
            "codes": 1}, {"bands": "1 2 3"}, until=COMPARES),
    Advice("none has both imagery and land cover .*: check that they show the same ground, or raise MAX_NODATA", SET,
           {"imagery": ["@empty_photo.tif"]}, {"imagery": ["@large_photo.tif"]}),
]  # fmt: skip


@pytest.mark.parametrize("advice", JOBS, ids=lambda advice: advice.id)
def test_what_is_proposed_of_inputs_works(advice: Advice, site: Path, tmp_path: Path) -> None:
    advice.follow(site, tmp_path, USUAL[advice.job])


def _until(message: str, job: str, values: dict[str, Any], site: Path, folder: Path) -> RecordingReporter:
    """Run a job until it has said a message, and return its reporter."""
    reporter = Until(message)
    with pytest.raises(JobCancelledError):
        run_job(job, resolved({**USUAL[job], **values}, site, folder), reporter)
    return reporter


def test_synthetic_imagery_trains_beside_a_set_of_real_imagery(site: Path, tmp_path: Path) -> None:
    """Imagery of other land cover is generated, as the scarce class of a set asks for; a set of it is warned of."""
    generated = {"landcover": "@large_cover.tif", "model": "@generator.safetensors", "output": ">made.tif"}
    run_job("generate-imagery", resolved({**generated, "engine": "torch"}, site, tmp_path), RecordingReporter())
    beside = {**OF_SET, "imagery": [">made.tif"], "landcover": ["@large_cover.tif"]}

    told = RecordingReporter()
    rare = np.full((LARGE, LARGE), 2, np.uint8)
    rare[:4, :4] = 1
    write(tmp_path / "rare.tif", rare)
    values = {**USUAL[SET], "landcover": [">rare.tif"], "scheme": "urban"}
    run_job(SET, resolved({**values, "output": ">real_set"}, site, tmp_path), told)
    scarce = Said("generate imagery there, and give this imagery to Train/evaluate segmentation beside", told.text)

    told = RecordingReporter()
    values = {**USUAL[SET], "imagery": [">made.tif"], "output": ">synthetic_set"}
    run_job(SET, resolved(values, site, tmp_path), told)
    words = "Build the set of real imagery, and give the synthetic one to Train/evaluate segmentation beside it"
    counted = Said(words, told.text)

    _until(TRAINS, SEGMENT, {**beside, "training_set": "@finished_set"}, site, tmp_path)
    counted.followed()
    _until(TRAINS, SEGMENT, {**beside, "training_set": ">real_set"}, site, tmp_path)
    scarce.followed()


def test_classes_without_imagery_are_made_nodata(site: Path, tmp_path: Path) -> None:
    """The class is where nothing else is, so that there is room for crops; its pixels have no imagery."""
    values = np.kron(np.random.default_rng(5).integers(1, 6, (20, 20), np.uint8), np.ones((8, 8), np.uint8))
    values[values == 3] = 2
    values[:, :60] = 3
    write(tmp_path / "cover.tif", values)
    image = np.where(values == 3, 0, np.stack([values * 20 + 20] * 3)).astype(np.uint8)
    write(tmp_path / "photo.tif", image, tags={}, nodata=0)
    own = "1=water 2=land 3=road 4=vegetation 5=building"
    given = {"imagery": [">photo.tif"], "landcover": [">cover.tif"], "classes": own, "scheme": None}

    def train(changes: dict[str, Any]) -> None:
        _until(TRAINS, GENERATOR, {**given, **changes}, site, tmp_path)

    follow("has no data where the land cover is .*: make its values nodata with CLASSES",
           lambda: train({}), lambda: train({"classes": own.replace("3=road", "3=nodata")}))  # fmt: skip


def test_classes_with_instances_are_named_or_edges_chosen(site: Path) -> None:
    scheme = ClassScheme(tuple(replace(one, building=False) for one in tiny_segmenter().scheme.classes))

    def classes(**given: str) -> object:
        files = {"imagery": ["a.tif"], "landcover": ["b.tif"], "output": "o.safetensors", "shapes": "instances"}
        return _instance_classes(job_named(GENERATOR).read_parameters({**files, **given}), scheme)

    words = "name one or more of .* in INSTANCES, or choose edges"
    follow(words, classes, lambda: classes(instances=scheme.names[0]))
    follow(words, classes, lambda: classes(shapes="edges"))


def test_a_segmentation_gets_a_second_class(site: Path) -> None:
    scheme = tiny_segmenter().scheme
    parameters = job_named(SEGMENT).read_parameters({"landcover": ["a.tif"], "output": "o.safetensors"})
    follow("If everything else is nodata, make it a class of its own: remove the nodata value",
           lambda: _check_scheme(parameters, ClassScheme(scheme.classes[:1])),
           lambda: _check_scheme(parameters, ClassScheme(scheme.classes[:2])))  # fmt: skip
