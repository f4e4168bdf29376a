"""Further inputs of several kinds: settings in the user's folder, odd rasters and features, outputs, and models."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from affine import Affine

from .desk import NAMES, OTHER, Desk, Outcome, clean, done, large, matched, photo, pixels_of, refused, tried, village
from .foreign_settings import _attempt as _with_setting


def _home(desk: Desk, name: str, content: str | bytes) -> str:
    path = Path(desk.path("home")) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return desk.path("home")


def _gdalrc(desk: Desk) -> dict[str, str]:
    options = "GDAL_PAM_ENABLED=NO\nGTIFF_POINT_GEO_IGNORE=YES\nGDAL_DISABLE_READDIR_ON_OPEN=EMPTY_DIR\n"
    return {"HOME": _home(desk, ".gdal/gdalrc", f"[configoptions]\n{options}")}


for _name, _setting in {
    "A .gdal/gdalrc in the user's folder that hides side files": _gdalrc,
    "A broken proj.db in the user's own folder of PROJ": lambda desk: {
        "XDG_DATA_HOME": _home(desk, "proj/proj.db", b"no database")
    },
    "PYTHONWARNINGS=error": lambda _: {"PYTHONWARNINGS": "error"},
    "PYTHONOPTIMIZE=2": lambda _: {"PYTHONOPTIMIZE": "2"},
    "TMPDIR of nowhere": lambda desk: {"TMPDIR": desk.path("nowhere")},
    "HOME of nowhere": lambda _: {"HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere/cache"},
    "OMP_NUM_THREADS that is no number": lambda _: {"OMP_NUM_THREADS": "many"},
    "PYTHONDEVMODE=1": lambda _: {"PYTHONDEVMODE": "1"},
    "SQLITE_TMPDIR of nowhere and OGR_SQLITE_PRAGMA": lambda _: {
        "SQLITE_TMPDIR": "/nowhere",
        "OGR_SQLITE_PRAGMA": "locking_mode=EXCLUSIVE",
    },
}.items():
    tried(4, _name)(_with_setting(_setting))


def _of_small_set(desk: Desk) -> list[object]:
    """Return the options of a training set of a few real chips."""
    values = large(village(), 128)
    rasters = ["--imagery", desk.raster("rgb.tif", photo(values)), "--landcover", desk.raster("lc.tif", values)]
    classes = ["--classes", "1=water 2=land 3=road 4=vegetation 5=building", "--synthetic-percent", 0]
    chips = ["--chip-size", 64, "--split-block", 1, "--buffer", 0, "--split", "1"]
    return [*rasters, *classes, *chips, "--output", desk.path("set")]


@tried(3, "The mask of a chip as land cover, whose values count the classes from 0")
def _(desk: Desk) -> Outcome:
    options = _of_small_set(desk)
    said = desk.satsyn("build-training-set", *options)
    mask = min(Path(desk.path("set")).glob("masks/*/*.tif"))
    if said.code:
        return Outcome(said.last, False)
    said = desk.generate(str(mask))
    expected = {1: "water", 2: "land", 3: "road", 4: "vegetation", 5: "building"}
    row, col = (int(part[1:]) for part in mask.stem.split("_")[1:3])
    cut = large(village(), 128)[row : row + 64, col : col + 64]
    return refused(said, "CLASSES") if said.code else matched(said, pixels_of(expected, cut))


@tried(3, "Values from 0 to 4, as other programs count classes")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif", village() - 1)
    said = desk.generate("lc.tif")
    return refused(said, "CLASSES") if said.code else done(said, "supposed to be the model's own")


@tried(3, "The model's own values at 1 m with a palette of shades of grey")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    code = "t = gdal.ColorTable()\nfor i in range(6): t.SetColorEntry(i, (i * 40, i * 40, i * 40, 255))\n"
    desk.gdal(f"f = gdal.Open({desk.path('lc.tif')!r}, 1)\n{code}f.GetRasterBand(1).SetColorTable(t)\nf = None")
    said = desk.generate("lc.tif")
    return refused(said, "CLASSES") if said.code else done(said, "supposed to be the model's own")


@tried(3, "A predicted map of SatSyn that another program saved without its tags")
def _(desk: Desk) -> Outcome:
    desk.raster("rgb.tif", photo())
    said = desk.satsyn(
        "predict-landcover",
        "--imagery",
        desk.path("rgb.tif"),
        "--model",
        desk.segmenter,
        "--output",
        desk.path("p.tif"),
    )
    desk.run("gdal_translate", "-q", "-of", "AAIGrid", "p.tif", "p.asc")
    again = desk.generate("p.asc")
    if said.code:
        return Outcome(said.last, False)
    # GDAL keeps the names of the classes in a file beside it.
    return refused(again, "CLASSES") if again.code else done(again, "matched by the raster's class names")


_FEATURES = {
    "a feature with coordinates that are no numbers": '{"type":"Polygon","coordinates":[[[null,0],[1,1],[0,1],[0,0]]]}',
    "a feature without geometry": "null",
    "an empty polygon": '{"type":"Polygon","coordinates":[]}',
    "a ring of two corners": '{"type":"Polygon","coordinates":[[[412310,5317890],[412320,5317890]]]}',
    "a bow tie": '{"type":"Polygon","coordinates":[[[412300,5317840],[412380,5317900],[412380,5317840],[412300,5317900],[412300,5317840]]]}',  # noqa: E501
    "a polygon of the other hemisphere": '{"type":"Polygon","coordinates":[[[500000,-5000000],[500010,-5000000],[500010,-5000010],[500000,-5000000]]]}',  # noqa: E501
    "a polygon that stands twice": '{"type":"Polygon","coordinates":[[[412310,5317890],[412320,5317890],[412320,5317880],[412310,5317890]]]}',  # noqa: E501
}


def _geojson(geometry: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32633"}}'
        corners = [[412300, 5317840], [412380, 5317840], [412380, 5317900], [412300, 5317900], [412300, 5317840]]
        first = json.dumps({"type": "Polygon", "coordinates": [corners]})
        odd = ",".join(
            f'{{"type":"Feature","properties":{{"class":"water"}},"geometry":{one}}}' for one in (geometry, geometry)
        )
        land = f'{{"type":"Feature","properties":{{"class":"land"}},"geometry":{first}}}'
        desk.text("p.geojson", f'{{"type":"FeatureCollection",{crs},"features":[{land},{odd}]}}')
        said = desk.generate("p.geojson")
        drawn = said.classes.get("water", 0) > 0
        counted = said.has("2 ", "feature") and any(word in said.text for word in ("left out", "without", "no area"))
        right = clean(said) and (said.code == 2 or (said.code == 0 and (drawn or counted)))
        lines = [line for line in said.text.splitlines() if "eature" in line]
        return Outcome(f"exit {said.code}, drawn: {drawn}: {(lines or [said.last])[-1][-170:]}", right)

    return run


for _name, _geometry in _FEATURES.items():
    tried(6, f"Land cover with {_name}, twice")(_geojson(_geometry))


def _imagery(values: np.ndarray, *words: str, **profile: object) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        desk.raster("rgb.tif", values, **profile)
        options = ("--imagery", desk.path("rgb.tif"), "--model", desk.segmenter, "--output", desk.path("p.tif"))
        said = desk.satsyn("predict-landcover", *options)
        return refused(said, *words) if said.code else done(said)

    return run


for _name, _try in {
    "Imagery of one pixel": _imagery(np.full((3, 1, 1), 90, np.uint8)),
    "Imagery of one row": _imagery(np.full((3, 1, 700), 90, np.uint8)),
    "Imagery of infinite values": _imagery(np.full((3, 70, 70), np.inf, np.float32)),
    "Imagery in a compound system of heights": _imagery(photo(), crs="EPSG:32633+5773"),
    "Imagery in a geocentric system": _imagery(photo(), crs="EPSG:4978"),
    "Imagery whose pixels are mirrored and turned": _imagery(
        photo(), transform=Affine(0.4, -0.3, 412_300, -0.3, -0.4, 5_317_900)
    ),
}.items():
    tried(5, _name)(_try)


@tried(5, "Names with percent, hash, blank at the end, newline and emoji")
def _(desk: Desk) -> Outcome:
    folder = Path(desk.path("50 % #1 \n🛰 "))
    folder.mkdir()
    desk.raster("lc.tif")
    Path(desk.path("lc.tif")).replace(folder / "lc?a=1.tif")
    said = desk.generate(str(folder / "lc?a=1.tif"), "--scheme", "model", "--output", str(folder / "o.tif"))
    return matched(said, pixels_of(NAMES)) if said.code == 0 else refused(said)


def _output(name: str, *words: str, make: Callable[[Path], object] | None = None) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        desk.raster("lc.tif")
        if make is not None:
            make(Path(desk.path(name)))
        before = desk.state()
        found = refused(desk.generate("lc.tif", "--scheme", "model", "--output", desk.path(name)), *words)
        return Outcome(found.what, found.right and desk.state() == before)

    return run


for _name, _try in {
    "a folder that is not there": _output("missing/folder/o.tif", "folder"),
    "the name of a folder": _output("o.tif", "folder", make=lambda path: path.mkdir()),
    "a file below a file": _output("lc.tif/o.tif"),
    "a name of 252 letters": _output("o" * 248 + ".tif"),
    "a pipe": _output("o.tif", make=lambda path: os.mkfifo(path)),
}.items():
    tried(9, f"OUTPUT is {_name}")(_try)


@tried(9, "OUTPUT is a link to nowhere, whose place the image takes")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    Path(desk.path("o.tif")).symlink_to("/nowhere/at/all.tif")
    said = desk.generate("lc.tif", "--scheme", "model")
    return Outcome(f"exit {said.code}", said.code == 0 and Path(desk.path("o.tif")).is_file())


def _without_model(job: str, **given: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        values = large(village(), 160)
        desk.raster("lc.tif", values + 100)
        desk.raster("rgb.tif", photo(values))
        options = [part for name, value in given.items() for part in (f"--{name.replace('_', '-')}", value)]
        words = [desk.path(word) if word.endswith((".tif", ".json", "set")) else word for word in options]
        said = desk.satsyn(job, *words)
        return refused(said, "CLASSES", "101")

    return run


for _name, _given in {
    "generate-imagery": {"landcover": "lc.tif", "output": "o.tif"},
    "generate-change": {
        "before": "lc.tif",
        "after": "lc.tif",
        "output_before": "b.tif",
        "output_after": "a.tif",
        "change": "c.tif",
    },
    "build-training-set": {"landcover": "lc.tif", "imagery": "rgb.tif", "output": "set"},
}.items():
    tried(11, f"Values from 101 on without MODEL, in {_name}")(_without_model(_name, **_given))


@tried(1, "OUTPUT lies in the folder of a training set that another job could replace")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    folder = Path(desk.path("set/images/train"))
    folder.mkdir(parents=True)
    Path(desk.path("set/manifest.json")).write_text('{"schema": "satsyn-training-set", "chips": []}')
    said = desk.generate("lc.tif", "--scheme", "model", "--output", str(folder / "mine.tif"))
    options = ("--imagery", desk.path("set/images/train/mine.tif"), "--landcover", desk.path("lc.tif"))
    again = desk.satsyn(
        "build-training-set", *options, "--scheme", "model", "--existing", "overwrite", "--output", desk.path("set")
    )
    kept = (folder / "mine.tif").is_file()
    return Outcome(f"exit {said.code}, {again.code}: {again.last[-200:]}", kept and again.code == 2 and clean(again))


@tried(1, "A chip of the training set that would be replaced is a link to the user's file")
def _(desk: Desk) -> Outcome:
    options = _of_small_set(desk)
    desk.satsyn("build-training-set", *options)
    chip = min(Path(desk.path("set")).glob("images/*/*.tif"))
    chip.rename(desk.path("mine.tif"))
    chip.symlink_to(desk.path("mine.tif"))
    said = desk.satsyn("build-training-set", *options, "--existing", "overwrite", "--seed", 4)
    found = refused(said, "did not write", chip.name)
    return Outcome(found.what, found.right and chip.is_symlink())


@tried(8, "Imagery of 16 bits with a scale of 0.0001, for a model of 8 bits")
def _(desk: Desk) -> Outcome:
    desk.raster("rgb.tif", photo().astype(np.uint16) * 40)
    code = "for i in (1, 2, 3): f.GetRasterBand(i).SetScale(0.0001)\n"
    desk.gdal(f"f = gdal.Open({desk.path('rgb.tif')!r}, 1)\n{code}f = None")
    options = ("--imagery", desk.path("rgb.tif"), "--model", desk.segmenter, "--output", desk.path("p.tif"))
    return refused(desk.satsyn("predict-landcover", *options), "gdal_translate")


@tried(8, "A training set whose chips were rescaled one by one to 0 to 1, which the user wants")
def _(desk: Desk) -> Outcome:
    values = large(village(), 128)
    options: list[object] = [
        "--imagery",
        desk.raster("rgb.tif", photo(values)),
        "--landcover",
        desk.raster("lc.tif", values),
    ]
    options += ["--classes", *(f"{value}={name}" for value, name in OTHER.items()), "--synthetic-percent", 0]
    options += [
        "--chip-size",
        64,
        "--split-block",
        1,
        "--buffer",
        0,
        "--split",
        "60 20 20",
        "--output",
        desk.path("set"),
    ]
    desk.satsyn("build-training-set", *options)
    for chip in Path(desk.path("set")).glob("images/*/*.tif"):
        desk.run("gdal_translate", "-q", "-ot", "Float32", "-scale", "0", "255", "0", "1", chip, "x.tif")
        Path(desk.path("x.tif")).replace(chip)
    command = ("--training-set", desk.path("set"), "--model", desk.segmenter, "--edited-chips")
    return refused(desk.satsyn("train-evaluate-segmentation", *command), "float32", "uint8")
