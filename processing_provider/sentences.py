"""Sentences of the core in the language of QGIS: from their templates in i18n/sentences.txt."""

from __future__ import annotations

from functools import lru_cache

from ..satsyn_core.contract.sentences import Sentences
from .translation import FOLDER, has_translations, tr

TEMPLATES = FOLDER / "sentences.txt"


def in_language(text: str) -> str:
    """Return a sentence of the core, or several, in the language of QGIS, or as it is."""
    return _sentences().of(text) if has_translations() else text


@lru_cache(maxsize=1)
def _sentences() -> Sentences:
    return Sentences(TEMPLATES.read_text(encoding="utf-8").splitlines(), tr)
