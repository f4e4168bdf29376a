"""Kind 2, first part: the class names that a raster says of its values, in every form that they have."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from pathlib import Path

import numpy as np
from affine import Affine

from .desk import GRID, OTHER, Desk, Outcome, matched, matched_or_refused, pixels_of, refused, tried, village

_RAT = """
def table(band, names, columns, values=None):
    rat = gdal.RasterAttributeTable()
    for name, kind, use in columns: rat.CreateColumn(name, kind, use)
    rat.SetRowCount(len(names))
    for row, value in enumerate(sorted(names)):
        for column, (name, kind, use) in enumerate(columns):
            rat.SetValueAsString(row, column, names[value] if kind == gdal.GFT_String else str(value))
    band.SetDefaultRAT(rat)
NAMES = OTHERS
INTEGER, TEXT, MINMAX = gdal.GFT_Integer, gdal.GFT_String, gdal.GFU_MinMax
""".replace("OTHERS", repr(OTHER))


def _named(desk: Desk, landcover: str, *options: object) -> Outcome:
    return matched(desk.generate(landcover, *options), pixels_of(OTHER))


@tried(2, "Attribute table in the GeoTIFF's sidecar, its value column of use MinMax and called ID")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.gdal(
        _RAT
        + f"""
file = gdal.Open({desk.path("lc.tif")!r}, 1)
table(file.GetRasterBand(1), NAMES, [("ID", INTEGER, MINMAX), ("Art", TEXT, gdal.GFU_Name)])
"""
    )
    return _named(desk, "lc.tif")


@tried(2, "Attribute table with real values and ranges of a half around them")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    rows = "".join(
        f'<Row index="{row}"><F>{value - 0.5}</F><F>{value + 0.499}</F><F>{name}</F></Row>'
        for row, (value, name) in enumerate(OTHER.items())
    )
    fields = "".join(
        f'<FieldDefn index="{n}"><Name>{name}</Name><Type>{kind}</Type><Usage>{use}</Usage></FieldDefn>'
        for n, (name, kind, use) in enumerate((("from", 1, 3), ("to", 1, 4), ("what", 2, 0)))
    )
    table = f'<GDALRasterAttributeTable tableType="thematic">{fields}{rows}</GDALRasterAttributeTable>'
    desk.text("lc.tif.aux.xml", f'<PAMDataset><PAMRasterBand band="1">{table}</PAMRasterBand></PAMDataset>')
    return _named(desk, "lc.tif")


@tried(2, "Erdas .img with category names inside")
def _(desk: Desk) -> Outcome:
    desk.raster("t.tif")
    names = ["", *(OTHER[value] for value in range(1, 6))]
    desk.gdal(f"""
file = gdal.GetDriverByName("HFA").CreateCopy({desk.path("lc.img")!r}, gdal.Open({desk.path("t.tif")!r}))
file.GetRasterBand(1).SetCategoryNames({names!r})
""")
    Path(desk.path("t.tif")).unlink()
    return _named(desk, "lc.img")


def _dbf(desk: Desk, name: str, fields: str = "VALUE") -> None:
    desk.gdal(f"""
file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource({desk.path("t.dbf")!r})
layer = file.CreateLayer("t", geom_type=ogr.wkbNone)
for field, kind in (({fields!r}, ogr.OFTInteger), ("COUNT", ogr.OFTReal), ("LEGEND", ogr.OFTString)):
    layer.CreateField(ogr.FieldDefn(field, kind))
for value, word in {OTHER!r}.items():
    row = ogr.Feature(layer.GetLayerDefn())
    row[{fields!r}], row["COUNT"], row["LEGEND"] = value, 9, word
    layer.CreateFeature(row)
""")
    Path(desk.path("t.dbf")).rename(desk.path(name))


@tried(2, "Mosaic of two tiles, each with an ArcGIS table in capitals beside it")
def _(desk: Desk) -> Outcome:
    values = village()
    desk.raster("a.tif", values[:, :40])
    desk.raster("b.tif", values[:, 40:], transform=_translated(40))
    _dbf(desk, "A.TIF.VAT.DBF")
    _dbf(desk, "B.TIF.VAT.DBF")
    desk.run("gdalbuildvrt", "-q", "m.vrt", "a.tif", "b.tif")
    return _named(desk, "m.vrt")


def _translated(columns: int) -> Affine:
    return GRID["transform"] * Affine.translation(columns, 0)


@tried(2, "Tiles of a mosaic that name one value differently")
def _(desk: Desk) -> Outcome:
    values = village()
    for name, part, start, words in (("a", values[:, :40], 0, OTHER), ("b", values[:, 40:], 40, {**OTHER, 2: "road"})):
        desk.raster(f"{name}.tif", part, transform=_translated(start))
        categories = "".join(f"<Category>{words.get(value, '')}</Category>" for value in range(6))
        band = f'<PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand>'
        desk.text(f"{name}.tif.aux.xml", f"<PAMDataset>{band}</PAMDataset>")
    desk.run("gdalbuildvrt", "-q", "m.vrt", "a.tif", "b.tif")
    return refused(desk.generate("m.vrt"), "no class is right")


def _categories(desk: Desk, name: str) -> None:
    categories = "".join(f"<Category>{OTHER.get(value, '')}</Category>" for value in range(6))
    band = f'<PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand>'
    desk.text(name, f"<PAMDataset>{band}</PAMDataset>")


@tried(2, "Raster with names in a zip, by /vsizip/")
def _(desk: Desk) -> Outcome:
    _zipped(desk)
    return _named(desk, f"/vsizip/{desk.path('area.zip')}/lc.tif")


def _zipped(desk: Desk) -> None:
    desk.raster("lc.tif")
    _categories(desk, "lc.tif.aux.xml")
    with zipfile.ZipFile(desk.path("area.zip"), "w") as archive:
        for name in ("lc.tif", "lc.tif.aux.xml"):
            archive.write(desk.path(name), name)
            Path(desk.path(name)).unlink()


@tried(2, "Raster with names in a zip, by rasterio's zip://")
def _(desk: Desk) -> Outcome:
    _zipped(desk)
    return _named(desk, f"zip://{desk.path('area.zip')}!lc.tif")


@tried(2, "Mosaic whose tile with names lies in a zip")
def _(desk: Desk) -> Outcome:
    _zipped(desk)
    desk.run("gdalbuildvrt", "-q", "m.vrt", f"/vsizip/{desk.path('area.zip')}/lc.tif")
    return _named(desk, "m.vrt")


@tried(2, "Raster with an ArcGIS table, both in a tar, by /vsitar/")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    _dbf(desk, "lc.tif.vat.dbf")
    with tarfile.open(desk.path("area.tar"), "w") as archive:
        for name in ("lc.tif", "lc.tif.vat.dbf"):
            archive.add(desk.path(name), name)
            Path(desk.path(name)).unlink()
    return _named(desk, f"/vsitar/{desk.path('area.tar')}/lc.tif")


@tried(2, "Raster with an ArcGIS table beside it, opened as vrt://lc.tif?bands=1")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    _dbf(desk, "lc.tif.vat.dbf")
    return _named(desk, f"vrt://{desk.path('lc.tif')}?bands=1")


@tried(2, "Compressed raster lc.tif.gz by /vsigzip/, which has no names: they are not invented")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", village() + 40)
    Path(desk.path("lc.tif.gz")).write_bytes(gzip.compress(Path(desk.path("lc.tif")).read_bytes()))
    return refused(desk.generate(f"/vsigzip/{desk.path('lc.tif.gz')}"), "CLASSES")


@tried(2, "netCDF with the CF attributes flag_values and flag_meanings")
def _(desk: Desk) -> Outcome:
    desk.raster("t.tif")
    meanings = " ".join(OTHER[value] for value in range(1, 6))
    desk.gdal(f"""
root = gdal.GetDriverByName("netCDF").CreateMultiDimensional({desk.path("lc.nc")!r}).GetRootGroup()
kinds = gdal.ExtendedDataType
real, byte, text = kinds.Create(gdal.GDT_Float64), kinds.Create(gdal.GDT_Byte), kinds.CreateString()
sides = [root.CreateDimension("y", "HORIZONTAL_Y", "", 72), root.CreateDimension("x", "HORIZONTAL_X", "", 88)]
for side, start, step in ((sides[0], 5317899.5, -1.0), (sides[1], 412300.5, 1.0)):
    root.CreateMDArray(side.GetName(), [side], real).Write(np.arange(side.GetSize()) * step + start)
cover = root.CreateMDArray("cover", sides, byte)
place = osr.SpatialReference(); place.ImportFromEPSG(32633); cover.SetSpatialRef(place)
cover.Write(np.ascontiguousarray(gdal.Open({desk.path("t.tif")!r}).ReadAsArray()))
cover.CreateAttribute("flag_values", [5], byte).Write(np.arange(1, 6, dtype="uint8"))
cover.CreateAttribute("flag_meanings", [], text).Write({meanings!r})
""")
    return _named(desk, f"NETCDF:{desk.path('lc.nc')}:cover")


@tried(2, "Idrisi raster (.rst) with legend categories in its .rdc")
def _(desk: Desk) -> Outcome:
    desk.raster("t.tif", village().astype("uint8"))
    names = ["", *(OTHER[value] for value in range(1, 6))]
    desk.gdal(f"""
file = gdal.GetDriverByName("RST").CreateCopy({desk.path("lc.rst")!r}, gdal.Open({desk.path("t.tif")!r}))
file.GetRasterBand(1).SetCategoryNames({names!r})
""")
    Path(desk.path("t.tif")).unlink()
    return _named(desk, "lc.rst")


@tried(2, "Style of QGIS with an exact pseudocolour renderer whose items have names")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    items = "".join(
        f'<item value="{value}" label="{name}" color="#102030" alpha="255"/>' for value, name in OTHER.items()
    )
    shader = f'<rastershader><colorrampshader colorRampType="EXACT">{items}</colorrampshader></rastershader>'
    renderer = f'<rasterrenderer type="singlebandpseudocolor" band="1">{shader}</rasterrenderer>'
    desk.text("lc.qml", f"<qgis><pipe>{renderer}</pipe></qgis>")
    return _named(desk, "lc.tif")


@tried(2, "Sidecar with an attribute table that is cut off")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.text("lc.tif.aux.xml", '<PAMDataset><PAMRasterBand band="1"><GDALRasterAttributeTable><FieldDefn index="0">')
    return refused(desk.generate("lc.tif"), "lc.tif.aux.xml", "CLASSES")


@tried(2, "Virtual raster that adds 1 to the values of a raster with names")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", (village() - 1).astype("uint8"))
    names = "".join(f"<Category>{OTHER[value + 1]}</Category>" for value in range(5))
    band = f'<PAMRasterBand band="1"><CategoryNames>{names}</CategoryNames></PAMRasterBand>'
    desk.text("lc.tif.aux.xml", f"<PAMDataset>{band}</PAMDataset>")
    desk.run("gdal_translate", "-q", "-of", "VRT", "-scale", 0, 4, 1, 5, "lc.tif", "plus.vrt")
    text = Path(desk.path("plus.vrt")).read_text(encoding="utf-8")
    start, end = text.find("<CategoryNames>"), text.find("</CategoryNames>")
    if start >= 0:
        desk.text("plus.vrt", text[:start] + text[end + len("</CategoryNames>") :])
    return matched_or_refused(desk.generate("plus.vrt"), pixels_of(OTHER), "computes other values")


@tried(2, "Names of values above 255 in a 16-bit raster's table, in Latin-1 and Greek letters")
def _(desk: Desk) -> Outcome:
    wide = village().astype("uint16") * 1000
    desk.raster("lc.tif", wide)
    words = {value * 1000: name for value, name in OTHER.items()}
    desk.gdal(
        _RAT.replace(repr(OTHER), repr(words))
        + f"""
file = gdal.Open({desk.path("lc.tif")!r}, 1)
table(file.GetRasterBand(1), NAMES, [("Value", INTEGER, MINMAX), ("Τάξη ü", TEXT, gdal.GFU_Generic)])
"""
    )
    return matched(desk.generate("lc.tif"), pixels_of(words, wide))


@tried(2, "Tile index (GTI) of a tile with names")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    _categories(desk, "lc.tif.aux.xml")
    desk.run("gdaltindex", "-f", "GPKG", "index.gti.gpkg", desk.path("lc.tif"))
    return matched_or_refused(desk.generate("index.gti.gpkg"), pixels_of(OTHER), "CLASSES")


@tried(2, "Table with two columns of text, of which neither is called a name and one has words that are known")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    rows = "".join(
        f'<Row index="{value}"><F>{value}</F><F>{name}</F><F>{name[::-1]}</F></Row>' for value, name in OTHER.items()
    )
    fields = "".join(
        f'<FieldDefn index="{n}"><Name>{name}</Name><Type>{kind}</Type><Usage>{use}</Usage></FieldDefn>'
        for n, (name, kind, use) in enumerate((("Value", 0, 5), ("eins", 2, 0), ("zwei", 2, 0)))
    )
    table = f"<GDALRasterAttributeTable>{fields}{rows}</GDALRasterAttributeTable>"
    desk.text("lc.tif.aux.xml", f'<PAMDataset><PAMRasterBand band="1">{table}</PAMRasterBand></PAMDataset>')
    return _named(desk, "lc.tif")


@tried(2, "Signed bytes as old GDAL wrote them (PIXELTYPE=SIGNEDBYTE), named by a table")
def _(desk: Desk) -> Outcome:
    desk.raster("t.tif", (village().astype("int16") - 3).astype("int16"))
    desk.gdal(f"""
source = gdal.Open({desk.path("t.tif")!r}).ReadAsArray().astype("int8").view("uint8")
file = gdal.GetDriverByName("GTiff").Create({desk.path("lc.tif")!r}, 88, 72, 1, gdal.GDT_Byte, ["PIXELTYPE=SIGNEDBYTE"])
file.GetRasterBand(1).WriteArray(source)
like = gdal.Open({desk.path("t.tif")!r})
file.SetGeoTransform(like.GetGeoTransform()); file.SetProjection(like.GetProjection())
""")
    words = " ".join(f"{value - 3}={name}" for value, name in OTHER.items())
    shifted = village().astype("int16") - 3
    return matched(
        desk.generate("lc.tif", "--classes", words),
        pixels_of({value - 3: name for value, name in OTHER.items()}, np.asarray(shifted)),
    )
