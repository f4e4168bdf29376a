"""Numbers and durations in sentences, and the words for figures."""

from __future__ import annotations

import math
import os

import pytest

from satsyn_core.contract import figure_scales
from satsyn_core.contract.figure_scales import CALIBRATION_ERROR, MEAN_IOU, SEAMS, FigureScale
from satsyn_core.contract.wording import by_name, counted, duration, file_names, printable, quoted
from tests.support.paths import REPOSITORY


def test_nouns_follow_their_numbers() -> None:
    assert [counted(number, "chip") for number in (0, 1, 12000)] == ["0 chips", "1 chip", "12,000 chips"]
    assert counted(2, "try", "tries") == "2 tries"
    assert file_names(["/home/somebody/north.tif", "south.tif"]) == "north.tif, south.tif"
    assert by_name(["water", "road"], [0.843, 0.4]) == "water 0.84, road 0.40"


@pytest.mark.parametrize(
    ("word", "elsewhere", "on_windows"),
    [
        ("north.tif", "north.tif", "north.tif"),
        ("C:\\maps\\north.tif", "'C:\\maps\\north.tif'", "C:\\maps\\north.tif"),
        ("C:\\my maps\\north.tif", "'C:\\my maps\\north.tif'", '"C:\\my maps\\north.tif"'),
        ("R&D.tif", "'R&D.tif'", '"R&D.tif"'),
        ('LOCAL_CS["my site"]', "'LOCAL_CS[\"my site\"]'", '"LOCAL_CS[\\"my site\\"]"'),
    ],
)
def test_words_of_commands_have_the_quotes_of_the_shell(word: str, elsewhere: str, on_windows: str) -> None:
    assert quoted(word, for_windows=False) == elsewhere
    assert quoted(word, for_windows=True) == on_windows
    assert quoted(word) == (on_windows if os.name == "nt" else elsewhere)


def test_names_of_strangers_do_not_steer_a_terminal() -> None:
    assert printable("a\tb\nÜ \U0001f600\r\n") == "a\tb\nÜ \U0001f600\n"
    assert printable("\x1b]0;title\x07\x9b2J\r\u202egnp") == "\ufffd]0;title\ufffd\ufffd2J\ufffd\ufffdgnp"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.1, "1 second"), (40, "40 seconds"), (720, "12 minutes"), (12600, "3.5 hours"), (432000, "5.0 days")],
)
def test_durations_have_the_unit_that_suits_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_figure_is_placed_on_its_scale() -> None:
    assert [MEAN_IOU.word(value) for value in (0.1, 0.3, 0.5, 0.7)] == ["poor", "fair", "good", "very good"]
    assert [CALIBRATION_ERROR.word(value) for value in (0.2, 0.1, 0.02)] == ["poor", "fair", "very good"]
    assert [SEAMS.word(value) for value in (0.7, 0.92, 1.0, 1.3)] == ["poor", "good", "very good", "poor"]
    assert MEAN_IOU.word(None) == MEAN_IOU.word(math.nan) == ""
    assert MEAN_IOU.described == "fair from 0.3, good from 0.5, very good from 0.7"


SCALES = [scale for scale in vars(figure_scales).values() if isinstance(scale, FigureScale)]


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
def test_the_documentation_gives_the_limits_of_every_scale(scale: FigureScale) -> None:
    page = (REPOSITORY / "docs/explanation/evaluation.md").read_text(encoding="utf-8")
    assert f"| {scale.label} | {scale.described} |" in page


def test_the_limits_of_every_scale_are_in_order() -> None:
    assert len(SCALES) > 8
    for scale in SCALES:
        assert list(scale.limits) == sorted(scale.limits, reverse=not scale.higher_is_better)
        assert scale.meaning.endswith(".")
