"""Segmentation in QGIS: trained, evaluated and predicted as a user would."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from assertions import assert_algorithm, assert_parameter, assert_run, assert_same_grid, pixels
from osgeo import gdal
from rasters import GRIDS, NODATA, NORTH_UP, GridKind, town, write_landcover

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def segmenter(profile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "segmenter.safetensors"
    maker = REPOSITORY / "tests" / "support" / "tiny_segmenter.py"
    subprocess.run([os.environ["SATSYN_PYTHON"], str(maker), str(path)], check=True, cwd=REPOSITORY)
    return path


def write_imagery(path: Path, grid: GridKind) -> Path:
    """Write imagery of `town()` in which every class has a colour of its own, on the grid of its land cover."""
    values = town()
    source = gdal.Open(str(write_landcover(path.with_name("grid.tif"), grid)))
    noise = np.random.default_rng(0).integers(0, 20, values.shape)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), source.RasterXSize, source.RasterYSize, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform(source.GetGeoTransform())
    dataset.SetProjection(source.GetProjection())
    for band, factor in enumerate((40, 25, 45), start=1):
        dataset.GetRasterBand(band).WriteArray(((values * factor + noise) % 256).astype(np.uint8))
    dataset.FlushCache()
    return path


@pytest.mark.parametrize("name", ["trainevaluatesegmentation", "predictlandcover"])
def test_the_algorithms_are_in_the_toolbox(qgis, name: str) -> None:
    algorithm = qgis.processingRegistry().algorithmById(f"satsyn:{name}")
    assert_algorithm(algorithm, name, "Segmentation")


def test_evaluating_imagery_is_in_the_toolbox(qgis) -> None:
    algorithm = qgis.processingRegistry().algorithmById("satsyn:evaluateimagery")
    assert_algorithm(algorithm, "evaluateimagery", "Imagery")
    assert_parameter(algorithm, "REPORT", "fileDestination", optional=True)


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.name)
def test_land_cover_lies_on_the_pixels_of_the_imagery(qgis, segmenter: Path, tmp_path: Path, grid: GridKind) -> None:
    imagery = write_imagery(tmp_path / "imagery.tif", grid)
    run = assert_run(
        "satsyn:predictlandcover",
        IMAGERY=str(imagery),
        MODEL=str(segmenter),
        DEVICE="cpu",
        OUTPUT=str(tmp_path / "landcover.tif"),
    )
    assert_same_grid(run.output, imagery)
    assert set(np.unique(pixels(run.output))) <= {1, 2, 3, 4, 5}
    assert run.outputs["PIXELS"] == pixels(run.output).size


def test_land_cover_is_shown_by_names_and_colours(qgis, segmenter: Path, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    imagery = write_imagery(tmp_path / "imagery.tif", NORTH_UP)
    output = tmp_path / "landcover.tif"
    assert_run("satsyn:predictlandcover", IMAGERY=str(imagery), MODEL=str(segmenter), DEVICE="cpu", OUTPUT=str(output))
    layer = QgsRasterLayer(str(output))
    layer.loadDefaultStyle()
    shown = {int(shown.value): shown.label for shown in layer.renderer().classes()}
    assert shown == {1: "water", 2: "land", 3: "road", 4: "vegetation", 5: "building"}


def test_a_model_is_evaluated_on_layers(qgis, segmenter: Path, tmp_path: Path) -> None:
    imagery = write_imagery(tmp_path / "imagery.tif", NORTH_UP)
    land_cover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    run = assert_run(
        "satsyn:trainevaluatesegmentation",
        IMAGERY=[str(imagery)],
        LANDCOVER=[str(land_cover)],
        MODEL=str(segmenter),
        DEVICE="cpu",
        METRICS=str(tmp_path / "metrics.json"),
        REPORT=str(tmp_path / "report.html"),
        DIFFERENCE=str(tmp_path / "difference.tif"),
    ).outputs
    measured = json.loads((tmp_path / "metrics.json").read_text())["evaluation"]
    assert run["MEAN_IOU"] == pytest.approx(measured["mean_iou"])
    assert run["IOU_1"] == pytest.approx(measured["classes"]["water"]["iou"])
    assert measured["pixels"] == np.count_nonzero(town() != NODATA)
    assert_same_grid(tmp_path / "difference.tif", imagery)
    difference = pixels(tmp_path / "difference.tif")
    assert np.mean(difference[difference > 0] == 1) == pytest.approx(run["OVERALL_ACCURACY"])
    assert "<html" in (tmp_path / "report.html").read_text()


def test_where_prediction_and_truth_differ_is_shown_by_names(qgis, segmenter: Path, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    imagery = write_imagery(tmp_path / "imagery.tif", NORTH_UP)
    land_cover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    output = tmp_path / "difference.tif"
    assert_run(
        "satsyn:trainevaluatesegmentation",
        IMAGERY=[str(imagery)],
        LANDCOVER=[str(land_cover)],
        MODEL=str(segmenter),
        DEVICE="cpu",
        DIFFERENCE=str(output),
    )
    layer = QgsRasterLayer(str(output))
    layer.loadDefaultStyle()
    assert {int(shown.value): shown.label for shown in layer.renderer().classes()} == {1: "agrees", 2: "differs"}
