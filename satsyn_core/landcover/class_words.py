"""Names of classes as people write them: which concept a name means, whatever its case, number and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from ..contract.known_scheme import NO_CLASS, KnownScheme, read_known_scheme
from ..contract.scheme_library import BUNDLED_SCHEMES
from .concepts import concepts

_JOINING = {"and", "or", "of", "the", "with"}
_DENIALS = {"non", "no", "not", "without", "former", "ex"}
_UNCHANGED = {"grass", "gas", "moss", "class", "bus", "canvas", "process", "glass", "pass", "christmas", "citrus"}

_SAYS_NOTHING = ("", NO_CLASS, "unknown ground")
"""Concepts whose names on other maps may well be ground, as "background"."""

_LEAST_SIMILARITY = 0.82


def word_key(name: str) -> str:
    """Return a class name as names are compared.

    Lower case, singular words, no punctuation, no leading code: "11 - Developed, Open Spaces" becomes "developed open
    space".
    """
    words = re.findall(r"[^\W_]+", re.sub(r"[\u2019']", "", name.casefold()))
    if len(words) > 1 and words[0].isdigit():
        words = words[1:]
    return " ".join(_singular(word) for word in words if word not in _JOINING)


def concepts_of(name: str) -> tuple[str, ...]:
    """Return the concepts that a class name means: several for "Trees and shrubs", none for an unknown name."""
    for text in (name, re.sub(r"\(.*?\)|\[.*?\]", " ", name)):
        found = _lexicon().get(word_key(text))
        if found is not None:
            return (found,)
    parts = [part for part in re.split(r"[,/;&+|]|\band\b|\bor\b", name.casefold()) if word_key(part)]
    if len(parts) < 2:
        return ()
    each = [_lexicon().get(word_key(part)) for part in parts]
    return tuple(one for one in each if one is not None) if None not in each else ()


def concept_of_model_class(name: str) -> str | None:
    """Return the concept of a model's class by its name; None for an unknown name."""
    key = word_key(name)
    vague = (one.name for one in concepts().values() if key in map(word_key, one.model_words))
    return next(vague, None) or _lexicon().get(key)


def guessed_concept(name: str) -> str | None:
    """Return the concept that an unknown name may mean, by its last known words or a similar word; None without any.

    "Tropical montane forest" may be a forest; "non-forest" is no guess at all.
    """
    words = word_key(name).split()
    if not words or _DENIALS & set(words):
        return None
    lexicon = _lexicon()
    for first in range(1, len(words)):
        if " ".join(words[first:]) in lexicon:
            return lexicon[" ".join(words[first:])]
    for word in reversed(words):
        if word in lexicon:
            return lexicon[word]
    similar = get_close_matches(" ".join(words), lexicon, n=1, cutoff=_LEAST_SIMILARITY)
    return lexicon[similar[0]] if similar else None


def names_of_concepts(schemes: Iterable[KnownScheme]) -> Mapping[str, str]:
    """Return the concept of every name in schemes and in the concepts, by the name's `word_key`.

    A name that two schemes use for different concepts means none, unless the concepts themselves list it.
    """
    lexicon: dict[str, str] = {}
    unclear: set[str] = set()
    for scheme in schemes:
        for one in scheme.classes:
            if one.concept in _SAYS_NOTHING:
                continue
            for key in map(word_key, (one.name, *one.synonyms)):
                if lexicon.setdefault(key, one.concept) != one.concept:
                    unclear.add(key)
    vague = {word_key(word) for concept in concepts().values() for word in concept.model_words}
    known = {key: concept for key, concept in lexicon.items() if key not in unclear | vague}
    known.update({word_key(word): concept.name for concept in concepts().values() for word in concept.words})
    return known


@lru_cache(maxsize=1)
def _lexicon() -> Mapping[str, str]:
    return names_of_concepts(read_known_scheme(path) for path in sorted(BUNDLED_SCHEMES.glob("*.json")))


def _singular(word: str) -> str:
    if word in _UNCHANGED or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
