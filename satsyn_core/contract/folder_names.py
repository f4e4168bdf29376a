"""The names in folders, for whoever looks for many files there: a mosaic has thousands of tiles in one folder, and each
of them may have dozens of side files.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

FEW = 50
"""Questions about a folder before it is listed: a list of a million files takes longer than a few look-ups."""


class FolderNames:
    """Remembers what lies in folders; use one for a single check, since files come and go."""

    def __init__(self) -> None:
        self._questions: Counter[Path] = Counter()
        self._listed: dict[Path, frozenset[str] | None] = {}

    def possible(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        """Return those of the names that may be in a folder; what is left out is not there."""
        if folder not in self._listed:
            self._questions[folder] += 1
            if self._questions[folder] <= FEW:
                return names
            self._listed[folder] = _listed(folder)
        listed = self._listed[folder]
        return names if listed is None else [name for name in names if _key(name) in listed]


def _listed(folder: Path) -> frozenset[str] | None:
    """Return the keys of the names in a folder, or None where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(_key(entry.name) for entry in entries)
    except (OSError, ValueError):
        return None


def _key(name: str) -> str:
    """Return a key that is equal for names that some disk takes for one: whatever their case and kind of accents."""
    return name if name.isascii() and name.islower() else unicodedata.normalize("NFD", name.casefold())
