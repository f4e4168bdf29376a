"""Kind 2, third part: rasters that are placed by something else than a geotransform, and containers of rasters."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.control import GroundControlPoint

from .desk import GRID, NAMES, Desk, Outcome, matched, photo, pixels_of, refused, tried, village


def _with_points(desk: Desk, name: str, values: np.ndarray | None = None) -> str:
    x, y = GRID["transform"].c, GRID["transform"].f
    points = [GroundControlPoint(row, col, x + col, y - row) for row, col in ((0, 0), (0, 88), (72, 0), (72, 88))]
    path = desk.raster(name, values, transform=None, crs=None)
    with rasterio.open(path, "r+") as file:
        file.gcps = (points, GRID["crs"])
    return path


@tried(2, "IMAGERY of a prediction is placed by ground control points")
def _(desk: Desk) -> Outcome:
    options = ("--imagery", _with_points(desk, "rgb.tif", photo()), "--model", desk.segmenter)
    return refused(desk.satsyn("predict-landcover", *options, "--output", desk.path("p.tif")), "ground control points")


@tried(2, "BASE_IMAGE and STYLE are placed by ground control points")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    image = _with_points(desk, "image.tif", photo())
    mask = desk.raster("mask.tif", (village() == 1).astype(np.uint8))
    first = refused(desk.generate("lc.tif", "--scheme", "model", "--style", image), "ground control points")
    options = ("--mask", mask, "--base-image", image)
    second = refused(desk.generate("lc.tif", "--scheme", "model", *options), "ground control points")
    return Outcome(f"{first.what}; {second.what}"[:260], first.right and second.right)


@tried(2, "BUILDINGS raster is placed by ground control points")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    houses = _with_points(desk, "houses.tif", (village() == 5).astype(np.uint8))
    return refused(desk.generate("lc.tif", "--scheme", "model", "--buildings", houses), "ground control points")


@tried(2, "Land cover with RPCs in a text file beside it")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", transform=None, crs=None)
    numbers = {"LINE_OFF": 36, "SAMP_OFF": 44, "LAT_OFF": 48, "LONG_OFF": 14, "HEIGHT_OFF": 300}
    numbers |= {name.replace("OFF", "SCALE"): 50 for name in numbers}
    lines = [f"{name}: {value}" for name, value in numbers.items()]
    for name in ("LINE_NUM", "LINE_DEN", "SAMP_NUM", "SAMP_DEN"):
        lines += [f"{name}_COEFF_{number}: {float(number == 1)}" for number in range(1, 21)]
    desk.text("lc_RPC.TXT", "\n".join(lines))
    return refused(desk.generate("lc.tif", "--scheme", "model"), "RPC")


@tried(2, "BUILDINGS as a layer in a zip, by /vsizip/")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    ring = "[[412310,5317880],[412350,5317880],[412350,5317850],[412310,5317880]]"
    feature = f'{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}}'
    desk.text("h.geojson", f'{{"type":"FeatureCollection","crs":{crs},"features":[{feature}]}}')
    with zipfile.ZipFile(desk.path("h.zip"), "w") as archive:
        archive.write(desk.path("h.geojson"), "h.geojson")
    Path(desk.path("h.geojson")).unlink()
    said = desk.generate("lc.tif", "--scheme", "model", "--buildings", f"/vsizip/{desk.path('h.zip')}/h.geojson")
    return Outcome(said.last[-200:], said.code == 0 and said.has("1 polygon"))


@tried(2, "BUILDINGS as a raster in a GeoPackage of several, GPKG:maps.gpkg:houses")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.raster("t.tif", (village() == 5).astype(np.uint8))
    options = ("-of", "GPKG", "-co", "RASTER_TABLE=houses")
    desk.run("gdal_translate", "-q", *options, "t.tif", "maps.gpkg")
    desk.run(
        "gdal_translate",
        "-q",
        "-of",
        "GPKG",
        "-co",
        "RASTER_TABLE=b",
        "-co",
        "APPEND_SUBDATASET=YES",
        "t.tif",
        "maps.gpkg",
    )
    said = desk.generate("lc.tif", "--scheme", "model", "--buildings", f"GPKG:{desk.path('maps.gpkg')}:houses")
    return Outcome(said.last[-200:], said.code == 0 and said.has("Buildings: raster"))


@tried(2, "Land cover named by a container of several rasters alone")
def _(desk: Desk) -> Outcome:
    desk.raster("t.tif")
    for number, more in enumerate(((), ("-co", "APPEND_SUBDATASET=YES"))):
        options = ("-of", "GPKG", "-co", f"RASTER_TABLE=m{number}", *more)
        desk.run("gdal_translate", "-q", *options, "t.tif", "maps.gpkg")
    return refused(desk.generate("maps.gpkg", "--scheme", "model"), "several rasters")


@tried(2, "Vector land cover in a zip, by /vsizip/")
def _(desk: Desk) -> Outcome:
    ring = "[[412310,5317880],[412350,5317880],[412350,5317850],[412310,5317880]]"
    feature = (
        f'{{"type":"Feature","properties":{{"class":"water"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
    )
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}}'
    desk.text("h.geojson", f'{{"type":"FeatureCollection","crs":{crs},"features":[{feature}]}}')
    with zipfile.ZipFile(desk.path("h.zip"), "w") as archive:
        archive.write(desk.path("h.geojson"), "h.geojson")
    Path(desk.path("h.geojson")).unlink()
    said = desk.generate(f"/vsizip/{desk.path('h.zip')}/h.geojson")
    return Outcome(said.last[-200:], set(said.classes) - {"nodata"} == {"water"})


@tried(2, "Multi-page TIFF: the second page by GTIFF_DIR:2")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", village() * 0 + 1)
    desk.raster("t.tif")
    desk.run("gdal_translate", "-q", "-co", "APPEND_SUBDATASET=YES", "t.tif", "lc.tif")
    return matched(desk.generate(f"GTIFF_DIR:2:{desk.path('lc.tif')}", "--scheme", "model"), pixels_of(NAMES))
