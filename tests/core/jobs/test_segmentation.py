"""Training, evaluating and predicting as jobs, on rasters that a user could have."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray
from safetensors.numpy import load_file
from sklearn.metrics import confusion_matrix

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.contract.model_metadata import read_metadata
from satsyn_core.jobs import run_job
from satsyn_core.landcover.class_names import class_names
from tests.support.networks import TINY, untrained_model
from tests.support.proposals import Said
from tests.support.rasters import GRIDS, RasterFactory, RecordingReporter

COLOURS = np.array([[0, 0, 0], [20, 60, 180], [200, 180, 120], [90, 90, 90], [40, 130, 50], [180, 60, 50]])


def imagery_of(values: NDArray[np.uint8], seed: int = 0) -> NDArray[np.uint8]:
    """Return imagery (3, h, w) in which each class has its colour, with noise."""
    noise = np.random.default_rng(seed).integers(-15, 16, (3, *values.shape))
    return np.clip(COLOURS[values].transpose(2, 0, 1) + noise, 1, 255).astype(np.uint8)


@pytest.fixture
def rasters(make_raster: RasterFactory, town: NDArray[np.uint8]) -> dict[str, Any]:
    """Imagery and land cover of one town to learn from and of another to be tested on."""
    other = town[::-1, ::-1].copy()
    other[:20, :30] = 0
    classes = "1=water 2=land 3=road 4=vegetation 5=building"
    return {
        "imagery": [str(make_raster(imagery_of(town), name="imagery.tif"))],
        "landcover": [str(make_raster(town, nodata=0, name="landcover.tif"))],
        "test_imagery": [str(make_raster(imagery_of(other, 1), name="test_imagery.tif"))],
        "test_landcover": [str(make_raster(other, nodata=0, name="test_landcover.tif"))],
        "classes": classes,
    }


SHORT = {**TINY, "steps": 4, "crop": 32, "batch": 2, "device": "cpu", "precision": "full", "patience": 0}


class CancelledAfterStep(RecordingReporter):
    """The user stops the training after its second step."""

    def metric(self, name: str, step: int, value: float) -> None:
        if step == 2:
            self._checks_left = 0


def train(output: Path, rasters: dict[str, Any], reporter: RecordingReporter, **values: object) -> dict[str, Any]:
    given = {"output": str(output), **SHORT, **rasters, **values}
    return run_job("train-evaluate-segmentation", given, reporter)


@pytest.fixture
def trained(tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter) -> Path:
    output = tmp_path / "model.safetensors"
    train(output, rasters, reporter)
    return output


def test_scores_are_those_of_the_predicted_raster(
    trained: Path, rasters: dict[str, Any], tmp_path: Path, reporter: RecordingReporter
) -> None:
    metrics, difference = tmp_path / "metrics.json", tmp_path / "difference.tif"
    scored = run_job(
        "train-evaluate-segmentation",
        {
            "imagery": rasters["test_imagery"],
            "landcover": rasters["test_landcover"],
            "model": str(trained),
            "metrics": str(metrics),
            "difference": str(difference),
            "device": "cpu",
            "precision": "full",
        },
        reporter,
    )
    predicted = tmp_path / "predicted.tif"
    run_job(
        "predict-landcover",
        {
            "imagery": rasters["test_imagery"][0],
            "model": str(trained),
            "output": str(predicted),
            "device": "cpu",
            "precision": "full",
        },
        reporter,
    )
    with rasterio.open(predicted) as one, rasterio.open(rasters["test_landcover"][0]) as other:
        found, truth = one.read(1), other.read(1)
    known = truth != 0
    expected = confusion_matrix(truth[known], found[known], labels=range(1, 6))
    measured = json.loads(metrics.read_text())["evaluation"]
    assert measured["confusion_matrix"] == expected.tolist()
    assert scored["OVERALL_ACCURACY"] == pytest.approx(np.mean(truth[known] == found[known]))
    with rasterio.open(difference) as file:
        expected_difference = np.where(known, np.where(truth == found, 1, 2), 0)
        np.testing.assert_array_equal(file.read(1), expected_difference)
        assert (file.crs, file.transform) == GRIDS["projected"]


def test_a_given_model_is_scored_on_the_test_imagery_whatever_else_is_given(
    trained: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    def scored(*names: str) -> object:
        values = {"model": str(trained), "device": "cpu", **{name: rasters[name] for name in names}}
        return run_job("train-evaluate-segmentation", values, reporter)["MEAN_IOU"]

    on_test = scored("test_imagery", "test_landcover")
    assert scored("imagery", "landcover", "test_imagery", "test_landcover") == on_test
    assert scored("imagery", "landcover") != on_test


def test_a_resumed_training_gives_the_weights_of_an_uninterrupted_one(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    whole, parted = tmp_path / "whole.safetensors", tmp_path / "parted.safetensors"
    train(whole, rasters, reporter)
    with pytest.raises(JobCancelledError):
        train(parted, rasters, CancelledAfterStep())
    assert not parted.exists()
    assert (tmp_path / "parted.training" / "checkpoint.safetensors").is_file()
    train(parted, rasters, reporter)
    assert "The training goes on after step" in reporter.text
    first, second = load_file(whole), load_file(parted)
    assert first.keys() == second.keys()
    for name, values in first.items():
        np.testing.assert_array_equal(values, second[name], err_msg=name)
    assert not (tmp_path / "parted.training").exists()


def test_a_finished_training_outlives_an_evaluation_that_fails(
    tmp_path: Path, rasters: dict[str, Any], make_raster: RasterFactory, town: NDArray[np.uint8]
) -> None:
    output, reporter, again = tmp_path / "model.safetensors", RecordingReporter(), RecordingReporter()
    hidden = make_raster(np.full((3, *town.shape), 90, np.uint8), nodata=90, name="hidden.tif")
    with pytest.raises(InputError, match="There is nothing to evaluate"):
        train(output, {**rasters, "test_imagery": [str(hidden)]}, reporter)
    assert not output.exists()
    said = Said("Run again with the same OUTPUT and with RESUME, and the model is evaluated", reporter.warnings[-1])
    assert f"kept in {tmp_path / 'model.training'}" in said.text
    train(output, rasters, again)
    assert "The training goes on after step 4" in again.text and output.exists()
    said.followed()


def test_a_network_that_cannot_learn_from_one_crop_is_refused_before_rasters_are_read(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    values = {**rasters, "imagery": ["gone.tif"], "architecture": "DeepLabV3Plus", "batch": 1}
    with pytest.raises(InputError, match="BATCH must be at least 2 with the architecture DeepLabV3Plus"):
        train(tmp_path / "model.safetensors", values, reporter)


class StoppedAtTheFirstStep(RecordingReporter):
    """The user stops the training when the log has said what will be trained."""

    def log(self, text: str, level: str = "info") -> None:
        super().log(text, level)
        if "steps of" in text:
            self._checks_left = 0


@pytest.mark.parametrize(
    ("preset", "network"),
    [("default", "Unet with resnet18, loss cross-entropy+dice"), ("paper", "Unet with resnet50, loss jaccard")],
)
def test_a_preset_says_what_is_trained(preset: str, network: str, rasters: dict[str, Any], tmp_path: Path) -> None:
    stopped = StoppedAtTheFirstStep()
    with pytest.raises(JobCancelledError):
        train(tmp_path / "model.safetensors", rasters, stopped, preset=preset, architecture=None, encoder=None)
    assert network in stopped.text


def test_training_imagery_on_the_ground_of_test_imagery_is_named(rasters: dict[str, Any], tmp_path: Path) -> None:
    stopped = StoppedAtTheFirstStep()
    with pytest.raises(JobCancelledError):
        train(tmp_path / "model.safetensors", rasters, stopped)
    words = "Training imagery (imagery) shows ground of the test imagery (test_imagery)"
    assert [text.startswith(words) for text in stopped.warnings] == [True]


def test_a_model_is_not_scored_unnoticed_on_ground_that_it_was_trained_on(
    trained: Path, rasters: dict[str, Any], tmp_path: Path
) -> None:
    metrics, report = tmp_path / "metrics.json", tmp_path / "report.html"
    values = {name: rasters[name] for name in ("test_imagery", "test_landcover")}
    values |= {"model": str(trained), "metrics": str(metrics), "report": str(report), "device": "cpu"}

    def scored() -> RecordingReporter:
        reporter = RecordingReporter()
        run_job("train-evaluate-segmentation", values, reporter)
        return reporter

    said = Said("score the model on imagery of another place, or give one", "\n".join(scored().warnings))
    assert "model model was trained within outlines that hold ground" in said.text and "(test_imagery)" in said.text
    assert json.loads(metrics.read_text())["notes"] == [said.text]
    assert said.text in report.read_text()
    for path in (*values["test_imagery"], *values["test_landcover"]):
        with rasterio.open(path, "r+") as raster:
            raster.transform = raster.transform @ Affine.translation(raster.width, 0)
    assert not scored().warnings
    assert json.loads(metrics.read_text())["notes"] == []
    said.followed()


def test_training_ends_when_the_validation_score_no_longer_rises(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    output, metrics = tmp_path / "model.safetensors", tmp_path / "metrics.json"
    still = {"learning_rate": 1e-7, "steps": 50, "patience": 2}
    steps = train(output, rasters, reporter, metrics=str(metrics), **still)["STEPS"]
    scores = [entry for entry in json.loads(metrics.read_text())["training"] if "validation_mean_iou" in entry]
    best = max(scores, key=lambda entry: entry["validation_mean_iou"])
    assert steps < 50
    assert [entry["step"] for entry in scores if entry["step"] > best["step"]] == [best["step"] + 2, best["step"] + 4]
    assert read_metadata(output)["provenance"]["best_step"] == best["step"]


def test_an_unfinished_training_with_other_settings_is_not_taken_up(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    output = tmp_path / "model.safetensors"
    with pytest.raises(JobCancelledError):
        train(output, rasters, CancelledAfterStep())
    with pytest.raises(InputError, match="differs in rate"):
        train(output, rasters, reporter, learning_rate=0.01)
    train(output, rasters, reporter, learning_rate=0.01, resume=False)
    assert output.is_file()


def _change_pixels(path: str) -> None:
    """Change a raster, and keep the size and the time of its file as they were."""
    before = Path(path).stat()
    with rasterio.open(path, "r+") as file:
        band = file.read(1)
        band[:40] = 1
        file.write(band, 1)
    assert Path(path).stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_an_unfinished_training_with_other_labels_is_not_taken_up(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    output = tmp_path / "model.safetensors"
    with pytest.raises(JobCancelledError):
        train(output, rasters, CancelledAfterStep())
    before = Path(rasters["landcover"][0]).read_bytes()
    _change_pixels(rasters["landcover"][0])
    with pytest.raises(InputError, match=r"differs in the content of the training land cover\. Give the same again"):
        train(output, rasters, reporter)
    Path(rasters["landcover"][0]).write_bytes(before)
    train(output, rasters, reporter)
    assert "goes on after step" in reporter.text


def test_an_unfinished_training_goes_on_where_its_rasters_lie_elsewhere(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    output, elsewhere = tmp_path / "model.safetensors", tmp_path / "second run"
    with pytest.raises(JobCancelledError):
        train(output, rasters, CancelledAfterStep())
    elsewhere.mkdir()
    moved = {
        name: [shutil.move(path, elsewhere) for path in rasters[name]] if name in {"imagery", "landcover"} else given
        for name, given in rasters.items()
    }
    train(output, moved, reporter)
    assert "goes on after step" in reporter.text


def test_a_report_is_one_file_that_asks_for_no_other(
    trained: Path, rasters: dict[str, Any], tmp_path: Path, reporter: RecordingReporter
) -> None:
    report = tmp_path / "report.html"
    values = {"imagery": rasters["test_imagery"], "landcover": rasters["test_landcover"], "model": str(trained)}
    run_job("train-evaluate-segmentation", {**values, "report": str(report), "device": "cpu"}, reporter)
    page = report.read_text()
    assert "vegetation" in page and "EPSG:32640" in page
    assert page.count('src="data:image/') == page.count("src=")
    assert "<script" not in page and "<link" not in page


def test_without_test_data_the_validation_data_is_scored_and_said_so(
    tmp_path: Path, rasters: dict[str, Any], reporter: RecordingReporter
) -> None:
    values = {name: value for name, value in rasters.items() if not name.startswith("test_")}
    metrics = tmp_path / "metrics.json"
    train(tmp_path / "model.safetensors", values, reporter, metrics=str(metrics), steps=1)
    assert "flatter" in json.loads(metrics.read_text())["notes"][0]


@pytest.mark.parametrize("grid", GRIDS)
def test_predicted_land_cover_has_the_grid_names_and_colours(
    grid: str,
    make_raster: RasterFactory,
    town: NDArray[np.uint8],
    scheme: ClassScheme,
    tmp_path: Path,
    reporter: RecordingReporter,
) -> None:
    image = imagery_of(town)
    image[:, :9, :11] = 0
    imagery = make_raster(image, grid=grid, nodata=0, name="imagery.tif")
    model, output, probabilities = tmp_path / "m.safetensors", tmp_path / "p.tif", tmp_path / "probabilities.tif"
    untrained_model(scheme).save(model)
    values = {"imagery": str(imagery), "model": str(model), "output": str(output), "device": "cpu"}
    outputs = run_job("predict-landcover", {**values, "probabilities": str(probabilities)}, reporter)
    assert outputs["PIXELS"] == town.size - 99
    crs, transform = GRIDS[grid]
    with rasterio.open(output) as file, rasterio.open(probabilities) as shares:
        assert (file.crs, file.transform, file.nodata) == (crs, transform, 0)
        assert (file.read(1) == 0).sum() == 99
        assert class_names(file) == {1: "water", 2: "land", 3: "road", 4: "vegetation", 5: "building"}
        assert file.colormap(1)[1][:3] == (38, 116, 201)
        known = shares.read()[:, file.read(1) != 0]
        assert np.abs(known.sum(axis=0).astype(int) - 100).max() <= 3


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"architecture": "Unett"}, "the nearest are unet"),
        ({"encoder": "resnet19"}, "the nearest are resnet18"),
        ({"loss": "hinge"}, "is not a sum of"),
        ({"crop": 100}, "multiple of 32"),
        ({"real_crops": 0.5}, "training rasters are all of one kind: leave REAL_CROPS empty"),
        ({"landcover": None}, "IMAGERY is given without LANDCOVER"),
        ({"imagery": None, "landcover": None}, "Give either TRAINING_SET, or IMAGERY"),
        ({"output": None}, "Give OUTPUT"),
        ({"training_set": "gone"}, "gone"),
        ({"training_set": "gone", "validation_imagery": ["a.tif"]}, "VALIDATION_IMAGERY is given without"),
        ({"classes": "1=water"}, "CLASSES"),
        ({"output": "/gone/model.safetensors"}, "does not exist"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_no_output(
    values: dict[str, Any], problem: str, rasters: dict[str, Any], tmp_path: Path, reporter: RecordingReporter
) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match=problem):
        train(tmp_path / "model.safetensors", {**rasters, **SHORT, **values}, reporter)
    assert [path for path in sorted(tmp_path.iterdir()) if path.suffix == ".safetensors"] == []
    assert set(before) <= set(tmp_path.iterdir())


def test_imagery_with_other_bands_than_the_model_is_refused(
    trained: Path, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    five = make_raster(np.repeat(town[None], 5, axis=0), name="five.tif")
    values = {"imagery": str(five), "model": str(trained), "output": str(tmp_path / "out.tif")}
    with pytest.raises(InputError, match="has 5 bands, and the model model was trained on 3"):
        run_job("predict-landcover", values, reporter)
    assert not (tmp_path / "out.tif").exists()


def test_an_image_of_one_band_is_refused_with_a_command_that_repeats_it(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, tmp_path: Path
) -> None:
    grey, model = make_raster(town, name="one.tif"), tmp_path / "m.safetensors"
    untrained_model(scheme).save(model)
    values = {"imagery": str(grey), "model": str(model), "output": str(tmp_path / "p.tif"), "device": "cpu"}
    with pytest.raises(InputError, match=r"has 1 band, .* gdal_translate -b 1 -b 1 -b 1 \S+one.tif") as refused:
        run_job("predict-landcover", values, RecordingReporter())
    assert "BANDS" not in str(refused.value)


def test_imagery_of_nodata_alone_is_a_warning(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, tmp_path: Path
) -> None:
    model, reporter = tmp_path / "m.safetensors", RecordingReporter()
    untrained_model(scheme).save(model)
    values = {"model": str(model), "output": str(tmp_path / "p.tif"), "device": "cpu"}
    empty = make_raster(imagery_of(town) * 0, nodata=0, name="empty.tif")
    assert run_job("predict-landcover", {**values, "imagery": str(empty)}, reporter)["PIXELS"] == 0
    said = Said("empty.tif is nodata, .*: choose imagery with valid pixels", "\n".join(reporter.warnings))
    full = make_raster(imagery_of(town), nodata=0, name="full.tif")
    reporter = RecordingReporter()
    run_job("predict-landcover", {**values, "imagery": str(full)}, reporter)
    assert not any("is nodata" in warning for warning in reporter.warnings)
    said.followed()
