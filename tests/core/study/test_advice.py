"""What sentences about studies propose is followed to the letter, and the study is then read or its ground opened."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.generator.families import load_generator
from satsyn_core.jobs import job_named
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.reading import open_raster
from satsyn_core.scenes.sources import area_record
from satsyn_core.study.findings import StudyComparison
from satsyn_core.study.ground import StudyGround, open_ground
from satsyn_core.study.recommendation import recommend
from satsyn_core.study.request import read_study_request
from satsyn_core.study.sets import StudySets
from satsyn_core.study.statistics import ScoreEstimate
from satsyn_core.study.store import StudyStore
from satsyn_core.study.study_file import read_study
from satsyn_core.study.treatment import Treatment
from satsyn_core.trainingset.plan.mixture import mixture
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import RecordingReporter
from tests.support.tiny_model import tiny_generator
from tests.support.training_sets import write_scenes

HEAD = "format: 1\nchips: {size: 60, buffer: 4, train: 8, validation: 2, test: 8}\n"
ENTRIES = [
    ("{mix: replace, percent: 100}", "leaves no real chip: write mix synthetic, or", "{mix: synthetic, percent: 100}"),
    ("{mix: replace, percent: 100}", "leaves no real chip: .* or a percent below 100", "{mix: replace, percent: 99}"),
    ("{percent: 50}", "which has no synthetic chips: give it mix add, replace or", "{mix: add, percent: 50}"),
    ("{percent: 50}", "which has no synthetic chips: .* or leave percent out", "{mix: real}"),
    ("{mix: real, share: []}", "share is an empty list: give at least one value", "{mix: real, share: [10]}"),
    ("{mix: real, share: []}", "share is an empty list: .* or leave share out", "{mix: real}"),
    ("{mix: real, share: 99999999999999999999999}", "is that large: correct it", "{mix: real, share: 99}"),
    ("{mix: synthetic, percent: 50, real_last: 20}", "real_last goes with mix add or replace",
     "{mix: add, percent: 50, real_last: 20}"),
    ("{mix: add, percent: 50, real_statistics: true}", "give the share of the crops that show real chips",
     "{mix: add, percent: 50, real_statistics: true, real_crops: 50}"),
    ("{mix: add, percent: 50, filtered: true, bands: [1]}", "filtered and hard need all bands .* leave bands out",
     "{mix: add, percent: 50, filtered: true}"),
    ("{mix: add, percent: 50, landcover: other}", "asks for more places than the share leaves: choose a smaller share",
     "{mix: add, percent: 50, landcover: other, share: 60}"),
]  # fmt: skip


def _read(folder: Path, entry: str, head: str = HEAD) -> object:
    file = folder / "study.yaml"
    file.write_text(f"{head}treatments:\n  - {entry}\n", encoding="utf-8")
    return read_study(file)


@pytest.mark.parametrize(("wrong", "words", "right"), ENTRIES)
def test_entries_of_study_files_are_corrected(wrong: str, words: str, right: str, tmp_path: Path) -> None:
    follow(words, lambda: _read(tmp_path, wrong), lambda: _read(tmp_path, right))


@pytest.mark.parametrize("share", [10, 30, 60, 70])
def test_a_percent_of_places_outside_the_share_is_the_one_that_is_named(share: int, tmp_path: Path) -> None:
    entry = f"{{mix: add, landcover: other, share: {share}, percent: "
    with refusal("choose a smaller share, or a percent of at most") as said:
        _read(tmp_path, f"{entry}950}}")
    _read(tmp_path, f"{entry}{said.part('at most ([0-9.]+)[.]')}}}")
    said.followed()


def test_other_parts_of_study_files_are_corrected(tmp_path: Path) -> None:
    (tmp_path / "other.safetensors").touch()
    mix = "{mix: add, percent: 50, generator: other}"
    named = f"{HEAD}generators: {{other: other.safetensors}}\n"
    follow("generator other is not among .*: add it there", lambda: _read(tmp_path, mix),
           lambda: _read(tmp_path, mix, named))  # fmt: skip
    taken = named.replace("other:", "model:")
    follow("which is that of MODEL: choose another name", lambda: _read(tmp_path, "{mix: real}", taken),
           lambda: _read(tmp_path, "{mix: real}", named))  # fmt: skip
    follow("cannot be read as YAML .*: correct it", lambda: _read(tmp_path, "{mix: real"),
           lambda: _read(tmp_path, "{mix: real}"))  # fmt: skip
    follow("There is no study file .*: give the path of a YAML file in STUDY_FILE",
           lambda: read_study(tmp_path / "no.yaml"), lambda: read_study(tmp_path / "study.yaml"))  # fmt: skip
    follow("write format: 1 into it", lambda: _read(tmp_path, "{mix: real}", "name: mine\n"),
           lambda: _read(tmp_path, "{mix: real}", "name: mine\nformat: 1\n"))  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words", "right"),
    [
        ("=", "a lone = and the tag !!value have no meaning here: put the text in quotes", '"="'),
        ('!!value "mine"', "a lone = and the tag !!value have .*, without a tag", '"mine"'),
        ("2026-02-30", "'2026-02-30' has no value: put it in quotes", '"2026-02-30"'),
        ("!!int mine", "'mine' has no value: put it in quotes, without a tag such as !!int, if it is a text", '"mine"'),
    ],
)
def test_texts_of_study_files_are_put_in_quotes(wrong: str, words: str, right: str, tmp_path: Path) -> None:
    follow(words, lambda: _read(tmp_path, "{mix: real}", f"{HEAD}name: {wrong}\n"),
           lambda: _read(tmp_path, "{mix: real}", f"{HEAD}name: {right}\n"))  # fmt: skip


@pytest.mark.parametrize("enough", [4, 0])
def test_a_study_has_chips_to_score_on(enough: int, tmp_path: Path) -> None:
    def read(chips: int) -> object:
        return _read(tmp_path, "{mix: real}", HEAD.replace("test: 8", f"test: {chips}"))

    follow("at least 4 chips to score on: write 4 or more, or 0 for all", lambda: read(3), lambda: read(enough))


def test_a_study_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    follow("holds other files and no study: choose a new or empty folder", StudyStore(tmp_path / "mine").require_usable,
           StudyStore(tmp_path / "new").require_usable)  # fmt: skip
    follow("does not exist: create it or choose another output", StudyStore(tmp_path / "a" / "b").require_usable,
           act=(tmp_path / "a").mkdir)  # fmt: skip


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return write_scenes(tmp_path_factory.mktemp("scenes"))


OpenGround = Callable[..., str]


@pytest.fixture
def ground(scenes: dict[str, list[str]], tmp_path: Path) -> OpenGround:
    """Opens the ground of a study and returns what was said."""
    tiny_generator().save(tmp_path / "tiny.safetensors")

    def run(
        treatments: str = "[{mix: real}]", head: str = HEAD, use: Callable[[StudyGround], object] = id, **values: Any
    ) -> str:
        file, reporter = tmp_path / "study.yaml", RecordingReporter()
        file.write_text(f"{head}treatments: {treatments}\n", encoding="utf-8")
        files = {"model": str(tmp_path / "tiny.safetensors"), "study_file": str(file), "output": str(tmp_path / "s")}
        given = {**scenes, **files, "engine": "torch", **values}
        with open_ground(read_study_request(job_named("mix-study").read_parameters(given)), reporter) as opened:
            use(opened)
            return reporter.text

    return run


def test_bands_of_the_imagery_are_named(ground: OpenGround) -> None:
    with refusal("name some of 1 to 3 in bands of the study file, each once") as said:
        ground("[{mix: real, bands: [1, 9]}]")
    ground(f"[{{mix: real, bands: [1, {said.part('1 to ([0-9])')}]}}]")
    said.followed()


def _moved(path: str, folder: Path, right: float) -> str:
    """Return a copy of a raster that lies so many metres to the right."""
    copy = shutil.copy(path, folder / f"{right:g}_{Path(path).name}")
    with rasterio.open(copy, "r+") as file:
        file.transform = Affine.translation(right, 0) @ file.transform
    return str(copy)


def test_too_few_chips_become_more(ground: OpenGround, scenes: dict[str, list[str]], tmp_path: Path) -> None:
    others = {
        f"{purpose}_{name}": [_moved(path, tmp_path, right) for path in paths]
        for purpose, right in (("validation", 50_000), ("test", 90_000))
        for name, paths in scenes.items()
    }
    words = "choose a smaller CHIP_SIZE, give more imagery, or give TEST_IMAGERY and VALIDATION_IMAGERY"
    with refusal(words) as few_blocks:
        ground(chip_size=220)
    with refusal(words) as few_chips:
        ground(chip_size=160)
    with refusal("No scene is as large as a chip .*: choose a smaller CHIP_SIZE") as few_pixels:
        ground(chip_size=512)
    ground(chip_size=60)
    ground(chip_size=160, **others)
    for said in (few_blocks, few_chips, few_pixels):
        said.followed()


def test_shares_of_the_same_chips_are_left_out(ground: OpenGround) -> None:
    said = Said("Leave all but one of these shares out of the study", ground("[{mix: real, share: [50, 51, 100]}]"))
    share = said.part("chips, ([0-9]+) %")
    assert "Leave all but one" not in ground(f"[{{mix: real, share: [{share}, 100]}}]")
    said.followed()


def test_an_edited_set_of_a_study_is_deleted_and_built_again(ground: OpenGround, tmp_path: Path) -> None:
    store = StudyStore(tmp_path / "s")
    store.prepare()

    def build() -> None:
        ground(use=lambda opened: StudySets(opened, store).real(RecordingReporter()))

    build()
    mask = next((tmp_path / "s").glob("sets/*/masks/train/*.tif"))
    with rasterio.open(mask, "r+") as file:
        file.write(np.zeros((1, *file.shape), np.uint8))
    words = "changed since it was built: .* A study builds its sets itself: delete the folder .*, and run this again"
    with refusal(words) as said:
        build()
    shutil.rmtree(said.part("delete the folder (.*), and run this again"))
    build()
    with rasterio.open(mask) as file:
        assert file.read().any()
    said.followed()


def _trained_on(paths: list[str], file: Path, right: float = 0.0) -> str:
    """Write a generator that was trained on the ground of rasters, or so many metres to the right of it."""
    areas = []
    for path in paths:
        with open_raster(path) as raster:
            grid = Grid.of(raster)
        areas.append(area_record(replace(grid, transform=grid.transform.translation(right, 0) @ grid.transform)))
    generator = load_generator(file.with_name("tiny.safetensors"))
    known = replace(generator.description, provenance={"training_area": areas})
    replace(generator, description=known).save(file)
    return str(file)


def test_generators_are_those_that_do_not_know_the_test_ground(
    ground: OpenGround, scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    said = Said("make sure that the generator was not trained on the validation and test areas", ground())
    far = _trained_on(scenes["imagery"], tmp_path / "far.safetensors", 50_000)
    assert "make sure" not in ground(model=far), "its file says where it was trained"
    said.followed()
    near = _trained_on(scenes["imagery"], tmp_path / "near.safetensors")
    follow("or a MODEL that was trained without these chips", lambda: ground(model=near), lambda: ground(model=far))


@pytest.mark.parametrize("crs", [None, CRS.from_wkt('LOCAL_CS["site grid",UNIT["metre",1]]')])
def test_a_study_does_not_know_what_a_generator_saw_of_imagery_without_a_place(
    ground: OpenGround, scenes: dict[str, list[str]], tmp_path: Path, crs: CRS | None
) -> None:
    known: list[frozenset[str]] = []
    far = _trained_on(scenes["imagery"], tmp_path / "far.safetensors", 50_000)
    ground(model=far, use=lambda opened: known.append(opened.seen_known))
    unplaced = {name: [shutil.copy(path, tmp_path) for path in paths] for name, paths in scenes.items()}
    for path in (*unplaced["imagery"], *unplaced["landcover"]):
        with rasterio.open(path, "r+") as file:
            file.crs = crs or CRS()
    text = ground(model=far, use=lambda opened: known.append(opened.seen_known), **unplaced)
    assert known == [{"model"}, frozenset()]
    assert "or the imagery does not say where on the earth it is: make sure" in text


def _recommended(treatment: Treatment, mean: float, seeds: int = 3, p: float = 0.01) -> str:
    low, high = (mean - 0.01, mean + 0.01) if seeds > 1 and not math.isnan(p) else (math.nan, math.nan)
    difference = ScoreEstimate(mean, low, high, p, 0.02, (mean,) * seeds, 0.01, 0.01)
    one = StudyComparison(treatment, treatment.control, tuple(range(seeds)), 0.5 + mean, 0.5, difference, p)
    return recommend([one], 0)[0]


@pytest.mark.parametrize(
    ("mix", "words"),
    [
        ("add", r"add synthetic chips at ([0-9]+) % of their number"),
        ("replace", r"replace ([0-9]+) % of them by synthetic chips"),
        ("synthetic", r"train on synthetic chips alone, at ([0-9]+) % of their number"),
    ],
)
def test_recommended_mixtures_are_those_of_the_words(mix: str, words: str, tmp_path: Path) -> None:
    said = Said(words, _recommended(Treatment(mix, 50, generator="model"), 0.1))
    percent = float(said.part(words))
    drawn = mixture(40, percent, "add" if mix == "add" else "replace", 0)
    assert (drawn.copies.sum(), drawn.real.sum()) == (20, 40 if mix == "add" else 20)
    assert _read(tmp_path, f"{{mix: {mix}, percent: {percent:g}}}")
    said.followed()


def test_what_a_single_seed_and_mixtures_that_do_not_help_advise(tmp_path: Path) -> None:
    mixed = Treatment("add", 100, generator="model")
    single = Said(r"run at least 3 \(SEEDS\). Until then, use real chips alone", _recommended(mixed, -0.1, 1, math.nan))
    assert "SEEDS" not in _recommended(mixed, -0.1, int(single.part(r"at least ([0-9]+) \(SEEDS")))
    assert _read(tmp_path, "{mix: real}"), "which is what real chips alone are called"
    single.followed()
    for said in (
        Said("use no synthetic chips", _recommended(mixed, -0.1)),
        Said("Use real chips alone", _recommended(mixed, -0.001, p=math.nan)),
        Said("no mixture is better than real chips alone: use these", _recommended(mixed, -0.001, p=0.6)),
    ):
        assert mixture(40, 0, "add", 0).copies.sum() == 0
        said.followed()
