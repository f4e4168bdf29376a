"""JSON of other programs: what they have written, where whatever is wrong is a `ValueError`, and what they read."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

LARGEST_WHOLE_NUMBER = 2**53
"""Whole numbers up to this one are the same in every program that reads JSON."""


_FAULTS = {
    "Expecting property name": "a name in double quotes is expected",
    "Expecting ':'": "a colon is missing",
    "Expecting ','": "a comma is missing",
    "Illegal trailing comma": "a comma is too many",
    "Invalid \\": "a backslash has to be doubled, as in C:\\\\maps",
    "Invalid control": "a text in quotes goes beyond its line",
    "Unterminated": "a text in quotes has no end",
    "Extra data": "something follows the end",
}
"""What Python's reader of JSON says, in words for people who have written it by hand."""


def read_json(text: str | bytes) -> Any:
    """Return what a JSON text holds.

    Raises:
        ValueError: it is no JSON, is no UTF-8, nests too deep, or holds a number that is too large; the message is a
            part of a sentence.
    """
    try:
        return json.loads(text, parse_float=_finite)
    except RecursionError:
        raise ValueError("it nests too deep") from None
    except OverflowError as error:
        raise ValueError(str(error)) from None
    except json.JSONDecodeError as error:
        fault = next((words for start, words in _FAULTS.items() if error.msg.startswith(start)), "a value is expected")
        raise ValueError(f"line {error.lineno}, column {error.colno}: {fault}") from None
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
    except ValueError:
        raise ValueError("it holds a number of thousands of digits") from None


def strict_json(value: object) -> str:
    """Return a value as JSON in one line, which any program reads: null in place of NaN and infinity."""
    try:
        return json.dumps(value, allow_nan=False)
    except ValueError:
        return json.dumps(_with_null(value), allow_nan=False)


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
        raise OverflowError(f"the number {text[:20]} is too large")
    return number


def _with_null(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: _with_null(one) for name, one in value.items()}
    return [_with_null(one) for one in value] if isinstance(value, (list, tuple)) else value
