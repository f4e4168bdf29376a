"""Words that depend on a number."""

from __future__ import annotations


def counted(number: int, word: str) -> str:
    """Return a number with its word, as in "1 band" or "3 bands"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
