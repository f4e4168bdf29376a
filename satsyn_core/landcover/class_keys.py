"""By which numbers and words CLASSES can name the values of a land cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..contract.class_entries import ClassEntry, key_text, write_entries
from ..contract.class_scheme import plain_name
from ..contract.raster_tags import COUNTED_CLASSES
from .raster import LandCoverRaster

_MOST_LISTED = 20


@dataclass(frozen=True)
class ClassKeys:
    """What CLASSES can call the values of a land cover.

    Attributes:
        names: of the values, in the words of the land cover.
        known: the values that are known to occur anywhere in it.
        is_complete: whether no other value occurs.
        is_counted: whether the values only count the words of vector layers, in alphabetical order: they are no numbers
            that anyone has written, and change with the words.
        own_numbers: values of such a count by the numbers that the layers call some of their classes by.
    """

    names: Mapping[int, str]
    known: frozenset[int] = frozenset()
    is_complete: bool = False
    is_counted: bool = False
    own_numbers: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, landcover: LandCoverRaster, names: Mapping[int, str], values: Collection[int]) -> ClassKeys:
        """Return the keys of an open land cover.

        Args:
            landcover: open land cover.
            names: of its values.
            values: that are known to occur.
        """
        counted = landcover.dataset.tags().get(COUNTED_CLASSES) if landcover.is_drawn else None
        pairs = [pair.partition("=") for pair in (counted or "").split() if "=" in pair]
        own_numbers = {int(number): int(value) for value, _, number in pairs}
        known = frozenset(values)
        if landcover.is_drawn or landcover.is_sampled_whole:
            known |= landcover.sampled_values
        # The sample may have shown that a part cannot be read.
        complete = landcover.is_drawn or landcover.is_sampled_whole
        return cls(names, known, complete, counted is not None, own_numbers)

    def values_of(self, entry: ClassEntry) -> tuple[int, ...]:
        """Return the values that an entry of CLASSES names; none if it names nothing that is known."""
        named = tuple(value for value, name in self.names.items() if plain_name(name) == plain_name(entry.key))
        if entry.number is None or (self.is_counted and named):
            return named
        if not self.is_counted:
            return (entry.number,)
        if entry.number in self.own_numbers:
            return (self.own_numbers[entry.number],)
        return (entry.number,) if entry.number in self.known else ()

    def is_absent(self, entry: ClassEntry) -> bool:
        """Whether an entry names nothing that the land cover has, as far as that is known."""
        values = self.values_of(entry)
        return not values or (self.is_complete and not set(values) & {*self.known, *self.names})

    def counts_words(self, entry: ClassEntry) -> bool:
        """Whether an entry has a number where the land cover has a word."""
        is_own = entry.number in self.own_numbers or any(name == entry.key for name in self.names.values())
        return self.is_counted and entry.number is not None and not is_own

    def key_of(self, value: int) -> str:
        """Return what CLASSES calls a value: its word, where values only count words."""
        if not self.is_counted:
            return str(value)
        own = next((number for number, known in self.own_numbers.items() if known == value), None)
        return self.names.get(value, str(value)) if own is None else str(own)

    @property
    def every(self) -> list[str]:
        """What CLASSES calls the values that are known to occur, in alphabetical order."""
        return sorted({self.key_of(value) for value in self.known}, key=str.casefold)

    def named(self, names: Mapping[int, str]) -> list[str]:
        """Return the same, numbers with the names of their values.

        Args:
            names: of the values, in the words of the land cover or of its scheme.
        """
        keys = {value: self.key_of(value) for value in self.known}
        shown = (f"{key} ({names[value]})" if names.get(value, key) != key else key for value, key in keys.items())
        return sorted(shown, key=str.casefold)

    def text(self, classes: Mapping[int, tuple[str, bool]]) -> str:
        """Return the text of CLASSES for the class of each value, and whether that is a guess; empty: left open."""
        entries = {self.key_of(value): classes[value] for value in sorted(classes)}
        return write_entries(ClassEntry(key, name, guess) for key, (name, guess) in entries.items())

    def numbering(self) -> str:
        """Return the numbers that words have, as "1=Acker, 2=Haus"."""
        return listed([f"{value}={key_text(self.key_of(value))}" for value in sorted(self.known)])


def listed(parts: Sequence[str] | Iterable[str], separator: str = ", ") -> str:
    """Return parts with commas between, and the number of those that are too many to name."""
    every = list(parts)
    more = len(every) - _MOST_LISTED
    return separator.join([*every[:_MOST_LISTED], f"{more} more"] if more > 1 else every)
