"""Kind 2, second part: land cover as offices in other countries hand it out."""

from __future__ import annotations

import re

import numpy as np
from affine import Affine

from .desk import GRID, Desk, Outcome, matched, pixels_of, tried, village

_GERMAN = {1: "Laubwald", 2: "Wohnhaus", 3: "Gewässer", 4: "Ödland", 5: "Straße"}
_FRENCH = {1: "Forêts de feuillus", 2: "Bâtiments", 3: "Cours d’eau", 4: "Sols nus", 5: "Voirie"}
_MEANT = {1: "vegetation", 2: "building", 3: "water", 4: "land", 5: "road"}


@tried(2, "Table of ArcGIS in German: numbers, values, counts, names and remarks, in Latin-1")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.gdal(f"""
options = ["ENCODING=ISO-8859-1"]
file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource({desk.path("lc.tif.vat.dbf")!r})
layer = file.CreateLayer("lc.tif.vat", geom_type=ogr.wkbNone, options=options)
for name, kind in (("OBJEKT", 0), ("Rasterwert", 0), ("Anz_Pixel", 0), ("Bezeichnun", 4), ("Bemerkung", 4)):
    layer.CreateField(ogr.FieldDefn(name, kind))
for number, (value, word) in enumerate({_GERMAN!r}.items()):
    row = ogr.Feature(layer.GetLayerDefn())
    for name, cell in zip(("OBJEKT", "Rasterwert", "Anz_Pixel", "Bezeichnun"), (number, value, 90 + number, word)):
        row[name] = cell
    layer.CreateFeature(row)
""")
    said = desk.generate("lc.tif")
    return (
        matched(said, pixels_of(_MEANT)) if said.has("columns Rasterwert and Bezeichnun") else Outcome(said.last, False)
    )


@tried(2, "Attribute table in French with values in the second of three columns of numbers")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", village() * np.uint16(11))
    kinds = (("ident", 0), ("grille", 0), ("effectif", 0), ("Libellé", 2), ("note", 2))
    fields = "".join(
        f'<FieldDefn index="{at}"><Name>{name}</Name><Type>{kind}</Type><Usage>0</Usage></FieldDefn>'
        for at, (name, kind) in enumerate(kinds)
    )
    rows = "".join(
        f'<Row index="{value - 1}"><F>{value}</F><F>{11 * value}</F><F>7</F><F>{name}</F><F>vu</F></Row>'
        for value, name in _FRENCH.items()
    )
    table = f"<GDALRasterAttributeTable>{fields}{rows}</GDALRasterAttributeTable>"
    desk.text("lc.tif.aux.xml", f'<PAMDataset><PAMRasterBand band="1">{table}</PAMRasterBand></PAMDataset>')
    return matched(desk.generate("lc.tif"), pixels_of(_MEANT))


@tried(2, "Shapefile of a survey in Latin-1: codes in one field, German words in another, a person in a third")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.gdal(f"""
raster = gdal.Open({desk.path("lc.tif")!r})
file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource({desk.path("biotope.shp")!r})
layer = file.CreateLayer("biotope", raster.GetSpatialRef(), ogr.wkbPolygon, ["ENCODING=ISO-8859-1"])
for name, kind in (("WERT", 0), ("BTYP", 4), ("BTNAME", 4), ("BEARB", 4)):
    layer.CreateField(ogr.FieldDefn(name, kind))
gdal.Polygonize(raster.GetRasterBand(1), None, layer, 0)
for feature in layer:
    value = feature["WERT"]
    feature["BTYP"], feature["BTNAME"], feature["BEARB"] = f"0{{value}}.1", {_GERMAN!r}[value], "Müller"
    layer.SetFeature(feature)
""")
    return matched(desk.generate("biotope.shp"), pixels_of(_MEANT))


@tried(2, "NLCD in decimals, south-up, with an undeclared 255 around a round map")
def _(desk: Desk) -> Outcome:
    rows, cols = np.mgrid[:90, :90]
    nlcd = np.array([11, 21, 24, 31, 41, 82])[(rows // 15 + cols // 15) % 6].astype(float)
    nlcd[np.hypot(rows - 44.5, cols - 44.5) > 42] = 255
    south_up = GRID["transform"] * Affine.scale(30, -30)
    desk.raster("lc.tif", nlcd, transform=south_up, dtype="float64")
    said = desk.generate("lc.tif")
    right = said.has("class scheme nlcd") and said.classes.get("nodata") == int((nlcd == 255).sum())
    return Outcome(said.last, right)


@tried(2, "Extents that are swapped or miss the map, with the texts that are proposed")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    for extent in ("412340,412310,5317890,5317860", "15.8,15.7,48.0,48.1 [EPSG:4326]", "1,2,3,4 [EPSG:3857]"):
        text, tries = extent, 0
        said = desk.generate("lc.tif", "--extent", text, "--scheme", "model")
        while said.code and tries < 2:
            text, tries = re.findall(r'"([^"]*)"', said.last)[-1], tries + 1
            said = desk.generate("lc.tif", "--extent", text, "--scheme", "model")
        if said.code or not tries:
            return Outcome(f"{extent}: {said.last}", False)
    return Outcome("refused, and the proposed texts work", True)


@tried(2, "Mosaic whose tiles name a value differently, used one by one as the message says")
def _(desk: Desk) -> Outcome:
    values = village()
    for name, part, start, word in (("a", values[:, :40], 0, "building"), ("b", values[:, 40:], 40, "Weinberg")):
        desk.raster(f"{name}.tif", part, transform=GRID["transform"] * Affine.translation(start, 0))
        words = {**_MEANT, 2: word}
        categories = "".join(f"<Category>{words.get(value, '')}</Category>" for value in range(6))
        band = f'<PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand>'
        desk.text(f"{name}.tif.aux.xml", f"<PAMDataset>{band}</PAMDataset>")
    desk.run("gdalbuildvrt", "-q", "m.vrt", "a.tif", "b.tif")
    refusal = desk.generate("m.vrt").last
    if "Use these rasters one by one" not in refusal:
        return Outcome(refusal, False)
    second = desk.generate("b.tif")
    if second.code:
        return Outcome(second.last, False)
    return matched(desk.generate("a.tif"), dict(pixels_of(_MEANT, values[:, :40])))
