"""Kind 1: outputs that would replace something of the user's."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from .desk import Desk, Outcome, Said, clean, large, photo, tried, village
from .in_qgis import qgis_process


def _kept(desk: Desk, run: Callable[[], Said], *words: str, by_qgis: bool = False) -> Outcome:
    """Return that a run was refused, and that every file is as it was."""
    before = desk.state()
    said = run()
    after = desk.state()
    # QGIS keeps the statistics of rasters that it opens, in a virtual raster itself.
    lost = [name for name, digest in before.items() if after.get(name) != digest and not (by_qgis and ".vrt" in name)]
    more = sorted(name for name in set(after) - set(before) if not (by_qgis and name.endswith(".aux.xml")))
    lacking = [word for word in words if not said.has(word)]
    what = f"exit {said.code}: {said.last[-200:]}"
    what += "".join(f" {text} {found}" for text, found in (("LOST", lost), ("LEFT", more), ("lacks", lacking)) if found)
    return Outcome(what, said.code == 2 and not (lost or more or lacking) and clean(said))


def _scene(desk: Desk) -> tuple[str, str]:
    cover = large(village(), 640)
    return desk.raster("rgb.tif", photo(cover)), desk.raster("lc.tif", cover)


@tried(1, "METRICS names the class scheme that SCHEME reads")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    scheme = {"classes": [{"value": value, "name": f"kind {value}"} for value in range(1, 6)]}
    own = desk.text("mine.json", json.dumps(scheme))
    options = ("--imagery", imagery, "--landcover", cover, "--scheme", own, "--steps", 1, "--no-pretrained")
    return _kept(
        desk,
        lambda: desk.satsyn(
            "train-evaluate-segmentation", *options, "--output", desk.path("m.safetensors"), "--metrics", own
        ),
        "mine.json (METRICS) is also an input",
    )


@tried(1, "DIFFERENCE is a hard link to the test land cover")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    os.link(cover, desk.path("again.tif"))
    options = ("--test-imagery", imagery, "--test-landcover", cover, "--model", desk.segmenter)
    return _kept(
        desk,
        lambda: desk.satsyn("train-evaluate-segmentation", *options, "--difference", desk.path("again.tif")),
        "input",
    )


@tried(1, "OUTPUT is, through a linked folder, a tile of a mosaic of mosaics")
def _(desk: Desk) -> Outcome:
    Path(desk.path("tiles")).mkdir()
    desk.raster("tiles/west.tif")
    desk.run("gdalbuildvrt", "-q", "inner.vrt", "tiles/west.tif")
    desk.run("gdalbuildvrt", "-q", "outer.vrt", "inner.vrt")
    Path(desk.path("link")).symlink_to(desk.path("tiles"))
    return _kept(desk, lambda: desk.generate("outer.vrt", "--output", desk.path("link/west.tif")), "LANDCOVER")


@tried(1, "REPORT has the name of the land cover's style, which is not there yet")
def _(desk: Desk) -> Outcome:
    desk.raster("city.tif")
    return _kept(
        desk,
        lambda: desk.satsyn(
            "describe-landcover", "--landcover", desk.path("city.tif"), "--report", desk.path("city.qml")
        ),
        "side file",
    )


@tried(1, "CHANGE is the second variant of OUTPUT_BEFORE")
def _(desk: Desk) -> Outcome:
    before, after = desk.raster("before.tif"), desk.raster("after.tif", village(5))
    outputs = (
        "--output-before",
        desk.path("b.tif"),
        "--output-after",
        desk.path("a.tif"),
        "--change",
        desk.path("b_2.tif"),
    )
    options = ("--before", before, "--after", after, "--variants", 2, "--scheme", "model", "--model", desk.generator)
    return _kept(desk, lambda: desk.satsyn("generate-change", *options, *outputs), "CHANGE")


@tried(1, "OUTPUT of a training is a link to INITIAL_MODEL")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    shutil.copy(desk.generator, desk.path("old.safetensors"))
    Path(desk.path("new.safetensors")).symlink_to(desk.path("old.safetensors"))
    options = ("--imagery", imagery, "--landcover", cover, "--initial-model", desk.path("old.safetensors"))
    return _kept(
        desk, lambda: desk.satsyn("train-generator", *options, "--output", desk.path("new.safetensors")), "input"
    )


@tried(1, "METRICS lies in the folder in which the training works")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    Path(desk.path("m.training")).mkdir()
    options = ("--imagery", imagery, "--landcover", cover, "--output", desk.path("m.safetensors"))
    return _kept(
        desk, lambda: desk.satsyn("train-generator", *options, "--metrics", desk.path("m.training/x.json")), "replaces"
    )


@tried(1, "The training set would replace the folder that holds its polygons of SPLIT_LAYER")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    Path(desk.path("set")).mkdir()
    desk.text("set/split.geojson", '{"type": "FeatureCollection", "features": []}')
    options = ("--imagery", imagery, "--landcover", cover, "--synthetic-percent", 0, "--existing", "overwrite")
    split = ("--split-by", "polygons", "--split-layer", desk.path("set/split.geojson"), "--split-field", "part")
    return _kept(
        desk, lambda: desk.satsyn("build-training-set", *options, *split, "--output", desk.path("set")), "SPLIT_LAYER"
    )


@tried(1, "IMAGERY is vrt://rgb.tif?bands=1,2,3 and OUTPUT rgb.tif")
def _(desk: Desk) -> Outcome:
    imagery = desk.raster("rgb.tif", photo())
    options = ("--imagery", f"vrt://{imagery}?bands=1,2,3", "--model", desk.segmenter)
    return _kept(desk, lambda: desk.satsyn("predict-landcover", *options, "--output", imagery), "IMAGERY")


@tried(1, "IMAGERY is a directory of a multi-page TIFF, GTIFF_DIR:1:rgb.tif, and PROBABILITIES rgb.tif")
def _(desk: Desk) -> Outcome:
    imagery = desk.raster("rgb.tif", photo())
    options = ("--imagery", f"GTIFF_DIR:1:{imagery}", "--model", desk.segmenter, "--output", desk.path("p.tif"))
    return _kept(desk, lambda: desk.satsyn("predict-landcover", *options, "--probabilities", imagery), "PROBABILITIES")


@tried(1, "OUTPUT is a GeoPackage that is called .tif and is no input")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.text("p.geojson", '{"type": "FeatureCollection", "features": []}')
    desk.run("ogr2ogr", "-q", "-f", "GPKG", "project.gpkg", "p.geojson", "-nln", "plots")
    Path(desk.path("project.gpkg")).rename(desk.path("project.tif"))
    return _kept(
        desk, lambda: desk.generate("lc.tif", "--scheme", "model", "--output", desk.path("project.tif")), "GeoPackage"
    )


@tried(1, "GRID of vector land cover is OUTPUT")
def _(desk: Desk) -> Outcome:
    grid = desk.raster("grid.tif")
    square = {
        "type": "Polygon",
        "coordinates": [[[412310, 5317880], [412350, 5317880], [412350, 5317850], [412310, 5317880]]],
    }
    feature = {"type": "Feature", "properties": {"class": "water"}, "geometry": square}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    desk.text("plots.geojson", json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    return _kept(desk, lambda: desk.generate("plots.geojson", "--grid", grid, "--output", grid), "GRID")


@tried(1, "OUTPUT is a chip of the training set that is read")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    options = ("--imagery", imagery, "--landcover", cover, "--synthetic-percent", 0, "--chip-size", 64)
    made = desk.satsyn(
        "build-training-set",
        *options,
        "--scheme",
        "urban",
        "--split",
        "60 20 20",
        "--buffer",
        0,
        "--output",
        desk.path("set"),
    )
    if made.code:
        return Outcome(made.last, False)
    chip = next(Path(desk.path("set")).rglob("*.tif"))
    return _kept(
        desk,
        lambda: desk.satsyn(
            "train-evaluate-segmentation",
            "--training-set",
            desk.path("set"),
            "--model",
            desk.segmenter,
            "--difference",
            chip,
        ),
        "TRAINING_SET",
    )


@tried(1, "BUILDINGS is called o.tif.msk, which GDAL takes for the mask of OUTPUT o.tif")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    houses = desk.raster("o.tif.msk", (village() == 5).astype("uint8"))
    return _kept(desk, lambda: desk.generate("lc.tif", "--scheme", "model", "--buildings", houses), "BUILDINGS")


@tried(1, "OUTPUT of an evaluation is the tile index of REAL")
def _(desk: Desk) -> Outcome:
    _, cover = _scene(desk)
    desk.run("gdaltindex", "-f", "GeoJSON", "index.json", "rgb.tif")
    xml = f"<GDALTileIndexDataset><IndexDataset>{desk.path('index.json')}</IndexDataset></GDALTileIndexDataset>"
    desk.text("all.gti", xml)
    options = ("--real", desk.path("all.gti"), "--landcover", cover, "--model", desk.generator, "--scheme", "model")
    return _kept(desk, lambda: desk.satsyn("evaluate-imagery", *options, "--output", desk.path("index.json")), "REAL")


@tried(1, "OUTPUT is a tile of a tile index (GTI)")
def _(desk: Desk) -> Outcome:
    desk.raster("tile.tif")
    desk.run("gdaltindex", "-f", "GPKG", "index.gti.gpkg", "tile.tif")
    run = ("index.gti.gpkg", "--scheme", "model", "--output", desk.path("tile.tif"))
    return _kept(desk, lambda: desk.generate(*run), "LANDCOVER")


@tried(1, "The study file lies in the folder of the study")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scene(desk)
    Path(desk.path("study")).mkdir()
    shutil.copy(desk.generator, desk.path("study/mine.safetensors"))
    content = "treatments:\n  - name: real\n    percent: 0\n"
    file = desk.text("study/plan.yaml", content)
    options = ("--imagery", imagery, "--landcover", cover, "--study-file", file, "--scheme", "model")
    return _kept(desk, lambda: desk.satsyn("mix-study", *options, "--output", desk.path("study")), "STUDY_FILE")


@tried(1, "In QGIS, the land cover is a mosaic and OUTPUT its tile")
def _(desk: Desk) -> Outcome:
    desk.raster("tile.tif")
    desk.run("gdalbuildvrt", "-q", "mosaic.vrt", "tile.tif")
    return _kept(
        desk,
        lambda: qgis_process(
            desk, "generateimagery", LANDCOVER=desk.path("mosaic.vrt"), SCHEME="model", OUTPUT=desk.path("tile.tif")
        ),
        "LANDCOVER",
        by_qgis=True,
    )


@tried(1, "In QGIS, the style beside OUTPUT is another raster's")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    style = desk.text("new.qml", "<qgis><pipe/></qgis>")
    said = qgis_process(
        desk,
        "generateimagery",
        LANDCOVER=desk.path("lc.tif"),
        SCHEME="model",
        MODEL=desk.generator,
        OUTPUT=desk.path("new.tif"),
    )
    kept = Path(style).read_text(encoding="utf-8") == "<qgis><pipe/></qgis>"
    return Outcome(f"exit {said.code}, the style is {'kept' if kept else 'LOST'}", not said.code and kept)


@tried(1, "In QGIS, CHANGE is the shapefile's neighbour, and BUILDINGS_AFTER that shapefile, named by its .dbf")
def _(desk: Desk) -> Outcome:
    before, after = desk.raster("before.tif"), desk.raster("after.tif", village(5))
    desk.text("p.geojson", '{"type": "FeatureCollection", "features": []}')
    desk.run("ogr2ogr", "-q", "houses.shp", "p.geojson", "-nlt", "POLYGON")
    shutil.copy(desk.path("houses.dbf"), desk.path("houses.tif"))
    given = {"BEFORE": before, "AFTER": after, "BUILDINGS_AFTER": desk.path("houses.dbf"), "SCHEME": "model"}
    outputs = {
        "OUTPUT_BEFORE": desk.path("b.tif"),
        "OUTPUT_AFTER": desk.path("a.tif"),
        "CHANGE": desk.path("houses.tif"),
    }
    return _kept(desk, lambda: qgis_process(desk, "generatechange", **given, **outputs), by_qgis=True)
