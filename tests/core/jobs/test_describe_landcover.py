"""The job `describe-landcover`, and which bundled model a land cover suits."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.training_sets import write_raster
from tests.support.vector_layers import box, write_layer

NLCD = np.array([[11, 21, 24], [41, 82, 95]], np.uint8)


def test_a_clear_land_cover_is_described_with_its_model(make_raster: RasterFactory, tmp_path: Path) -> None:
    path, report = make_raster(NLCD, ours=False), tmp_path / "report.html"
    given = {"landcover": str(path), "output": str(tmp_path / "match.json"), "report": str(report)}
    outputs = run_job("describe-landcover", given, RecordingReporter())
    content = json.loads((tmp_path / "match.json").read_text(encoding="utf-8"))
    assert outputs["MODEL"] == "tokyo-vhr"
    assert outputs["PROBLEM"] is None
    assert content == json.loads(str(outputs["MATCH"]))
    assert "nlcd" in content["matched_by"]
    assert "developed, high intensity" in report.read_text(encoding="utf-8")


def test_an_unclear_land_cover_is_described_with_a_text_that_works(make_raster: RasterFactory) -> None:
    path = make_raster(np.array([[1, 2, 3, 9]], np.uint8), ours=False)
    outputs = run_job("describe-landcover", {"landcover": str(path)}, RecordingReporter())
    assert "SCHEME" in str(outputs["PROBLEM"])
    assert f"Set MODEL to {outputs['MODEL']}, whose classes are named here" in str(outputs["PROBLEM"])
    again = {"landcover": str(path), "classes": str(outputs["CLASSES"]).replace("=?", "=land")}
    of_model = run_job("describe-landcover", {"landcover": str(path), "model": outputs["MODEL"]}, RecordingReporter())
    assert "set MODEL" not in str(of_model["PROBLEM"])
    assert run_job("describe-landcover", again, RecordingReporter())["PROBLEM"] is None


def test_numbers_of_several_models_are_described_as_open_with_ways_out_that_work(make_raster: RasterFactory) -> None:
    path, reporter = make_raster(np.array([[2, 3], [4, 5]], np.uint8), ours=False), RecordingReporter()
    with rasterio.open(path, "r+") as file:  # between the pixel sizes of two models
        file.transform = Affine(0.7, 0, 331_200, 0, -0.7, 2_780_000)
    given = {"landcover": str(path)}
    outputs = run_job("describe-landcover", given, reporter)
    match = json.loads(str(outputs["MATCH"]))
    assert "nobody has said yet whose values they are" in match["model_reason"]
    assert [one["class"] for one in match["classes"]] == ["?"] * 4
    for model, road in (("tokyo-vhr", 4), ("urban-vhr", 3)):
        assert f"MODEL={model} SCHEME=model if 2=" in str(outputs["PROBLEM"])
        said = run_job("describe-landcover", {**given, "model": model, "scheme": "model"}, RecordingReporter())
        assert said["PROBLEM"] is None
        assert f"{road}=road" in str(said["CLASSES"])


def test_words_in_another_field_are_named_and_a_scheme_that_names_leave_unused(tmp_path: Path) -> None:
    square = [box(0, 0, 9, 9), box(9, 0, 18, 9)]
    fields = {"code": ["901", "902"], "Art": ["Acker", "Brachland"]}
    given = {"landcover": write_layer(tmp_path / "plan.gpkg", square, fields), "model": "urban-vhr"}
    problem = str(run_job("describe-landcover", given, RecordingReporter())["PROBLEM"])
    assert "CLASS_FIELD=Art" in problem
    reporter = RecordingReporter()
    again = {**given, "class_field": "Art", "scheme": "corine"}
    assert run_job("describe-landcover", again, reporter)["PROBLEM"] is None
    assert "SCHEME=corine is not used" in reporter.text


def test_a_misspelt_scheme_is_refused_also_where_names_decide(make_raster: RasterFactory) -> None:
    named = make_raster(np.array([[1, 2], [2, 1]], np.uint8), categories=("", "water", "land"))
    given = {"landcover": str(named), "model": "urban-vhr", "scheme": "NLCD2019"}
    with pytest.raises(InputError, match=r'There is no class scheme "NLCD2019".* nlcd,'):
        run_job("describe-landcover", given, RecordingReporter())
    run_job("describe-landcover", {**given, "scheme": "NLCD"}, RecordingReporter())


@pytest.mark.parametrize(
    ("grid", "classes", "model"),
    [
        ("projected", None, "tokyo-vhr"),
        ("projected", "11=water 21=land 24=road 41=vegetation 82=building 95=water", "urban-vhr"),
        ("geographic", None, "sentinel2-rgbn"),
        ("no CRS", None, "urban-vhr"),
        ("projected", "11=water 21=vegetation 24=built-up 41=vegetation 82=vegetation 95=water", "sentinel2-rgbn"),
    ],
)
def test_the_bundled_model_is_that_of_the_pixel_size_and_the_classes(
    grid: str, classes: str | None, model: str, make_raster: RasterFactory
) -> None:
    given = {"landcover": str(make_raster(NLCD, ours=False, grid=grid)), "classes": classes}
    assert run_job("describe-landcover", given, RecordingReporter())["MODEL"] == model


def test_a_training_set_takes_the_same_model_where_none_is_named(tmp_path: Path) -> None:
    reporter = RecordingReporter()
    cover = np.kron(np.random.default_rng(3).integers(1, 6, (8, 8), dtype=np.uint8), np.ones((16, 16), np.uint8))
    image = np.random.default_rng(4).integers(1, 255, (3, 128, 128), dtype=np.uint8)
    given = {
        "imagery": [write_raster(tmp_path / "image.tif", image, 331_000, photometric="RGB")],
        "landcover": [write_raster(tmp_path / "cover.tif", cover, 331_000)],
        "classes": "1=water 2=land 3=road 4=vegetation 5=building",
        "output": str(tmp_path / "set"),
        "chip_size": 32,
        "buffer": 0,
        "split_block": 1,
        "style": "random",
        "looks": 1,
        "engine": "torch",
        "workers": 1,
        "synthetic_percent": 20,
    }
    outputs = run_job("build-training-set", given, reporter)
    assert outputs["TRAIN_SYNTHETIC"] > 0
    assert "No MODEL is given: urban-vhr is taken" in reporter.text
    assert json.loads(str(outputs["MATCH"]))[0]["classes"][0]["class"] == "water"
