"""Sentences of the core in another language: taken apart by their templates, and put together by the translations.

The core writes English with names and numbers filled in. Templates list what sentences are made of, as "Block {1} of
{2}". What fits no template stays English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_LETTER = re.compile(r"[A-Za-z]")
_SENTENCE_END = re.compile(r"(?<=[.:?]) (?=\S)")
FEWEST_LETTERS = 6
"""A whole text must share so many letters with a template: "{1} and {2}" fits too much."""
_QUOTES = ("'", '"')
"""What stands in quotes is the user's own, as the name of a layer."""
_DEEPEST = 3
_LONGEST_NAMES = 100
"""Characters of a list of names: a longer text is a description that somebody wrote."""
_LISTS = ("; ", ", ")
_LAST_OF_SEVERAL = re.compile(r"(?<=, )([^,]+?) and ([^,]+)$")
_IN_BRACKETS = re.compile(r"(.*\S) \((.+)\)")
_CELLS = re.compile(r"( {2,})")
_TABLE_HEAD = ("value", "name", "class", "pixels")
_AND = "{1} and {2}"

OWN_TEXTS = (_AND, *(word.capitalize() for word in _TABLE_HEAD))
"""Texts that have to be translated besides the templates."""


@dataclass(frozen=True)
class _Template:
    """A text with placeholders, the literal parts around them, and how many letters these have."""

    text: str
    literals: tuple[str, ...]
    letters: int

    @classmethod
    def of(cls, text: str) -> _Template:
        literals = tuple(_PLACEHOLDER.split(text)[::2])
        return cls(text, literals, len(_LETTER.findall("".join(literals))))

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


class Sentences:
    """Texts in another language.

    Args:
        templates: of sentences, and what stands in them.
        translate: returns the translation of a template, or the template where there is none.
        fewest_letters: that a whole text must share with a template.
    """

    def __init__(
        self, templates: Iterable[str], translate: Callable[[str], str], fewest_letters: int = FEWEST_LETTERS
    ) -> None:
        # Those with the most letters first: they say most about what a text is.
        self._templates = sorted(map(_Template.of, templates), key=lambda one: -one.letters)
        self._translate = translate
        self._fewest_letters = fewest_letters

    def of(self, text: str) -> str:
        """Return a text of one or several sentences and lines in the other language, or as it is."""
        return "\n".join(map(self._line, text.split("\n")))

    def of_names(self, text: str) -> str:
        """Return a text that may also be a name, or a list of names, in the other language, or as it is."""
        shown = self.of(text)
        return self._words(text, 1) if shown == text and len(text) <= _LONGEST_NAMES else shown

    def _line(self, line: str) -> str:
        text = line.lstrip(" ")
        indent = line[: len(line) - len(text)]
        return indent + (self._row(text) if indent and _CELLS.search(text) else self._sentences(text))

    def _row(self, row: str) -> str:
        """Return a row of a table in the other language, with its columns where they were.

        Words of the head are translated, and of the other rows only whole sentences: the rest are names.
        """
        cells = _CELLS.split(row)
        words, gaps = cells[::2], cells[1::2]
        is_head = tuple(words) == _TABLE_HEAD
        head = [self._translate(word.capitalize()) for word in _TABLE_HEAD]
        shown = head if is_head else [self._translated(word, self._fewest_letters) or word for word in words]
        shown[0], shown[-1] = shown[0].rjust(len(words[0])), shown[-1].rjust(len(words[-1]))
        for number, (word, gap) in enumerate(zip(words, gaps)):
            gaps[number] = " " * max(2, len(gap) + len(word) - len(shown[number]))
        return "".join(cell for pair in zip(shown, [*gaps, ""]) for cell in pair)

    def _sentences(self, text: str) -> str:
        whole = self._translated(text, self._fewest_letters)
        if whole is not None:
            return whole
        pieces = _SENTENCE_END.split(text)
        found: list[str] = []
        while pieces:
            for count in range(len(pieces), 0, -1):
                joined = " ".join(pieces[:count])
                piece = self._translated(joined, self._fewest_letters)
                if piece is not None or count == 1:
                    found.append(joined if piece is None else piece)
                    del pieces[:count]
                    break
        return " ".join(found)

    def _translated(self, text: str, fewest_letters: int, depth: int = 0) -> str | None:
        """Return the translation of a text that one template makes, with or without a full stop; None without any."""
        for template in self._templates:
            if template.letters < fewest_letters and text != template.text:
                continue
            values, end = template.values_in(text), ""
            if values is None and text.endswith("."):
                values, end = template.values_in(text[:-1]), "."
            translation = self._translate(template.text) if values is not None else template.text
            if values is None or (translation == template.text and template.literals != (text,)):
                continue
            shown = [
                value if template.is_quoted(number) or depth == _DEEPEST else self._value(value, depth + 1)
                for number, value in enumerate(values)
            ]
            return _filled(translation, shown) + end
        return None

    def _value(self, given: str, depth: int) -> str:
        """Return a value in the other language, with the spaces around it."""
        value = given.strip()
        return given.replace(value, self._words(value, depth), 1) if value else given

    def _words(self, value: str, depth: int) -> str:
        """Return words in the other language: as sentences or a whole, before and in brackets, or a list."""
        if depth > _DEEPEST:
            return value
        parts = [self._translated(part, 0, depth) for part in value.split(_LISTS[0])]
        if None not in parts:
            return _LISTS[0].join(map(str, parts))
        whole = self._translated(value, 0, depth)
        if whole is not None:
            return whole
        pieces = _SENTENCE_END.split(value)
        # The template around the value may have taken the last full stop.
        sentences = [self._translated(f"{piece.rstrip('.')}.", self._fewest_letters, depth) for piece in pieces]
        if len(pieces) > 1 and any(sentences):
            joined = " ".join(shown or piece for shown, piece in zip(sentences, pieces))
            return joined if value.endswith(".") else joined.rstrip(".")
        in_brackets = _IN_BRACKETS.fullmatch(value)
        if in_brackets and value.count(" (") == 1:
            return f"{self._value(in_brackets[1], depth + 1)} ({self._value(in_brackets[2], depth + 1)})"
        for separator in _LISTS:
            if separator in value:
                joined = separator.join(self._value(part, depth + 1) for part in value.split(separator))
                return _LAST_OF_SEVERAL.sub(self._last_of_several, joined)
        return value

    def _last_of_several(self, found: re.Match[str]) -> str:
        return self._translate(_AND).format("", found[1], found[2])


def _filled(translation: str, values: list[str]) -> str:
    return _PLACEHOLDER.sub(lambda number: values[int(number[1]) - 1], translation)
