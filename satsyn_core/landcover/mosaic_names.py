"""Values that the rasters of a mosaic name differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..contract.errors import InputError
from .attribute_table import TableNames
from .class_words import concepts_of, word_key


class SeveralNamesError(InputError):
    """A mosaic has values that its rasters name differently.

    Args:
        message: a sentence about the first of them.
        agreed: names of the other values.
    """

    def __init__(self, message: str, agreed: TableNames) -> None:
        super().__init__(message)
        self.agreed = agreed


@dataclass(frozen=True)
class TwoNames:
    """A value that two of the rasters of a mosaic name differently.

    Attributes:
        value: in both.
        names: of the value.
        rasters: which have these names.
    """

    value: int
    names: tuple[str, str]
    rasters: tuple[str, str]


def sentence_of(mosaic: str, conflicts: Sequence[TwoNames]) -> str:
    """Return what is wrong with a mosaic and what to do.

    Args:
        mosaic: name of the VRT or tile index.
        conflicts: values with two names, one or more.
    """
    conflict = conflicts[0]
    (one, other), (first, second), value = conflict.names, conflict.rasters, conflict.value
    others = sorted({conflict.value for conflict in conflicts} - {value})
    more = f" Values with several names are also: {', '.join(map(str, others))}." if others else ""
    text = " ".join(f"{value}=water" for value in (value, *others))
    return (
        f'Value {value} of {mosaic} is "{one}" in {first} and "{other}" in {second}, so no class is right for both.'
        f"{more} Use these rasters one by one. If each such value means the same in all of them, give it a class with "
        f'CLASSES, as in "{text}".'
    )


def differ(one: str, other: str) -> bool:
    """Whether two names are not the same one, in another writing or in another language."""
    if word_key(one) == word_key(other):
        return False
    return not concepts_of(one) or set(concepts_of(one)) != set(concepts_of(other))
