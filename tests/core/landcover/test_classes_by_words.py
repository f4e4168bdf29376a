"""CLASSES by the words of the land cover, and numbers where there are words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.scheme_library import scheme_named
from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.inferred_scheme import infer_scheme
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.stated_classes import StatedClasses
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from tests.support.proposals import Said
from tests.support.proposed_classes import followed, proposal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.vector_layers import box, write_layer


class Plan:
    """A layer of squares, one for each word or number of its field `class`."""

    def __init__(self, folder: Path, scheme: ClassScheme) -> None:
        self._folder, self._scheme = folder, scheme

    def match(self, words: list[object], classes: str | None, *, several: bool = False) -> tuple[dict[str, str], str]:
        """Return the class of each word by a text of CLASSES, and what is warned of."""
        shapes = [box(10 * number, 0, 10 * number + 10, 10) for number in range(len(words))]
        path = write_layer(self._folder / "plan.gpkg", shapes, {"class": words})
        reporter = RecordingReporter()
        place, stated = DrawingPlace(1.0), StatedClasses(classes, several=several)
        with rasterised_landcover(path, VectorLandCover(), place, RecordingReporter()) as cover:
            match = match_classes(cover, self._scheme, stated, cover.grid.window, reporter)
        found = {match.names.get(value, str(value)): match.name_of(value) for value in match.counts}
        return found, "\n".join(reporter.warnings)


@pytest.fixture
def plan(tmp_path: Path, scheme: ClassScheme) -> Plan:
    return Plan(tmp_path, scheme)


def test_words_name_their_classes_whatever_is_added_to_the_layer(plan: Plan) -> None:
    text = "zone 7=vegetation, 'Halde, neu'=land Turm=building"
    expected = {"Zone 7": "vegetation", "Halde, neu": "land", "Turm": "building"}
    assert plan.match(["Zone 7", "Halde, neu", "Turm"], text) == (expected, "")
    assert plan.match(["Acker", "Zone 7", "Halde, neu", "Turm"], text) == ({**expected, "Acker": "vegetation"}, "")


def test_a_word_that_the_layer_does_not_have_is_named_with_those_that_it_has(plan: Plan) -> None:
    found, warning = plan.match(["Wald", "See"], "Walt=building, See=land")
    assert found == {"Wald": "vegetation", "See": "land"}
    assert "CLASSES names Walt, which" in warning
    assert "does not have; it has See, Wald." in warning
    assert plan.match(["Wald", "See"], "Walt=building", several=True)[1] == "", "another land cover may have it"
    with pytest.raises(InputError, match=r"CLASSES names Turn, which .* does not have; it has Turm\."):
        plan.match(["Turm"], "Turn=building")


def test_the_refusal_of_words_proposes_words_and_is_followed(plan: Plan) -> None:
    with pytest.raises(InputError) as refused:
        plan.match(["Wald", "Zone 7", "Obstwiese", "Turm"], "Turm=building")
    sentence = str(refused.value)
    assert proposal(sentence) == "Obstwiese=vegetation?, Turm=building, 'Zone 7'=?"
    assert "Put a class in the place of each question mark" in sentence
    assert "Where one stands there already, it is a guess" in sentence
    found, warning = plan.match(["Wald", "Zone 7", "Obstwiese", "Turm"], followed(sentence, "road"))
    assert found == {"Wald": "vegetation", "Zone 7": "road", "Obstwiese": "vegetation", "Turm": "building"}
    assert not warning
    Said("Put a class in .* Where one stands .* check it.* Give them classes .* with CLASSES", sentence).followed()


def test_numbers_of_words_are_taken_with_a_warning_that_gives_the_words(plan: Plan) -> None:
    words = ["Acker", "Turm", "Zone 7"]
    found, warning = plan.match(words, "1=vegetation 2=building 3=land")
    assert found == {"Acker": "vegetation", "Turm": "building", "Zone 7": "land"}
    assert "now: 1=Acker, 2=Turm, 3='Zone 7'." in warning
    advised = "Acker=vegetation, Turm=building, 'Zone 7'=land"
    assert f'"{advised}"' in warning
    assert plan.match(words, advised) == (found, "")
    Said("Give the words themselves", warning).followed()


@pytest.mark.parametrize(
    ("words", "problem"),
    [(["Acker", "Zone 7"], "CLASSES also names 3"), (["Acker", "Bach", "Turm", "Zone 7"], "does not name them all")],
)
def test_numbers_that_no_longer_fit_the_words_are_refused_and_the_advice_is_followed(
    words: list[object], problem: str, plan: Plan
) -> None:
    with pytest.raises(InputError, match=problem) as refused:
        plan.match(words, "1=vegetation 2=building 3=land")
    found, warning = plan.match(words, followed(str(refused.value), "land"))
    assert found["Acker"] == "vegetation"
    assert not warning
    Said("Give the words themselves, as in .* Check each class, and put one of", str(refused.value)).followed()


def test_fields_of_integers_keep_meaning_their_numbers(plan: Plan) -> None:
    assert plan.match([7, 12], "7=water 12=road") == ({"7": "water", "12": "road"}, "")
    assert plan.match(["7", "12", "Zone"], "7=water 12=road Zone=land")[0] == {
        "7": "water",
        "12": "road",
        "Zone": "land",
    }
    _, warning = plan.match([7, 12], "7=water 12=road 13=land")
    assert "CLASSES names 13, which" in warning


def test_words_name_the_values_of_rasters_that_have_names(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1, 2, 3]], np.uint8), categories=["", "Zone 7", "Forest", "Zone 7"], ours=False)
    for stated, classes in (
        (StatedClasses("Zone 7=road"), ["road", "vegetation", "road"]),
        (StatedClasses("Zone 7=road Turm=land", legends={str(path): {2: "Turm"}}), ["road", "land", "road"]),
    ):
        with open_landcover(path) as cover:
            match = match_classes(cover, scheme, stated, cover.grid.window, reporter)
        assert [match.name_of(value) for value in (1, 2, 3)] == classes


def test_numbers_that_contradict_the_names_of_a_raster_count_with_a_warning_that_gives_the_right_ones(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    path = make_raster(np.array([[1, 2, 3]], np.uint8), categories=["", "Wald", "See", "Haus"], ours=False)

    def match(classes: str) -> tuple[list[str], str]:
        reporter = RecordingReporter()
        with open_landcover(path) as cover:
            found = match_classes(cover, scheme, StatedClasses(classes), cover.grid.window, reporter)
        return [found.name_of(value) for value in (1, 2, 3)], " ".join(reporter.warnings)

    shown, warning = match("1=water 2=vegetation 3=building")
    assert shown == ["water", "vegetation", "building"]
    assert '1 ("Wald") the class water, 2 ("See") the class vegetation' in warning
    assert match(warning.split('"')[-2]) == (["vegetation", "water", "building"], "")
    assert match("Wald=land 2=nodata 3=building")[1] == ""


def test_a_scheme_says_what_classes_leaves_open(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[11, 21, 41, 52, 82, 200]], np.uint8), ours=False, name="nlcd_2021.tif")
    with open_landcover(path) as cover:
        match = match_classes(cover, scheme, "200=building", cover.grid.window, reporter)
    assert [match.name_of(value) for value in (11, 41, 200)] == ["water", "vegetation", "building"]
    assert "CLASSES and the class scheme nlcd" in match.source


def test_classes_that_someone_added_to_a_product_are_all_that_is_asked_for(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    colours = {one.value: one.colour for one in scheme_named("nlcd").classes if one.colour is not None}
    values = np.array([[11, 21, 41, 81, 200]], np.uint8)
    path = make_raster(values, ours=False, colormap={**colours, 200: (1, 2, 3)})
    with open_landcover(path) as cover:
        with pytest.raises(InputError) as refused:
            match_classes(cover, scheme, None, cover.grid.window, reporter)
        assert proposal(str(refused.value)) == "200=?"
        match = match_classes(cover, scheme, followed(str(refused.value), "building"), cover.grid.window, reporter)
    assert [match.name_of(value) for value in (11, 41, 200)] == ["water", "vegetation", "building"]


def test_numbers_of_which_the_user_says_some_are_not_supposed_to_be_the_models(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1, 2, 3]], np.uint8), ours=False)
    with open_landcover(path) as cover:
        stated = StatedClasses("1=road 2=water").for_model(0.3)
        with pytest.raises(InputError) as refused:
            match_classes(cover, scheme, stated, cover.grid.window, reporter)
        assert proposal(str(refused.value)) == "1=road 2=water 3=?"
        stated = StatedClasses(followed(str(refused.value), "land")).for_model(0.3)
        match = match_classes(cover, scheme, stated, cover.grid.window, reporter)
    assert [match.name_of(value) for value in (1, 2, 3)] == ["road", "water", "land"]


def test_classes_of_a_training_are_named_by_words(tmp_path: Path) -> None:
    shapes = [box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)]
    path = write_layer(tmp_path / "plan.gpkg", shapes, {"class": ["Acker", "Wiese", "Haus"]})
    stated = StatedClasses("Acker=green, Wiese=green, Haus=house")
    found = infer_scheme({path: ()}, stated, with_buildings=False, reporter=RecordingReporter())
    assert sorted(found.names) == ["green", "house"]
