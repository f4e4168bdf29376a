"""From rasters to a training set, to a model, to its scores: each step as a command of `qgis_process`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from processes import enable_plugin, run_qgis_process
from rasters import NORTH_UP, town, write_landcover

SIZE = 260
TINY = {"ARCHITECTURE": "FPN", "ENCODER": "tu-test_resnet", "PRETRAINED": "false", "CROP": 32, "BATCH": 2, "STEPS": 3}


@pytest.fixture(scope="module", autouse=True)
def enabled_plugin(profile: Path) -> None:
    enable_plugin()


def run(algorithm: str, **parameters: object) -> dict[str, object]:
    given = [f"{name}={value}" for name, value in parameters.items()]
    done = run_qgis_process("--json", "run", f"satsyn:{algorithm}", "--", *given, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)["results"]


@pytest.fixture
def training_set(tmp_path: Path) -> Path:
    values = town(SIZE, SIZE)
    landcover = write_landcover(tmp_path / "cover.tif", NORTH_UP, values)
    path = tmp_path / "scene.tif"
    image = gdal.GetDriverByName("GTiff").Create(str(path), SIZE, SIZE, 3, gdal.GDT_Byte)
    image.SetGeoTransform(gdal.Open(str(landcover)).GetGeoTransform())
    image.SetProjection(gdal.Open(str(landcover)).GetProjection())
    for band in range(3):
        image.GetRasterBand(band + 1).WriteArray((values * 40 + 10 * band + 5).astype(np.uint8))
    image.FlushCache()
    output = tmp_path / "set"
    small = {"SYNTHETIC_PERCENT": 0, "CHIP_SIZE": 64, "BUFFER": 0, "SPLIT_BLOCK": 1, "SPLIT": "50 25 25"}
    run("buildtrainingset", IMAGERY=path, LANDCOVER=landcover, OUTPUT=output, **small)
    return output


def test_a_training_set_becomes_a_model_with_scores(training_set: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.safetensors"
    trained = run("trainevaluatesegmentation", TRAINING_SET=training_set, OUTPUT=model, DEVICE="cpu", **TINY)
    assert model.is_file()
    assert trained["STEPS"] == 3
    metrics = tmp_path / "metrics.json"
    scored = run("trainevaluatesegmentation", TRAINING_SET=training_set, MODEL=model, DEVICE="cpu", METRICS=metrics)
    assert scored["MEAN_IOU"] == pytest.approx(trained["MEAN_IOU"])
    assert json.loads(metrics.read_text())["evaluation"]["mean_iou"] == pytest.approx(scored["MEAN_IOU"])
