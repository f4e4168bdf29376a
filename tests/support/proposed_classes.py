"""Following what a refusal advises: the proposed text of CLASSES, with a class for each question mark."""

from __future__ import annotations

import re


def proposal(sentence: str) -> str:
    """Return the text of CLASSES that a sentence proposes."""
    return re.findall(r'as in "([^"]*=[^"]*)"', sentence)[-1]


def followed(sentence: str, chosen: str) -> str:
    """Return the proposed text with its guesses confirmed, and with a class where it leaves one open."""
    return proposal(sentence).replace("=?", f"={chosen}").replace("?", "")
