"""What is said when values of a land cover have no class: a sentence that holds a text for CLASSES ready to edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle

from ..contract.scheme_library import OWN_VALUES
from .classes_text import GUESS
from .crosswalk import Crosswalk
from .match_table import NODATA, share
from .recognition import FILL_VALUES
from .value_meaning import Meaning, own_values

_VALUES_NAMED = 12
_FEWEST_OTHERS = 3
"""How many other values a map has at least if one is taken for none of its classes: a mask may have 0 and 255."""


@dataclass(frozen=True)
class Unmatched:
    """A land cover with values that have no class.

    Attributes:
        raster: path of the land cover.
        meaning: of its other values.
        counts: known pixels of each value.
    """

    raster: str
    meaning: Meaning
    counts: Mapping[int, int]

    def sentence(self) -> str:
        """Return what is wrong, and how to mend it."""
        return (
            f"{self.raster} has the value {', '.join(self._listed())} of its pixels, with no class of the model by "
            f"{self.meaning.source}{self._doubt()}; the model knows {', '.join(self.meaning.target.scheme.names)}. "
            f"{self._schemes()}Give every value its class, or nodata, with CLASSES. It has the form of this example, "
            "in which a question mark stands behind each guess: check every guess, put the right class in its place, "
            f'and leave the question mark out, as in "{self.classes()}".'
        )

    def classes(self) -> str:
        """Return a text for CLASSES with all values, in which those without class have a guess with a question mark.

        Taken as it is, the text works, and the job warns of the guesses. No guess is nodata, which would leave out a
        part of the map, or all of it; except for negative numbers such as -9999 beside others, which no map has as
        classes, and, beside three others or more, for fill values such as 255 and for what the likeliest scheme calls
        no class.
        """
        meaning, scheme = self.meaning, self.meaning.target.scheme
        known = {value: self._name(meaning.shown[value].index) for value in self.counts if value in meaning.shown}
        near = {value: scheme.names[index] for value, index in self._guesses().items()}
        unmatched = self._values()
        if max(self.counts) >= 0:
            near |= {value: NODATA for value in unmatched if value not in near and self._is_no_class(value)}
        taken = {*known.values(), *near.values()}
        others = cycle([name for name in scheme.names if name not in taken] or scheme.names[::-1])
        return " ".join(
            f"{value}={known.get(value) or f'{near.get(value) or next(others)}{GUESS}'}"
            for value in sorted(self.counts)
        )

    def _is_no_class(self, value: int) -> bool:
        """Whether a value is none of a map's classes, or none of the scheme's that the map most likely has."""
        candidates = self.meaning.recognition.candidates if self.meaning.recognition is not None else ()
        is_fill = value in FILL_VALUES and value - 1 not in self.counts
        is_unlabelled = bool(candidates) and value in candidates[0].scheme.without_class
        return value < 0 or (len(self.counts) > _FEWEST_OTHERS and (is_fill or is_unlabelled))

    def _listed(self) -> list[str]:
        names, total = self.meaning.names, sum(self.counts.values())
        unmatched = sorted(self._values(), key=lambda value: -self.counts[value])
        listed = [
            f"{value}{f' ({names[value]})' if value in names else ''} in {share(self.counts[value], total)}"
            for value in unmatched[:_VALUES_NAMED]
        ]
        if len(unmatched) > _VALUES_NAMED:
            listed.append(f"{len(unmatched) - _VALUES_NAMED} more values")
        return listed

    def _values(self) -> list[int]:
        return [value for value in self.counts if value not in self.meaning.shown]

    def _name(self, index: int | None) -> str:
        return NODATA if index is None else self.meaning.target.scheme.names[index]

    def _doubt(self) -> str:
        recognition = self.meaning.recognition
        return f" ({recognition.doubt})" if recognition is not None and recognition.doubt else ""

    def _schemes(self) -> str:
        """Return the sentence that offers class schemes; empty where names say what the values are."""
        if self.meaning.recognition is None:
            return ""
        ids = [one.scheme.id for one in self.meaning.recognition.candidates]
        if set(self.counts) <= set(own_values(self.meaning.target.scheme)):
            ids.append(f"{OWN_VALUES} (the model's own values)")
        return f"Name the class scheme with SCHEME, if it is one of {', '.join(ids)}. " if ids else ""

    def _guesses(self) -> dict[int, int]:
        """Return the class index that each value without class may have, as far as anything suggests one."""
        scheme, unmatched = self.meaning.target.scheme, self._values()
        own = {value: one.index for value, one in own_values(scheme).items()}
        found: dict[int, int | None] = dict(own) if set(self.counts) <= set(own) else {}
        if not found and self.meaning.recognition is not None and self.meaning.recognition.candidates:
            likely = Crosswalk(self.meaning.recognition.candidates[0].scheme, self.meaning.target)
            found = {value: one.index for value, one in likely.shown.items()}
        if not found and not self.meaning.names:
            found = dict(own)
        found |= {value: self.meaning.target.guess(self.meaning.names[value]) for value in self.meaning.names}
        return {value: index for value in unmatched if (index := found.get(value)) is not None}
