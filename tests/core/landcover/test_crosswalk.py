"""Crosswalks from every class scheme to every bundled model."""

from __future__ import annotations

import pytest

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.scheme_library import all_schemes, scheme_named
from satsyn_core.landcover.bundled_choice import bundled_generators
from satsyn_core.landcover.concepts import concepts
from satsyn_core.landcover.crosswalk import Crosswalk, ModelClasses

TARGETS = {card.name: card.scheme for _, card in bundled_generators()}
TARGETS["openearthmap"] = scheme_named("openearthmap").as_class_scheme()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("known", all_schemes(), ids=lambda known: known.id)
def test_every_class_has_a_class_of_the_model_or_a_reason_to_be_left_out(known, target: str) -> None:
    model = ModelClasses(TARGETS[target])
    for one in known.classes:
        shown = model.of_class(one)
        assert shown is not None, one.name
        assert shown.index is not None or shown.reason


@pytest.mark.parametrize("known", all_schemes(), ids=lambda known: known.id)
def test_every_scheme_says_what_it_is_and_uses_known_concepts(known) -> None:
    assert known.title
    assert "not stated" not in (known.source, known.version, known.licence)
    assert {one.concept for one in known.classes} <= set(concepts())


def test_concepts_refer_to_concepts() -> None:
    for concept in concepts().values():
        assert {*concept.kind_of, *concept.stand_ins, *concept.between_buildings} <= set(concepts())


def test_a_crosswalk_says_what_is_lost(scheme: ClassScheme) -> None:
    crosswalk = Crosswalk(scheme_named("worldcover"), ModelClasses(scheme))
    found = crosswalk.index_of_value()
    assert (found[80], found[10], found[50], found[60], found[0]) == (0, 3, 4, 1, UNKNOWN)
    assert "building stands in for built-up." in crosswalk.losses()
    assert any("tree cover, shrubland" in sentence for sentence in crosswalk.losses())
