"""The widths of lines on the ground: from an attribute, from the user, or usual for a kind of road or river."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import plain_name
from ...contract.errors import InputError

ROAD_WIDTHS = {
    **{"motorway": 11.0, "trunk": 10.0, "primary": 9.0, "secondary": 8.0, "tertiary": 7.0, "unclassified": 6.0},
    **{"motorway link": 7.0, "trunk link": 7.0, "primary link": 6.5, "secondary link": 6.5, "tertiary link": 6.0},
    **{"residential": 6.0, "living street": 5.0, "service": 4.0, "pedestrian": 5.0, "busway": 7.0, "road": 6.0},
    **{"track": 3.0, "track grade1": 3.5, "track grade2": 3.0, "track grade3": 3.0, "track grade4": 2.5},
    **{"track grade5": 2.5, "footway": 2.0, "cycleway": 2.5, "path": 1.5, "bridleway": 2.0, "steps": 2.0},
    **{"raceway": 10.0, "runway": 45.0, "taxiway": 20.0},
}
"""Metres of paved width, of one carriageway for roads whose directions are drawn apart, by OpenStreetMap's values of
`highway` and the classes of Geofabrik's layers."""

RAILWAY_WIDTHS = {"rail": 4.0, "light rail": 4.0, "tram": 3.0, "subway": 4.0, "narrow gauge": 3.0, "railway": 4.0}

WATERWAY_WIDTHS = {"river": 15.0, "canal": 10.0, "stream": 2.5, "drain": 1.5, "ditch": 1.0, "waterway": 5.0}

WIDTH_FIELDS = ("width", "width_m", "est_width", "breite")
"""Names of attributes that hold widths, in lower case."""

_USUAL = {**ROAD_WIDTHS, **RAILWAY_WIDTHS, **WATERWAY_WIDTHS}
_OTHER = 5.0
WIDEST = 1000.0
"""Metres of the widest line."""


@dataclass(frozen=True)
class LineWidths:
    """Widths of lines in metres.

    Attributes:
        by_kind: those that the user gives by the plain names of kinds or classes.
        otherwise: that of kinds without a usual width.
    """

    by_kind: Mapping[str, float] = field(default_factory=dict)
    otherwise: float = _OTHER

    @classmethod
    def parse(cls, text: str | None) -> LineWidths:
        """Read "motorway=12 track=3 5": widths by kind, and one for all other lines.

        Raises:
            InputError: the text has another form, or a width is none.
        """
        by_kind: dict[str, float] = {}
        otherwise: float | None = None
        rest = text or ""
        if re.search(r"\d,\d", rest):
            raise InputError(
                f'LINE_WIDTHS "{text}" has a comma between digits: write 12.5 with a point, 12 5 with a space.'
            )
        for name, number in re.findall(r"([^=,;]*?)\s*=\s*([\d.]+)", rest):
            if re.match(r"\s*\d", name):
                _metres(name, rest)
            by_kind[plain_name(name)] = _metres(number, rest)
        rest = re.sub(r"[^=,;]*?\s*=\s*[\d.]+", " ", rest).strip(" ,;")
        if rest:
            otherwise = _metres(rest, text or "")
        known = {**_USUAL, **by_kind} if otherwise is None else by_kind
        return cls(known, _OTHER if otherwise is None else otherwise)

    def of(self, kind: str, name: str, stated: float | None) -> float:
        """Return the width of a line in metres.

        Args:
            kind: value of its class field, such as "motorway".
            name: of its class, such as "road".
            stated: width from an attribute, None for none.
        """
        if stated is not None:
            return stated
        return self.by_kind.get(plain_name(kind), self.by_kind.get(plain_name(name), self.otherwise))


def stated_widths(column: NDArray[np.object_] | None, count: int) -> list[float | None]:
    """Return the widths in metres that an attribute states, as in 7.5 or "7,5 m"; None where it says nothing usable."""
    if column is None:
        return [None] * count
    return [_stated(value) for value in column.tolist()]


def unusable_widths(column: NDArray[np.object_]) -> list[str]:
    """Return what an attribute says of widths and is none, each once: words, negative numbers, other units.

    Nothing and 0 are how programs say that a width is not known.
    """
    said = {str(value).strip() for value in column.tolist() if value is not None and value == value}
    return sorted(text for text in said if _stated(text) is None and not re.fullmatch(r"0*[.,]?0*", text))


def _stated(value: object) -> float | None:
    found = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*m?\s*", "" if value is None else str(value))
    number = float(found[1].replace(",", ".")) if found else 0.0
    return number if 0 < number <= WIDEST else None


def _metres(number: str, text: str) -> float:
    try:
        width = float(number)
    except ValueError:
        width = 0.0
    if not 0 < width <= WIDEST:
        raise InputError(
            f'LINE_WIDTHS "{text}" is not of the form "motorway=12 track=3 5": widths in metres by kind of line, and '
            "at the end one for all others."
        )
    return width


USUAL_WIDTHS = LineWidths(_USUAL)
"""Those of lines of which the user says nothing."""
