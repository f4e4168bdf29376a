"""The study from QGIS: layers in, a report and numbers out."""

from __future__ import annotations

from pathlib import Path

import pytest
from assertions import RecordingFeedback, assert_algorithm, assert_parameter
from osgeo import gdal
from rasters import NORTH_UP, town, write_landcover

SIZE = 400
STUDY = """
format: 1
network: {architecture: FPN, encoder: tu-test_resnet, crop: 32, batch: 2, steps: 2, validations: 1}
chips: {size: 64, buffer: 2, train: 6, validation: 2, test: 6}
treatments: [{mix: add, percent: 100}]
"""


@pytest.fixture
def ground(tmp_path: Path) -> dict[str, list[str]]:
    """Write RGB imagery and its land cover; return both as parameters."""
    values = town(SIZE, SIZE)
    landcover = write_landcover(tmp_path / "cover.tif", NORTH_UP, values)
    cover = gdal.Open(str(landcover))
    path = tmp_path / "image.tif"
    image = gdal.GetDriverByName("GTiff").Create(str(path), SIZE, SIZE, 3, gdal.GDT_Byte)
    image.SetGeoTransform(cover.GetGeoTransform())
    image.SetProjection(cover.GetProjection())
    for band in range(3):
        image.GetRasterBand(band + 1).WriteArray((values * 40 + 10 * band + 5).astype("uint8"))
    image.FlushCache()
    return {"IMAGERY": [str(path)], "LANDCOVER": [str(landcover)]}


def test_few_parameters_are_in_sight(qgis) -> None:
    from qgis.core import QgsProcessingParameterDefinition

    algorithm = qgis.processingRegistry().algorithmById("satsyn:mixstudy")
    assert_algorithm(algorithm, "mixstudy", "Training sets")
    assert_parameter(algorithm, "STUDY", "enum", default="quick")
    assert_parameter(algorithm, "SEEDS", "number", default=3)
    assert_parameter(algorithm, "MINUTES", "number", optional=True)
    advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    shown = [one.name() for one in algorithm.parameterDefinitions() if not one.flags() & advanced]
    assert shown == ["IMAGERY", "LANDCOVER", "MODEL", "STUDY", "SEEDS", "MINUTES", "SCHEME", "OUTPUT"]


def test_a_study_gives_a_report_and_numbers(qgis, model: Path, ground: dict[str, list[str]], tmp_path: Path) -> None:
    import processing

    study = tmp_path / "study.yaml"
    study.write_text(STUDY, encoding="utf-8")
    given = {**ground, "MODEL": str(model), "STUDY_FILE": str(study), "SEEDS": 2, "ENGINE": "torch", "DEVICE": "cpu"}
    feedback = RecordingFeedback()

    outputs = processing.run("satsyn:mixstudy", {**given, "OUTPUT": str(tmp_path / "study")}, feedback=feedback)

    assert Path(outputs["REPORT"]).is_file()
    assert (outputs["TRAININGS"], outputs["TRAININGS_LEFT"]) == (4, 0)
    assert outputs["DIFFERENCE_LOW"] <= outputs["DIFFERENCE"] <= outputs["DIFFERENCE_HIGH"]
    assert outputs["BEST_PERCENT"] == (100 if outputs["DIFFERENCE"] > 0 else 0)
    assert "all real chips" in outputs["RECOMMENDATION"]
