"""Kind 10: what a sentence proposes is done to the letter, and then the job succeeds."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine

from .desk import GRID, Desk, Outcome, Said, clean, large, photo, pixels_of, tried, village

_URBAN = "1=water 2=land 3=road 4=vegetation 5=building"
_COMMAND = re.compile(r"\b(gdal_translate|gdal_edit\.py|gdalwarp) [^;]*?(?=\.(?: |$)|\), |\)\.|, or )")


def _command(said: Said) -> list[str]:
    """Return the command that a sentence proposes."""
    found = _COMMAND.search(said.last)
    return shlex.split(found[0]) if found else []


def _proposal(said: Said) -> str:
    """Return the text of CLASSES that a sentence proposes."""
    found = re.findall(r'as in "([^"]*=[^"]*)"', said.last)
    return found[-1] if found else ""


def _confirmed(text: str) -> str:
    """Return a proposed text with its guesses confirmed, and with a class where it leaves one open."""
    return text.replace("=?", "=land").replace("?", "")


def _after(first: Said, second: Said, *, more: bool = True) -> Outcome:
    """Return that a job was refused, and done after its advice was followed."""
    right = first.code == 2 and second.code == 0 and more and clean(first) and clean(second)
    what = f"refused, then done: {first.last[-150:]}"
    return Outcome(what if right else f"exit {first.code}, then {second.code}: {second.last[-230:]} ({more})", right)


def _predict(desk: Desk, imagery: str, *options: object) -> Said:
    given = ("--imagery", imagery, "--model", desk.segmenter, "--output", desk.path("p.tif"), *options)
    return desk.satsyn("predict-landcover", *given)


def _rescaled(desk: Desk, name: str, nodata: float | None = None) -> Outcome:
    numbers = (photo() / 255).astype(np.float32)
    if nodata is not None:
        numbers[:, :, :40] = nodata
    first = _predict(desk, desk.raster(name, numbers, nodata=nodata))
    command = _command(first)
    if not command:
        return Outcome(f"no command in: {first.last[-200:]}", False)
    desk.run(*command)
    second = _predict(desk, desk.path(command[-1]))
    known = 0.0
    if not second.code:
        with rasterio.open(desk.path("p.tif")) as file:
            known = float((file.read_masks(1) > 0).mean())
    as_before = nodata is None or abs(known - 48 / 88) < 1e-3
    return _after(first, second, more=as_before and not second.has("other units"))


@tried(10, "Reflectance is rescaled with the command")
def _(desk: Desk) -> Outcome:
    return _rescaled(desk, "rgb.tif")


@tried(10, "Reflectance in a file with blanks and a quote in its name is rescaled with the command")
def _(desk: Desk) -> Outcome:
    return _rescaled(desk, "my aunt's imagery.tif")


@tried(10, "Reflectance with nodata -9999 is rescaled with the command, and its nodata stays nodata")
def _(desk: Desk) -> Outcome:
    return _rescaled(desk, "rgb.tif", -9999)


@tried(10, "Reflectance with nodata NaN is rescaled with the command, and its nodata stays nodata")
def _(desk: Desk) -> Outcome:
    return _rescaled(desk, "rgb.tif", float("nan"))


@tried(10, "Bands of several types are made one with the command")
def _(desk: Desk) -> Outcome:
    desk.raster("a.tif", photo()[0])
    desk.raster("b.tif", photo()[1].astype(np.int16))
    desk.raster("c.tif", photo()[2].astype(np.float32))
    desk.run("gdalbuildvrt", "-q", "-separate", "m.vrt", "a.tif", "b.tif", "c.tif")
    first = _predict(desk, desk.path("m.vrt"))
    desk.run(*_command(first), "m.vrt", "one_type.tif")
    return _after(first, _predict(desk, desk.path("one_type.tif")))


@tried(10, "Values without meaning get the classes of the proposed text, corrected and without question marks")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", village() + 20, transform=Affine(30, 0, 412_300, 0, -30, 5_317_900))
    first = desk.generate("map.tif")
    text = _proposal(first)
    second = desk.generate("map.tif", "--classes", _confirmed(text))
    return _after(first, second, more=second.code == 0 and text.count("=") == 5)


@tried(10, "The proposed text is refused as it is, and its guesses are taken with a warning")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", village() + 20, transform=Affine(30, 0, 412_300, 0, -30, 5_317_900))
    first = desk.generate("map.tif")
    unchanged = desk.generate("map.tif", "--classes", _proposal(first))
    second = desk.generate("map.tif", "--classes", _proposal(first).replace("=?", "=land?"))
    return _after(first, second, more=unchanged.code == 2 and second.has("warning", "guess"))


@tried(10, "A part of CLASSES is completed as proposed")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif")
    first = desk.generate("map.tif", "--classes", "1=water 2=land")
    second = desk.generate("map.tif", "--classes", _confirmed(_proposal(first)))
    return _after(first, second, more=second.code == 0 and second.classes.get("water") == int((village() == 1).sum()))


@tried(10, "Every class scheme that is named for bare values is one that SCHEME takes")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", transform=Affine(30, 0, 412_300, 0, -30, 5_317_900))
    first = desk.generate("map.tif")
    names = re.search(r"if it is one of ([^:]*?) \(the model's own", first.last)
    offered = [] if names is None else names[1].split(", ")
    failed = [name for name in offered[:3] + offered[-1:] if desk.generate("map.tif", "--scheme", name).code]
    return Outcome(f"{len(offered)} schemes, failed: {failed}", first.code == 2 and len(offered) > 2 and not failed)


@tried(10, "A stray -9999 gets nodata in the proposed text")
def _(desk: Desk) -> Outcome:
    values = village().astype(np.float32) + 20
    values[:5] = -9999
    desk.raster("map.tif", values)
    first = desk.generate("map.tif")
    text = _proposal(first)
    second = desk.generate("map.tif", "--classes", _confirmed(text))
    lost = second.code == 0 and second.outputs["PIXELS"] == 88 * 67
    return _after(first, second, more="-9999=nodata" in text and lost)


@tried(10, "One class and nodata: the nodata value is removed with the command")
def _(desk: Desk) -> Outcome:
    values = large(village(), 320)
    cover = desk.raster("lc.tif", np.where(values == 5, 1, 255).astype(np.uint8), nodata=255)
    imagery = desk.raster("rgb.tif", photo(values))
    options = ("--imagery", imagery, "--landcover", cover, "--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained")
    first = desk.satsyn("train-evaluate-segmentation", *options, "--output", desk.path("m.safetensors"))
    desk.run(*_command(first), cover)
    return _after(first, desk.satsyn("train-evaluate-segmentation", *options, "--output", desk.path("m.safetensors")))


@tried(10, "Class values of 100000 are made smaller with SCHEME and CLASSES")
def _(desk: Desk) -> Outcome:
    values = large(village(), 320)
    cover = desk.raster("lc.tif", values.astype(np.int32) * 20_000)
    imagery = desk.raster("rgb.tif", photo(values))
    options = ("--imagery", imagery, "--landcover", cover, "--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained")
    first = desk.satsyn("train-evaluate-segmentation", *options, "--output", desk.path("m.safetensors"))
    classes = " ".join(f"{20_000 * number}={name}" for number, name in enumerate(_names(), 1))
    more = ("--scheme", "urban", "--classes", classes, "--output", desk.path("m.safetensors"))
    return _after(first, desk.satsyn("train-evaluate-segmentation", *options, *more))


def _names() -> list[str]:
    return [entry.partition("=")[2] for entry in _URBAN.split()]


@tried(10, "Each of the pixel sizes that divide the pixels")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    first = desk.generate("lc.tif", "--scheme", "model", "--pixel-size", 0.3)
    sizes = re.findall(r"(0\.\d+)(?= and|\.$)", first.last)
    codes = [desk.generate("lc.tif", "--scheme", "model", "--pixel-size", size).code for size in sizes]
    return Outcome(f"{sizes}: exits {codes}", first.code == 2 and len(sizes) == 2 and not any(codes))


@tried(10, "A local coordinate system is replaced with the command")
def _(desk: Desk) -> Outcome:
    path = desk.raster("lc.tif", crs='LOCAL_CS["yard",UNIT["metre",1]]')
    options = ("--scheme", "model", "--extent", "412310,412350,5317850,5317880 [EPSG:25832]")
    first = desk.generate("lc.tif", *options)
    desk.run(*_command(first), path)
    return _after(first, desk.generate("lc.tif", *options))


def _polygons(desk: Desk, name: str, properties: dict[str, object], corner: tuple[float, float], side: float) -> str:
    left, top = corner
    ring = [[left, top], [left + side, top], [left + side, top - side], [left, top - side], [left, top]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    collection: dict[str, object] = {"type": "FeatureCollection"}
    if left > 180:
        collection["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    collection["features"] = [{"type": "Feature", "properties": properties, "geometry": geometry}]
    return desk.text(name, json.dumps(collection))


@tried(10, "Polygons in degrees get TARGET_CRS=utm, and the system that is named")
def _(desk: Desk) -> Outcome:
    path = _polygons(desk, "v.geojson", {"class": "water"}, (14.0, 48.0), 0.001)
    first = desk.generate(path)
    named = re.search(r"EPSG:32\d+", first.last)
    second = desk.generate(path, "--target-crs", named[0] if named else "?")
    return _after(first, second, more=desk.generate(path, "--target-crs", "utm").code == 0)


@tried(10, "Polygons whose field is not known get the CLASS_FIELD that is named")
def _(desk: Desk) -> Outcome:
    path = _polygons(desk, "v.geojson", {"q7": "water", "owner": "Schmidt"}, (412_310, 5_317_880), 60)
    first = desk.generate(path)
    field = first.last.rpartition("CLASS_FIELD: ")[2].rstrip(".").split(", ")[0]
    return _after(first, desk.generate(path, "--class-field", field))


@tried(10, "An unknown class of polygons gets the class of the proposed text")
def _(desk: Desk) -> Outcome:
    path = _polygons(desk, "v.geojson", {"class": "Wiesenschaumkraut"}, (412_310, 5_317_880), 60)
    first = desk.generate(path)
    return _after(first, desk.generate(path, "--classes", _confirmed(_proposal(first))))


@tried(10, "A name that does not end in .tif is made one that does")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    first = desk.generate("lc.tif", "--scheme", "model", "--output", desk.path("o.jpeg"))
    return _after(first, desk.generate("lc.tif", "--scheme", "model", "--output", desk.path("o.tif")))


@tried(10, "Land cover of three bands is written as one band")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", np.stack([village()] * 3))
    first = desk.generate("lc.tif", "--scheme", "model")
    desk.run("gdal_translate", "-q", "-b", 1, "lc.tif", "one.tif")
    return _after(first, desk.generate("one.tif", "--scheme", "model"))


@tried(10, "An output folder with other files is replaced by an empty one")
def _(desk: Desk) -> Outcome:
    values = large(village(), 320)
    imagery, cover = desk.raster("rgb.tif", photo(values)), desk.raster("lc.tif", values)
    for name in ("mine", "empty"):
        Path(desk.path(name)).mkdir()
    desk.text("mine/notes.txt", "mine")
    options = ("--imagery", imagery, "--landcover", cover, "--scheme", "model", "--chip-size", 64, "--buffer", 0)
    options += ("--split-block", 1, "--engine", "torch", "--model", desk.generator)
    first = desk.satsyn("build-training-set", *options, "--output", desk.path("mine"))
    second = desk.satsyn("build-training-set", *options, "--output", desk.path("empty"))
    return _after(first, second, more=desk.text is not None and Path(desk.path("mine/notes.txt")).read_text() == "mine")


@tried(10, "A set with a corrected mask is replaced when the mask was moved away")
def _(desk: Desk) -> Outcome:
    values = large(village(), 320)
    imagery, cover = desk.raster("rgb.tif", photo(values)), desk.raster("lc.tif", values)
    options = ("--imagery", imagery, "--landcover", cover, "--chip-size", 64, "--buffer", 0, "--split-block", 1)
    options += ("--synthetic-percent", 0, "--output", desk.path("set"))
    made = desk.satsyn("build-training-set", *options)
    mask = min(Path(desk.path("set/masks/train")).glob("*.tif"))
    with rasterio.open(mask, "r+") as file:
        file.write(np.zeros((64, 64), np.uint8), 1)
    first = desk.satsyn("build-training-set", *options, "--existing", "overwrite")
    kept = mask.is_file() and first.has(f"changed since: masks/train/{mask.name}. Move it away")
    mask.rename(desk.path("corrected.tif"))
    return _after(
        first, desk.satsyn("build-training-set", *options, "--existing", "overwrite"), more=not made.code and kept
    )


@tried(10, "An architecture's encoder is replaced by the nearest name")
def _(desk: Desk) -> Outcome:
    values = large(village(), 320)
    imagery, cover = desk.raster("rgb.tif", photo(values)), desk.raster("lc.tif", values)
    options = ("--imagery", imagery, "--landcover", cover, "--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained")
    options += ("--output", desk.path("m.safetensors"))
    first = desk.satsyn("train-evaluate-segmentation", *options, "--encoder", "resnet19")
    nearest = first.last.partition("nearest are ")[2].split(",")[0]
    return _after(first, desk.satsyn("train-evaluate-segmentation", *options, "--encoder", nearest or "?"))


@tried(10, "A land cover without names: its own values by SCHEME=model, as the warning of bare values says")
def _(desk: Desk) -> Outcome:
    desk.raster("map.tif", **GRID)
    first = desk.generate("map.tif")
    second = desk.generate("map.tif", "--scheme", "model")
    right = not first.code and first.has("warning", "SCHEME=model") and not second.has("supposed")
    same = second.classes == first.classes == pixels_of(dict(enumerate(_names(), 1)))
    return Outcome(f"exits {first.code}, {second.code}; the same classes: {same}", right and same)
