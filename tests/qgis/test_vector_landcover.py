"""Imagery from vector layers as QGIS has them: files, memory layers, filters, legends, several layers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from assertions import RecordingFeedback, Run, assert_run, pixels
from osgeo import gdal
from processes import enable_plugin, run_qgis_process
from rasters import GridKind, write_landcover

X, Y, SIDE = 331_200, 2_780_000, 100
ROOM = ["DEVICE=cpu", "BLOCK_SIZE=64"]


@pytest.fixture
def generate(qgis, model: Path, tmp_path: Path):
    def run(landcover: object, output: str = "imagery.tif", **parameters: object) -> Run:
        given = {"MODEL": str(model), "BLOCK_SIZE": 64, "DEVICE": "cpu", **parameters}
        return assert_run("satsyn:generateimagery", LANDCOVER=landcover, OUTPUT=str(tmp_path / output), **given)

    return run


def _rectangle(left: float, top: float, right: float, bottom: float) -> str:
    x, y = (X + left, X + right), (Y - top, Y - bottom)
    return f"POLYGON(({x[0]} {y[0]},{x[1]} {y[0]},{x[1]} {y[1]},{x[0]} {y[1]},{x[0]} {y[0]}))"


def _memory_layer(kind: str, name: str, features: list[tuple[str, str]]):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"{kind}?crs=EPSG:32640&field=class:string&field=fid:integer", name, "memory")
    for number, (wkt, text) in enumerate(features):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([text, number // 2])
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


@pytest.fixture
def town(qgis):
    return _memory_layer(
        "Polygon", "town", [(_rectangle(0, 0, SIDE, SIDE), "land"), (_rectangle(10, 10, 60, 60), "water")]
    )


@pytest.fixture
def roads(qgis):
    line = f"LINESTRING({X} {Y - 80},{X + SIDE} {Y - 80})"
    return _memory_layer("LineString", "roads", [(line, "primary")])


def _write_geopackage(path: Path, *layers: object) -> str:
    from qgis.core import QgsProject, QgsVectorFileWriter

    for number, layer in enumerate(layers):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = layer.name()
        options.layerOptions = ["FID=id"]
        actions = QgsVectorFileWriter.ActionOnExistingFile
        options.actionOnExistingFile = actions.CreateOrOverwriteLayer if number else actions.CreateOrOverwriteFile
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    return str(path)


def _geotransform(path: Path) -> tuple[float, ...]:
    return tuple(gdal.Open(str(path)).GetGeoTransform())


def test_a_memory_layer_becomes_imagery_on_the_grid_of_its_extent(generate, town) -> None:
    run = generate(town)
    assert _geotransform(run.output) == (X, 1, 0, Y, 0, -1)
    assert pixels(run.output).shape[1:] == (SIDE, SIDE)
    assert run.outputs["PIXELS"] == SIDE * SIDE


def test_a_filter_and_unsaved_edits_count(generate, tmp_path: Path, town) -> None:
    from qgis.core import QgsVectorLayer

    path = _write_geopackage(tmp_path / "town.gpkg", town)
    layer = QgsVectorLayer(f"{path}|layername=town", "filtered", "ogr")
    layer.setSubsetString("\"class\" = 'water'")
    assert generate(layer).outputs["PIXELS"] == 50 * 50
    assert layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    run_refused = pytest.raises(Exception, match="'filtered' holds no feature")
    with run_refused:
        generate(layer, "edited.tif")
    layer.rollBack()


def test_layers_are_drawn_over_each_other_in_their_order(generate, tmp_path: Path, town, roads) -> None:
    alone, together = generate(town), generate(town, "roads.tif", OVERLAYS=[roads])
    assert any("lines of 'roads' (1)" in text for text in together.feedback.said)
    assert not any("satsyn-" in text or ".gpkg" in text for text in together.feedback.said)
    assert (pixels(alone.output) != pixels(together.output)).any()
    in_one_file = generate(_write_geopackage(tmp_path / "town.gpkg", town, roads), "file.tif")
    np.testing.assert_array_equal(pixels(in_one_file.output), pixels(together.output))


def test_a_layer_that_qgis_calls_after_its_file_keeps_its_own_name(qgis, tmp_path: Path, town, roads) -> None:
    from qgis.core import QgsProject, QgsVectorLayer

    from satsyn.processing_provider.vector_layers import VectorSnapshot

    path, transforms = _write_geopackage(tmp_path / "city.gpkg", town, roads), QgsProject.instance().transformContext()
    shown = {"city": "roads", "city \u2014 roads": "roads", "Lanes": "Lanes"}
    for name, expected in shown.items():
        layer = QgsVectorLayer(f"{path}|layername=roads", name, "ogr")
        assert VectorSnapshot.of(layer, transforms).name == expected


def test_a_file_of_overlays_gives_all_of_its_layers(generate, tmp_path: Path, town, roads) -> None:
    pond = _memory_layer("Polygon", "pond", [(_rectangle(70, 10, 90, 30), "water")])
    run = generate(town, OVERLAYS=[_write_geopackage(tmp_path / "more.gpkg", pond, roads)])
    assert any("layer pond (1)" in text and "layer roads (1)" in text for text in run.feedback.said)


def _geojson(path: Path, **fields: object) -> object:
    from qgis.core import QgsVectorLayer

    ring = [[X, Y], [X + 50, Y], [X + 50, Y - 50], [X, Y - 50], [X, Y]]
    feature = {"type": "Feature", "properties": fields, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32640"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    return QgsVectorLayer(str(path), path.stem, "ogr")


def test_fields_that_a_geopackage_does_not_hold_are_no_obstacle(generate, tmp_path: Path, town) -> None:
    odd = {"geom": "a text", "tags": ["a", "b"], "source": {"year": 2020}}
    run = generate(_geojson(tmp_path / "odd.geojson", **odd, **{"class": "water"}))
    assert run.outputs["PIXELS"] == 50 * 50
    houses = _geojson(tmp_path / "houses.geojson", fid="7a", **odd)
    assert generate(town, "houses.tif", BUILDINGS=houses).outputs["PIXELS"] == SIDE * SIDE


def test_fields_that_differ_in_case_alone_are_refused(generate, tmp_path: Path) -> None:
    layer = _geojson(tmp_path / "twice.geojson", **{"Class": "land", "class": "water"})
    with pytest.raises(Exception, match="Class and class, which differ in upper and lower case"):
        generate(layer)


def test_the_field_of_the_legend_names_the_classes(generate, town) -> None:
    from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory, QgsSymbol

    codes = [QgsRendererCategory(value, QgsSymbol.defaultSymbol(town.geometryType()), str(value)) for value in (0, 1)]
    town.setRenderer(QgsCategorizedSymbolRenderer("fid", codes))
    run = generate(town, CLASSES="0=water")
    assert any("the field fid, whose categories" in text for text in run.feedback.said)


@pytest.mark.parametrize(
    ("shown", "labels", "expected"),
    [
        ("fid", {0: "Forest"}, {"vegetation": 10_000}),
        ("class", {"land": "Water", "water": "my remarks"}, {"water": 10_000}),
        ('"class" || \'-\' || "fid"', {"land-0": "Forest", "water-0": "Water"}, {"vegetation": 7500, "water": 2500}),
    ],
    ids=["numbers", "words", "an expression"],
)
def test_the_labels_of_the_legend_name_the_classes(qgis, town, shown: str, labels: dict, expected: dict) -> None:
    import processing
    from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory, QgsSymbol

    symbol = QgsSymbol.defaultSymbol(town.geometryType())
    categories = [QgsRendererCategory(value, symbol.clone(), label) for value, label in labels.items()]
    town.setRenderer(QgsCategorizedSymbolRenderer(shown, categories))
    match = json.loads(processing.run("satsyn:describelandcover", {"LANDCOVER": town})["MATCH"])
    shares = {row["class"]: row["pixels"] for row in match["classes"]}
    total = sum(shares.values())
    assert {name: round(10_000 * count / total, -2) for name, count in shares.items()} == pytest.approx(
        expected, rel=0.05
    )


def test_a_description_names_the_layer_and_no_copy_of_it(qgis, tmp_path: Path) -> None:
    import processing

    layer = _memory_layer("Polygon", "Bestand & Plan", [(_rectangle(0, 0, SIDE, SIDE), "Zwischenraum")])
    files = {"OUTPUT": tmp_path / "match.json", "REPORT": tmp_path / "report.html"}
    given = {"LANDCOVER": layer, "MODEL": "urban-vhr", **{name: str(path) for name, path in files.items()}}
    outputs = processing.run("satsyn:describelandcover", given)
    assert outputs["PROBLEM"].startswith("'Bestand & Plan' has values that are no class")
    for text in (outputs["PROBLEM"], outputs["MATCH"], *(path.read_text() for path in files.values())):
        assert "Bestand" in text
        assert "satsyn-" not in text
    assert json.loads(files["OUTPUT"].read_text())["raster"] == "Bestand & Plan"


@pytest.mark.parametrize("kind", ["rules", "a value map"])
def test_what_else_qgis_calls_the_values_of_a_field_names_the_classes(qgis, town, kind: str) -> None:
    import processing
    from qgis.core import QgsEditorWidgetSetup, QgsRuleBasedRenderer, QgsSymbol

    given = {"LANDCOVER": town}
    if kind == "rules":
        root = QgsRuleBasedRenderer.Rule(None)
        for text, label in (("class = 'land'", "Forest"), ("ELSE", "Houses")):
            symbol = QgsSymbol.defaultSymbol(town.geometryType())
            root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, text, label))
        town.setRenderer(QgsRuleBasedRenderer(root))
    else:
        names = {"map": [{"Forest": "land"}, {"Houses": "water"}]}
        town.setEditorWidgetSetup(town.fields().indexOf("class"), QgsEditorWidgetSetup("ValueMap", names))
        given["CLASS_FIELD"] = "class"
    match = json.loads(processing.run("satsyn:describelandcover", given)["MATCH"])
    assert {row["class"] for row in match["classes"]} - {"nodata"} == {"vegetation", "building"}


def test_an_extent_counts_in_the_system_of_the_layer(generate, tmp_path: Path) -> None:
    square = [[55.3, 25.1], [55.302, 25.1], [55.302, 25.102], [55.3, 25.102], [55.3, 25.1]]
    feature = {
        "type": "Feature",
        "properties": {"natural": "water"},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    path = tmp_path / "pond.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    part = generate(str(path), TARGET_CRS="utm", EXTENT="55.3005,55.3015,25.1005,25.1015 [EPSG:4326]")
    width, height = gdal.Open(str(part.output)).RasterXSize, gdal.Open(str(part.output)).RasterYSize
    assert (width, height) == (pytest.approx(101, abs=5), pytest.approx(111, abs=5))


def test_buildings_are_drawn_over_vector_land_cover(generate, town) -> None:
    house = _memory_layer("Polygon", "houses", [(_rectangle(70, 70, 80, 80), "")])
    plain, built = generate(town), generate(town, "built.tif", BUILDINGS=house)
    assert (pixels(plain.output) != pixels(built.output))[:, 75, 75].any()


def test_an_output_does_not_replace_the_file_of_a_layer(generate, tmp_path: Path, town) -> None:
    path = _write_geopackage(tmp_path / "town.gpkg", town)
    with pytest.raises(Exception, match="input"):
        generate(path, "town.gpkg")


def test_qgis_process_takes_a_geopackage_with_nothing_but_its_name(
    qgis, model: Path, tmp_path: Path, town, roads
) -> None:
    path = _write_geopackage(tmp_path / "town.gpkg", town, roads)
    output = tmp_path / "imagery.tif"
    enable_plugin()
    run = run_qgis_process(
        *("run", "satsyn:generateimagery", "--", f"LANDCOVER={path}", f"MODEL={model}", f"OUTPUT={output}"), *ROOM
    )
    assert run.returncode == 0, run.stderr
    assert _geotransform(output) == (X, 1, 0, Y, 0, -1)
    assert f"PIXELS:\t{SIDE * SIDE}" in run.stdout


def test_a_training_set_takes_layers_beside_rasters(qgis, model: Path, tmp_path: Path, town) -> None:
    import processing

    image = tmp_path / "image.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(image), SIDE, SIDE, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform((X, 1, 0, Y, 0, -1))
    dataset.SetProjection(town.crs().toWkt())
    dataset.WriteArray(np.random.default_rng(1).integers(1, 255, (3, SIDE, SIDE), dtype=np.uint8))
    dataset.FlushCache()
    given = {
        "IMAGERY": [str(image)],
        "MODEL": str(model),
        "SYNTHETIC_PERCENT": 0,
        "BUFFER": 0,
        "CHIP_SIZE": 32,
        "SPLIT": "1",
    }
    for number, cover in enumerate(([town], [_write_geopackage(tmp_path / "town.gpkg", town)])):
        folder = tmp_path / f"set{number}"
        processing.run("satsyn:buildtrainingset", {**given, "LANDCOVER": cover, "OUTPUT": str(folder)})
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["chips"]
    with pytest.raises(Exception, match="no such file or layer"):
        processing.run("satsyn:buildtrainingset", {**given, "LANDCOVER": ["gone.gpkg"], "OUTPUT": str(tmp_path / "x")})


@pytest.mark.parametrize("parts", [False, True])
def test_buildings_across_the_antimeridian_reach_the_worker(qgis, tmp_path: Path, parts: bool) -> None:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransformContext,
        QgsFields,
        QgsRectangle,
        QgsVectorLayer,
    )

    from satsyn.processing_provider.polygon_layers import PolygonMask, ReferenceExtent

    whole = "POLYGON((179.999 0, -179.999 0, -179.999 0.001, 179.999 0.001, 179.999 0))"
    halves = (
        "MULTIPOLYGON(((179.999 0, 180 0, 180 0.001, 179.999 0.001, 179.999 0)),"
        "((-180 0, -179.999 0, -179.999 0.001, -180 0.001, -180 0)))"
    )
    layer = _memory_layer("MultiPolygon" if parts else "Polygon", "fiji", [(halves if parts else whole, "")])
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    utm = ReferenceExtent(QgsCoordinateReferenceSystem("EPSG:32660"), QgsRectangle(833_800, -100, 834_200, 300))
    degrees = ReferenceExtent(QgsCoordinateReferenceSystem("EPSG:4326"), QgsRectangle(179.99, -0.01, 180.01, 0.01))
    for number, reference in enumerate((utm, degrees)):
        mask = PolygonMask.of(layer, QgsFields(), reference, QgsCoordinateTransformContext())
        written = mask.write(tmp_path / f"{number}.gpkg", RecordingFeedback())
        assert written.left_out == 0
        found = QgsVectorLayer(str(written.path), "found", "ogr")
        assert found.featureCount() == 1
        width = found.extent().width()
        assert width == pytest.approx(222.6, rel=0.01) if number == 0 else width > 359


def test_features_that_lie_nowhere_are_counted(qgis, tmp_path: Path) -> None:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransformContext,
        QgsFeature,
        QgsFields,
        QgsGeometry,
        QgsRectangle,
    )

    from satsyn.processing_provider.polygon_layers import PolygonMask, ReferenceExtent

    layer = _memory_layer("Polygon", "houses", [("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))", "")])
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32640"))
    nowhere, empty = QgsFeature(layer.fields()), QgsFeature(layer.fields())
    empty.setGeometry(QgsGeometry.fromWkt("POLYGON EMPTY"))
    assert layer.dataProvider().addFeatures([nowhere, empty])[0]
    reference = ReferenceExtent(layer.crs(), QgsRectangle(0, 0, 20, 20))
    mask = PolygonMask.of(layer, QgsFields(), reference, QgsCoordinateTransformContext())
    written = mask.write(tmp_path / "written.gpkg", RecordingFeedback())
    assert (written.path is not None, written.left_out) == (True, 2)


@pytest.mark.parametrize("name", ["LANDCOVER", "BUILDINGS"])
def test_cancel_ends_the_copy_of_a_layer_and_leaves_no_half_file(qgis, model: Path, tmp_path: Path, name: str) -> None:
    from qgis.core import QgsProcessingContext, QgsProject
    from qgis.PyQt.QtCore import QTimer

    from satsyn.satsyn_core.contract.errors import JobCancelledError

    houses = [(_rectangle(column, row, column + 1, row + 1), "land") for column in range(40) for row in range(40)]
    here = GridKind("around the houses", 32640, (X, 1.0, 0.0, Y, 0.0, -1.0))
    values = {"MODEL": str(model), "LANDCOVER": str(write_landcover(tmp_path / "landcover.tif", here))}
    values[name] = _memory_layer("Polygon", "houses", houses)
    algorithm = qgis.processingRegistry().algorithmById("satsyn:generateimagery").create()
    context, feedback, folder = QgsProcessingContext(), RecordingFeedback(), tmp_path / "written"
    context.setProject(QgsProject.instance())
    folder.mkdir()
    assert algorithm.prepareAlgorithm(values, context, feedback)
    QTimer.singleShot(0, feedback.cancel)
    with pytest.raises(JobCancelledError):
        algorithm.written_values(folder, feedback)
    assert not list(folder.glob(f"{name.lower()}*"))


def test_a_file_of_a_job_that_cannot_be_read_stays_as_it_is(town, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateTransformContext

    from satsyn.processing_provider.vector_layers import VectorSnapshot
    from satsyn.processing_provider.worker.copies import CopiedLayers

    layer = VectorSnapshot.of(town, QgsCoordinateTransformContext())
    report = tmp_path / "report.html"
    report.write_bytes(b"copy.gpkg \xff")
    CopiedLayers({"LANDCOVER": layer}, {"LANDCOVER": "copy.gpkg"}).rename_in(str(report))
    assert report.read_bytes() == b"copy.gpkg \xff"


def test_the_name_of_a_layer_replaces_a_copied_path_with_an_apostrophe(town, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateTransformContext

    from satsyn.processing_provider.vector_layers import VectorSnapshot
    from satsyn.processing_provider.worker.copies import CopiedLayers

    layer = VectorSnapshot.of(town, QgsCoordinateTransformContext())
    report = tmp_path / "report.html"
    report.write_text("<p>/o&#39;brien/copy.gpkg</p><p>/o&#x27;brien/copy.gpkg</p>")
    CopiedLayers({"LANDCOVER": layer}, {"LANDCOVER": "/o'brien/copy.gpkg"}).rename_in(str(report))
    assert "brien" not in report.read_text()


def test_a_missing_environment_is_said_before_layers_are_written(town, monkeypatch: pytest.MonkeyPatch) -> None:
    import processing
    from qgis.core import QgsProcessingException

    from satsyn.processing_provider.algorithms import base
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    def missing() -> None:
        raise EnvironmentSetupError("SatSyn has no Python environment yet.")

    written = []
    monkeypatch.setattr(base, "find_interpreter", missing)
    monkeypatch.setattr(base.JobAlgorithm, "written_values", lambda *_: written.append(1))
    with pytest.raises(QgsProcessingException, match="no Python environment"):
        processing.run("satsyn:describelandcover", {"LANDCOVER": town})
    assert not written
