"""Kind 2, second part: where rasters have data: masks, transparency, nodata values of every type, scales."""

from __future__ import annotations

import numpy as np
import rasterio
from rasterio.enums import ColorInterp

from .desk import NAMES, Desk, Outcome, done, large, matched, photo, pixels_of, refused, tried, village

HALF = np.where(np.arange(88) < 44, 255, 0).astype(np.uint8) * np.ones((72, 1), np.uint8)


def _masked(desk: Desk, name: str, beside: bool, **profile: object) -> str:
    path = desk.raster(name, **profile)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=not beside), rasterio.open(path, "r+") as file:
        file.write_mask(HALF)
    return path


@tried(2, "Land cover with a mask in a file of its own (.msk)")
def _(desk: Desk) -> Outcome:
    _masked(desk, "lc.tif", True)
    return matched(desk.generate("lc.tif", "--scheme", "model"), pixels_of(NAMES, village()[:, :44]))


@tried(2, "Mosaic of a land cover with a mask inside the file")
def _(desk: Desk) -> Outcome:
    _masked(desk, "lc.tif", False)
    desk.run("gdalbuildvrt", "-q", "m.vrt", "lc.tif")
    return matched(desk.generate("m.vrt", "--scheme", "model"), pixels_of(NAMES, village()[:, :44]))


@tried(2, "Land cover with an alpha band, written as PNG with a world file")
def _(desk: Desk) -> Outcome:
    path = desk.raster("t.tif", np.stack([village(), HALF]))
    with rasterio.open(path, "r+") as file:
        file.colorinterp = (ColorInterp.gray, ColorInterp.alpha)
    desk.run("gdal_translate", "-q", "-of", "PNG", "-co", "WORLDFILE=YES", "t.tif", "lc.png")
    return matched(desk.generate("lc.png", "--scheme", "model"), pixels_of(NAMES, village()[:, :44]))


@tried(2, "64-bit land cover whose nodata is 2^53 + 1, which no float holds")
def _(desk: Desk) -> Outcome:
    values = village().astype(np.int64)
    values[values == 1] = 2**53 + 1
    desk.raster("t.tif", values)
    desk.run("gdal_translate", "-q", "-a_nodata", 2**53 + 1, "t.tif", "lc.tif")
    expected = pixels_of({value: name for value, name in NAMES.items() if value > 1})
    return matched(desk.generate("lc.tif", "--scheme", "model"), expected)


@tried(2, "Float land cover with nodata declared as GDAL rounds it, -3.40282e+38")
def _(desk: Desk) -> Outcome:
    values = village().astype(np.float32)
    values[values == 1] = np.finfo(np.float32).min
    desk.raster("lc.tif", values, nodata=float(np.finfo(np.float32).min))
    desk.run("gdal_translate", "-q", "-of", "VRT", "lc.tif", "lc.vrt")
    text = (desk.folder / "lc.vrt").read_text()
    start = text.index("<NoDataValue>") + 13
    desk.text("lc.vrt", text[:start] + "-3.40282e+38" + text[text.index("</NoDataValue>") :])
    said = desk.generate("lc.vrt", "--scheme", "model")
    expected = pixels_of({value: name for value, name in NAMES.items() if value > 1})
    return matched(said, expected) if not said.code else refused(said, "nodata", "gdal_edit")


@tried(2, "Float land cover with NaN, where nodata is declared as 0")
def _(desk: Desk) -> Outcome:
    values = village().astype(np.float64)
    values[values == 1] = np.nan
    desk.raster("lc.tif", values, nodata=0)
    expected = pixels_of({value: name for value, name in NAMES.items() if value > 1})
    return matched(desk.generate("lc.tif", "--scheme", "model"), expected)


@tried(2, "BUILDINGS with a mask: what it leaves out is no building")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    path = desk.raster("houses.tif", np.ones((72, 88), np.uint8))
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=False), rasterio.open(path, "r+") as file:
        file.write_mask(np.zeros((72, 88), np.uint8))
    one = desk.generate("lc.tif", "--scheme", "model", "--output", desk.path("a.tif"))
    two = desk.generate("lc.tif", "--scheme", "model", "--buildings", path, "--output", desk.path("b.tif"))
    if one.code or two.code:
        return Outcome(f"{one.last} {two.last}", False)
    with rasterio.open(desk.path("a.tif")) as a, rasterio.open(desk.path("b.tif")) as b:
        same = bool((a.read() == b.read()).all())
    return Outcome("no building is drawn" if same else "buildings are drawn where the mask hides them", same)


@tried(2, "MASK of an edit as a raster with alpha 0 everywhere")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    base = desk.raster("base.tif", photo())
    path = desk.raster("mask.tif", np.stack([np.ones((72, 88), np.uint8), np.zeros((72, 88), np.uint8)]))
    with rasterio.open(path, "r+") as file:
        file.colorinterp = (ColorInterp.gray, ColorInterp.alpha)
    return refused(desk.generate("lc.tif", "--scheme", "model", "--mask", path, "--base-image", base), "MASK")


@tried(2, "BASE_IMAGE of bytes that declares nodata -9999")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    desk.raster("t.tif", photo())
    desk.run("gdal_translate", "-q", "-of", "VRT", "t.tif", "base.vrt")
    text = (desk.folder / "base.vrt").read_text()
    desk.text("base.vrt", text.replace("<ColorInterp>", "<NoDataValue>-9999</NoDataValue><ColorInterp>"))
    mask = desk.raster("mask.tif", (village() == 1).astype(np.uint8))
    options = ("--mask", mask, "--base-image", desk.path("base.vrt"), "--feather", 0)
    said = desk.generate("lc.tif", "--scheme", "model", *options)
    return refused(said) if said.code == 2 else done(said)


@tried(2, "STYLE of floats with NaN and no nodata")
def _(desk: Desk) -> Outcome:
    cover = large(village(), 128)
    desk.raster("lc.tif", cover)
    image = photo(cover).astype(np.float32)
    image[:, :40] = np.nan
    said = desk.generate("lc.tif", "--scheme", "model", "--style", desk.raster("style.tif", image))
    with rasterio.open(desk.path("o.tif")) as file:
        varied = float(file.read().std()) > 0
    return Outcome(f"exit {said.code}, the imagery {'varies' if varied else 'is one colour'}", not said.code and varied)


@tried(2, "IMAGERY with a mask: predictions are nodata where it hides")
def _(desk: Desk) -> Outcome:
    path = desk.raster("rgb.tif", photo())
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as file:
        file.write_mask(HALF)
    said = desk.satsyn(
        "predict-landcover", "--imagery", path, "--model", desk.segmenter, "--output", desk.path("p.tif")
    )
    if said.code:
        return Outcome(said.last, False)
    with rasterio.open(desk.path("p.tif")) as file:
        hidden = file.read_masks(1)[:, 44:]
    return Outcome(f"{np.count_nonzero(hidden)} of the hidden pixels are mapped", not hidden.any())


@tried(2, "IMAGERY as a mosaic whose bands have different nodata values")
def _(desk: Desk) -> Outcome:
    desk.raster("rgb.tif", photo())
    desk.run("gdalbuildvrt", "-q", "m.vrt", "rgb.tif")
    text = (desk.folder / "m.vrt").read_text()
    for number in (1, 2, 3):
        head = f'band="{number}">'
        text = text.replace(head, f"{head}<NoDataValue>{number * 40}</NoDataValue>")
    desk.text("m.vrt", text)
    options = ("--imagery", desk.path("m.vrt"), "--model", desk.segmenter, "--output", desk.path("p.tif"))
    return done(desk.satsyn("predict-landcover", *options))


@tried(2, "Land cover with scale 10 and offset -5")
def _(desk: Desk) -> Outcome:
    desk.raster("t.tif")
    desk.run("gdal_translate", "-q", "-a_scale", 10, "-a_offset", -5, "t.tif", "lc.tif")
    said = desk.generate("lc.tif", "--scheme", "model")
    right = matched(said, pixels_of(NAMES))
    return Outcome(right.what, right.right and said.has("scale of 10", "in the file"))
