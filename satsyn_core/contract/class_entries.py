"""The text of CLASSES as its entries: "1=water 2=land 15=nodata", or "Acker=vegetation, 'tall grass'=vegetation"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .errors import InputError

GUESS = "?"
"""Stands behind the class of a value that is guessed, as in "7=water?", and alone for one that is left open. As a key,
as in "?=nodata", it stands for all that are left open."""

_QUOTED = r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'"
_AT_THE_START = re.compile(rf"[\s,;]*({_QUOTED}|[^=,;\n]*?)\s*=", re.DOTALL)
_QUOTED_KEY = re.compile(rf"(.*?)[\s,;]+({_QUOTED})\s*", re.DOTALL)
_NUMBER_KEY = re.compile(r"(.*?)[\s,;]+([+-]?\d{1,20})\s*", re.DOTALL)
_KEY_AFTER_COMMA = re.compile(r"(.*)[,;\n]\s*([^,;\n]*\S)\s*", re.DOTALL)
_LAST_WORD = re.compile(r"(.*\S)\s+(\S+)\s*", re.DOTALL)
_PART = re.compile(rf"\s*(?:{_QUOTED})|(?:[\s,;]+(?:{_QUOTED}))|[^=]", re.DOTALL)
_NEEDS_NO_QUOTES = re.compile(r"[^\s,;=\"'?][^\s,;=]*")
_NUMBER = re.compile(r"[+-]?\d{1,20}")


@dataclass(frozen=True)
class ClassEntry:
    """An entry of CLASSES.

    Attributes:
        key: raster value, as text, or the word by which the land cover calls a class.
        name: of the class; empty if the entry leaves it open, as "7=?" does.
        is_guess: whether the class is marked as a guess.
    """

    key: str
    name: str
    is_guess: bool = False

    @property
    def number(self) -> int | None:
        """The key as a whole number; None for a word."""
        return int(self.key) if _NUMBER.fullmatch(self.key) else None

    @property
    def text(self) -> str:
        """The entry as it is written in CLASSES."""
        name = self.name if not re.search(r"[,;=]", self.name) else _quoted(self.name)
        return f"{key_text(self.key)}={name}{GUESS if self.is_guess else ''}"


def read_entries(text: str) -> list[ClassEntry]:
    """Return the entries of a text of CLASSES, in its order.

    Commas, semicolons, blanks or new lines stand between entries. A key is the last word before its "="; after a
    comma, a semicolon or a new line it may have blanks, and in single or double quotes any characters, with quotes of
    the same kind doubled. Names of classes may have blanks and commas. "?=nodata" gives a class to entries that leave
    it open, as "7=?" does, and stays an entry: it also stands for values that nothing gives a class.

    Raises:
        InputError: the text has another form.
    """
    entries, first = [], _AT_THE_START.match(text)
    key, at = (first[1], first.end()) if first else ("", 0)
    while key:
        end = _end_of_part(text, at)
        part, is_last = text[at:end], end == len(text)
        name, next_key = (part, "") if is_last else _split(part)
        if not is_last and not next_key:
            raise _other_form(text)
        entries.append(_entry(key, name))
        key, at = next_key, end + 1
    if not entries or any(not entry.key or (not entry.name and not entry.is_guess) for entry in entries):
        raise _other_form(text)
    return _closed(entries)


def _closed(entries: list[ClassEntry]) -> list[ClassEntry]:
    """Return the entries with the class that one of them gives to those without; without such, it may be of a word."""
    rest = next((entry for entry in entries if entry.key == GUESS and entry.name), None)
    if rest is None or all(entry.name for entry in entries):
        return entries
    return [entry if entry.name else replace(rest, key=entry.key) for entry in entries]


def write_entries(entries: Iterable[ClassEntry]) -> str:
    """Return the text of CLASSES for entries: with blanks between those of numbers, with commas as soon as one has a
    word.
    """
    found = list(entries)
    joining = ", " if any(entry.number is None for entry in found) else " "
    return joining.join(entry.text for entry in found)


def key_text(key: str) -> str:
    """Return a value or word as it is written before "=": in quotes if it has blanks, commas or quotes."""
    return key if _NEEDS_NO_QUOTES.fullmatch(key) else _quoted(key)


def join_arguments(arguments: Iterable[str]) -> str:
    """Return the text of CLASSES for the arguments of a command line, from which the shell has taken the quotes.

    "tall grass=vegetation" in one argument is one entry; further words without "=" belong to the class before them.
    """
    text = ""
    for argument in arguments:
        key, equals, rest = argument.partition("=")
        is_word = bool(equals and key.strip()) and not _NUMBER.fullmatch(key.strip())
        joined = f"{key_text(key.strip())}={rest}" if is_word and not re.match(r"\s*['\"]", key) else argument
        text += f"{', ' if is_word and text else ' '}{joined}"
    return text.strip()


def _end_of_part(text: str, at: int) -> int:
    """Return where the next "=" outside quotes stands, or where the text ends."""
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            return at
        at = found.end()
    return at


def _split(part: str) -> tuple[str, str]:
    """Return the class and the next key that stand between two signs "="; an empty key if there is none."""
    for form in (_QUOTED_KEY, _NUMBER_KEY, _KEY_AFTER_COMMA, _LAST_WORD):
        found = form.fullmatch(part)
        if found is not None:
            return found[1], found[2]
    return part, ""


def _entry(key: str, name: str) -> ClassEntry:
    word = name.strip(" \t\r\n,;")
    is_guess = word.endswith(GUESS)
    return ClassEntry(_unquoted(key.strip()), _unquoted(word.rstrip(f"{GUESS} \t")), is_guess)


def _quoted(word: str) -> str:
    quote = "'" if "'" not in word else '"'
    return f"{quote}{word.replace(quote, 2 * quote)}{quote}"


def _unquoted(word: str) -> str:
    if not re.fullmatch(_QUOTED, word, re.DOTALL):
        return word
    return word[1:-1].replace(2 * word[0], word[0])


def _other_form(text: str) -> InputError:
    return InputError(
        f'CLASSES "{text}" is not of the form "1=water 2=land 15=nodata". Words that the land cover has for its '
        "classes may stand in place of the numbers, those with blanks or commas in quotes, as in "
        "\"Acker=vegetation, 'tall grass'=vegetation\"."
    )
