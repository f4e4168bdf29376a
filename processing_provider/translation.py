"""Texts in the language of QGIS: from i18n/satsyn_LANGUAGE.qm, or English where there is none."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

CONTEXT = "SatSyn"
FOLDER = Path(__file__).resolve().parents[1] / "i18n"

_installed: list[tuple[QTranslator, str]] = []


def tr(text: str) -> str:
    """Return a text in the language of QGIS; texts without translation stay English."""
    return QCoreApplication.translate(CONTEXT, text)


def install_translator(language: str | None = None) -> QTranslator | None:
    """Have Qt use the translations of a language, by default QGIS's; return what `remove_translator` takes."""
    named = language or QgsApplication.locale() or ""
    for name in (named, named.partition("_")[0]):
        path = FOLDER / f"satsyn_{name}.qm"
        translator = QTranslator()
        if name and path.is_file() and translator.load(str(path)):
            QCoreApplication.installTranslator(translator)
            _installed.append((translator, name))
            return translator
    return None


def remove_translator(translator: QTranslator | None) -> None:
    """Have Qt use the translations no more."""
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
        _installed[:] = [one for one in _installed if one[0] is not translator]


def has_translations() -> bool:
    """Return whether texts are shown in another language than English."""
    return bool(_installed)


def language() -> str:
    """Return the language in which texts are shown, as "de"; "en" where there is no translation."""
    return _installed[-1][1] if _installed else "en"
