"""Names of classes as people write them."""

from __future__ import annotations

import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.landcover.class_words import concepts_of, guessed_concepts
from satsyn_core.landcover.crosswalk import ModelClasses


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Forest", "vegetation"),
        ("tree canopy", "vegetation"),
        ("Evergreen Forest", "vegetation"),
        ("TREES", "vegetation"),
        ("farmland", "vegetation"),
        ("residential", "building"),
        ("Trees and shrubs", "vegetation"),
        ("11 - Open Water", "water"),
        ("Barren Land (Rock/Sand/Clay)", "land"),
        ("highway=residential", "road"),
        ("Buildings", "building"),
        ("Gewässer", "water"),
        ("Ackerfläche", "vegetation"),
        ("Straßen", "road"),
        ("Gewaesser", "water"),
        ("Strasse", "road"),
        ("Fließgewässer", "water"),
        ("Brachland", "vegetation"),
        ("Waldflächen", "vegetation"),
        ("Oedland", "land"),
        ("Wald und Wiese", "vegetation"),
        ("Forêts et boisements", "vegetation"),
        ("Fore\u0302t de feuillus", "vegetation"),
        ("foret", "vegetation"),
        ("Plan d\u2019eau", "water"),
        ("sols nus", "land"),
        ("prairies", "vegetation"),
        ("haies", "vegetation"),
        ("zones bâties", "building"),
        ("roches nues", "land"),
        ("matorrales", "vegetation"),
        ("cuerpos de agua", "water"),
        ("Sport-, Freizeit- und Erholungsfläche", "vegetation"),
    ],
)
def test_a_name_finds_its_class_whatever_its_case_number_and_punctuation(
    name: str, own: str, scheme: ClassScheme
) -> None:
    shown = ModelClasses(scheme).of_name(name)
    assert shown is not None
    assert shown.index == scheme.find(own)


@pytest.mark.parametrize("name", ["non-forest", "background", "Land", "culture", "pre", "water and road", "zzz"])
def test_a_name_that_may_mean_anything_has_no_concept(name: str, scheme: ClassScheme) -> None:
    target = ModelClasses(ClassScheme(scheme.classes[:1] + scheme.classes[2:]))  # without "land"
    assert target.of_name(name) is None


@pytest.mark.parametrize(
    ("name", "guesses"),
    [
        ("tropical montane forest", ("tree",)),
        ("Obstwiese", ("pasture",)),
        ("Wald, dicht", ("tree",)),
        ("Gewerbegebiet Süd", ("dense built-up",)),
        ("forest 7b", ("tree",)),
        ("area of water", ("water",)),
        ("park with ponds", ("green space",)),
        ("residental", ("built-up",)),
        ("fire tower", ()),
        ("bosque seco tropical", ("tree",)),
        ("unusable", ()),
        ("pas de forêt", ()),
        ("forest tower", ()),
        ("Wasserwerk", ()),
        ("sports", ()),
        ("non-forest", ()),
    ],
)
def test_an_unknown_name_is_guessed_by_its_head_or_a_similar_word_and_else_not_at_all(
    name: str, guesses: tuple[str, ...]
) -> None:
    assert concepts_of(name) == ()
    assert guessed_concepts(name) == guesses


def test_of_several_things_the_first_is_guessed_and_a_missing_class_by_what_includes_it(scheme: ClassScheme) -> None:
    assert ModelClasses(scheme).guess("water and road") == scheme.find("water")
    assert ModelClasses(scheme).guess("Obstwiese") == scheme.find("vegetation")
    assert ModelClasses(scheme).guess("Zone 7") is None
