"""CLASSES in dialogs: the table, and the text that it stands for."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
from assertions import assert_run
from qgis.core import QgsApplication, QgsProcessingContext
from qgis.PyQt.QtCore import QEvent

from tests.qgis.rasters import NORTH_UP, write_landcover


def _wrapper():
    from processing.gui.wrappers import WidgetWrapperFactory

    algorithm = QgsApplication.processingRegistry().algorithmById("satsyn:generateimagery").create()
    return WidgetWrapperFactory.create_wrapper(algorithm.parameterDefinition("CLASSES"), None)


def test_the_dialog_shows_a_table_and_gives_the_released_text(qgis) -> None:
    wrapper = _wrapper()
    assert type(wrapper).__name__ == "ClassesWidgetWrapper"
    wrapper.setValue("1=water, 2=land 15=nodata")
    assert wrapper.widget.rows.rowCount() == 3
    assert wrapper.value() == "1=water 2=land 15=nodata"
    wrapper.setValue(None)
    assert wrapper.value() == ""


def test_a_text_with_a_mistake_stays_until_the_table_is_changed(qgis) -> None:
    wrapper = _wrapper()
    for text in ("1-3=water", "water=1", "1,2=water"):
        wrapper.setValue(text)
        assert wrapper.value() == text
    wrapper.widget.add.click()
    rows = wrapper.widget.rows
    rows.item(rows.rowCount() - 1, 0).setText("7")
    rows.item(rows.rowCount() - 1, 2).setText("land")
    assert wrapper.value() == "7=land"


def test_the_table_is_filled_from_the_layer(qgis, tmp_path: Path) -> None:
    path = write_landcover(tmp_path / "nlcd.tif", NORTH_UP, np.array([[11, 21], [41, 82]], np.uint8))
    wrapper = _wrapper()
    wrapper._given = lambda: {"LANDCOVER": str(path)}
    wrapper.widget.fill.click()
    assert not wrapper.widget.fill.isEnabled(), "it is filled in the background"
    while not wrapper.widget.fill.isEnabled():
        qgis.processEvents()
    assert wrapper.value() == "11=water 21=rangeland 41=tree 82=agriculture land"
    assert wrapper.widget.rows.item(0, 1).text() == "open water"


def test_the_table_fills_itself_and_never_overwrites_what_the_user_wrote(qgis, tmp_path: Path) -> None:
    from processing.gui.wrappers import WidgetWrapperFactory
    from qgis.core import QgsProject, QgsRasterLayer

    cover = write_landcover(tmp_path / "nlcd.tif", NORTH_UP, np.array([[11, 21], [41, 82]], np.uint8))
    other = write_landcover(tmp_path / "other.tif", NORTH_UP, np.array([[11, 21], [41, 52]], np.uint8))
    layers = [QgsRasterLayer(str(path), path.stem, "gdal") for path in (cover, other)]
    QgsProject.instance().addMapLayers(layers)
    algorithm = QgsApplication.processingRegistry().algorithmById("satsyn:generateimagery").create()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    wrappers = {
        name: WidgetWrapperFactory.create_wrapper(algorithm.parameterDefinition(name), None)
        for name in ("LANDCOVER", "CLASSES")
    }
    landcover, classes = wrappers["LANDCOVER"], wrappers["CLASSES"]
    widget = landcover.createWrappedWidget(context)
    landcover.setWidgetValue(layers[0].id(), context)
    rows = classes.widget.rows

    classes.postInitialize(list(wrappers.values()))
    while not rows.rowCount():
        qgis.processEvents()
        time.sleep(0.02)  # the worker needs the processor
    assert [rows.item(row, 0).text() for row in range(4)] == ["11", "21", "41", "82"]
    assert classes.value() == "", "the job finds the same by itself"
    rows.item(1, 2).setText("building")
    edited = "11=water 21=building 41=tree 82=agriculture land"
    assert classes.value() == edited
    landcover.setWidgetValue(layers[1].id(), context)
    assert "have changed" in classes.widget.note.text(), widget
    assert classes.value() == edited
    QgsProject.instance().removeMapLayers([layer.id() for layer in layers])


def test_the_keyboard_leaves_the_table_and_edits_what_counts(qgis) -> None:
    from qgis.PyQt.QtCore import Qt

    wrapper = _wrapper()
    wrapper.setValue("1=water 2=land")
    rows = wrapper.widget.rows
    assert not rows.tabKeyNavigation()
    editable = [bool(rows.item(0, column).flags() & Qt.ItemFlag.ItemIsEditable) for column in range(4)]
    assert editable == [True, False, True, False]


def test_questions_that_nobody_waits_for_are_cancelled(qgis, tmp_path: Path) -> None:
    path = write_landcover(tmp_path / "nlcd.tif", NORTH_UP, np.array([[11, 21], [41, 82]], np.uint8))
    wrapper = _wrapper()
    wrapper._given = lambda: {"LANDCOVER": str(path)}
    tasks = []
    for _ in range(2):
        wrapper._fill(as_text=True)
        tasks.append(wrapper._task)
    assert [task.isCanceled() for task in tasks] == [True, False]
    wrapper.widget.deleteLater()
    end = time.monotonic() + 60
    while qgis.taskManager().count():
        assert time.monotonic() < end
        qgis.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qgis.processEvents()
        time.sleep(0.02)
    assert wrapper._task is None


def test_values_that_the_user_took_for_nodata_are_not_in_the_table(qgis, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingFeedback, QgsRasterLayer, QgsRasterRange

    from satsyn.processing_provider.classes_table import Question

    path = write_landcover(tmp_path / "nlcd.tif", NORTH_UP, np.array([[11, 21], [41, 82]], np.uint8))
    layer = QgsRasterLayer(str(path), "nlcd", "gdal")
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(41, 41)])
    match = Question.of({"LANDCOVER": layer}).answer(QgsProcessingFeedback())
    assert [row["value"] for row in match["classes"]] == [11, 21, 82]


def test_the_table_is_filled_from_a_vector_layer_and_its_text_is_taken(qgis, model: Path, tmp_path: Path) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32640&field=art:string&field=class:string", "plan", "memory")
    for number, words in enumerate((("Wiesenschaumkraut", "water"), ("lake", "water"), ("forest", "water"))):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({_corners(331_200 + 40 * number)}))"))
        feature.setAttributes(list(words))
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    wrapper = _wrapper()
    wrapper._given = {"LANDCOVER": layer.id(), "CLASS_FIELD": "art", "MODEL": str(model)}.copy
    wrapper.widget.fill.click()
    while not wrapper.widget.fill.isEnabled():
        qgis.processEvents()
    assert [wrapper.widget.rows.item(row, 1).text() for row in range(3)] == ["forest", "lake", "Wiesenschaumkraut"]
    assert wrapper.value() == "forest=vegetation, lake=water"
    assert "Wiesenschaumkraut=?" in wrapper.widget.note.text()
    wrapper.widget.rows.item(2, 2).setText("land")
    assert wrapper.value() == "forest=vegetation, lake=water, Wiesenschaumkraut=land"
    given = {"MODEL": str(model), "CLASS_FIELD": "art", "CLASSES": wrapper.value(), "DEVICE": "cpu"}
    run = assert_run("satsyn:generateimagery", LANDCOVER=layer, OUTPUT=str(tmp_path / "o.tif"), **given)
    found = {row["name"]: row["class"] for row in json.loads(run.outputs["MATCH"])["classes"]}
    assert found == {"forest": "vegetation", "lake": "water", "Wiesenschaumkraut": "land"}
    QgsProject.instance().removeMapLayer(layer.id())


def _corners(x: float) -> str:
    y = 2_780_000
    return f"{x} {y},{x + 40} {y},{x + 40} {y - 64},{x} {y - 64},{x} {y}"


def test_the_table_of_a_plan_has_the_classes_of_the_layers_over_it(qgis) -> None:
    from qgis.core import QgsProcessingFeedback, QgsVectorLayer

    from satsyn.processing_provider.classes_table import Question
    from satsyn.satsyn_core.contract.bundled import RESOURCES

    plan, roads = (
        QgsVectorLayer(str(RESOURCES / "sample" / f"plan_{name}.geojson"), name, "ogr") for name in ("landuse", "roads")
    )
    given = {"LANDCOVER": plan, "OVERLAYS": [roads], "SEED": 3, "CLASSES": "1=water"}
    match = Question.of(given).answer(QgsProcessingFeedback())
    assert match["classes_text"].startswith("building=building, ")
    assert {row["key"] for row in match["classes"]} == {row["name"] for row in match["classes"]}


def test_a_batch_table_has_a_line_of_text(qgis) -> None:
    from processing.gui.wrappers import WidgetWrapperFactory

    class BatchAlgorithmDialog:
        """QGIS knows its dialogs by the names of their classes."""

    definition = (
        QgsApplication.processingRegistry().algorithmById("satsyn:generateimagery").parameterDefinition("CLASSES")
    )
    wrapper = WidgetWrapperFactory.create_wrapper(definition, BatchAlgorithmDialog())
    assert type(wrapper.widget).__name__ == "ClassesLine"
    wrapper.setValue("1=water 2=land")
    assert wrapper.value() == "1=water 2=land"


def test_choices_and_schemes_say_what_they_mean(qgis) -> None:
    from processing.gui.wrappers import WidgetWrapperFactory

    class AlgorithmDialog:
        """QGIS knows its dialogs by the names of their classes."""

    algorithm = QgsApplication.processingRegistry().algorithmById("satsyn:generateimagery")
    for name, value, shown in (
        ("PRECISION", "fast", "fast: 16-bit numbers"),
        ("SCHEME", "worldcover", "worldcover: ESA WorldCover"),
        ("SCHEME", "/own/scheme.json", "/own/scheme.json"),
    ):
        definition = algorithm.parameterDefinition(name)
        wrapper = WidgetWrapperFactory.create_wrapper(definition, AlgorithmDialog())
        assert wrapper.parameterValue() == definition.defaultValue()
        wrapper.setParameterValue(value, QgsProcessingContext())
        assert (wrapper.parameterValue(), wrapper.combo.currentText()) == (value, shown)


def test_the_model_designer_keeps_where_classes_come_from(qgis) -> None:
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog
    from qgis.core import QgsProcessingModelAlgorithm, QgsProcessingModelChildParameterSource

    from satsyn.satsyn_core.contract.bundled import RESOURCES

    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(RESOURCES / "models3" / "landcover_to_imagery.model3"))
    child = next(one for one in model.childAlgorithms().values() if "CLASSES" in one.parameterSources())
    sources = child.parameterSources()["CLASSES"]
    assert sources[0].source() == QgsProcessingModelChildParameterSource.ModelParameter
    dialog = ModelerParametersDialog(child.algorithm(), model, child.childId(), child.configuration())
    kept = dialog.createAlgorithm().parameterSources()["CLASSES"]
    assert [one.parameterName() for one in kept] == [one.parameterName() for one in sources]
    assert [one.source() for one in kept] == [one.source() for one in sources]
