"""JSON from strangers: whatever is wrong with it is a `ValueError`."""

from __future__ import annotations

import json
import math
from typing import Any

LARGEST_WHOLE_NUMBER = 2**53
"""Whole numbers up to this one are the same in every program that reads JSON."""


def read_json(text: str | bytes) -> Any:
    """Return what a JSON text holds.

    Raises:
        ValueError: it is no JSON, is no UTF-8, nests too deep, or holds a number that is too large.
    """
    try:
        return json.loads(text, parse_float=_finite)
    except RecursionError:
        raise ValueError("it nests too deep") from None


def finite_number(value: object) -> float:
    """Return a number of a JSON text.

    Raises:
        ValueError: it is no number, or not finite.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > float(LARGEST_WHOLE_NUMBER):
        raise ValueError(f"{shortened(value)} is no number that can be used")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{number} is no number that can be used")
    return number


def whole_number(value: object) -> int:
    """Return a whole number of a JSON text.

    Raises:
        ValueError: it is none, or too large.
    """
    number = finite_number(value)
    if not number.is_integer():
        raise ValueError(f"{number} is no whole number")
    return int(number)


def shortened(value: object, most: int = 60) -> str:
    """Return a value as it is shown in a message, cut where it is long."""
    try:
        text = repr(value)
    except ValueError:  # a number of thousands of digits
        return "a number of thousands of digits"
    return text if len(text) <= most else f"{text[:most]} ..."


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text[:20]} is too large")
    return number
