"""Sentences of the core in the language of QGIS.

The core writes English with names and numbers filled in. i18n/sentences.txt lists the templates that it makes sentences
of, as "Block {1} of {2}": here a sentence is taken apart by its template, and put together by the template's
translation. What fits no template stays English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .translation import FOLDER, has_translations, tr

TEMPLATES = FOLDER / "sentences.txt"

_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_LETTER = re.compile(r"[A-Za-z]")
_SENTENCE_END = re.compile(r"(?<=[.:?]) (?=\S)")
_FEWEST_LETTERS = 6
"""A whole text must share so many letters with a template: "{1} and {2}" fits too much."""
_QUOTES = ("'", '"')
"""What stands in quotes is the user's own, as the name of a layer."""
_DEEPEST = 3
_LISTS = ("; ", ", ")
_LAST_OF_SEVERAL = re.compile(r"(?<=, )([^,]+?) and ([^,]+)$")
_IN_BRACKETS = re.compile(r"(.*\S) \((.+)\)")
_CELLS = re.compile(r"( {2,})")


@dataclass(frozen=True)
class _Template:
    """A text with placeholders, and the literal parts around them."""

    text: str
    literals: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Template:
        return cls(text, tuple(_PLACEHOLDER.split(text)[::2]))

    @property
    def letters(self) -> int:
        return len(_LETTER.findall("".join(self.literals)))

    def values_in(self, text: str) -> list[str] | None:
        """Return what stands in a text where the template has placeholders; None if the text is not made of it."""
        first, last = self.literals[0], self.literals[-1]
        if len(self.literals) == 1:
            return [] if text == first else None
        end = len(text) - len(last)
        if not (text.startswith(first) and text.endswith(last) and end >= len(first)):
            return None
        values, at = [], len(first)
        for literal in self.literals[1:-1]:
            found = text.find(literal, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(literal)
        return [*values, text[at:end]]

    def is_quoted(self, number: int) -> bool:
        """Return whether the placeholder of this index, from 0, stands in quotes."""
        return self.literals[number].endswith(_QUOTES)


def in_language(text: str) -> str:
    """Return a sentence of the core, or several, in the language of QGIS, or as it is."""
    if not has_translations():
        return text
    return "\n".join(map(_line_in_language, text.split("\n")))


def _line_in_language(line: str) -> str:
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    return indent + (_row_in_language(text) if indent and _CELLS.search(text) else _sentences_in_language(text))


def _row_in_language(row: str) -> str:
    """Return a row of a table in the language of QGIS, with its columns where they were.

    Words of the head are translated, and of the other rows only whole sentences: the rest are names.
    """
    cells = _CELLS.split(row)
    words, gaps = cells[::2], cells[1::2]
    is_head = words == ["value", "name", "class", "pixels"]
    head = [tr("Value"), tr("Name"), tr("Class"), tr("Pixels")]
    shown = head if is_head else [_translated(word, _FEWEST_LETTERS) or word for word in words]
    shown[0], shown[-1] = shown[0].rjust(len(words[0])), shown[-1].rjust(len(words[-1]))
    for number, (word, gap) in enumerate(zip(words, gaps)):
        gaps[number] = " " * max(2, len(gap) + len(word) - len(shown[number]))
    return "".join(cell for pair in zip(shown, [*gaps, ""]) for cell in pair)


def _sentences_in_language(text: str) -> str:
    whole = _translated(text, _FEWEST_LETTERS)
    if whole is not None:
        return whole
    pieces = _SENTENCE_END.split(text)
    found: list[str] = []
    while pieces:
        for count in range(len(pieces), 0, -1):
            joined = " ".join(pieces[:count])
            piece = _translated(joined, _FEWEST_LETTERS)
            if piece is not None or count == 1:
                found.append(joined if piece is None else piece)
                del pieces[:count]
                break
    return " ".join(found)


def _translated(text: str, fewest_letters: int, depth: int = 0) -> str | None:
    """Return the translation of a text that one template makes, with or without a full stop; None if there is none."""
    for template in _templates():
        if template.letters < fewest_letters and text != template.text:
            continue
        values, end = template.values_in(text), ""
        if values is None and text.endswith("."):
            values, end = template.values_in(text[:-1]), "."
        translation = tr(template.text) if values is not None else template.text
        if values is None or (translation == template.text and template.literals != (text,)):
            continue
        shown = [
            value if template.is_quoted(number) or depth == _DEEPEST else _value_in_language(value, depth + 1)
            for number, value in enumerate(values)
        ]
        return _filled(translation, shown) + end
    return None


def _value_in_language(given: str, depth: int) -> str:
    """Return a value in the language of QGIS, with the spaces around it."""
    value = given.strip()
    return given.replace(value, _words_in_language(value, depth), 1) if value else given


def _words_in_language(value: str, depth: int) -> str:
    """Return words in the language of QGIS: as a list of sentences or a whole, before and in brackets, or as a list."""
    if depth > _DEEPEST:
        return value
    parts = [_translated(part, 0, depth) for part in value.split(_LISTS[0])]
    if None not in parts:
        return _LISTS[0].join(map(str, parts))
    whole = _translated(value, 0, depth)
    if whole is not None:
        return whole
    in_brackets = _IN_BRACKETS.fullmatch(value)
    if in_brackets and value.count(" (") == 1:
        return f"{_value_in_language(in_brackets[1], depth + 1)} ({_value_in_language(in_brackets[2], depth + 1)})"
    for separator in _LISTS:
        if separator in value:
            joined = separator.join(_value_in_language(part, depth + 1) for part in value.split(separator))
            return _LAST_OF_SEVERAL.sub(lambda found: tr("{1} and {2}").format("", found[1], found[2]), joined)
    return value


def _filled(translation: str, values: list[str]) -> str:
    return _PLACEHOLDER.sub(lambda number: values[int(number[1]) - 1], translation)


@lru_cache(maxsize=1)
def _templates() -> tuple[_Template, ...]:
    """Return the templates, those with the most letters first: they say most about what a text is."""
    lines = TEMPLATES.read_text(encoding="utf-8").splitlines()
    return tuple(sorted(map(_Template.of, lines), key=lambda one: -one.letters))
