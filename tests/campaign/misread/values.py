"""Kind 3: bare values that happen to be the model's."""

from __future__ import annotations

import numpy as np
from affine import Affine

from .desk import NAMES, Desk, Outcome, matched, pixels_of, refused, tried, village

COARSE = Affine(30, 0, 412_300, 0, -30, 5_317_900)


@tried(3, "LCMAP, 30 m: 1 developed, 2 cropland, 5 water, without a palette")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", transform=COARSE)
    return refused(desk.generate("map.tif"), "SCHEME", "lcmap")


@tried(3, "A map of 1 m that is called LCMAP_CU_2021.tif")
def _(desk: Desk) -> Outcome:
    desk.raster("LCMAP_CU_2021.tif")
    return refused(desk.generate("LCMAP_CU_2021.tif"), "SCHEME", "lcmap")


@tried(3, "A map of 1 m with a palette of other colours")
def _(desk: Desk) -> Outcome:
    import rasterio

    path = desk.raster("map.tif")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {value: (value * 40, 10, 200 - value * 30) for value in range(1, 6)})
    return refused(desk.generate("map.tif"), "CLASSES")


@tried(3, "A part of a map whose other part has values that the model lacks")
def _(desk: Desk) -> Outcome:
    values = village()
    values[:10, :10] = 8
    desk.raster("map.tif", values)
    return refused(desk.generate("map.tif", "--extent", "412350,412380,5317850,5317870"), "CLASSES")


@tried(3, "A map without coordinate system, so that its pixels have no size")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", crs=None)
    return refused(desk.generate("map.tif"), "CLASSES")


@tried(3, "A map in degrees, with pixels of 30 m")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", crs="EPSG:4326", transform=Affine(0.0003, 0, 14, 0, -0.0003, 48))
    return refused(desk.generate("map.tif"), "CLASSES")


@tried(3, "Two values, 0 and 1, at 10 m")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", (village() == 1).astype(np.uint8), transform=Affine(10, 0, 412_300, 0, -10, 5_317_900))
    return refused(desk.generate("map.tif"), "CLASSES")


@tried(3, "SatSyn's own map of a model with other classes")
def _(desk: Desk) -> Outcome:
    import rasterio

    path = desk.raster("map.tif", np.clip(village(), 1, 3))
    with rasterio.open(path, "r+") as file:
        file.update_tags(SATSYN_VERSION="1.0.0")
        file.write_colormap(1, {1: (10, 200, 10), 2: (250, 250, 0), 3: (200, 0, 0)})
    return refused(desk.generate("map.tif"), "CLASSES")


@tried(3, "The same values, where the user says SCHEME=model")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", transform=COARSE)
    return matched(desk.generate("map.tif", "--scheme", "model"), pixels_of(NAMES))


@tried(3, "The same values, where the user says SCHEME=lcmap")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", transform=COARSE)
    said = desk.generate("map.tif", "--scheme", "lcmap")
    names = {1: "building", 2: "vegetation", 3: "vegetation", 4: "vegetation", 5: "water"}
    return matched(said, pixels_of(names))


@tried(3, "Bare values as one band of floats at 1 m, which is supposed with a warning")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", village().astype(np.float32))
    said = desk.generate("map.tif")
    right = matched(said, pixels_of(NAMES))
    return Outcome(right.what, right.right and said.has("Warning", "supposed"))


@tried(3, "Vector land cover with numbers as classes, at the model's size")
def _(desk: Desk) -> Outcome:
    ring = "[[412310,5317880],[412350,5317880],[412350,5317850],[412310,5317880]]"
    feature = f'{{"type":"Feature","properties":{{"code":1}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}}'
    desk.text("plots.geojson", f'{{"type":"FeatureCollection","crs":{crs},"features":[{feature}]}}')
    said = desk.generate("plots.geojson")
    return refused(said, "CLASSES") if said.code else Outcome("taken with a warning", said.has("Warning", "supposed"))


_CLC = np.array([0, 44, 2, 4, 23, 128], np.uint8)
"""Grid codes of CORINE for the values of `village`, and its undeclared fill value for buildings."""


@tried(3, "CORINE by grid code whose 128 means no data, where the user says SCHEME=corine-grid")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", _CLC[village()], transform=COARSE)
    said = desk.generate("map.tif", "--scheme", "corine-grid")
    names = {1: "water", 2: "building", 3: "road", 4: "vegetation"}
    right = matched(said, pixels_of(names))
    return Outcome(right.what, right.right and said.has("Warning", "a fill value"))


@tried(3, "The same file without SCHEME, called U2018_CLC2018_V2020_20u1.tif")
def _(desk: Desk) -> Outcome:
    desk.raster("U2018_CLC2018_V2020_20u1.tif", _CLC[village()], transform=COARSE)
    return refused(desk.generate("U2018_CLC2018_V2020_20u1.tif"), "called after corine-grid", "128=nodata?")


@tried(3, "A map of two values, 0 and 255, of which none is guessed as nodata")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", np.where(village() == 5, 255, 0).astype(np.uint8), transform=COARSE)
    said = desk.generate("map.tif")
    found = refused(said, "CLASSES")
    return Outcome(found.what, found.right and not said.has("nodata?"))
