"""Kinds 1, 2, 5 and 9, further inputs: files that are the user's, and files that are not what their names say."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import rasterio

from .desk import Desk, Outcome, Said, clean, done, large, photo, refused, tried, village


def _untouched(desk: Desk, said: Said, names: list[str], before: dict[str, str], *words: str) -> Outcome:
    """Return that a job was refused with the words, and left these files as they were."""
    after = desk.state()
    lost = [name for name in names if after.get(name) != before[name]]
    outcome = refused(said, *words)
    return Outcome(f"{outcome.what}{f'; lost: {lost}' if lost else ''}", outcome.right and not lost)


def _side_file(desk: Desk, suffix: str, job: str) -> Outcome:
    desk.raster("lc.tif")
    desk.raster(f"o.tif{suffix}", village() * 0)
    before = desk.state()
    said = desk.generate("lc.tif", "--scheme", "model")
    return _untouched(desk, said, [f"o.tif{suffix}"], before, "is of another raster", job)


@tried(1, "A mask of the user's lies at the name of OUTPUT, without its raster")
def _(desk: Desk) -> Outcome:
    return _side_file(desk, ".msk", "move that file away")


@tried(1, "Overviews of the user's lie at the name of OUTPUT, without their raster")
def _(desk: Desk) -> Outcome:
    return _side_file(desk, ".ovr", "move that file away")


@tried(1, "An attribute table of the user's in an .aux.xml at the name of OUTPUT")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.text("o.tif.aux.xml", "<PAMDataset><GDALRasterAttributeTable/></PAMDataset>")
    before = desk.state()
    return _untouched(desk, desk.generate("lc.tif", "--scheme", "model"), ["o.tif.aux.xml"], before, "another raster")


@tried(1, "Statistics of QGIS that an output of before has left are no hindrance")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    first = desk.generate("lc.tif", "--scheme", "model")
    desk.run("gdalinfo", "-stats", "o.tif")
    Path(desk.path("o.tif")).unlink()
    there = Path(desk.path("o.tif.aux.xml")).is_file()
    second = desk.generate("lc.tif", "--scheme", "model")
    return Outcome(f"{done(second).what}; statistics were there: {there}", done(second).right and not first.code)


@tried(1, "The names that a predicted land cover of before has left beside it are no hindrance")
def _(desk: Desk) -> Outcome:
    imagery = desk.raster("rgb.tif", photo())
    options = ("--imagery", imagery, "--model", desk.segmenter, "--output", desk.path("p.tif"))
    desk.satsyn("predict-landcover", *options)
    there = Path(desk.path("p.tif.aux.xml")).is_file()
    Path(desk.path("p.tif")).unlink()
    second = desk.satsyn("predict-landcover", *options)
    return Outcome(f"{done(second).what}; names were there: {there}", done(second).right and there)


def _set(desk: Desk) -> tuple[object, ...]:
    values = large(village(), 320)
    imagery, cover = desk.raster("rgb.tif", photo(values)), desk.raster("lc.tif", values)
    options = ("--imagery", imagery, "--landcover", cover, "--chip-size", 64, "--buffer", 0, "--split-block", 1)
    return (*options, "--synthetic-percent", 0, "--output", desk.path("set"))


@tried(1, "EXISTING overwrite of a set whose classes.json was edited")
def _(desk: Desk) -> Outcome:
    options = _set(desk)
    desk.satsyn("build-training-set", *options)
    path = Path(desk.path("set/classes.json"))
    path.write_text(path.read_text(encoding="utf-8").replace("water", "open water"), encoding="utf-8")
    before = desk.state()
    said = desk.satsyn("build-training-set", *options, "--existing", "overwrite")
    return _untouched(desk, said, ["set/classes.json"], before, "changed since: classes.json", "Move it away")


@tried(1, "EXISTING overwrite of a set whose footprints got a field in QGIS")
def _(desk: Desk) -> Outcome:
    options = _set(desk)
    desk.satsyn("build-training-set", *options)
    desk.run("ogrinfo", "-q", "set/splits.gpkg", "-sql", "ALTER TABLE chips ADD COLUMN notes TEXT")
    before = desk.state()
    said = desk.satsyn("build-training-set", *options, "--existing", "overwrite")
    return _untouched(desk, said, ["set/splits.gpkg"], before, "changed since: splits.gpkg", "Move it away")


@tried(1, "METRICS is a pipe")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    os.mkfifo(desk.path("pipe.json"))
    options = ("--landcover", desk.path("lc.tif"), "--model", desk.generator, "--scheme", "model")
    said = desk.satsyn("describe-landcover", *options, "--output", desk.path("pipe.json"))
    there = Path(desk.path("pipe.json")).is_fifo()
    return Outcome(refused(said, "a pipe").what, refused(said, "a pipe").right and there)


@tried(2, "Land cover with a mask in the file that hides every pixel")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(desk.path("lc.tif"), "r+") as file:
        file.write_mask(np.zeros(village().shape, bool))
    first = desk.generate("lc.tif", "--scheme", "model")
    desk.run("gdal_translate", "-q", "-mask", "none", "lc.tif", "without_mask.tif")
    second = desk.generate("without_mask.tif", "--scheme", "model")
    outcome = refused(first, "hides every pixel", "gdal_translate -b 1 -mask none")
    return Outcome(outcome.what, outcome.right and not second.code)


@tried(2, "Land cover with a raster of zeros beside it that is called .msk, without the tag of a mask")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.raster("lc.tif.msk", village() * 0)
    return refused(desk.generate("lc.tif", "--scheme", "model"), "lc.tif.msk does not say that it is a mask")


@tried(2, "Imagery with a raster beside it that is called .msk, without the tag of a mask")
def _(desk: Desk) -> Outcome:
    imagery = desk.raster("rgb.tif", photo())
    desk.raster("rgb.tif.msk", (village() > 2).astype(np.uint8) * 255)
    options = ("--imagery", imagery, "--model", desk.segmenter, "--output", desk.path("p.tif"))
    return refused(desk.satsyn("predict-landcover", *options), "INTERNAL_MASK_FLAGS_1=2")


@tried(2, "Land cover that was exported with JPEG compression")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", compress="JPEG", tiled=True, blockxsize=64, blockysize=64)
    said = desk.generate("lc.tif", "--scheme", "model")
    right = said.has("compressed with loss (JPEG)") and clean(said)
    return Outcome(f"exit {said.code}: {said.last[-150:]}", right)


@tried(2, "Land cover as JPEG 2000 with loss")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.run("gdal_translate", "-q", "-of", "JP2OpenJPEG", "-co", "QUALITY=10", "lc.tif", "lc.jp2")
    said = desk.generate("lc.jp2", "--scheme", "model")
    return Outcome(f"exit {said.code}: {said.last[-150:]}", said.has("compressed with loss") and clean(said))


def _without(desk: Desk, suffix: str, *options: object) -> Outcome:
    features = [
        {"type": "Feature", "properties": {"class": "water"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for ring in [[[14, 48], [14.001, 48], [14.001, 48.001], [14, 48.001], [14, 48]]]
    ]
    desk.text("v.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    desk.run("ogr2ogr", "-t_srs", "EPSG:32633", "v.shp", "v.geojson")
    Path(desk.path(f"v{suffix}")).unlink()
    if options:
        desk.raster("lc.tif")
        return refused(desk.generate("lc.tif", "--scheme", "model", *options), f"lacks v{suffix}")
    return refused(desk.generate("v.shp"), f"lacks v{suffix}")


@tried(5, "A shapefile without its .shx")
def _(desk: Desk) -> Outcome:
    return _without(desk, ".shx")


@tried(5, "A shapefile without its .dbf")
def _(desk: Desk) -> Outcome:
    return _without(desk, ".dbf")


@tried(5, "BUILDINGS in a shapefile without its .shx")
def _(desk: Desk) -> Outcome:
    return _without(desk, ".shx", "--buildings", desk.path("v.shp"))


@tried(5, "A web page in place of the land cover that was to be downloaded")
def _(desk: Desk) -> Outcome:
    desk.text("lc.tif", "<!DOCTYPE html><html><body>404</body></html>")
    return refused(desk.generate("lc.tif"), "is a web page")


@tried(5, "A pointer of Git LFS in place of the model")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.text("m.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    return refused(desk.generate("lc.tif", "--model", desk.path("m.safetensors")), "git lfs pull")


@tried(5, "An empty file in place of the imagery")
def _(desk: Desk) -> Outcome:
    options = ("--model", desk.segmenter, "--output", desk.path("p.tif"))
    return refused(desk.satsyn("predict-landcover", "--imagery", desk.text("rgb.tif", ""), *options), "is empty")


@tried(9, "A training of a generator whose labels were changed goes on from no checkpoint")
def _(desk: Desk) -> Outcome:
    values = large(village(), 160)
    imagery, cover = desk.raster("rgb.tif", photo(values)), Path(desk.raster("lc.tif", values))
    given = ("--imagery", imagery, "--landcover", cover, "--scheme", "urban", "--output", desk.path("m.safetensors"))
    options = (*given, "--iterations", 2, "--crop", 32, "--batch", 4, "--stop-after", 1)
    first = desk.satsyn("train-generator", *options)
    times = cover.stat()
    with rasterio.open(cover, "r+") as file:
        file.write(values[::-1], 1)
    os.utime(cover, ns=(times.st_atime_ns, times.st_mtime_ns))
    second = desk.satsyn("train-generator", *options)
    shutil.rmtree(desk.path("m.training"))
    third = desk.satsyn("train-generator", *options)
    outcome = refused(second, "the content of the training land cover", "delete the folder")
    return Outcome(outcome.what, outcome.right and not first.code and not third.code)
