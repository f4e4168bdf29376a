"""Kind 2: what was changed in a finished training set, and compression with loss that formats do not name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import rasterio

from .desk import NAMES, Desk, Outcome, Said, done, large, matched_or_refused, photo, refused, tried, village

_NAMES = ["1=water", "2=land", "3=road", "4=vegetation", "5=building"]


def _set(desk: Desk) -> Path:
    values = large(village(), 320)
    cover, imagery = desk.raster("lc.tif", values), desk.raster("rgb.tif", photo(values))
    options: list[object] = ["--imagery", imagery, "--landcover", cover, "--classes", *_NAMES, "--synthetic-percent", 0]
    options += ["--chip-size", 64, "--split-block", 1, "--buffer", 0, "--output", desk.path("set")]
    said = desk.satsyn("build-training-set", *options)
    if said.code:
        raise RuntimeError(said.last)
    return Path(desk.path("set"))


def _scored(desk: Desk, *options: str) -> Said:
    return desk.satsyn(
        "train-evaluate-segmentation", "--training-set", desk.path("set"), "--model", desk.segmenter, *options
    )


def _first(folder: Path, kind: str) -> Path:
    return min((folder / kind / "test").glob("*.tif"))


def _flip(path: Path) -> None:
    with rasterio.open(path, "r+") as file:
        file.write(file.read()[:, ::-1].copy())


def _resave(path: Path) -> None:
    with rasterio.open(path) as file:
        values, profile = file.read(), file.profile
    with rasterio.open(path, "w", **{**profile, "compress": "LZW"}) as file:
        file.write(values)


def _classes(folder: Path) -> None:
    path = folder / "classes.json"
    path.write_text(path.read_text().replace('"land"', '"bare ground"'))


_EDITS: dict[str, Callable[[Path], None]] = {
    "a mask is drawn anew": lambda folder: _flip(_first(folder, "masks")),
    "an image is turned": lambda folder: _flip(_first(folder, "images")),
    "an image is saved again with another compression": lambda folder: _resave(_first(folder, "images")),
    "two masks have changed places": lambda folder: _swap(folder),
    "a class has another name": _classes,
    "the set was moved to another folder and a mask edited there": lambda folder: _flip(_first(folder, "masks")),
}


def _swap(folder: Path) -> None:
    one, other = sorted((folder / "masks" / "test").glob("*.tif"))[:2]
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _attempt(edit: Callable[[Path], None]) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        edit(_set(desk))
        return refused(_scored(desk), "changed since it was built", "EDITED_CHIPS")

    return run


for _name, _edit in _EDITS.items():
    tried(2, f"In a finished training set, {_name}")(_attempt(_edit))


@tried(2, "In a finished training set, a mask is corrected, and the user wants that")
def _(desk: Desk) -> Outcome:
    _flip(_first(_set(desk), "masks"))
    return done(_scored(desk, "--edited-chips"), "changed since it was built", "The changes count")


@tried(2, "In a finished training set, two masks have changed places, and the user wants that")
def _(desk: Desk) -> Outcome:
    _swap(_set(desk))
    return refused(_scored(desk, "--edited-chips"), "does not lie where its chip lies", "put the right one there")


@tried(2, "Beside a mask of a finished training set lies an .aux.xml that calls a class nodata")
def _(desk: Desk) -> Outcome:
    mask = _first(_set(desk), "masks")
    Path(f"{mask}.aux.xml").write_text(
        '<PAMDataset><PAMRasterBand band="1"><NoDataValue>1</NoDataValue></PAMRasterBand></PAMDataset>'
    )
    return refused(_scored(desk), "calls the value 1 nodata", "says so: delete ")


@tried(2, "QGIS has written statistics beside the chips of a finished training set")
def _(desk: Desk) -> Outcome:
    folder = _set(desk)
    for kind in ("images", "masks"):
        desk.run("gdalinfo", "-stats", "-hist", _first(folder, kind))
    return done(_scored(desk))


@tried(2, "A class of a finished training set is taken out of classes.json by hand")
def _(desk: Desk) -> Outcome:
    path = _set(desk) / "classes.json"
    content = json.loads(path.read_text())
    del content["classes"][2]
    path.write_text(json.dumps(content))
    return refused(_scored(desk, "--edited-chips"), "classes.json", "index is 3", "in order")


def _lossy(command: tuple[str, ...], name: str, shown: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        desk.raster("lc.tif", large(village(), 512) * 20)
        desk.run("gdal_translate", "-q", *command, "lc.tif", shown)
        classes = [f"{20 * value}={word}" for value, word in NAMES.items()]
        said = desk.generate(name.format(desk.path(shown)), "--classes", *classes)
        return matched_or_refused(said, {}, "compressed with loss")

    return run


for _name, _command, _opened, _shown in (
    ("JPEG tiles of a GeoPackage as vrt://", ("-of", "GPKG", "-co", "TILE_FORMAT=JPEG"), "vrt://{}?bands=1", "c.gpkg"),
    (
        "JPEG tiles of an MBTiles as vrt://",
        ("-of", "MBTILES", "-co", "TILE_FORMAT=JPEG"),
        "vrt://{}?bands=1",
        "c.mbtiles",
    ),
    ("MRF with JPEG", ("-of", "MRF", "-co", "COMPRESS=JPEG"), "{}", "c.mrf"),
    ("A cloud-optimised GeoTIFF with JPEG", ("-of", "COG", "-co", "COMPRESS=JPEG"), "{}", "c.tif"),
    ("LERC with an error of 9", ("-co", "COMPRESS=LERC", "-co", "MAX_Z_ERROR=9"), "{}", "c.tif"),
    ("NITF with JPEG", ("-of", "NITF", "-co", "IC=C3"), "{}", "c.ntf"),
):
    tried(2, f"Land cover with loss: {_name}")(_lossy(_command, _opened, _shown))


@tried(2, "Land cover with loss: a mosaic of a plain tile and one with JPEG")
def _(desk: Desk) -> Outcome:
    desk.raster("a.tif", np.full((256, 256), 20, np.uint8))
    desk.raster("lc.tif", large(village(), 256) * 20)
    desk.run("gdal_translate", "-q", "-co", "COMPRESS=JPEG", "lc.tif", "b.tif")
    desk.run("gdalbuildvrt", "-q", "m.vrt", "a.tif", "b.tif")
    said = desk.generate("m.vrt", "--classes", "20=water 40=land 60=road 80=vegetation 100=building")
    return refused(said, "compressed with loss (JPEG)")
