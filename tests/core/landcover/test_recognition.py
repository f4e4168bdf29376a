"""Recognising class schemes by values and colours."""

from __future__ import annotations

import pytest

from satsyn_core.contract.known_scheme import KnownScheme
from satsyn_core.contract.scheme_library import all_schemes, scheme_named
from satsyn_core.landcover.recognition import recognise


def colours(scheme: KnownScheme) -> dict[int, tuple[int, int, int]]:
    return {value: one.colour for value, one in scheme.by_value.items() if one.colour is not None}


COLOURED = [
    "nlcd",
    "worldcover",
    "cdl",
    "esri",
    "flair",
    "lcmap",
    "openearthmap",
    "urban",
    "corine-grid",
    "urban-atlas",
]


@pytest.mark.parametrize("name", COLOURED)
def test_values_and_colours_show_a_scheme(name: str) -> None:
    own = colours(scheme_named(name))
    values = list(own)[:6] if name != "cdl" else [1, 5, 24, 111, 121, 141]
    found = recognise(values, own, all_schemes()).found
    assert found is not None
    assert found.scheme.id == name
    assert found.colours == 1


def test_cropland_data_with_its_later_classes_is_recognised() -> None:
    known = scheme_named("cdl")
    found = recognise([1, 5, 24, 69, 111, 121, 215, 228], colours(known), [known]).found
    assert found is not None


def test_values_that_few_schemes_have_are_enough() -> None:
    found = recognise([11, 21, 41, 42, 82, 90], {}, all_schemes()).found
    assert found is not None
    assert found.scheme.id == "nlcd"
    assert found.colours is None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("corine-2", [11, 12, 13, 14, 21, 23, 24, 31, 32, 51]),
        ("corine", [111, 112, 121, 211, 231, 311, 312, 512]),
        ("urban-atlas", [11100, 11210, 12100, 12220, 14110, 21000, 23000, 31000, 50000]),
    ],
)
def test_schemes_of_copernicus_are_recognised_by_values_alone(name: str, values: list[int]) -> None:
    found = recognise(values, {}, all_schemes()).found
    assert found is not None
    assert found.scheme.id == name


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8], [0, 1], [40, 41, 42, 43, 44]])
def test_numbers_that_anyone_uses_show_no_scheme(values: list[int]) -> None:
    recognition = recognise(values, {}, all_schemes())
    assert recognition.found is None
    assert recognition.doubt


def test_two_schemes_that_fit_are_both_named() -> None:
    doubt = recognise([1, 2, 3, 4, 5, 6], {}, all_schemes()).doubt
    assert "chesapeake-6" in doubt
    assert " and " in doubt


def test_schemes_that_give_the_values_the_same_classes_are_no_doubt() -> None:
    own = colours(scheme_named("chesapeake-6"))
    found = recognise([1, 2, 3, 4, 5, 6], own, all_schemes()).found
    assert found is not None
    assert found.scheme.id == "chesapeake-6"


def test_other_colours_contradict_the_values() -> None:
    recognition = recognise([11, 21, 41, 42], dict.fromkeys((11, 21, 41, 42), (1, 2, 3)), all_schemes())
    assert recognition.found is None
    assert "nlcd" in recognition.doubt
