"""Recognising class schemes by values and colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from satsyn_core.contract.known_scheme import KnownScheme
from satsyn_core.contract.scheme_library import all_schemes, scheme_named
from satsyn_core.landcover.recognition import Colour, Evidence, Recognition, recognise
from satsyn_core.landcover.scheme_evidence import rare_values


def recognised(values: Iterable[int], own: Mapping[int, Colour] | None = None, **more: Any) -> Recognition:
    return recognise(Evidence(frozenset(values), own or {}, **more), all_schemes())


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
    found = recognised(values, own).found
    assert found is not None
    assert found.scheme.id == name
    assert found.colours == 1


@pytest.mark.parametrize("added", [100, 200, 220])
def test_colours_of_a_product_count_more_than_another_that_has_the_added_value_too(added: int) -> None:
    own = {**colours(scheme_named("worldcover")), added: (1, 2, 3)}
    found = recognised([10, 20, 30, 40, 50, 60, 80, added], own)
    assert found.found is not None
    assert (found.found.scheme.id, found.is_partial) == ("worldcover", added != 100)


def test_values_with_quite_another_colour_than_their_product_gives_them_are_told_apart() -> None:
    own = {**colours(scheme_named("nlcd")), 51: (250, 10, 240)}
    found = recognised([11, 21, 41, 42, 51, 82, 90], own)
    assert found.found is not None
    assert (found.found.scheme.id, found.recoloured) == ("nlcd", (51,))
    assert recognised([11, 21, 41, 42, 52, 82, 90], own).recoloured == ()


def test_cropland_data_with_its_later_classes_is_recognised() -> None:
    known = scheme_named("cdl")
    found = recognised([1, 5, 24, 69, 111, 121, 215, 228], colours(known)).found
    assert found is not None


def test_values_that_few_schemes_have_are_enough() -> None:
    found = recognised([11, 21, 41, 42, 82, 90]).found
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
    found = recognised(values).found
    assert found is not None
    assert found.scheme.id == name


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8], [0, 1], [40, 41, 42, 43, 44]])
def test_numbers_that_anyone_uses_show_no_scheme(values: list[int]) -> None:
    recognition = recognised(values)
    assert recognition.found is None
    assert recognition.doubt


def test_two_schemes_that_fit_are_both_named() -> None:
    doubt = recognised([1, 2, 3, 4, 5, 6]).doubt
    assert "chesapeake-6" in doubt
    assert " and " in doubt


def test_schemes_that_give_the_values_the_same_classes_are_no_doubt() -> None:
    own = colours(scheme_named("chesapeake-6"))
    found = recognised([1, 2, 3, 4, 5, 6], own).found
    assert found is not None
    assert found.scheme.id == "chesapeake-6"


def test_other_colours_contradict_the_values() -> None:
    recognition = recognised([11, 21, 41, 42, 90], dict.fromkeys((11, 21, 41, 42), (1, 2, 3)))
    assert recognition.found is None
    assert "nlcd" in recognition.doubt


@pytest.mark.parametrize(
    ("values", "schemes"),
    [
        ([11, 21, 22, 23, 24, 31, 41, 42, 52], {"nlcd", "corine-2"}),
        ([11, 12, 21, 22, 23, 24, 31, 41, 42, 51, 52], {"nlcd", "corine-2"}),
        ([12, 23, 24], {"nlcd", "corine-2", "corine-grid"}),
        ([10, 20, 30, 40, 60, 80], {"worldcover", "globeland30", "from-glc10", "cci-lc"}),
        ([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], {"worldcover", "globeland30", "from-glc10", "cci-lc"}),
        ([20, 30, 40, 50, 60, 80, 90], {"worldcover", "globeland30", "from-glc10", "cgls-lc100"}),
    ],
)
def test_no_scheme_wins_over_another_that_has_all_values(values: list[int], schemes: set[str]) -> None:
    recognition = recognised(values)
    assert recognition.found is None
    assert "fit several class schemes" in recognition.doubt
    assert schemes <= {one.scheme.id for one in recognition.candidates}


@pytest.mark.parametrize("own", [95, 0])
def test_a_value_that_one_scheme_alone_has_shows_it_and_is_not_sure(own: int) -> None:
    recognition = recognised([10, 20, 30, 60, 80, 95, own])
    assert recognition.found is not None
    assert recognition.found.scheme.id == "worldcover"
    assert "not sure" in recognition.sureness
    assert "%" not in recognition.sureness


def test_stray_pixels_do_not_decide_between_schemes() -> None:
    values = [11, 21, 22, 23, 24, 31, 41, 42, 52, 33]
    assert recognised(values).found is not None
    recognition = recognised(values, rare=frozenset([33]))
    assert "corine-2 and nlcd" in recognition.doubt
    counts = {**dict.fromkeys(values, 1000), 33: 8}
    assert rare_values(counts) == {33}
    assert rare_values({**counts, 33: 10}) == set()
    assert rare_values({10: 100_000, 20: 1}) == set()
    assert rare_values({10: 9_000, 20: 9_000, 30: 9_000, 60: 9_000, 80: 9_000, 95: 1}) == {95}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ESA_WorldCover_10m_2021.tif", "worldcover"),
        ("ESA WorldCover product at 10m resolution", "worldcover"),
        ("world cover.tif", "worldcover"),
        ("n30_globeland30_2020.tif", "globeland30"),
        ("fromglc10v01_52_12.tif", "from-glc10"),
        ("coverworld.tif", None),
        ("WorldCover or GlobeLand30", None),
        ("lcmap.tif", None),
    ],
)
def test_what_the_file_is_called_decides_between_schemes_that_fit(text: str, name: str | None) -> None:
    found = recognised([10, 20, 30, 40, 60, 80], texts=["lc.tif", text]).found
    assert (found.scheme.id if found else None) == name


def test_a_fill_value_hides_no_scheme_whose_colours_or_name_the_file_has() -> None:
    values = [11, 21, 22, 41, 82, 127]
    inside = recognised(values)
    assert (inside.found, inside.but_for) == (None, (127,))
    around = recognised(values, outside=frozenset({127})).found
    assert around is not None
    assert around.scheme.id == "nlcd"
    named = recognised(values, texts=["nlcd_2019.tif"]).found
    assert named is not None
    assert named.scheme.id == "nlcd"
    clc = recognised([1, 2, 12, 23, 41, 128], texts=["U2018_CLC2018_V2020_20u1.tif"])
    assert (clc.found, clc.candidates[0].scheme.id) == (None, "corine-grid")


@pytest.mark.parametrize("rare", [frozenset[int](), frozenset({255})])
@pytest.mark.parametrize("more", [{255}, {0, 255}])
def test_a_fill_value_never_decides_between_schemes(more: set[int], rare: frozenset[int]) -> None:
    values = {10, 20, 30, 40, 50, 60, 80, 90}
    recognition = recognised(values | more, rare=rare, outside=frozenset({255}))
    assert recognition.found is None
    assert "fit several class schemes" in recognition.doubt
    fitting = {one.scheme.id for one in recognised(values).candidates}
    assert {"worldcover", "globeland30"} <= fitting <= {one.scheme.id for one in recognition.candidates}
    named = recognised(values | more, rare=rare, texts=["globeland30.tif"]).found
    assert named is not None
    assert named.scheme.id == "globeland30"


def test_a_name_makes_no_scheme_of_small_numbers() -> None:
    assert recognised([1, 2, 3, 4, 5, 8], texts=["LCMAP_2019.tif"]).found is None


def test_schemes_with_a_class_for_nearly_every_value_are_named_and_not_taken() -> None:
    recognition = recognised([1, 2, 3, 12, 18, 23, 24, 40, 41])
    assert recognition.found is None
    assert recognition.doubt == "its values fit corine-grid, but without its colours they may mean anything"
    assert [one.scheme.id for one in recognition.candidates] == ["corine-grid"]
    several = recognised([1, 2, 3, 12, 21, 23, 24, 41])
    assert [one.scheme.id for one in several.candidates] == ["corine-grid", "cdl"]
    assert several.doubt.startswith("its values fit corine-grid, but")


def test_copies_of_a_product_share_their_colours_and_their_classes() -> None:
    own = colours(scheme_named("worldcover"))
    found = recognised([20, 30, 40, 50, 60, 80], own).found
    assert found is not None
    assert found.scheme.id == "worldcover"
