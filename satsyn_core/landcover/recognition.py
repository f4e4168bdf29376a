"""Recognising the class scheme of land cover by its values, its colours, and what its file is called.

A scheme is recognised where it has a class for every value and no other scheme does that gives them other classes: how
many classes a scheme has decides nothing. Colours contradict or confirm schemes, and the name of the file, or what its
tags say, decides between those that are left. Small consecutive numbers are how anyone numbers classes: they identify
no scheme unless the colours do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..contract.known_scheme import NO_CLASS, KnownScheme

Colour = tuple[int, int, int]

_SAME_COLOUR = 14
"""Largest difference of a channel, from 0 to 255: products and their copies round colours differently."""

_OTHER_COLOUR = 60
"""Difference of a channel from which a colour is another one, and no version of the same."""

_COLOURED_SHARE = 0.8
_COLOURS_OTHER = 0.5
FILL_VALUES = frozenset(
    {-(2**31), -32768, -32767, -9999, -128, 127, 128, 255, 32767, 32768, 65535, 2**31 - 1, 2**32 - 1}
)
"""Numbers with which data types end, read with a sign or without, and others for no data: rasters have them where they
have no class, often undeclared. A class scheme that has such a number as a class means that class, but the number is
no sign of the scheme: it counts where the other values show the scheme without it."""

_ANYONES_NUMBERS = 20
_FEWEST_VALUES = 3


@dataclass(frozen=True)
class Evidence:
    """What a land cover shows of its scheme.

    Attributes:
        values: that occur.
        colours: of its palette by value; empty if it has none.
        rare: those of the values that so few pixels have that they may be strays.
        texts: what its file is called, and what its tags say.
        outside: those of `FILL_VALUES` that surround the map, or that hardly any pixels have.
    """

    values: frozenset[int]
    colours: Mapping[int, Colour]
    rare: frozenset[int] = frozenset()
    texts: Sequence[str] = ()
    outside: frozenset[int] = frozenset()

    def without(self, values: frozenset[int]) -> Evidence:
        """Return the evidence of the other values."""
        return replace(self, values=self.values - values, rare=self.rare - values)

    def names(self, scheme: KnownScheme) -> bool:
        """Whether a text holds the id of a scheme, or another name that it is known by, as whole words."""
        wanted = [_words(name) for name in (scheme.id, *scheme.known_as)]
        return any(_holds(words, parts) for words in self._words for parts in wanted)

    @cached_property
    def _words(self) -> list[list[str]]:
        return [_words(text) for text in self.texts]


@dataclass(frozen=True)
class Candidate:
    """A scheme that a land cover may have.

    Attributes:
        scheme: the scheme.
        colours: share of the values whose colour is the scheme's; None if the land cover or the scheme has no colours.
        is_named: whether the land cover's file is called after it.
    """

    scheme: KnownScheme
    colours: float | None
    is_named: bool = False

    @property
    def has_colours(self) -> bool:
        """Whether the colours of the land cover are those of the scheme."""
        return self.colours is not None and self.colours >= _COLOURED_SHARE

    def has(self, values: Iterable[int]) -> bool:
        """Whether the scheme has all of some values: strays may be none of its own."""
        return set(values) <= _values(self.scheme)


@dataclass(frozen=True)
class Recognition:
    """What a land cover shows of its scheme.

    Attributes:
        candidates: every scheme that has its values, the likeliest first.
        found: the one that it has; None if none or several may be it.
        doubt: why there is none, in words without a full stop; empty otherwise.
        is_partial: whether the scheme has only most of the values, as where someone added classes of their own.
        recoloured: values of the scheme that have quite another colour than it gives them, although most have its
            colours: they may be classes of someone's own.
        but_for: fill values inside the map but for which the one candidate would be found.
    """

    candidates: Sequence[Candidate]
    found: Candidate | None
    doubt: str = ""
    is_partial: bool = False
    recoloured: tuple[int, ...] = ()
    but_for: tuple[int, ...] = ()

    @property
    def sureness(self) -> str:
        """What the scheme was recognised by, and how sure that is, in words."""
        if self.found is None:
            return ""
        if self.found.has_colours:
            return f"by its values and colours ({self.found.colours:.0%} alike)"
        if self.found.is_named:
            return "by its values and by the name of its file or its tags"
        return "by its values alone, which no other scheme that SatSyn knows has (not sure: check the table)"


def recognise(evidence: Evidence, schemes: Iterable[KnownScheme]) -> Recognition:
    """Return the scheme that a land cover has, if that is clear.

    Args:
        evidence: what the land cover shows.
        schemes: to choose from.
    """
    every = list(schemes)
    candidates = sorted(
        _candidates(every, evidence),
        key=lambda one: (not one.has_colours, not one.is_named, not _is_usual(one.scheme, evidence), _choices(one)),
    )
    if not candidates:
        shown = _with_additions(every, evidence)
        return shown if shown.found is not None else _beside_fills(every, evidence) or shown
    rivals = [one for one in candidates if one.has_colours]
    if not rivals:
        # Colours say more than numbers: most of the values may be of a product, and some be the user's own.
        shown = _with_additions(every, evidence)
        if shown.found is not None:
            return shown
        # A few stray pixels are no reason to prefer a scheme that has a class for their value, too.
        strays = [one for one in every if not evidence.values <= _values(one)]
        nearly = [Candidate(one, None) for one in strays if evidence.values - evidence.rare <= _values(one)]
        known = {one.scheme.id for one in candidates}
        candidates += [one for one in nearly if one.scheme.id not in known]
        rivals = [one for one in candidates if one.is_named or _is_usual(one.scheme, evidence)] or candidates
    best, others = _apart(rivals, evidence)
    if others and best.is_named:
        best, others = _apart([one for one in rivals if one.is_named], evidence)
    doubt = _doubt(best, others, evidence)
    by_fills = None if best.has_colours or best.is_named else _by_fills(best, doubt, every, evidence)
    if by_fills is not None:
        return by_fills
    if doubt:
        return Recognition(candidates, None, doubt)
    return Recognition(candidates, best, recoloured=_recoloured(best, evidence))


def _with_additions(schemes: Iterable[KnownScheme], evidence: Evidence) -> Recognition:
    """Return the scheme that most values and their colours show, where none has all values."""
    every = [Candidate(one, _alike(one, evidence)) for one in schemes]
    likely = [
        one
        for one in every
        if one.has_colours
        and len(evidence.values & _values(one.scheme)) >= max(_FEWEST_VALUES, len(evidence.values) / 2)
    ]
    likely.sort(key=lambda one: -len(evidence.values & _values(one.scheme)))
    if likely and not _apart(likely, evidence)[1]:
        return Recognition(likely, likely[0], is_partial=True, recoloured=_recoloured(likely[0], evidence))
    return Recognition([], None, "no class scheme that SatSyn knows has all these values")


def _beside_fills(schemes: Sequence[KnownScheme], evidence: Evidence) -> Recognition | None:
    """Return what the values beside fill values show; None if there are none such, or the others show nothing."""
    fills = evidence.values & FILL_VALUES
    others = evidence.without(fills)
    if not fills or len(others.values) < _FEWEST_VALUES:
        return None
    shown = recognise(others, schemes)
    numbers = ", ".join(map(str, sorted(fills)))
    if shown.found is None:
        doubt = f"{shown.doubt}; {numbers} may mark pixels without class"
        return replace(shown, doubt=doubt) if shown.candidates else None
    if fills <= evidence.outside:
        return replace(shown, is_partial=True)
    doubt = f"the class scheme {shown.found.scheme.id} has all its values but {numbers}"
    return Recognition([shown.found], None, doubt, but_for=tuple(sorted(fills)))


def _by_fills(best: Candidate, doubt: str, schemes: Sequence[KnownScheme], evidence: Evidence) -> Recognition | None:
    """Return what the values beside possible fill values show, where these alone tell the best scheme from others.

    Undeclared fill values would otherwise make a scheme of theirs out of every map of another one.
    """
    fills = evidence.values & (FILL_VALUES if doubt else FILL_VALUES | {0})
    others = evidence.without(fills)
    if not fills or len(others.values) < _FEWEST_VALUES:
        return None
    shown = recognise(others, schemes)
    if shown.found is not None:
        return None if doubt or shown.found.scheme is best.scheme else _beside_fills(schemes, evidence)
    numbers = ", ".join(map(str, sorted(fills)))
    return replace(shown, doubt=f"{shown.doubt}; {numbers} may mark pixels without class")


def _candidates(schemes: Iterable[KnownScheme], evidence: Evidence) -> Iterator[Candidate]:
    """Yield the schemes that a land cover may have; those of its colours or its name need not have its fill values."""
    for scheme in schemes:
        if evidence.values - FILL_VALUES <= _values(scheme):
            candidate = Candidate(scheme, _alike(scheme, evidence), evidence.names(scheme))
            if evidence.values <= _values(scheme) or candidate.has_colours or candidate.is_named:
                yield candidate


def _apart(rivals: Sequence[Candidate], evidence: Evidence) -> tuple[Candidate, list[Candidate]]:
    """Return the first of several schemes, and those that give the values other classes than it does."""
    best = rivals[0]
    return best, [one for one in rivals[1:] if not _mean_the_same(best.scheme, one.scheme, evidence.values)]


def _doubt(best: Candidate, others: Sequence[Candidate], evidence: Evidence) -> str:
    """Return why the best of the schemes is not taken; empty if it is."""
    values, name = evidence.values, best.scheme.id
    if others:
        return f"its values fit several class schemes, such as {name} and {others[0].scheme.id}"
    if best.has_colours:
        return ""
    if best.colours is not None and best.colours < _COLOURS_OTHER:
        return f"its values fit {name}, but its colours are others"
    if best.scheme.needs_colours:
        return f"its values fit {name}, but without its colours they may mean anything"
    consecutive = max(values) - min(values) < len(values)
    if max(values) <= _ANYONES_NUMBERS or consecutive or len(values) < _FEWEST_VALUES:
        return f"its values fit {name}, but few, small or consecutive numbers may mean anything"
    return ""


def _mean_the_same(first: KnownScheme, second: KnownScheme, values: frozenset[int]) -> bool:
    """Whether values have the same classes in both schemes, as far as both have them."""
    shared = values & _values(first) & _values(second)
    return all(_kind(first, value) == _kind(second, value) for value in shared)


def _kind(scheme: KnownScheme, value: int) -> str:
    known = scheme.by_value.get(value)
    return NO_CLASS if known is None else known.concept or known.name


def _values(scheme: KnownScheme) -> set[int]:
    return {*scheme.by_value, *([] if scheme.unlabelled is None else [scheme.unlabelled])}


def _is_usual(scheme: KnownScheme, evidence: Evidence) -> bool:
    """Whether the values are such that a map of a scheme has, as a whole."""
    return not scheme.always_some_of or bool(evidence.values & set(scheme.always_some_of))


def _choices(candidate: Candidate) -> int:
    """Return how many classes a scheme has: of one with few, a land cover shows a larger part."""
    return len(candidate.scheme.by_value)


def _alike(scheme: KnownScheme, evidence: Evidence) -> float | None:
    pairs = [
        (one.colour, evidence.colours[value])
        for value, one in scheme.by_value.items()
        if value in evidence.values and value in evidence.colours and one.colour is not None and one.concept != NO_CLASS
    ]
    if not pairs:
        return None
    return sum(all(abs(a - b) <= _SAME_COLOUR for a, b in zip(*pair)) for pair in pairs) / len(pairs)


def _recoloured(found: Candidate, evidence: Evidence) -> tuple[int, ...]:
    """Return the values with a clearly different colour, in order; none where the colours say nothing of the scheme."""
    if not found.has_colours:
        return ()
    by_value = found.scheme.by_value
    return tuple(
        value
        for value in sorted(evidence.values & evidence.colours.keys() & by_value.keys())
        if (usual := by_value[value].colour) is not None
        and by_value[value].concept != NO_CLASS
        and any(abs(a - b) > _OTHER_COLOUR for a, b in zip(usual, evidence.colours[value], strict=True))
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", text.casefold())


def _holds(words: Sequence[str], parts: Sequence[str]) -> bool:
    return any(list(words[start : start + len(parts)]) == list(parts) for start in range(len(words) - len(parts) + 1))
