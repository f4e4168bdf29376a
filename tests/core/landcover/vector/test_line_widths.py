"""Widths of lines as users write them."""

from __future__ import annotations

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.vector.line_widths import LineWidths


def test_kinds_have_their_widths_and_all_others_the_last_one() -> None:
    widths = LineWidths.parse("motorway=12.5, track=3; 5")
    assert [widths.of(kind, "road", None) for kind in ("motorway", "Track", "primary")] == [12.5, 3, 5]


def test_without_a_text_roads_have_usual_widths() -> None:
    widths = LineWidths.parse("motorway=20")
    assert widths.of("motorway", "road", None) == 20
    assert widths.of("primary", "road", None) > widths.of("track", "road", None)


def test_a_width_of_the_line_itself_counts_most() -> None:
    assert LineWidths.parse("motorway=12").of("motorway", "road", 7.5) == 7.5


@pytest.mark.parametrize("text", ["5 motorway=12", "motorway=12,5", "motorway=wide", "motorway=0", "1e9"])
def test_what_is_no_width_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(InputError, match="LINE_WIDTHS"):
        LineWidths.parse(text)
