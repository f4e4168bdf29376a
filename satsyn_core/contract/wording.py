"""Numbers, durations, lists and words of commands as a sentence has them."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

_CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""All but tabs and line feeds, with those that turn the direction of what follows."""

_ENDS_WORD = re.compile("[&|<>^()]")
"""What means something to the shell of Windows outside of double quotes."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, as "1 chip" or "12,000 chips".

    Args:
        number: how many.
        noun: singular.
        plural: of the noun; empty adds an s.
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def duration(seconds: float) -> str:
    """Return a duration as "1 second", "40 seconds", "12 minutes" or "3.5 hours"."""
    if seconds < 90:
        return counted(max(1, round(seconds)), "second")
    if seconds < 90 * 60:
        return counted(round(seconds / 60), "minute")
    return f"{seconds / 3600:.1f} hours" if seconds < 36 * 3600 else f"{seconds / 86400:.1f} days"


def by_name(names: Sequence[str], values: Sequence[float]) -> str:
    """Return a figure for each name, as "water 0.84, road 0.43"."""
    return ", ".join(f"{name} {value:.2f}" for name, value in zip(names, values))


def file_names(paths: Iterable[str]) -> str:
    """Return the names of files without their folders, as "north.tif, south.tif": folders often name people."""
    return ", ".join(Path(path).name for path in paths)


def quoted(word: str, *, for_windows: bool = os.name == "nt") -> str:
    """Return a word of a command as the shell takes it.

    Args:
        word: such as the name of a file.
        for_windows: whether for the shell of Windows, which knows no single quotes.
    """
    if not for_windows:
        return shlex.quote(word)
    from subprocess import list2cmdline  # nosec B404 - it starts nothing

    text = list2cmdline([word])
    return f'"{text}"' if _ENDS_WORD.search(text) and not text.startswith('"') else text


def printable(text: str) -> str:
    """Return a text that a terminal shows and does not obey: control characters, which names may hold, are replaced."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
