"""The text of CLASSES as its entries."""

from __future__ import annotations

import pytest

from satsyn_core.contract.class_entries import join_arguments, read_entries, write_entries
from satsyn_core.contract.errors import InputError


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("1=water 2=land 15=nodata", [("1", "water"), ("2", "land"), ("15", "nodata")]),
        ("-1=No Data, +2 = VEGETATION\n3=water;", [("-1", "No Data"), ("+2", "VEGETATION"), ("3", "water")]),
        ("1=Developed, open space 2=agriculture land", [("1", "Developed, open space"), ("2", "agriculture land")]),
        ("Acker=vegetation, Haus=building", [("Acker", "vegetation"), ("Haus", "building")]),
        ("Acker=agriculture land Haus=building", [("Acker", "agriculture land"), ("Haus", "building")]),
        ("hohes Gras=land, alter Baum=tree", [("hohes Gras", "land"), ("alter Baum", "tree")]),
        ("'hohes Gras'=land \"Wald, dicht\"=tree", [("hohes Gras", "land"), ("Wald, dicht", "tree")]),
        (
            "'natural=wood'='agriculture land' St.Mary's=land",
            [("natural=wood", "agriculture land"), ("St.Mary's", "land")],
        ),
        ("'Tom''s field'=land, \"5\"\" pipe\"=road", [("Tom's field", "land"), ('5" pipe', "road")]),
    ],
)
def test_keys_and_classes_are_told_apart(text: str, entries: list[tuple[str, str]]) -> None:
    found = read_entries(text)
    assert [(one.key, one.name) for one in found] == entries
    assert read_entries(write_entries(found)) == found


def test_question_marks_stand_behind_guesses_and_open_classes() -> None:
    entries = read_entries("1=water? 2=? Acker='agriculture land'?, Haus = ?")
    assert [(one.name, one.is_guess) for one in entries] == [
        ("water", True),
        ("", True),
        ("agriculture land", True),
        ("", True),
    ]


@pytest.mark.parametrize("text", ["", " ", "1", "=water", "1=", "1=water 2=", "1,2=water", "a=b=c"])
def test_a_text_of_another_form_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(InputError, match='is not of the form "1=water 2=land 15=nodata"'):
        read_entries(text)


@pytest.mark.parametrize(
    ("arguments", "entries"),
    [
        (["1=water", "2=land"], [("1", "water"), ("2", "land")]),
        (["1=agriculture", "land", "2=water"], [("1", "agriculture land"), ("2", "water")]),
        (["1=water 2=land"], [("1", "water"), ("2", "land")]),
        (["Acker=land", "hohes Gras=land"], [("Acker", "land"), ("hohes Gras", "land")]),
        (["Wald, dicht=land", "Haus=building"], [("Wald, dicht", "land"), ("Haus", "building")]),
        (["'Wald, dicht'=land Haus=building"], [("Wald, dicht", "land"), ("Haus", "building")]),
        (["-9999=nodata", "Acker=land"], [("-9999", "nodata"), ("Acker", "land")]),
    ],
)
def test_a_shell_takes_quotes_away_and_the_entries_stay(arguments: list[str], entries: list[tuple[str, str]]) -> None:
    assert [(one.key, one.name) for one in read_entries(join_arguments(arguments))] == entries
