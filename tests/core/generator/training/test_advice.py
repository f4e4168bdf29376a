"""What sentences about trainings of generators propose is followed to the letter, and the scenes are then taken."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.contract.bundled import BUNDLED_MODEL
from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.scheme_library import scheme_named
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network import perceptual_features
from satsyn_core.generator.training.data import GeneratorSources, refuse_absent_classes, write_generator_scenes
from satsyn_core.generator.training.method import TrainingOptions
from satsyn_core.generator.training.seamless import SeamlessPlan
from satsyn_core.generator.training.warm_start import of_preset
from satsyn_core.learning.devices import make_fabric
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import scene_source
from tests.support.tiny_model import tiny_generator

NAMES = ("", "water", "land", "road", "vegetation", "building")
Take = Callable[..., None]


@pytest.fixture
def cover(make_raster: RasterFactory, town: NDArray[np.uint8]) -> Path:
    return make_raster(town, name="cover.tif", categories=NAMES)


@pytest.fixture
def image(town: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.stack([town * 20 + 20] * 3)


@pytest.fixture
def take(cover: Path, scheme: ClassScheme, tmp_path: Path) -> Take:
    """Takes scenes as a training does."""

    def run(*imagery: Path, crop: int = 32, land_cover: Path = cover) -> None:
        folder = tmp_path / "arrays"
        folder.mkdir(exist_ok=True)
        sources = [scene_source(path, land_cover, scheme) for path in imagery]
        write_generator_scenes(GeneratorSources(sources), crop, folder, RecordingReporter())

    return run


def test_imagery_becomes_one_that_a_training_takes(
    take: Take, make_raster: RasterFactory, image: NDArray[np.uint8], tmp_path: Path
) -> None:
    good = make_raster(image, name="good.tif")
    reflectance = make_raster((image / 255).astype(np.float32), name="reflectance.tif")
    with refusal("imagery of 8 or 16 bits without sign is needed. Rescale it first, for example with") as said:
        take(reflectance)
    take(run_proposed(said.text, tmp_path))
    said.followed()
    coarse, resampled = (make_raster(image[:, ::2, ::2], name=name) for name in ("coarse.tif", "resampled.tif"))
    with rasterio.open(coarse, "r+") as file:
        file.transform = file.transform @ Affine.scale(2)
    follow("resample the imagery to one pixel size", lambda: take(good, coarse), lambda: take(good, resampled))
    words = "is smaller than a crop of 128: leave it out, or make CROP smaller"
    small = make_raster(image[:, :100, :100], name="small.tif")
    follow(words, lambda: take(good, small, crop=128), lambda: take(good, crop=128))
    follow(words, lambda: take(good, small, crop=128), lambda: take(good, small, crop=96))


def test_nodata_is_left_out_or_declared(
    take: Take, make_raster: RasterFactory, town: NDArray[np.uint8], image: NDArray[np.uint8]
) -> None:
    good = make_raster(image, name="good.tif")
    empty = make_raster(np.zeros_like(image), name="empty.tif", nodata=0)
    follow("holds hardly anything but nodata: leave it out", lambda: take(good, empty), lambda: take(good))
    striped = image.copy()
    striped[:, ::30] = 0
    stripes = make_raster(striped, name="stripes.tif", nodata=0)
    declared = make_raster(striped, name="declared.tif", nodata=255)
    words = "leave it out, or make CROP smaller. If dark pixels count as nodata, give the raster a nodata value that"
    follow(words, lambda: take(good, stripes), lambda: take(good))
    follow(words, lambda: take(stripes), lambda: take(stripes, crop=16))
    follow(words, lambda: take(stripes), lambda: take(declared))
    apart = town.copy()
    apart[:, :60], apart[:, 60:][apart[:, 60:] == 3] = 3, 2
    hidden = make_raster(np.where(apart == 3, 0, image), name="hidden.tif", nodata=0)
    map_of_it = make_raster(apart, name="apart.tif", categories=NAMES)
    words = "has no data where the land cover is road: make its values nodata .*, or add imagery that shows it"
    follow(words, lambda: take(hidden, land_cover=map_of_it), lambda: take(hidden, good, land_cover=map_of_it))


def test_a_scheme_without_an_absent_class_is_given(
    make_raster: RasterFactory, town: NDArray[np.uint8], image: NDArray[np.uint8], scheme: ClassScheme, tmp_path: Path
) -> None:
    path = make_raster(image, name="good.tif")
    without = make_raster(np.where(town == 3, 2, town), name="without.tif", categories=NAMES)
    whole = make_raster(town, name="whole.tif", categories=NAMES)

    def check(land_cover: Path, chosen: ClassScheme) -> None:
        files = pair_scenes([str(path)], [str(land_cover)], None)
        refuse_absent_classes(match_sources(files, chosen, None, None, RecordingReporter()))

    with refusal("has no pixel of road: give SCHEME a JSON file of the scheme without it, or add land cover") as said:
        check(without, scheme)
    file = tmp_path / "without.json"
    absent = said.part("no pixel of ([a-z]+)")
    classes = [{"value": one.value, "name": one.name} for one in scheme.classes if one.name != absent]
    file.write_text(json.dumps({"classes": classes}), encoding="utf-8")
    check(without, scheme_named(str(file)).as_class_scheme())
    check(whole, scheme)
    said.followed()


OPTIONS = TrainingOptions(iterations=1, diversity=6, seed=0, warm_up=0, crop=32, batch=4)


def test_missing_pretrained_features_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    fabric = make_fabric("cpu", "full")

    def warnings() -> str:
        reporter = RecordingReporter()
        SeamlessPlan.of("small", OPTIONS).method(5, 3, fabric, reporter)
        return " ".join(reporter.warnings)

    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, perceptual_features.PACKAGE, None)
        said = Said("run 'pip install .*' in the SatSyn environment, and train again", warnings())
    assert importlib.metadata.version(said.part("pip install ([^']*)'"))
    assert not warnings()
    said.followed()


def test_an_initial_model_of_the_size_is_chosen() -> None:
    tiny = tiny_generator()
    follow("is a generator of none of the sizes .*: choose another INITIAL_MODEL, or leave it empty",
           lambda: of_preset(tiny, "small"), lambda: SeamlessPlan.of("small", OPTIONS))  # fmt: skip
    bundled = load_generator(BUNDLED_MODEL)
    with refusal("is not a generator of the size 'base': set PRESET to .*, or leave INITIAL_MODEL empty") as said:
        of_preset(bundled, "base")
    of_preset(bundled, said.part("PRESET to ([a-z]+)"))
    said.followed()
