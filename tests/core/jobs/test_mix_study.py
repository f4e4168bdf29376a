"""A study from scenes to its report: what it compares, what it keeps, and how it goes on."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from distributed import LocalCluster

from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.jobs import job_named, run_job
from satsyn_core.raster.window import Window
from tests.support.paths import REPOSITORY
from tests.support.proposals import refusal
from tests.support.rasters import RecordingReporter

SETTINGS = """
format: 1
name: tiny
network: {architecture: FPN, encoder: tu-test_resnet, crop: 32, batch: 2, steps: 2, validations: 1}
chips: {size: 60, buffer: 4, train: 8, validation: 2, test: 8}
"""

Study = Callable[..., dict[str, object]]


@pytest.fixture
def values(
    training_scenes: dict[str, list[str]], tiny_model: Path, tmp_path: Path
) -> Callable[[str], dict[str, object]]:
    """Return the parameters of a study with these treatments, one a line."""

    def make(treatments: str) -> dict[str, object]:
        path = tmp_path / "study.yaml"
        lines = "".join(f"\n  - {line.strip()}" for line in treatments.strip().splitlines())
        path.write_text(f"{SETTINGS}treatments:{lines}\n", encoding="utf-8")
        small = {"seeds": 2, "engine": "torch", "device": "cpu", "precision": "full"}
        files = {"model": str(tiny_model), "study_file": str(path), "output": str(tmp_path / "study")}
        return {**training_scenes, **files, **small}

    return make


def _results(folder: Path) -> dict[str, float]:
    """Return when each finished training was written."""
    return {path.name: path.stat().st_mtime_ns for path in (folder / "cells").glob("[!.]*.json")}


def _sets(folder: Path) -> list[dict[str, object]]:
    paths = (folder / "sets").glob("*/manifest.json")
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def test_a_study_compares_mixtures_with_real_chips_alone(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    outputs = run_job("mix-study", values("{mix: [add, synthetic], percent: 100}"), reporter)

    folder = tmp_path / "study"
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert (outputs["TRAININGS"], outputs["TRAININGS_LEFT"]) == (6, 0)
    assert [one["label"] for one in results["scores"]] == ["real only", "add 100 %", "synthetic only 100 %"]
    assert [one["chips"] for one in results["scores"]] == [
        {"real": 8, "synthetic": 0},
        {"real": 8, "synthetic": 8},
        {"real": 0, "synthetic": 8},
    ]
    best = max(results["comparisons"], key=lambda one: one["difference"]["mean"])
    assert outputs["DIFFERENCE"] == pytest.approx(best["difference"]["mean"])
    assert outputs["DIFFERENCE_LOW"] <= outputs["DIFFERENCE"] <= outputs["DIFFERENCE_HIGH"]
    is_better = best["difference"]["mean"] > 0
    assert outputs["BEST_MIX"] == (best["treatment"] if is_better else "real only")
    assert outputs["BEST_PERCENT"] == (100 if is_better else 0)
    assert outputs["BEST_MEAN_IOU"] >= outputs["REAL_MEAN_IOU"]
    assert results["facts"]["chips"] == {"train": 8, "validation": 2, "test": 8}
    assert [(one["share"], one["chips"]) for one in results["class_shares"]] == [(100, 8)]
    assert sum(results["class_shares"][0]["pixels"]) == pytest.approx(1)
    with Path(str(outputs["CELLS"])).open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 6
    page = Path(str(outputs["REPORT"])).read_text(encoding="utf-8")
    assert str(outputs["RECOMMENDATION"]).split(", ")[0] in page
    assert "<script" not in page
    assert "http" not in page.split("</style>")[1].replace("http://www.w3.org", "")
    assert "6 trainings, of which 0 are finished" in reporter.text
    assert not list((folder / "work").iterdir())


def test_test_chips_are_real_and_far_from_training_chips(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    run_job("mix-study", {**values("{mix: add, percent: 100}"), "seeds": 1}, reporter)

    real, synthetic = sorted(_sets(tmp_path / "study"), key=lambda one: one["counts"]["train"]["synthetic"])
    assert real["counts"]["test"]["real"] == 8
    assert synthetic["real_pixels"] == "none"
    training = {(chip["scene"], *chip["window"][:2]) for chip in real["chips"] if chip["split"] == "train"}
    assert {(chip["scene"], *chip["window"][:2]) for chip in synthetic["chips"]} == training
    for chip in real["chips"]:
        if chip["split"] != "train":
            col, row = chip["window"][:2]
            near = {(scene, x, y) for scene, x, y in training if scene == chip["scene"] and abs(x - col) < 68}
            assert not any(abs(y - row) < 68 for _, _, y in near)


def test_a_second_run_with_copies_repeats_nothing_and_adds_what_is_new(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    run_job("mix-study", {**values("{mix: replace, percent: 50}"), "seeds": 1}, RecordingReporter())
    first = _results(tmp_path / "study")
    given = values("{mix: replace, percent: [50, 25]}")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copies = {name: [shutil.copy(path, elsewhere) for path in given[name]] for name in ("imagery", "landcover")}

    outputs = run_job("mix-study", {**given, **copies, "seeds": 1}, reporter)

    assert len(first) == 2
    assert outputs["TRAININGS"] == 3
    assert first.items() <= _results(tmp_path / "study").items()
    assert "3 trainings, of which 2 are finished. The rest takes about" in reporter.text


def test_filters_and_hard_masks_come_from_the_network_of_the_same_real_chips(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    treatments = "{mix: add, percent: 100, share: 50, filtered: true, hard: true}"
    outputs = run_job("mix-study", {**values(treatments), "seeds": 1}, reporter)

    assert outputs["TRAININGS"] == 2
    (model,) = (tmp_path / "study/models").iterdir()
    filters = [one["filter"]["name"] for one in _sets(tmp_path / "study") if one["filter"]]
    assert set(filters) == {model.stem}


@pytest.mark.parametrize("kind", ["style: encoded", "landcover: warped"])
def test_other_kinds_of_synthetic_chips_are_compared(
    kind: str, values: Callable[[str], dict[str, object]], reporter: RecordingReporter
) -> None:
    outputs = run_job("mix-study", {**values(f"{{mix: add, percent: 100, {kind}}}"), "seeds": 1}, reporter)

    assert outputs["TRAININGS_LEFT"] == 0


def test_styles_are_measured_beside_the_networks_that_are_trained_on_them(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = values("{mix: synthetic, percent: 100, style: [random, encoded]}")
    path = Path(str(given["study_file"]))
    path.write_text(path.read_text(encoding="utf-8").replace("train: 8", "train: 20"), encoding="utf-8")

    run_job("mix-study", {**given, "seeds": 1}, reporter)

    results = json.loads((tmp_path / "study/results.json").read_text(encoding="utf-8"))
    assert [one["style"] for one in results["imagery"]] == ["random", "encoded"]
    for one in results["imagery"]:
        assert one["frechet"] >= 0
        assert 0 <= one["coverage"] <= 1
        assert 0 <= one["faithfulness"] <= 1


def test_a_run_stops_before_its_minutes_are_over_with_the_most_telling_trainings_done(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = values("{mix: add, percent: [100, 200], share: [25, 100]}")
    outputs = run_job("mix-study", {**given, "minutes": 0.1, "steps": 100}, reporter)

    assert 1 <= outputs["TRAININGS"] < 12
    assert outputs["TRAININGS"] + outputs["TRAININGS_LEFT"] == 12
    assert "left for another run" in reporter.text
    first = next(path for path in (tmp_path / "study/cells").iterdir())
    assert json.loads(first.read_text(encoding="utf-8"))["treatment"]["share"] == 25
    declared = next(one for one in job_named("mix-study").declared if one.name == "minutes")
    assert "No training but the first begins that would not end in time" in declared.help


def test_shards_share_the_trainings(values: Callable[[str], dict[str, object]], reporter: RecordingReporter) -> None:
    given = values("{mix: replace, percent: 50}")

    first = run_job("mix-study", {**given, "shard": "1/2"}, reporter)
    second = run_job("mix-study", {**given, "shard": "2/2"}, reporter)

    assert (first["TRAININGS"], second["TRAININGS"]) == (2, 4)


def test_a_killed_study_goes_on_without_repeating_a_training(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = values("{mix: add, percent: 100}")
    options = [
        text
        for name, value in given.items()
        for text in (f"--{name.replace('_', '-')}", *(value if isinstance(value, list) else [str(value)]))
    ]
    folder = tmp_path / "study"
    child = subprocess.Popen([sys.executable, "-m", "satsyn_core", "mix-study", *options], cwd=REPOSITORY)
    while child.poll() is None and len(_results(folder)) < 1:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    before = _results(folder)

    outputs = run_job("mix-study", given, reporter)

    assert 1 <= len(before) < 4
    assert outputs["TRAININGS"] == 4
    assert before.items() <= _results(folder).items()
    assert f"4 trainings, of which {len(before)} {'is' if len(before) == 1 else 'are'} finished" in reporter.text


def test_a_cancelled_study_keeps_what_is_finished(values: Callable[[str], dict[str, object]], tmp_path: Path) -> None:
    class Cancelled(RecordingReporter):
        def check_cancelled(self) -> None:
            if len(_results(tmp_path / "study")) >= 2:
                raise JobCancelledError

    given = values("{mix: add, percent: 100}")
    with refusal("^The job was cancelled. What is done stays in .*study: run the study again to go on with it") as said:
        run_job("mix-study", given, Cancelled())

    assert len(_results(tmp_path / "study")) == 2
    assert not (tmp_path / "study/report.html").exists()
    reporter = RecordingReporter()
    run_job("mix-study", given, reporter)
    assert "4 trainings, of which 2 are finished" in reporter.text
    said.followed()


@pytest.mark.parametrize(
    ("treatment", "changes", "words"),
    [
        ("{mix: real, bands: [1, 9]}", {}, "the bands 1 9, and the imagery of the study has 3 bands"),
        ("{mix: real}", {"minutes": 5, "scheduler": "tcp://127.0.0.1:1"}, "leave one of them empty"),
    ],
)
def test_what_no_training_could_do_is_refused_before_the_first(
    treatment: str,
    changes: dict[str, object],
    words: str,
    values: Callable[[str], dict[str, object]],
    reporter: RecordingReporter,
) -> None:
    with pytest.raises(InputError, match=words):
        run_job("mix-study", {**values(treatment), **changes}, reporter)


@pytest.mark.parametrize(
    ("network", "words"),
    [
        ("architecture: PAN, encoder: resnet18, crop: 64", "CROP 64 is too small .* stand in the network of a study"),
        (
            "architecture: DPT, encoder: tu-vit_tiny_patch16_224, crop: 224",
            "A chip of 60 pixels is evaluated in windows of 64 pixels",
        ),
    ],
)
def test_a_network_that_cannot_be_trained_or_scored_so_is_refused_before_rasters_are_read(
    network: str, words: str, values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = values("{mix: real}")
    path = Path(str(given["study_file"]))
    settings = path.read_text(encoding="utf-8")
    path.write_text(settings.replace("architecture: FPN, encoder: tu-test_resnet, crop: 32", network), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        run_job("mix-study", {**given, "output": str(tmp_path / "study")}, reporter)
    assert not (tmp_path / "study").exists()
    assert not reporter.logs


def test_a_folder_with_other_files_is_refused(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study/thesis.txt").write_text("years of work", encoding="utf-8")

    with pytest.raises(InputError, match="holds other files and no study"):
        run_job("mix-study", values("{mix: add, percent: 100}"), reporter)


def test_a_generator_that_knows_the_test_ground_is_refused(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = values("{mix: add, percent: 100}")
    given["model"] = _trained_on(given, tmp_path)

    with pytest.raises(InputError, match="was trained on the ground of"):
        run_job("mix-study", given, reporter)
    assert not (tmp_path / "study").exists()


def test_trainings_are_repeated_if_another_model_leaves_out_test_chips(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = {**values("{mix: real}"), "seeds": 1}
    run_job("mix-study", given, RecordingReporter())
    first = _results(tmp_path / "study")
    chip = next(chip for chip in _sets(tmp_path / "study")[0]["chips"] if chip["split"] == "test")

    given["model"] = _trained_on(given, tmp_path, Window(*chip["window"]))
    run_job("mix-study", given, reporter)

    assert "are left out, because the generator was trained there" in reporter.text
    assert len(_results(tmp_path / "study")) == len(first) + 1


def _trained_on(given: dict[str, object], folder: Path, part: Window | None = None) -> str:
    """Return a generator whose card says that it was trained on the imagery, or on a part of each image."""
    import dataclasses

    import rasterio

    from satsyn_core.generator.families import load_generator
    from satsyn_core.raster.grid import Grid
    from satsyn_core.scenes.sources import area_record

    areas = []
    for path in given["imagery"]:  # type: ignore[attr-defined]
        with rasterio.open(path) as dataset:
            grid = Grid.of(dataset)
            areas.append(area_record(grid if part is None else grid.cut(part)))
    generator = load_generator(str(given["model"]))
    known = dataclasses.replace(generator.description, provenance={"training_area": areas})
    path = folder / "knows.safetensors"
    dataclasses.replace(generator, description=known).save(path)
    return str(path)


def test_the_workers_of_a_dask_scheduler_run_the_trainings(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    given = {**values("{mix: add, percent: 100}"), "seeds": 1}
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True) as cluster:
        outputs = run_job("mix-study", {**given, "scheduler": cluster.scheduler_address}, reporter)

    assert outputs["TRAININGS"] == 2
    assert "Finished 2 of 2" in reporter.text


def test_remedies_change_layouts_places_and_which_crops_are_real(
    values: Callable[[str], dict[str, object]], reporter: RecordingReporter, tmp_path: Path
) -> None:
    rules = "real_crops: 50, real_last: 50, real_statistics: true"
    treatments = f"""{{mix: add, percent: 100, share: 50, landcover: [other, recomposed], {rules}}}
        {{mix: synthetic, percent: 50, share: 50, landcover: other}}
        {{mix: real, share: 50, augmentation: strong}}"""

    run_job("mix-study", {**values(treatments), "seeds": 1}, reporter)

    folder = tmp_path / "study"
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert [(one["share"], one["seed"]) for one in results["class_shares"]] == [(50, 0)]
    chips = {one["label"].split(" of the crops")[0]: one["chips"] for one in results["scores"]}
    assert chips == {
        "real only, 50 % of the real data": {"real": 4, "synthetic": 0},
        "real only, 50 % of the real data, strong augmentation": {"real": 4, "synthetic": 0},
        "add 100 %, land cover of other places, 50 %": {"real": 4, "synthetic": 4},
        "add 100 %, recomposed land cover, 50 %": {"real": 4, "synthetic": 4},
        "synthetic only 50 %, land cover of other places, 50 % of the real data": {"real": 0, "synthetic": 2},
    }
    best, other = (results[name] for name in ("comparisons", "further_comparisons"))
    assert [one["treatment"] for one in best] == [one["treatment"] for one in other]
    assert all(one["difference"]["mean"] <= two["difference"]["mean"] for one, two in zip(best, other))
    assert "Against the other trainings on real chips alone" in (folder / "report.html").read_text(encoding="utf-8")
    real = next(one for one in _sets(folder) if one["counts"]["train"]["real"])
    places = {(chip["scene"], *chip["window"][:2]) for chip in real["chips"] if chip["split"] == "train"}
    made = [{(chip["scene"], *chip["window"][:2]) for chip in one["chips"]} for one in _sets(folder) if one is not real]
    four, other_four = (found for found in made if len(found) == 4)
    assert four | other_four == places
    assert len(list((folder / "sets").glob("recomposed-*.tif"))) > 0
