"""Kind 8: imagery whose digital numbers have other units than those of a model, of a style, or of other imagery."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .desk import Desk, Outcome, Said, clean, done, large, photo, refused, tried, village

Numbers = Callable[[NDArray[np.uint8]], NDArray[np.generic]]

_OTHER: dict[str, Numbers] = {
    "reflectance from 0 to 1": lambda image: (image / 255).astype(np.float32),
    "reflectance from 0 to 1 in double precision": lambda image: image / 255,
    "reflectance times 10000 in 16 bits": lambda image: image.astype(np.uint16) * 39,
    "reflectance times 10000 with an offset of 1000": lambda image: image.astype(np.uint16) * 39 + 1000,
    "decibels from -30 to 0": lambda image: (image / 255 * 30 - 30).astype(np.float32),
    "16 bits, filled to 65535": lambda image: image.astype(np.uint16) * 257,
    "signed 16 bits around 0": lambda image: image.astype(np.int16) * 200 - 25_000,
    "temperatures in kelvin": lambda image: (270 + image / 5).astype(np.float32),
}


def _reflectance(image: NDArray[np.uint8]) -> NDArray[np.generic]:
    return _OTHER["reflectance from 0 to 1"](image)


def _untouched(desk: Desk, before: dict[str, str], found: Outcome) -> Outcome:
    left = sorted(set(desk.state()) - set(before))
    return Outcome(f"{found.what}{f' LEFT {left}' if left else ''}", found.right and not left)


def _predict(desk: Desk, imagery: str) -> Said:
    return desk.satsyn(
        *("predict-landcover", "--imagery", imagery, "--model", desk.segmenter, "--output", desk.path("p.tif"))
    )


def _predicted(numbers: Numbers) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        imagery = desk.raster("rgb.tif", numbers(photo()))
        before = desk.state()
        said = _predict(desk, imagery)
        return _untouched(desk, before, refused(said, "other units", "gdal_translate"))

    return run


for _name, _numbers in _OTHER.items():
    tried(8, f"Prediction on {_name}")(_predicted(_numbers))


@tried(8, "Prediction on a float raster with the numbers of 8 bits")
def _(desk: Desk) -> Outcome:
    return done(_predict(desk, desk.raster("rgb.tif", photo().astype(np.float32))), "if these are other units")


@tried(8, "Prediction on reflectance whose nodata is -9999")
def _(desk: Desk) -> Outcome:
    numbers = _reflectance(photo())
    numbers[:, :40] = -9999
    return refused(_predict(desk, desk.raster("rgb.tif", numbers, nodata=-9999)), "other units")


@tried(8, "Prediction on reflectance in one corner of a raster that is otherwise nodata")
def _(desk: Desk) -> Outcome:
    numbers = np.zeros((3, 900, 900), np.float32)
    numbers[:, 300:372, 500:588] = _reflectance(photo())
    return refused(_predict(desk, desk.raster("rgb.tif", numbers, nodata=0)), "other units")


@tried(8, "Prediction on 8-bit imagery, as the model's")
def _(desk: Desk) -> Outcome:
    said = _predict(desk, desk.raster("rgb.tif", photo()))
    return Outcome(f"exit {said.code}", said.code == 0 and not said.has("other units"))


def _scenes(desk: Desk, numbers: Numbers, name: str = "") -> tuple[str, str]:
    values = large(village(), 320)
    return desk.raster(f"rgb{name}.tif", numbers(photo(values))), desk.raster(f"lc{name}.tif", values)


@tried(8, "Evaluation of a segmentation model on reflectance")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scenes(desk, _reflectance)
    options = ("--imagery", imagery, "--landcover", cover, "--model", desk.segmenter)
    before = desk.state()
    said = desk.satsyn("train-evaluate-segmentation", *options, "--metrics", desk.path("m.json"))
    return _untouched(desk, before, refused(said, "other units"))


@tried(8, "Evaluation of a segmentation model on a training set of reflectance times 10000")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scenes(desk, _OTHER["reflectance times 10000 in 16 bits"])
    options = ("--imagery", imagery, "--landcover", cover, "--scheme", "urban", "--chip-size", 64, "--buffer", 0)
    options += ("--split-block", 1, "--synthetic-percent", 0, "--output", desk.path("set"))
    made = desk.satsyn("build-training-set", *options)
    given = ("--training-set", desk.path("set"), "--model", desk.segmenter, "--metrics", desk.path("m.json"))
    found = refused(desk.satsyn("train-evaluate-segmentation", *given), "other units", "build the set anew")
    return Outcome(found.what, found.right and not made.code)


@tried(8, "Training a segmentation on 8 bits, tested on 16 bits")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scenes(desk, lambda image: image)
    other, its_cover = _scenes(desk, _OTHER["reflectance times 10000 in 16 bits"], "_test")
    options = ("--imagery", imagery, "--landcover", cover, "--test-imagery", other, "--test-landcover", its_cover)
    options += ("--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained", "--output", desk.path("m.safetensors"))
    before = desk.state()
    return _untouched(desk, before, refused(desk.satsyn("train-evaluate-segmentation", *map(str, options))))


@tried(8, "Training a segmentation on scenes of reflectance 0-1 and 0-10000, both of float32")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scenes(desk, _reflectance)
    other, its_cover = _scenes(desk, lambda image: (image * 39.0).astype(np.float32), "_2")
    options = ("--imagery", imagery, other, "--landcover", cover, its_cover)
    options += ("--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained", "--output", desk.path("m.safetensors"))
    said = desk.satsyn("train-evaluate-segmentation", *map(str, options))
    return refused(said, "units") if said.code else done(said, "units")


@tried(8, "Training a generator on scenes of 0-255 and 0-10000, both of 16 bits")
def _(desk: Desk) -> Outcome:
    values = large(village(), 640)
    cover = desk.raster("lc.tif", values)
    first = desk.raster("a.tif", photo(values).astype(np.uint16))
    second = desk.raster("b.tif", photo(values).astype(np.uint16) * 39)
    options = ("--imagery", first, second, "--landcover", cover, cover, "--iterations", 1)
    said = desk.satsyn("train-generator", *options, "--output", desk.path("g.safetensors"))
    return refused(said, "units") if said.code else done(said, "units")


@tried(8, "Training a generator further from an 8-bit model on reflectance times 10000")
def _(desk: Desk) -> Outcome:
    values = large(village(), 640)
    cover = desk.raster("lc.tif", values)
    imagery = desk.raster("a.tif", _OTHER["reflectance times 10000 in 16 bits"](photo(values)))
    options = ("--imagery", imagery, "--landcover", cover, "--scheme", "model", "--iterations", 1, "--batch", 4)
    said = desk.satsyn(
        *("train-generator", *options, "--initial-model", "urban-vhr", "--output", desk.path("g.safetensors"))
    )
    return done(said, "100% of the weights start", "uint8 numbers from 0 to 255", "take their place")


@tried(8, "STYLE of reflectance for an 8-bit generator")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    style = desk.raster("style.tif", _reflectance(photo()))
    return refused(desk.generate("lc.tif", "--scheme", "model", "--style", style), "other units")


@tried(8, "STYLE of 16 bits with the numbers of 8 bits, which is warned of")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    style = desk.raster("style.tif", photo().astype(np.uint16))
    return done(desk.generate("lc.tif", "--scheme", "model", "--style", style), "if these are other units")


@tried(8, "BASE_IMAGE of reflectance, of which a mask is edited")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    base = desk.raster("base.tif", _reflectance(photo()))
    mask = desk.raster("mask.tif", (village() == 5).astype(np.uint8))
    said = desk.generate("lc.tif", "--scheme", "model", "--base-image", base, "--mask", mask)
    return _untouched(desk, desk.state(), refused(said))


@tried(8, "BASE_IMAGE of 8 bits that holds 0 to 9 alone, which is warned of or done")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    base = desk.raster("base.tif", photo() // 28)
    mask = desk.raster("mask.tif", (village() == 5).astype(np.uint8))
    return done(desk.generate("lc.tif", "--scheme", "model", "--base-image", base, "--mask", mask), "units")


def _training_set(desk: Desk, numbers: Numbers, *options: object) -> Said:
    imagery, cover = _scenes(desk, numbers)
    given = ("--imagery", imagery, "--landcover", cover, "--scheme", "model", "--chip-size", 64, "--buffer", 0)
    given += ("--split-block", 1, "--engine", "torch", "--output", desk.path("set"))
    return desk.satsyn("build-training-set", *given, "--model", desk.generator, *options)


@tried(8, "A training set of chips of reflectance and of an 8-bit generator")
def _(desk: Desk) -> Outcome:
    said = _training_set(desk, _reflectance)
    return Outcome(refused(said).what, refused(said).right and not Path(desk.path("set")).exists())


@tried(8, "A training set of 8-bit chips whose numbers are 0 to 9, and of an 8-bit generator")
def _(desk: Desk) -> Outcome:
    said = _training_set(desk, lambda image: image // 28)
    return refused(said, "units") if said.code else done(said, "units")


@tried(8, "A training set whose STYLE_IMAGE is dark, which is warned of")
def _(desk: Desk) -> Outcome:
    style = desk.raster("style.tif", photo(large(village(), 320)) // 28)
    said = _training_set(desk, lambda image: image, "--style", "image", "--style-image", style)
    return refused(said, "units") if said.code else done(said, "units")


@tried(8, "Evaluation of synthetic imagery of 16 bits against real imagery of 8 bits")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scenes(desk, lambda image: image)
    synthetic, _ = _scenes(desk, _OTHER["reflectance times 10000 in 16 bits"], "_synthetic")
    options = ("--real", imagery, "--synthetic", synthetic, "--landcover", cover, "--output", desk.path("m.json"))
    said = desk.satsyn("evaluate-imagery", *options)
    return refused(said)


@tried(8, "Evaluation of synthetic float imagery of 0 to 1 against real float imagery of 0 to 10000")
def _(desk: Desk) -> Outcome:
    imagery, cover = _scenes(desk, lambda image: (image * 39.0).astype(np.float32))
    synthetic, _ = _scenes(desk, _reflectance, "_synthetic")
    options = ("--real", imagery, "--synthetic", synthetic, "--landcover", cover, "--output", desk.path("m.json"))
    said = desk.satsyn("evaluate-imagery", *options, "--patch", 64, "--count", 10)
    return refused(said, "units") if said.code else done(said, "units")


@tried(8, "A study on reflectance with an 8-bit generator")
def _(desk: Desk) -> Outcome:
    values = large(village(), 640)
    cover = desk.raster("lc.tif", values)
    imagery = desk.raster("a.tif", _reflectance(photo(values)))
    options = ("--imagery", imagery, "--landcover", cover, "--scheme", "model", "--model", desk.generator)
    said = desk.satsyn("mix-study", *options, "--chip-size", 64, "--minutes", 1, "--output", desk.path("study"))
    return Outcome(refused(said).what, refused(said).right and clean(said))
