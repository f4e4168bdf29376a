"""Kind 7, more of it: kinds of layers, fields, renderers and settings that QGIS has and files do not."""

from __future__ import annotations

import numpy as np

from .desk import NAMES, OTHER, Desk, Outcome, large, photo, pixels_of, tried, village
from .qgis_layers import _NAMED, _SQUARES, _THREE, _classes, _matched, _said, _script, _shares

_NUMBERS = "1=water 2=vegetation 3=building"


@tried(7, "Rules with labels in place of categories")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(plots({_SQUARES}))
root = QgsRuleBasedRenderer.Rule(None)
for value, name in {_NAMED}.items():
    root.appendChild(QgsRuleBasedRenderer.Rule(
        QgsSymbol.defaultSymbol(layer.geometryType()), 0, 0, '"code" = %d' % value, name))
layer.setRenderer(QgsRuleBasedRenderer(root))
describe(layer, CLASS_FIELD="code")
"""
    said = _script(desk, code)
    if said.code:
        return Outcome(f"refused: {said.last[-220:]}", said.has("CLASSES"))
    return _shares(said, _THREE)


@tried(7, "One name for several values of a raster's legend")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    names = {**OTHER, 4: "water"}
    return _matched(_script(desk, f"describe(legend(raster('lc.tif'), {names}))"), pixels_of(names))


@tried(7, "A renderer that shows the second band of a raster, with names")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", np.stack([village() * 0 + 9, village()]))
    code = f"""
layer = raster("lc.tif")
classes = [QgsPalettedRasterRenderer.Class(v, QColor(v * 40, 9, 9), n) for v, n in {OTHER}.items()]
layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 2, classes))
describe(layer)
"""
    said = _script(desk, code)
    return _said(said, "band", done=False) if said.code else _matched(said, pixels_of(OTHER))


@tried(7, "A raster in the memory of QGIS")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    code = """
from osgeo import gdal
gdal.FileFromMemBuffer("/vsimem/lc.tif", open(W + "lc.tif", "rb").read())
describe(keep(QgsRasterLayer("/vsimem/lc.tif", "cover", "gdal")), SCHEME="model")
"""
    said = _script(desk, code)
    return (
        _matched(said, pixels_of(NAMES))
        if not said.code
        else _said(said, "is not a raster file", "GeoTIFF", done=False)
    )


@tried(7, "Rules with labels for words and all others, one of them switched off")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(plots({_SQUARES}))
root = QgsRuleBasedRenderer.Rule(None)
def rule(text, name):
    root.appendChild(QgsRuleBasedRenderer.Rule(QgsSymbol.defaultSymbol(layer.geometryType()), 0, 0, text, name))
rule("word = 'a'", "Water"); rule("ELSE", "Houses"); rule("area() > 3", "Forest")
root.children()[2].setActive(False)
layer.setRenderer(QgsRuleBasedRenderer(root))
describe(layer)
"""
    return _shares(_script(desk, code), {"water": 0.83, "building": 0.17})


@tried(7, "A virtual layer of SQL")
def _(desk: Desk) -> Outcome:
    query = "SELECT geometry, code FROM plots WHERE code > 1"
    code = f"""
keep(plots({_SQUARES}, "plots"))
describe(categories(keep(QgsVectorLayer("?query={query}", "big", "virtual")), "code", {_NAMED}))
"""
    return _shares(_script(desk, code), {"vegetation": 0.5, "building": 0.5})


@tried(7, "Delimited text with geometries as WKT, with a coordinate system of the layer alone")
def _(desk: Desk) -> Outcome:
    rows = [
        (1, (412300, 5317840, 412380, 5317900)),
        (2, (412310, 5317870, 412330, 5317890)),
        (3, (412340, 5317870, 412360, 5317890)),
    ]
    text = "code;wkt\n" + "".join(
        f"{code};POLYGON(({w} {s},{e} {s},{e} {n},{w} {n},{w} {s}))\n" for code, (w, s, e, n) in rows
    )
    desk.text("p.csv", text)
    code = f"""
layer = keep(QgsVectorLayer("file://" + W + "p.csv?delimiter=;&wktField=wkt&crs=EPSG:32633", "p", "delimitedtext"))
describe(categories(layer, "code", {_NAMED}))
"""
    return _shares(_script(desk, code), _THREE)


@tried(7, "A shapefile without coordinate system whose layer has one")
def _(desk: Desk) -> Outcome:
    code = f"""
options = QgsVectorFileWriter.SaveVectorOptions()
options.driverName = "ESRI Shapefile"
QgsVectorFileWriter.writeAsVectorFormatV3(plots({_SQUARES}), W + "p.shp", QgsCoordinateTransformContext(), options)
os.remove(W + "p.prj")
layer = categories(vector(W + "p.shp"), "code", {_NAMED})
layer.setCrs(QgsCoordinateReferenceSystem("EPSG:25833"))
generate(layer)
print("RESULT", QgsRasterLayer(W + "o.tif").crs().authid())
"""
    return _said(_script(desk, code), "EPSG:25833")


@tried(7, "A field of an expression as CLASS_FIELD")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(plots({_SQUARES}))
layer.addExpressionField("CASE WHEN code = 1 THEN 'Water' WHEN code = 2 THEN 'Forest' ELSE 'Houses' END",
                         QgsField("kind", 10))
describe(layer, CLASS_FIELD="kind")
"""
    return _shares(_script(desk, code), _THREE)


@tried(7, "A value map of a field that names the numbers")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(plots({_SQUARES}))
names = {{"map": [{{name: str(value)}} for value, name in {_NAMED}.items()]}}
layer.setEditorWidgetSetup(layer.fields().indexOf("code"), QgsEditorWidgetSetup("ValueMap", names))
describe(layer, CLASS_FIELD="code")
"""
    said = _script(desk, code)
    return _shares(said, _THREE) if not said.code else Outcome(f"refused: {said.last[-200:]}", said.has("CLASSES"))


@tried(7, "The path of a raster that the project shows with a legend of its own")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    code = f"""
legend(raster("lc.tif"), {OTHER})
describe(W + "lc.tif")
"""
    said = _script(desk, code)
    return _matched(said, pixels_of(OTHER)) if not said.code else _said(said, "CLASSES", done=False)


@tried(7, "A no-data value of the imagery's layer, for a prediction")
def _(desk: Desk) -> Outcome:
    values = photo()
    values[:, :20] = 0
    desk.raster("rgb.tif", values)
    code = f"""
layer = raster("rgb.tif")
for band in (1, 2, 3):
    layer.dataProvider().setUserNoDataValue(band, [QgsRasterRange(0, 0)])
run("predictlandcover", IMAGERY=layer, MODEL={desk.segmenter!r}, OUTPUT=W + "p.tif")
result = QgsRasterLayer(W + "p.tif")
block = result.dataProvider().block(1, result.extent(), result.width(), result.height())
print("RESULT empty", all(block.isNoData(row, col) for row in range(20) for col in range(88)), block.isNoData(50, 50))
"""
    return _said(_script(desk, code), "RESULT empty True False")


@tried(7, "All other values, which have a label of their own in the categories")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(categories(plots({_SQUARES}), "code", {{1: "Water", 2: "Forest"}}))
symbol = QgsSymbol.defaultSymbol(layer.geometryType())
layer.renderer().addCategory(QgsRendererCategory(None, symbol, "Houses"))
describe(layer)
"""
    said = _script(desk, code)
    return _shares(said, _THREE) if not said.code else Outcome(f"refused: {said.last[-220:]}", said.has("CLASSES"))


@tried(7, "Selected features alone")
def _(desk: Desk) -> Outcome:
    code = f"""
layer = keep(categories(plots({_SQUARES}), "code", {_NAMED}))
layer.selectByExpression('"code" > 1')
describe(QgsProcessingFeatureSourceDefinition(layer.id(), True))
"""
    said = _script(desk, code)
    # QGIS offers no such choice for a parameter that takes rasters, too; a script can give it.
    return _shares(said, {"vegetation": 0.5, "building": 0.5}) if not said.code else _said(said, "execute", done=False)


@tried(7, "Legends of both land covers of a change pair")
def _(desk: Desk) -> Outcome:
    desk.raster("a.tif", large(village(), 96))
    desk.raster("b.tif", large(village(4), 96))
    code = f"""
run("generatechange", BEFORE=legend(raster("a.tif", "a"), {OTHER}), AFTER=legend(raster("b.tif", "b"), {OTHER}),
    MODEL=MODEL, ENGINE="torch", OUTPUT_BEFORE=W + "x.tif", OUTPUT_AFTER=W + "y.tif", CHANGE=W + "c.tif")
"""
    return _said(_script(desk, code), "1 = vegetation", "3 = water")


@tried(7, "Attributes of a GeoPackage's raster table, of which the project shows another")
def _(desk: Desk) -> Outcome:
    desk.raster("a.tif")
    desk.raster("b.tif", village(4))
    desk.run("gdal_translate", "-q", "-of", "GPKG", "-co", "RASTER_TABLE=one", "-co", "TILE_FORMAT=PNG", "a.tif", "c.gpkg")  # fmt: skip # noqa: E501
    desk.run("gdal_translate", "-q", "-of", "GPKG", "-co", "RASTER_TABLE=two", "-co", "TILE_FORMAT=PNG", "-co", "APPEND_SUBDATASET=YES", "b.tif", "c.gpkg")  # fmt: skip # noqa: E501
    code = f"""
layer = keep(QgsRasterLayer("GPKG:" + W + "c.gpkg:two", "two", "gdal"))
classes = [QgsPalettedRasterRenderer.Class(v, QColor(v * 40, 9, 9), n) for v, n in {OTHER}.items()]
layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
describe(layer)
"""
    said = _script(desk, code)
    if said.code:
        return _said(said, "bands", done=False)
    found = _classes(said)
    return Outcome(str(found), found == pixels_of(OTHER, village(4)))
