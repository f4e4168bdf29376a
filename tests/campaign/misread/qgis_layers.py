"""Kind 7: what QGIS knows of a layer reaches the job: place, no-data values, legends, filters, edits, joins, scale."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable

import numpy as np

from .desk import NAMES, OTHER, Desk, Outcome, Said, large, photo, pixels_of, tried, village
from .in_qgis import qgis_process, qgis_script

_LEGEND = """
def legend(layer, names, scale=1, offset=0):
    classes = [QgsPalettedRasterRenderer.Class(value * scale + offset, QColor(value * 40, 9, 9), name)
               for value, name in names.items()]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    return layer

def categories(layer, field, names):
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    layer.setRenderer(QgsCategorizedSymbolRenderer(
        field, [QgsRendererCategory(value, symbol.clone(), name) for value, name in names.items()]))
    return layer

def plots(features, name="plots", more="", crs="EPSG:32633"):
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=code:integer&field=word:string{more}", name, "memory")
    for (left, top, right, bottom), values in features:
        feature = QgsFeature(layer.fields())
        x, y = (412300 + left, 412300 + right), (5317900 - top, 5317900 - bottom)
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x[0], y[1], x[1], y[0])))
        feature.setAttributes(list(values))
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer

def raster(path, name="cover"):
    return keep(QgsRasterLayer(W + path, name, "gdal"))

def vector(text, name="layer"):
    return keep(QgsVectorLayer(text, name, "ogr"))

def describe(layer, **more):
    run("describelandcover", LANDCOVER=layer, MODEL=MODEL, **more)

def generate(layer, **more):
    run("generateimagery", LANDCOVER=layer, MODEL=MODEL, OUTPUT=W + "o.tif", ENGINE="torch", **more)
"""

_SQUARES = "[((0, 0, 80, 60), (1, 'a')), ((10, 10, 30, 30), (2, 'b')), ((40, 10, 60, 30), (3, 'c'))]"


def _script(desk: Desk, code: str) -> Said:
    return qgis_script(desk, _LEGEND + code)


def _classes(said: Said) -> dict[str, int]:
    """Return the pixels of each class in the match that a run gave."""
    lines = [line for line in said.text.splitlines() if line.startswith("RESULT {")]
    rows = json.loads(ast.literal_eval(lines[-1].removeprefix("RESULT "))["MATCH"])["classes"] if lines else []
    classes: dict[str, int] = {}
    for row in rows:
        classes[row["class"]] = classes.get(row["class"], 0) + row["pixels"]
    return {name: count for name, count in classes.items() if name != "nodata"}


def _matched(said: Said, expected: dict[str, int], *words: str) -> Outcome:
    found = _classes(said)
    right = not said.code and found == expected and all(said.has(word) for word in words)
    return Outcome("the right classes" if right else f"{found} in place of {expected}: {said.text[-260:]}", right)


def _shares(said: Said, expected: dict[str, float]) -> Outcome:
    """Return that classes have about these shares: vector layers are drawn on grids of several sizes."""
    found = _classes(said)
    total = max(sum(found.values()), 1)
    shares = {name: round(count / total, 2) for name, count in found.items()}
    right = not said.code and set(shares) == set(expected)
    right = right and all(abs(shares[name] - share) < 0.03 for name, share in expected.items())
    return Outcome("the right classes" if right else f"{shares} in place of {expected}: {said.text[-260:]}", right)


def _said(said: Said, *words: str, done: bool = True) -> Outcome:
    right = (said.code == 0) == done and all(said.has(word) for word in words)
    return Outcome(f"code {said.code}: {said.last[-230:]}", right)


_THREE = {"water": 0.83, "vegetation": 0.08, "building": 0.08}
_NAMED = "{1: 'Water', 2: 'Forest', 3: 'Houses'}"


@tried(7, "A legend on a layer of the project names the values")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    return _matched(_script(desk, f"describe(legend(raster('lc.tif'), {OTHER}))"), pixels_of(OTHER))


@tried(7, "A legend on a layer whose band has a scale of 2 and an offset of 100")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.gdal(f"b = gdal.Open({desk.path('lc.tif')!r}, 1)\nb.GetRasterBand(1).SetScale(2)\nb.GetRasterBand(1).SetOffset(100)")  # fmt: skip # noqa: E501
    return _matched(_script(desk, f"describe(legend(raster('lc.tif'), {OTHER}, 2, 100))"), pixels_of(OTHER))


@tried(7, "An additional no-data value together with a legend")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    code = f"""
layer = legend(raster("lc.tif"), {OTHER})
layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(5, 5)])
describe(layer)
"""
    return _matched(_script(desk, code), pixels_of({k: v for k, v in OTHER.items() if k != 5}), "no-data values")


@tried(7, "An additional no-data value of a land cover of 16 bits with a mask")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", village().astype(np.uint16) * 300, nodata=1500)
    names = {300 * value: name for value, name in OTHER.items() if value != 5}
    code = f"""
layer = legend(raster("lc.tif"), {names})
layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(300, 300)])
describe(layer)
"""
    return _matched(_script(desk, code), pixels_of({k: v for k, v in OTHER.items() if k not in (1, 5)}))


@tried(7, "A coordinate system set on the layer is that of the imagery")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", crs=None)
    code = """
layer = raster("lc.tif")
layer.setCrs(QgsCoordinateReferenceSystem("EPSG:25833"))
generate(layer, SCHEME="model")
print("INFO system", QgsRasterLayer(W + "o.tif", "o", "gdal").crs().authid())
"""
    return _said(_script(desk, code), "system EPSG:25833")


@tried(7, "A coordinate system set on the imagery of a training set, whose land cover has the right one")
def _(desk: Desk) -> Outcome:
    values = large(village(), 160)
    desk.raster("lc.tif", values)
    desk.raster("rgb.tif", photo(values), crs="EPSG:32640")
    code = """
layer = raster("rgb.tif", "imagery")
layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
run("buildtrainingset", IMAGERY=[layer], LANDCOVER=[raster("lc.tif")], SCHEME="model", MODEL=MODEL, CHIP_SIZE=64,
    BUFFER=0, SPLIT_BLOCK=1, SPLIT="1", SYNTHETIC_PERCENT=0, OUTPUT=W + "set")
"""
    return _said(_script(desk, code), "coordinate system of 'imagery'", "RESULT")


def _legend_in(call: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        values = large(village(), 320)
        desk.raster("lc.tif", values)
        desk.raster("rgb.tif", photo(values))
        code = f"""
cover, imagery = legend(raster("lc.tif"), {OTHER}), raster("rgb.tif", "imagery")
try:
    {call}
except Exception as error:
    print("REFUSED", error)
"""
        said = _script(desk, code)
        unnamed = [name for name in OTHER.values() if name not in said.text]
        return Outcome(f"code {said.code}, without {unnamed}: {said.last[-200:]}", said.code == 0 and not unnamed)

    return run


_SET = 'CHIP_SIZE=64, BUFFER=0, SPLIT_BLOCK=1, SPLIT="1", SYNTHETIC_PERCENT=0'
_SMALL = "STEPS=1, CROP=64, BATCH=2, PRETRAINED=False"
_CALLS = {
    "a training set": f'run("buildtrainingset", IMAGERY=[imagery], LANDCOVER=[cover], MODEL=MODEL, {_SET}, OUTPUT=W + "set")',  # noqa: E501
    "a segmentation": f'run("trainevaluatesegmentation", IMAGERY=[imagery], LANDCOVER=[cover], {_SMALL}, OUTPUT=W + "m.safetensors")',  # noqa: E501
    "a change pair": 'run("generatechange", BEFORE=cover, AFTER=cover, MODEL=MODEL, ENGINE="torch", OUTPUT_BEFORE=W + "a.tif", OUTPUT_AFTER=W + "b.tif", CHANGE=W + "c.tif")',  # noqa: E501
}
for _name, _call in _CALLS.items():
    tried(7, f"The legend reaches {_name}")(_legend_in(_call))


@tried(7, "Labels of categories name the numbers of a memory layer")
def _(desk: Desk) -> Outcome:
    return _shares(_script(desk, f"describe(keep(categories(plots({_SQUARES}), 'code', {_NAMED})))"), _THREE)


@tried(7, "Labels of categories name the words of a GeoPackage's layer")
def _(desk: Desk) -> Outcome:
    code = f"""
options = QgsVectorFileWriter.SaveVectorOptions()
QgsVectorFileWriter.writeAsVectorFormatV3(plots({_SQUARES}), W + "p.gpkg", QgsCoordinateTransformContext(), options)
describe(categories(vector(W + "p.gpkg"), "word", {{"a": "Water", "b": "Forest", "c": "Houses"}}))
"""
    return _shares(_script(desk, code), _THREE)


@tried(7, "Labels of categories of an expression")
def _(desk: Desk) -> Outcome:
    names = "{'1a': 'Water', '2b': 'Forest', '3c': 'Houses'}"
    field = 'to_string("code") || "word"'
    return _shares(_script(desk, f"describe(keep(categories(plots({_SQUARES}), {field!r}, {names})))"), _THREE)


@tried(7, "One category of several values")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(plots({_SQUARES}))
symbol = QgsSymbol.defaultSymbol(layer.geometryType())
layer.setRenderer(QgsCategorizedSymbolRenderer("code", [
    QgsRendererCategory([1], symbol.clone(), "Water"), QgsRendererCategory([2, 3], symbol.clone(), "Forest")]))
describe(layer)
"""
    return _shares(_script(desk, code), {"water": 0.83, "vegetation": 0.17})


@tried(7, "Labels that say what the values do, or nothing, leave the values")
def _(desk: Desk) -> Outcome:
    code = """
layer = plots([((0, 0, 80, 60), (1, "water")), ((10, 10, 30, 30), (2, "forest"))])
describe(keep(categories(layer, "word", {"water": "water", "forest": ""})))
"""
    return _shares(_script(desk, code), {"water": 0.92, "vegetation": 0.08})


@tried(7, "Another CLASS_FIELD than the legend's, whose labels do not count")
def _(desk: Desk) -> Outcome:
    code = """
layer = plots([((0, 0, 80, 60), (1, "water")), ((10, 10, 30, 30), (2, "forest"))])
describe(keep(categories(layer, "code", {1: "Houses", 2: "Road"})), CLASS_FIELD="word")
"""
    return _shares(_script(desk, code), {"water": 0.92, "vegetation": 0.08})


@tried(7, "CLASSES for the numbers counts before the labels")
def _(desk: Desk) -> Outcome:
    code = f"describe(keep(categories(plots({_SQUARES}), 'code', {_NAMED})), CLASSES='1=land 2=road 3=building')"
    return _shares(_script(desk, code), {"land": 0.83, "road": 0.08, "building": 0.08})


@tried(7, "SCHEME for the numbers, where the labels are in a language that SatSyn does not know")
def _(desk: Desk) -> Outcome:
    code = """
layer = plots([((0, 0, 80, 60), (11, "")), ((10, 10, 30, 30), (41, ""))])
describe(keep(categories(layer, "code", {11: "Xqqq", 41: "Zqqq"})), SCHEME="nlcd")
"""
    return _shares(_script(desk, code), {"water": 0.92, "vegetation": 0.08})


@tried(7, "Labels of two layers that mean other things by the same number")
def _(desk: Desk) -> Outcome:
    code = f"""
below = keep(categories(plots({_SQUARES}), "code", {_NAMED}))
above = keep(categories(plots([((0, 30, 80, 60), (1, "x"))], "above"), "code", {{1: "Road"}}))
generate(below, OVERLAYS=[above])
"""
    said = _script(desk, code)
    return _shares(said, {"water": 0.33, "vegetation": 0.08, "building": 0.08, "road": 0.5})


@tried(7, "A subset filter of a layer that is named by its id")
def _(desk: Desk) -> Outcome:
    code = f"""
options = QgsVectorFileWriter.SaveVectorOptions()
QgsVectorFileWriter.writeAsVectorFormatV3(plots({_SQUARES}), W + "p.gpkg", QgsCoordinateTransformContext(), options)
layer = categories(vector(W + "p.gpkg"), "code", {_NAMED})
layer.setSubsetString('"code" > 1')
describe(layer.id())
"""
    return _shares(_script(desk, code), {"vegetation": 0.5, "building": 0.5})


@tried(7, "Unsaved edits and a joined field")
def _(desk: Desk) -> Outcome:
    code = f"""
names = QgsVectorLayer("None?field=code:integer&field=label:string", "names", "memory")
for number, text in {_NAMED}.items():
    feature = QgsFeature(names.fields())
    feature.setAttributes([number, text])
    names.dataProvider().addFeature(feature)
keep(names)
layer = keep(plots({_SQUARES}))
join = QgsVectorLayerJoinInfo()
join.setJoinLayer(names); join.setJoinFieldName("code"); join.setTargetFieldName("code"); join.setPrefix("of_")
layer.addJoin(join)
layer.startEditing()
layer.deleteFeature(max(one.id() for one in layer.getFeatures()))
describe(layer, CLASS_FIELD="of_label")
"""
    return _shares(_script(desk, code), {"water": 0.92, "vegetation": 0.08})


@tried(7, "An additional no-data value of a layer whose file has names in a table of ArcGIS")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.gdal(f"""
file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource({desk.path("lc.tif.vat.dbf")!r})
layer = file.CreateLayer("lc.tif.vat", None, ogr.wkbNone)
layer.CreateField(ogr.FieldDefn("VALUE", ogr.OFTInteger)); layer.CreateField(ogr.FieldDefn("CLASS_NAME", ogr.OFTString))
for value, name in {OTHER}.items():
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["VALUE"], feature["CLASS_NAME"] = value, name
    layer.CreateFeature(feature)
layer = file = None
""")
    code = """
layer = raster("lc.tif")
layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(5, 5)])
describe(layer)
"""
    return _matched(_script(desk, code), pixels_of({k: v for k, v in OTHER.items() if k != 5}))


@tried(7, "A coordinate system and several no-data values of a layer with GDAL's category names")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", nodata=0)
    names = ["", *OTHER.values()]
    desk.gdal(f"b = gdal.Open({desk.path('lc.tif')!r}, 1)\nb.GetRasterBand(1).SetCategoryNames({names})\nb = None")
    code = """
layer = raster("lc.tif")
layer.setCrs(QgsCoordinateReferenceSystem("EPSG:25833"))
layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(5, 5), QgsRasterRange(1, 2)])
layer.setRenderer(QgsSingleBandGrayRenderer(layer.dataProvider(), 1))
describe(layer)
"""
    return _matched(_script(desk, code), pixels_of({k: v for k, v in OTHER.items() if k in (3, 4)}))


@tried(7, "A style file beside a shapefile that is given by its path")
def _(desk: Desk) -> Outcome:
    code = f"""
options = QgsVectorFileWriter.SaveVectorOptions()
options.driverName = "ESRI Shapefile"
QgsVectorFileWriter.writeAsVectorFormatV3(plots({_SQUARES}), W + "p.shp", QgsCoordinateTransformContext(), options)
categories(vector(W + "p.shp"), "code", {_NAMED}).saveNamedStyle(W + "p.qml")
QgsProject.instance().removeAllMapLayers()
describe(W + "p.shp")
"""
    return _shares(_script(desk, code), _THREE)


@tried(7, "A layer's own style file beside a raster that is given by its path")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    code = f"""
legend(raster("lc.tif"), {OTHER}).saveNamedStyle(W + 'lc.qml')
describe(W + "lc.tif")
"""
    return _matched(_script(desk, code), pixels_of(OTHER))


@tried(7, "A style file beside a raster, by qgis_process")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    made = _script(desk, f"legend(raster('lc.tif'), {OTHER}).saveNamedStyle(W + 'lc.qml')")
    said = qgis_process(desk, "describelandcover", LANDCOVER=desk.path("lc.tif"), MODEL=desk.generator)
    right = not said.code and all(name in said.text for name in NAMES.values()) and not made.code
    return Outcome(f"code {said.code}: {said.last[-200:]}", right)
