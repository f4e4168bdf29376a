"""The text of CLASSES: "1=water 2=land 15=nodata"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.known_scheme import NO_CLASS
from .class_words import concepts_of

GUESS = "?"
"""Stands behind the class of a value that is guessed, as in "7=water?"."""


@dataclass(frozen=True)
class ClassEntry:
    """An entry of CLASSES: a raster value, the name of its class, and whether that is marked as a guess."""

    value: int
    name: str
    is_guess: bool = False


def parse_classes(text: str, scheme: ClassScheme) -> dict[int, int]:
    """Read "1=water 2=land 15=nodata" (commas or spaces between) as class index by raster value.

    Raises:
        InputError: the text has another form, names an unknown class, or gives one value two classes.
    """
    meaning: dict[int, int] = {}
    for entry in read_classes(text):
        index = UNKNOWN if is_no_class(entry.name) else scheme.find(entry.name)
        if index is None:
            raise InputError(
                f'CLASSES gives value {entry.value} the class "{entry.name}", which the model does not have; '
                f"its classes are {', '.join(scheme.names)}, and nodata."
            )
        if meaning.setdefault(entry.value, index) != index:
            raise InputError(f"CLASSES gives value {entry.value} two classes: keep one of them.")
    return meaning


def guessed_values(text: str) -> list[int]:
    """Return the values whose classes are marked as guesses, in the text's order."""
    return [entry.value for entry in read_classes(text) if entry.is_guess]


def read_classes(text: str) -> list[ClassEntry]:
    """Read "1=water 2=land 7=road? 15=nodata" (commas or spaces between) as its entries, in the text's order.

    Raises:
        InputError: the text has another form, or leaves a value open, as in "7=?".
    """
    entries = re.findall(r"([+-]?\d{1,20})\s*=\s*(.*?)[\s,;]*(?=[+-]?\b\d+\s*=|$)", text.strip(), re.DOTALL)
    rebuilt = re.sub(r"[\s,;]", "", "".join(f"{value}={name}" for value, name in entries))
    if not entries or rebuilt != re.sub(r"[\s,;]", "", text):
        raise InputError(f'CLASSES "{text}" is not of the form "1=water 2=land 15=nodata".')
    found = [ClassEntry(int(value), name.rstrip(f"{GUESS} "), name.endswith(GUESS)) for value, name in entries]
    left_open = [str(entry.value) for entry in found if not entry.name]
    if left_open:
        raise InputError(
            f"CLASSES leaves open what the value {', '.join(left_open)} means: give it the name of a class, or nodata, "
            f'as in "{left_open[0]}=nodata".'
        )
    return found


def is_no_class(name: str) -> bool:
    """Whether a class name says that a value is no class, as "nodata" and "unlabelled" do."""
    return concepts_of(name) == (NO_CLASS,)
