"""Sentences of the core as QGIS shows them in German."""

from __future__ import annotations

from functools import lru_cache

from satsyn_core.contract.sentences import Sentences
from setup.translate import FOLDER, SENTENCES, read_translations


def in_german(text: str) -> str:
    """Return a text in German; what has no translation stays English."""
    return _sentences().of(text)


@lru_cache(maxsize=1)
def _sentences() -> Sentences:
    translations = read_translations(FOLDER / "satsyn_de.ts")
    templates = SENTENCES.read_text(encoding="utf-8").splitlines()
    return Sentences(templates, lambda text: translations.get(text, text))
