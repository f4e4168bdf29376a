"""Names of classes as people write them: which concept a name means, whatever its case, number and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from ..contract.known_scheme import NO_CLASS, KnownScheme, read_known_scheme
from ..contract.scheme_library import BUNDLED_SCHEMES
from .concepts import concepts

_JOINING = {"and", "or", "of", "the", "with", "und", "oder", "et", "ou"}
_PARTS = r"[,/;&+|]|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b"
_DENIALS = {"non", "no", "not", "without", "former", "ex", "nicht", "kein", "keine", "ohne", "sans", "sin", "pas"}
_UNCHANGED = {"grass", "gas", "moss", "class", "bus", "canvas", "process", "glass", "pass", "christmas", "citrus"}

_IRREGULAR = {"haies": "haie", "prairies": "prairie", "voies": "voie"}

_SAYS_NOTHING = ("", NO_CLASS, "unknown ground")
"""Concepts whose names on other maps may well be ground, as "background"."""

_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
"""How German is written where a program knows no umlauts."""

_SHORTEST_WITHOUT_ACCENTS = 5
"""Shorter words are other ones without their accents, as pré."""

_LEAST_SIMILARITY = 0.86
_SHORTEST_SIMILAR = 5
"""Shorter words differ from words of another meaning by one letter, as port and sport."""

_SHORTEST_HEAD = 4
_PREPOSITIONS = {
    *("for", "of", "with", "in", "on", "at", "by", "near", "under"),
    *("für", "mit", "im", "am", "an", "auf", "bei"),
}
_GENERAL = {
    *("area", "land", "zone", "surface", "ground", "region", "type", "class", "category", "use", "site", "other"),
    *("fläche", "flächen", "gebiet", "gebiete", "bereich", "nutzung", "standort", "sonstige", "typ", "klasse"),
    *("north", "south", "east", "west", "nord", "süd", "ost", "new", "old", "neu", "alt", "planned", "existing"),
    *("proposed", "geplant", "bestand", "dense", "sparse", "open", "dicht", "locker", "offen", "allgemein"),
}
"""Words that do not say what is there."""


def word_key(name: str) -> str:
    """Return a class name as names are compared.

    Lower case, singular words, no punctuation, no leading code: "11 - Developed, Open Spaces" becomes "developed open
    space".
    """
    # Some systems store an accent as a letter of its own.
    text = unicodedata.normalize("NFC", name).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"[\u2019']", "", text))
    if len(words) > 1 and words[0].isdigit():
        words = words[1:]
    return " ".join(_singular(word) for word in words if word not in _JOINING)


def concepts_of(name: str) -> tuple[str, ...]:
    """Return the concepts that a class name means: several for "Trees and shrubs", none for an unknown name."""
    for text in (name, re.sub(r"\(.*?\)|\[.*?\]", " ", name)):
        found = _known(word_key(text))
        if found is not None:
            return (found,)
    parts = [part for part in re.split(_PARTS, name.casefold()) if word_key(part)]
    if len(parts) < 2:
        return ()
    each = [_known(word_key(part)) for part in parts]
    return tuple(one for one in each if one is not None) if None not in each else ()


def concept_of_model_class(name: str) -> str | None:
    """Return the concept of a model's class by its name; None for an unknown name."""
    key = word_key(name)
    vague = (one.name for one in concepts().values() if key in map(word_key, one.model_words))
    return next(vague, None) or _known(key)


def guessed_concepts(name: str) -> tuple[str, ...]:
    """Return the concepts that an unknown name may mean, the likeliest first; none where nothing is near.

    A name of several words is what its last word is: "tropical montane forest" is a forest, and a "forest tower" no
    forest. In "area of water" it is what stands behind the preposition, and in "park with trees" what stands before it.
    Compounds as in German are what their end is: a Streuobstwiese is a Wiese. Long words may have a letter wrong. Where
    no end is known, French and Spanish names are what they begin with: a bosque seco is a bosque. "Non-forest" is no
    guess at all.
    """
    if _DENIALS & set(word_key(name).split()):
        return ()
    found = []
    text = unicodedata.normalize("NFC", name).casefold()
    for part in re.split(rf"{_PARTS}|[()\[\]:]|\s[-\u2013]\s", text):
        words = [word for word in re.findall(r"[^\W_]+", part) if not _is_code(word)]
        concept = _head_concept(words) or _romance_concept(part)
        if concept is not None and concept not in found:
            found.append(concept)
    return tuple(found)


def _head_concept(words: list[str]) -> str | None:
    """Return the concept of the word that says what the others describe; None if that is not known."""
    at = next((place for place, word in enumerate(words) if place and word in _PREPOSITIONS), None)
    if at is not None:
        before = [word for word in words[:at] if _singular(word) not in _GENERAL]
        return _head_concept(before or words[at + 1 :])
    lexicon, known = _lexicon(), [_singular(word) for word in words]
    while known:
        for first in range(len(known)):
            if " ".join(known[first:]) in lexicon:
                return lexicon[" ".join(known[first:])]
        if known[-1] not in _GENERAL:
            return _concept_of_unknown(known[-1])
        known.pop()
    return None


def _romance_concept(name: str) -> str | None:
    """Return the concept of the French or Spanish words that a name begins with; None if they are not known."""
    words = word_key(name).split()
    beginnings = (" ".join(words[:end]) for end in range(len(words), 0, -1))
    return next((_romance_lexicon()[one] for one in beginnings if one in _romance_lexicon()), None)


def _concept_of_unknown(word: str) -> str | None:
    """Return the concept of the end of a compound, or of a word that differs in a letter; None for another word."""
    lexicon = _lexicon()
    for start in range(2, len(word) - _SHORTEST_HEAD + 1):
        if word[start:] in lexicon and word[start:] not in _GENERAL:
            return lexicon[word[start:]]
    if len(word) < _SHORTEST_SIMILAR:
        return None
    alike = [one for one in lexicon if one[0] == word[0] and " " not in one]
    similar = get_close_matches(word, alike, n=1, cutoff=_LEAST_SIMILARITY)
    return lexicon[similar[0]] if similar else None


def _is_code(word: str) -> bool:
    """Whether a word only counts or names a class, as "2", "7b" or "A"."""
    return len(word) == 1 or any(letter.isdigit() for letter in word)


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
    return {
        **{without_umlauts: known[key] for key in known if (without_umlauts := key.translate(_PLAIN)) != key},
        **known,
    }


def _known(key: str) -> str | None:
    """Return the concept of a whole name, given its `word_key`."""
    return _lexicon().get(key) or _romance_lexicon().get(key)


@lru_cache(maxsize=1)
def _romance_lexicon() -> Mapping[str, str]:
    forms = ((form, one.name) for one in concepts().values() for word in one.romance_words for form in _numbers(word))
    known = {word_key(form): concept for form, concept in forms}
    plain = {_without_accents(key): concept for key, concept in known.items() if len(key) >= _SHORTEST_WITHOUT_ACCENTS}
    return {**plain, **known}


def _numbers(name: str) -> Iterator[str]:
    """Yield a French or Spanish name and its plurals, with those words in the plural that may be: "zones humides"."""
    yield name
    first, *others = name.split()
    endings = (
        "s",
        *(("es",) if first.endswith(("d", "l", "n", "r")) else ()),
        *(("x",) if first.endswith("u") else ()),
    )
    for ending in endings:
        yield " ".join([first + ending, *others])
    yield " ".join(word if len(word) < _SHORTEST_HEAD else f"{word}s" for word in (first, *others))


def _without_accents(key: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", key) if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _lexicon() -> Mapping[str, str]:
    return names_of_concepts(read_known_scheme(path) for path in sorted(BUNDLED_SCHEMES.glob("*.json")))


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _UNCHANGED or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("flächen", "flaechen", "gebiete")):
        return word[:-1]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")
