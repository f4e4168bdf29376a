"""Reports in the language of QGIS: their texts, and the words in their figures.

The templates of reports and what fills them are English. A finished page, and a finished figure, is translated text by
text, with the translations that the plugin has in its folder i18n.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from textwrap import fill

from defusedxml.ElementTree import parse
from matplotlib.figure import Figure
from matplotlib.text import Text

from ...contract.bundled import TRANSLATIONS
from ...contract.report_language import ENGLISH, report_language
from ...contract.sentences import Sentences

_FEWEST_LETTERS = 2
"""That a text shares with a template; the texts of a page are shorter than the sentences of a log."""
_WORD = re.compile(r"[A-Za-z]{2}")
_TAG = re.compile(r"(<[^>]*>)")
_ALTERNATIVE = re.compile(r'(?<= alt=")[^"]*(?=")')
_STAYS = re.compile(r'<(style|code)\b|<[^>]* translate="no"')


def page_in_language(page: str) -> str:
    """Return an HTML page in the language of reports: its texts, and those in place of pictures."""
    sentences = _sentences(report_language())
    if sentences is None:
        return page
    parts, is_text = _TAG.split(page), True
    for number, part in enumerate(parts):
        if number % 2:
            is_text = _STAYS.match(part) is None
            parts[number] = _ALTERNATIVE.sub(lambda found: _escaped(found[0], sentences), part)
        elif is_text and _WORD.search(part):
            text = part.strip()
            parts[number] = part.replace(text, _escaped(text, sentences))
    return "".join(parts).replace(f'<html lang="{ENGLISH}">', f'<html lang="{report_language()}">', 1)


def _escaped(text: str, sentences: Sentences) -> str:
    plain = " ".join(html.unescape(text).split())
    shown = sentences.of_names(plain)
    return text if shown == plain else html.escape(shown)


def put_in_language(figure: Figure) -> None:
    """Bring the words of a figure into the language of reports."""
    sentences = _sentences(report_language())
    if sentences is None:
        return
    for text in figure.findobj(Text):
        text.set_text(_wrapped(text.get_text(), sentences))
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            labels = [label.get_text() for label in axis.get_ticklabels()]
            shown = [_wrapped(label, sentences) for label in labels]
            if shown != labels:
                axis.set_ticks(axis.get_majorticklocs(), shown)


def _wrapped(text: str, sentences: Sentences) -> str:
    """Return a text in the language of reports, on several lines if it was on several."""
    lines = text.split("\n")
    shown = sentences.of_names(" ".join(lines))
    return shown if len(lines) == 1 else fill(shown, max(map(len, lines)))


@lru_cache(maxsize=2)
def _sentences(language: str) -> Sentences | None:
    """Return what knows the translations of a language; None for English, and where there are none."""
    source = TRANSLATIONS / f"satsyn_{language}.ts"
    if language == ENGLISH or source not in TRANSLATIONS.glob("satsyn_*.ts"):
        return None
    messages = parse(source).getroot().iter("message")
    found = {one.findtext("source"): one.findtext("translation") or "" for one in messages}
    templates = [line for name in ("sentences.txt", "reports.txt") for line in _lines(TRANSLATIONS / name)]
    return Sentences(dict.fromkeys(templates), lambda text: found.get(text) or text, _FEWEST_LETTERS)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
