"""The text of CLASSES: "1=water 2=land 15=nodata"."""

from __future__ import annotations

import re

from ..contract.class_scheme import UNKNOWN, ClassScheme, plain_name
from ..contract.errors import InputError

# Names of values that are no class in common land-cover products.
_NO_CLASS = {"nodata", "no data", "unlabelled", "unlabeled", "undefined", "unclassified", "na", "n/a"}


def parse_classes(text: str, scheme: ClassScheme) -> dict[int, int]:
    """Read "1=water 2=land 15=nodata" (commas or spaces between) as class index by raster value.

    Raises:
        InputError: the text has another form, names an unknown class, or gives one value two classes.
    """
    meaning: dict[int, int] = {}
    for value, name in read_classes(text):
        index = UNKNOWN if is_no_class(name) else scheme.find(name)
        if index is None:
            raise InputError(
                f'CLASSES gives value {value} the class "{name}", which the model does not have; '
                f"its classes are {', '.join(scheme.names)}, and nodata."
            )
        if meaning.setdefault(value, index) != index:
            raise InputError(f"CLASSES gives value {value} two classes: keep one of them.")
    return meaning


def read_classes(text: str) -> list[tuple[int, str]]:
    """Read "1=water 2=land 15=nodata" (commas or spaces between) as raster values and names, in the text's order.

    Raises:
        InputError: the text has another form.
    """
    entries = re.findall(r"([+-]?\d+)\s*=\s*(.*?)[\s,;]*(?=[+-]?\b\d+\s*=|$)", text.strip(), re.DOTALL)
    rebuilt = re.sub(r"[\s,;]", "", "".join(f"{value}={name}" for value, name in entries))
    if not entries or rebuilt != re.sub(r"[\s,;]", "", text):
        raise InputError(f'CLASSES "{text}" is not of the form "1=water 2=land 15=nodata".')
    return [(int(value), name) for value, name in entries]


def is_no_class(name: str) -> bool:
    """Whether a class name says that a value is no class, as "nodata" and "unlabelled" do."""
    return plain_name(name) in _NO_CLASS
