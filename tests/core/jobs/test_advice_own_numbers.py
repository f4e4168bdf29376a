"""What is said of bare numbers that several bundled models have is followed to the letter, model by model."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from satsyn_core.jobs import run_job
from tests.support.advice import LEFT, TOP, write
from tests.support.german import in_german
from tests.support.proposals import Said, refusal
from tests.support.rasters import UTM, RecordingReporter

WAY = r"MODEL=(\S+) SCHEME=(model) if ([^.]*)\."
"""A model, and the classes that the numbers have if they are its own."""


@dataclass(frozen=True)
class Described:
    """What *Describe land cover* says: the problem and the warnings in one text, and the class of each value."""

    said: str
    classes: dict[int, str]

    @property
    def in_words(self) -> str:
        """The classes as the sentences write them."""
        return ", ".join(f"{value}={name}" for value, name in self.classes.items())


def _describe(cover: str, **values: str) -> Described:
    reporter = RecordingReporter()
    outputs = run_job("describe-landcover", {"landcover": cover, **values}, reporter)
    classes = {one["value"]: one["class"] for one in json.loads(str(outputs["MATCH"]))["classes"]}
    return Described("\n".join(reporter.warnings), classes)


def _bare(folder: Path, values: list[int], metres: float, stray: int | None = None) -> str:
    """Write squares of numbers of which the size of their pixels alone says anything, and maybe a stray pixel."""
    pixels = np.kron(np.array([values], np.uint8), np.ones((30, 30), np.uint8))
    if stray is not None:
        pixels[0, 0] = stray
    return write(folder / "bare.tif", pixels, tags={}, transform=Affine(metres, 0, LEFT, 0, -metres, TOP))


def _generate(cover: str, **values: str) -> None:
    given = {"landcover": cover, "output": f"{cover}.made.tif", "engine": "torch"}
    run_job("generate-imagery", {**given, **values}, RecordingReporter())


def test_the_numbers_of_several_models_are_those_of_the_one_that_is_said(tmp_path: Path) -> None:
    cover = _bare(tmp_path, [1, 2, 3, 4, 5], 0.7)
    words = (
        "and several bundled models have all of them. Say whose they are: .* "
        "If they mean something else, set MODEL and say it with CLASSES"
    )
    with refusal(words) as said:
        _generate(cover)
    ways = re.findall(WAY, said.text)
    assert {model for model, _, _ in ways} == {"tokyo-vhr", "urban-vhr"}
    for model, scheme, classes in ways:
        found = _describe(cover, model=model, scheme=scheme)
        assert (found.said, found.in_words) == ("", classes)
    own = "1=building 2=building 3=road 4=water 5=land"
    found = _describe(cover, model="urban-vhr", classes=own)
    assert (found.said, found.in_words) == ("", own.replace(" ", ", "))
    _generate(cover, model="urban-vhr", scheme="model")
    said.followed()


def test_each_class_scheme_that_has_the_numbers_can_be_named(tmp_path: Path) -> None:
    cover = _bare(tmp_path, [1, 2, 3, 4, 5], 0.7)
    with refusal("If they are of a class scheme, name it with SCHEME; .* have these values") as said:
        _generate(cover)
    schemes = said.part("name it with SCHEME; (.*) have these values").split(", ")
    assert {"urban", "lcmap", "esri"} <= set(schemes)
    assert {scheme: _describe(cover, scheme=scheme).said for scheme in schemes} == dict.fromkeys(schemes, "")
    _generate(cover, scheme="lcmap")
    said.followed()


def test_stray_pixels_beside_a_class_scheme_that_lacks_their_value_get_a_class(tmp_path: Path) -> None:
    cover = _bare(tmp_path, [1, 2, 3] * 8, 0.7, stray=5)
    words = 'For a class scheme without the values of a few pixels .* set CLASSES to "[^"]*", or to ".*" and the class'
    with refusal(words) as said:
        _generate(cover)
    schemes = said.part(r"of a few pixels \(([^)]*)\)").split(", ")
    assert "sentinel2" in schemes and "sentinel2" not in said.part("with SCHEME; (.*) have these values").split(", ")
    rest = said.part('set CLASSES to "([^"]*)"')
    for scheme in schemes:
        found = _describe(cover, scheme=scheme, classes=rest)
        assert (found.said, found.classes[5]) == ("", "nodata")
    other = _describe(cover, scheme="sentinel2", classes=rest.replace("nodata", "water"))
    assert (other.said, other.classes[5]) == ("", "water")
    assert "class scheme" not in in_german(said.text), "each sentence has a translation"
    said.followed()


@pytest.mark.parametrize(
    ("values", "metres", "given"),
    [([2, 3, 4, 5], 0.5, {}), ([2, 3, 4, 5], 1, {}), ([1, 2, 3], 10, {"scheme": "model"})],
    ids=["nearest to tokyo-vhr", "nearest to urban-vhr", "the own values of three models"],
)
def test_another_model_that_has_the_numbers_is_set(
    values: list[int], metres: float, given: dict[str, str], tmp_path: Path
) -> None:
    cover = _bare(tmp_path, values, metres)
    before = _describe(cover, **given)
    said = Said("are taken as those of .* Other bundled models have them, too. Set MODEL=", before.said)
    said.require()
    assert before.in_words == said.part(r"are taken as those of \S+: ([^.]*)\.")
    ways = re.findall(WAY, said.text)
    assert ways
    for model, scheme, classes in ways:
        found = _describe(cover, model=model, scheme=scheme)
        assert (found.said, found.in_words) == ("", classes)
        assert classes != before.in_words
    said.followed()


def test_bare_numbers_without_pixel_size_are_said_to_lack_it(tmp_path: Path) -> None:
    placed = _bare(tmp_path, [1, 2, 3, 4, 5], 0.3)
    cover = str(tmp_path / "placeless.tif")
    with rasterio.open(placed) as file, rasterio.open(cover, "w", **{**file.profile, "crs": None}) as bare:
        bare.write(file.read())
    first = r"^\S+ has no coordinate system, so its pixel size is unknown.*"
    for way in (r"Or set MODEL=(\S+) SCHEME=(model) if", r"MODEL=(\S+) .* name it with (SCHEME)"):
        with refusal(first + way) as said:
            _generate(cover)
        model, scheme = re.findall(way, said.text)[0]
        _generate(cover, model=model, scheme={"SCHEME": "lcmap"}.get(scheme, scheme))
        said.followed()
    with refusal(first + "Or set SCHEME=model if 1=water, 2=land") as said:
        _generate(cover, model="urban-vhr")
    _generate(cover, model="urban-vhr", scheme="model")
    said.followed()
    with refusal(first + "give them classes with CLASSES") as said:
        _generate(cover)
    classes = said.part('CLASSES, as in "([^"]*)"').replace("?", "water")
    _generate(cover, classes=classes)
    said.followed()
    with refusal(first + "Give it the coordinate system that it really has") as said:
        _generate(cover)
    with rasterio.open(cover, "r+") as file:
        file.crs = UTM
    _generate(cover)
    said.followed()
