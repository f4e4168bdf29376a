"""Kind 5: errors of libraries become sentences."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from .desk import Desk, Outcome, clean, large, photo, refused, tried, village


def _predict(desk: Desk, imagery: str) -> Outcome:
    options = ("--imagery", imagery, "--model", desk.segmenter, "--output", desk.path("p.tif"))
    said = desk.satsyn("predict-landcover", *options)
    return Outcome(f"exit {said.code}: {said.last[-220:]}", said.code in (0, 2) and clean(said))


def _train(desk: Desk, cover: str, *more: object) -> Outcome:
    imagery = desk.raster("rgb.tif", photo(large(village(), 640)))
    options = ("--imagery", imagery, "--landcover", cover, "--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained")
    said = desk.satsyn("train-evaluate-segmentation", *options, "--output", desk.path("m.safetensors"), *more)
    left = list(desk.folder.glob("*.training"))
    what = f"exit {said.code}: {said.last[-220:]}{' LEFT ' + str(left) if left else ''}"
    return Outcome(what, said.code == 2 and clean(said) and not left)


@tried(5, "Complex numbers as imagery")
def _(desk: Desk) -> Outcome:
    found = _predict(desk, desk.raster("c.tif", photo().astype(np.complex64)))
    return Outcome(found.what, found.right and "complex numbers" in found.what)


@tried(5, "Imagery of int8 and float32 bands in one mosaic")
def _(desk: Desk) -> Outcome:
    desk.raster("a.tif", photo()[0])
    desk.raster("b.tif", photo()[1].astype(np.float32))
    desk.raster("c.tif", photo()[2].astype(np.int16))
    desk.run("gdalbuildvrt", "-q", "-separate", "m.vrt", "a.tif", "b.tif", "c.tif")
    return _predict(desk, desk.path("m.vrt"))


@tried(5, "Imagery of 64-bit unsigned numbers")
def _(desk: Desk) -> Outcome:
    return _predict(desk, desk.raster("u.tif", photo().astype(np.uint64)))


@tried(5, "A mosaic of imagery whose tile is cut off in the middle")
def _(desk: Desk) -> Outcome:
    path = Path(desk.raster("t.tif", photo(large(village(), 400))))
    desk.run("gdalbuildvrt", "-q", "m.vrt", "t.tif")
    path.write_bytes(path.read_bytes()[:200_000])
    options = ("--imagery", desk.path("m.vrt"), "--model", desk.segmenter, "--output", desk.path("p.tif"))
    said = desk.satsyn("predict-landcover", *options)
    right = said.code in (1, 2) and clean(said) and not Path(desk.path("p.tif")).exists()
    return Outcome(f"exit {said.code}: {said.last[-220:]}", right)


@tried(5, "One class, the rest nodata, for a generator's training")
def _(desk: Desk) -> Outcome:
    cover = desk.raster("lc.tif", (large(village(), 640) == 5).astype(np.uint8), nodata=0)
    imagery = desk.raster("rgb.tif", photo(large(village(), 640)))
    options = ("--imagery", imagery, "--landcover", cover, "--iterations", 1, "--output", desk.path("g.safetensors"))
    said = desk.satsyn("train-generator", *options)
    return Outcome(f"exit {said.code}: {said.last[-220:]}", said.code in (0, 2) and clean(said))


@tried(5, "One class for a segmentation, whose background is a nodata value of 255")
def _(desk: Desk) -> Outcome:
    cover = np.where(large(village(), 640) == 5, 1, 255).astype(np.uint8)
    return _train(desk, desk.raster("lc.tif", cover, nodata=255))


@tried(5, "A name in Latin-1, which is no UTF-8")
def _(desk: Desk) -> Outcome:
    path = desk.raster("lc.tif")
    name = os.fsencode(desk.path("")) + b"fl\xe4che.tif"
    Path(path).rename(os.fsdecode(name))
    said = desk.generate(os.fsdecode(name), "--scheme", "model")
    return Outcome(f"exit {said.code}: {said.last[-200:]}", said.code in (0, 2) and clean(said))


@tried(5, "A name of 255 letters, beside which no temporary file has room")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    said = desk.generate("lc.tif", "--scheme", "model", "--output", desk.path("x" * 251 + ".tif"))
    return Outcome(f"exit {said.code}: {said.last[-200:]}", said.code in (0, 2) and clean(said))


@tried(5, "EXTENT in an engineering system of its own")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", crs='LOCAL_CS["yard",UNIT["metre",1]]')
    return refused(desk.generate("lc.tif", "--scheme", "model", "--extent", "1,2,3,4 [EPSG:32633]"), "local")


@tried(5, "A folder where a raster is expected")
def _(desk: Desk) -> Outcome:
    Path(desk.path("grid")).mkdir()
    return refused(desk.generate(desk.path("grid")), "folder")


@tried(5, "BUILDINGS in a GeoPackage that is cut off")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    Path(desk.path("h.gpkg")).write_bytes(b"SQLite format 3\0" + b"\0" * 700)
    return refused(desk.generate("lc.tif", "--scheme", "model", "--buildings", desk.path("h.gpkg")))


@tried(5, "Land cover whose coordinates are those of another world: an EPSG code that does not exist")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    said = desk.generate("lc.tif", "--scheme", "model", "--extent", "1,2,3,4 [EPSG:999999]")
    return refused(said)
