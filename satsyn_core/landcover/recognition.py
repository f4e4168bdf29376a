"""Recognising the class scheme of land cover by its values and its colours.

A scheme with n classes gives a set of k values the probability of one choice of k among n, so that a scheme in which
most of the values mean nothing is unlikely. Small consecutive numbers are how anyone numbers classes: they identify no
scheme unless the colours do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..contract.known_scheme import NO_CLASS, KnownScheme

Colour = tuple[int, int, int]

_SAME_COLOUR = 14
"""Largest difference of a channel, from 0 to 255: products and their copies round colours differently."""

_COLOURED_SHARE = 0.8
_COLOURS_OTHER = 0.5
_ANYONES_NUMBERS = 20
_FEWEST_VALUES = 3
_SURE = 0.95


@dataclass(frozen=True)
class Candidate:
    """A scheme that a land cover may have.

    Attributes:
        scheme: the scheme.
        probability: among all schemes that have its values.
        colours: share of the values whose colour is the scheme's; None if the land cover or the scheme has no colours.
    """

    scheme: KnownScheme
    probability: float
    colours: float | None


@dataclass(frozen=True)
class Recognition:
    """What the values and the colours of a land cover say of its scheme.

    Attributes:
        candidates: every scheme that has its values, the most probable first.
        found: the one that it has; None if none or several may be it.
        doubt: why there is none, in words without a full stop; empty otherwise.
    """

    candidates: Sequence[Candidate]
    found: Candidate | None
    doubt: str = ""

    @property
    def sureness(self) -> str:
        """How sure the scheme is, in words."""
        if self.found is None:
            return ""
        by = "values alone" if self.found.colours is None else f"values and colours ({self.found.colours:.0%} alike)"
        percent = math.floor(1000 * self.found.probability) / 10
        return f"by its {by}, {percent:g} % sure among the schemes that SatSyn knows"


def recognise(values: Iterable[int], colours: Mapping[int, Colour], schemes: Iterable[KnownScheme]) -> Recognition:
    """Return the scheme that a land cover has, if that is clear.

    Args:
        values: that occur in it.
        colours: of its palette by value; empty if it has none.
        schemes: to choose from.
    """
    present = frozenset(values)
    fitting = [scheme for scheme in schemes if _has_all(scheme, present)]
    weighed = [(scheme, _weight(scheme, present), _alike(scheme, present, colours)) for scheme in fitting]
    matching = [one for one in weighed if one[2] is not None and one[2] >= _COLOURED_SHARE]
    pool = matching or [one for one in weighed if not one[0].needs_colours]
    total = sum(weight for _, weight, _ in pool) or 1
    candidates = sorted(
        (Candidate(scheme, weight / total, alike) for scheme, weight, alike in pool),
        key=lambda one: -one.probability,
    )
    if not candidates:
        return Recognition(candidates, None, "no class scheme that SatSyn knows has all these values")
    best = candidates[0]
    others = [one for one in candidates[1:] if not _mean_the_same(best.scheme, one.scheme, present)]
    # Schemes of one product, one of which has a class more, do not contradict each other.
    best = replace(best, probability=1 - sum(one.probability for one in others))
    if others and best.probability < _SURE:
        names = f"{best.scheme.id} and {others[0].scheme.id}"
        return Recognition(candidates, None, f"its values fit several class schemes, such as {names}")
    if matching:
        return Recognition(candidates, best)
    if best.colours is not None and best.colours < _COLOURS_OTHER:
        return Recognition(candidates, None, f"its values fit {best.scheme.id}, but its colours are others")
    consecutive = max(present) - min(present) < len(present)
    if max(present) <= _ANYONES_NUMBERS or consecutive or len(present) < _FEWEST_VALUES:
        return Recognition(
            candidates,
            None,
            f"its values fit {best.scheme.id}, but few, small or consecutive numbers may mean anything",
        )
    return Recognition(candidates, best)


def _mean_the_same(first: KnownScheme, second: KnownScheme, values: frozenset[int]) -> bool:
    """Whether values have the same classes in both schemes."""
    one, other = first.by_value, second.by_value
    return all(
        value in one
        and value in other
        and (one[value].name, one[value].concept) == (other[value].name, other[value].concept)
        for value in values
    )


def _has_all(scheme: KnownScheme, values: frozenset[int]) -> bool:
    return values <= {*scheme.by_value, *([] if scheme.unlabelled is None else [scheme.unlabelled])}


def _weight(scheme: KnownScheme, values: frozenset[int]) -> float:
    return 1 / math.comb(len(scheme.by_value) + (scheme.unlabelled is not None), len(values))


def _alike(scheme: KnownScheme, values: frozenset[int], colours: Mapping[int, Colour]) -> float | None:
    pairs = [
        (one.colour, colours[value])
        for value, one in scheme.by_value.items()
        if value in values and value in colours and one.colour is not None and one.concept != NO_CLASS
    ]
    if not pairs:
        return None
    return sum(all(abs(a - b) <= _SAME_COLOUR for a, b in zip(*pair)) for pair in pairs) / len(pairs)
