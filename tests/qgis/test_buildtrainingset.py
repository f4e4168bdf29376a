"""Training sets built from QGIS: layers in, a folder and numbers out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from assertions import RecordingFeedback, assert_algorithm, assert_parameter
from osgeo import gdal
from rasters import NORTH_UP, GridKind, town, write_landcover

SIZE = 260
ELSEWHERE = GridKind("elsewhere", 32640, (340000.1, 1.0, 0.0, 2788000.7, 0.0, -1.0))


def _scene(folder: Path, name: str, grid: GridKind) -> tuple[str, str]:
    """Write RGB imagery and land cover on one grid; return their paths."""
    values = town(SIZE, SIZE)
    landcover = write_landcover(folder / f"{name}_cover.tif", grid, values)
    path = folder / f"{name}.tif"
    cover = gdal.Open(str(landcover))
    image = gdal.GetDriverByName("GTiff").Create(str(path), SIZE, SIZE, 3, gdal.GDT_Byte)
    image.SetGeoTransform(cover.GetGeoTransform())
    image.SetProjection(cover.GetProjection())
    for band in range(3):
        image.GetRasterBand(band + 1).WriteArray((values * 40 + 10 * band + 5).astype(np.uint8))
    image.FlushCache()
    return str(path), str(landcover)


@pytest.fixture
def layers(tmp_path: Path) -> dict[str, list[str]]:
    first, second = _scene(tmp_path, "first", NORTH_UP), _scene(tmp_path, "second", ELSEWHERE)
    return {"IMAGERY": [first[0], second[0]], "LANDCOVER": [first[1], second[1]]}


@pytest.fixture
def build(qgis, model: Path, layers: dict[str, list[str]], tmp_path: Path):
    """Run the algorithm; return its outputs, the manifest and what it said."""
    import processing

    def run(**parameters: object) -> tuple[dict[str, object], dict, RecordingFeedback]:
        small = {"CHIP_SIZE": 64, "BUFFER": 2, "SPLIT_BLOCK": 1, "ENGINE": "torch"}
        given = {**layers, "MODEL": str(model), "OUTPUT": str(tmp_path / "set"), **small, **parameters}
        feedback = RecordingFeedback()
        outputs = processing.run("satsyn:buildtrainingset", given, feedback=feedback)
        return outputs, json.loads(Path(outputs["MANIFEST"]).read_text(encoding="utf-8")), feedback

    return run


def test_it_stands_in_the_toolbox_with_its_declared_defaults(qgis) -> None:
    algorithm = qgis.processingRegistry().algorithmById("satsyn:buildtrainingset")
    assert_algorithm(algorithm, "buildtrainingset", "Training sets")
    assert_parameter(algorithm, "IMAGERY", "multilayer")
    assert_parameter(algorithm, "LANDCOVER", "multilayer")
    assert_parameter(algorithm, "BUILDINGS", "layer", optional=True, advanced=True)
    assert_parameter(algorithm, "MODEL", "file", optional=True)
    assert_parameter(algorithm, "SYNTHETIC_PERCENT", "number", default=50)
    assert_parameter(algorithm, "MODE", "enum", default="replace", advanced=True)
    assert_parameter(algorithm, "SPLIT", "string", default="70 15 15", advanced=True)
    assert_parameter(algorithm, "CHIP_SIZE", "number", default=256, advanced=True)
    assert_parameter(algorithm, "SEED", "number", default=0)
    assert_parameter(algorithm, "SPLIT_LAYER", "vector", optional=True, advanced=True)
    assert_parameter(algorithm, "OUTPUT", "folderDestination")


def test_a_set_is_built_from_layers_and_its_numbers_are_outputs(build) -> None:
    outputs, manifest, _ = build()
    counts = manifest["counts"]
    assert outputs["TRAIN_REAL"] == counts["train"]["real"] > 0
    assert outputs["TRAIN_SYNTHETIC"] == counts["train"]["synthetic"] > 0
    assert outputs["CHIPS"] == len(manifest["chips"])
    assert {chip["scene"] for chip in manifest["chips"]} == {"first", "second"}
    for chip in manifest["chips"]:
        image = gdal.Open(str(Path(outputs["OUTPUT"]) / chip["image"]))
        mask = gdal.Open(str(Path(outputs["OUTPUT"]) / chip["mask"]))
        assert (image.RasterXSize, mask.RasterXSize, image.RasterCount) == (64, 64, 3)
        assert image.GetGeoTransform() == mask.GetGeoTransform()


def test_a_cancelled_set_says_where_its_chips_are(
    qgis, model: Path, layers: dict[str, list[str]], tmp_path: Path
) -> None:
    import processing
    from qgis.core import QgsProcessingException

    feedback = RecordingFeedback()
    feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent > 30 else None)
    given = {**layers, "MODEL": str(model), "OUTPUT": str(tmp_path / "set"), "CHIP_SIZE": 32, "BUFFER": 0}
    with pytest.raises(QgsProcessingException, match=r"The chips that are written stay in .*set EXISTING to resume"):
        processing.run("satsyn:buildtrainingset", {**given, "SPLIT_BLOCK": 1, "ENGINE": "torch"}, feedback=feedback)
    assert list((tmp_path / "set.partial").rglob("*.tif"))


def test_footprints_open_as_a_layer(build) -> None:
    from qgis.core import QgsVectorLayer

    outputs, manifest, _ = build(SYNTHETIC_PERCENT=0, MODEL=None)
    layer = QgsVectorLayer(f"{outputs['OUTPUT']}/splits.gpkg|layername=chips", "chips")
    assert layer.isValid()
    assert layer.featureCount() == len(manifest["chips"])
    assert layer.crs().authid() == "EPSG:32640"


def test_chips_are_loaded_by_split_with_their_numbers(build) -> None:
    from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

    from satsyn.processing_provider.split_layers import load_splits, show_splits

    outputs, *_ = build()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    load_splits(outputs["OUTPUT"], context)
    (source,) = context.layersToLoadOnCompletion()
    layer = QgsVectorLayer(source, "chips")
    show_splits(layer)
    labels = [category.label() for category in layer.renderer().categories()]
    assert labels[0] == f"training, real ({outputs['TRAIN_REAL']})"
    assert labels[1] == f"training, synthetic ({outputs['TRAIN_SYNTHETIC']})"
    assert layer.featureCount() == outputs["CHIPS"]


def test_a_temporary_folder_is_a_folder(build) -> None:
    outputs, _, _ = build(OUTPUT="TEMPORARY_OUTPUT", SYNTHETIC_PERCENT=0, MODEL=None)
    assert (Path(outputs["OUTPUT"]) / "manifest.json").is_file()


def test_buildings_of_a_layer_reach_every_scene(build, tmp_path: Path) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32640", "houses", "memory")
    houses = []
    for grid in (NORTH_UP, ELSEWHERE):
        x, y = grid.transform[0], grid.transform[3]
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x + 130, y - 190, x + 190, y - 130)))
        houses.append(feature)
    layer.dataProvider().addFeatures(houses)
    outputs, manifest, _ = build(BUILDINGS=layer, SYNTHETIC_PERCENT=0, SPLIT="1")
    covered = 0
    for chip in manifest["chips"]:
        if chip["window"][:2] == [128, 128]:
            mask = gdal.Open(str(Path(outputs["OUTPUT"]) / chip["mask"])).ReadAsArray()
            known = mask[2:62, 2:62]
            assert set(known[known != 255].tolist()) == {4}
            covered += 1
    assert covered == 2


def test_the_split_follows_a_polygon_layer_in_memory(build, layers: dict[str, list[str]]) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32640&field=purpose:string(20)", "areas", "memory")
    features = []
    for grid, purpose in ((NORTH_UP, "train"), (ELSEWHERE, "test")):
        x, y = grid.transform[0], grid.transform[3]
        feature = QgsFeature(layer.fields())
        feature.setAttributes([purpose])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y - SIZE, x + SIZE, y)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    _, manifest, _ = build(SPLIT_BY="polygons", SPLIT_LAYER=layer, SPLIT_FIELD="purpose", SYNTHETIC_PERCENT=50)
    assert {(chip["scene"], chip["split"]) for chip in manifest["chips"]} == {("first", "train"), ("second", "test")}


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"IMAGERY": ["/nowhere/a.tif"]}, "There is no such file or layer"),
        ({"CHIP_SIZE": 1024}, "No scene is as large as a chip"),
        ({"OUTPUT": "/nowhere/set"}, "does not exist"),
    ],
)
def test_what_cannot_be_built_is_refused_with_a_sentence(
    parameters: dict[str, object], problem: str, build, tmp_path: Path
) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=problem):
        build(**parameters)
    assert not list(tmp_path.glob("set*"))
