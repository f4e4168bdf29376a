"""The texts of the HTML reports, as templates: what stands between the tags of their pages, and what fills them.

Reports are written in English and translated text by text when they are complete, as sentences are: see
`setup.sentence_templates` and `satsyn_core.evaluation.reports.language`.
"""

from __future__ import annotations

import ast
import calendar
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from satsyn_core.contract.figure_scales import WORDS

from .sentence_templates import PLACEHOLDER, REPOSITORY, TOO_WIDE, numbered, sentence_templates, templates_of

PAGES = REPOSITORY / "satsyn_core" / "evaluation" / "reports" / "templates"
CODE = ("evaluation/reports", "study/report.py", "study/figures.py", "study/treatment.py", "contract/figure_scales.py")
"""Modules whose texts stand in reports, in `satsyn_core`."""
NAMES = tuple(
    """
Model|Bands|Study|Imagery|Generators|Training|Licence|Coverage|Variety|Made|Mixtures|Segmentation: {1}
bands|model digest|data|seed|losses|iterations|steps|best step|validation mean iou
imagery|real chips|chip|network|training|generators|computed on|time of all trainings|processor
truth|prediction|land cover|real|synthetic|predicted|confidence|accuracy|step|loss|where they differ
mean IoU|validation mean IoU|power|unseen real|copies|all classes|share of pixels|value / range|{1} x floor
brightness|colour|grain|real only|synthetic only|random|encoded|encoded styles|strong augmentation|none augmentation
Discriminator|Generator, adversarial|Generator, reconstruction|Generator, texture
Sliced Wasserstein distance of generated from real patches, on validation crops
warped land cover|recomposed land cover|turned by {1}°|mirrored|mirrored and turned by {1}°
replace {1} %|add {1} %|synthetic only {1} %|filtered|normalised apart|hard masks
""".strip()
    .replace("\n", "|")
    .split("|")
)
"""What stands alone in a report or is put together from parts, and is no sentence."""
_MARKUP = re.compile(r"\{#.*?#\}|<style>.*?</style>|<code>.*?</code>", re.DOTALL)
_TEXT_OF_CODE = re.compile(r"\{\{\s*\"([^\"{}]*)\"\s*\}\}")
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')
_BETWEEN = re.compile(r"<[^>]*>|\{%.*?%\}", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]{2}")
_NOT_TEXT = re.compile(r"^[^\w{]|^[a-z_]+$|^(upper|center|lower) |:,|\.tif|=|\\|\bdef\b")


def report_templates() -> list[str]:
    """Return the templates of texts in reports, sorted, without those that are among the sentences."""
    months = [f"{{1}} {month} {{2}}" for month in calendar.month_name if month]
    found = {*NAMES, *months, *map(_scale, ("from {}", "up to {}", "within {} of {}"))}
    for page in sorted(PAGES.glob("*.j2")):
        found |= set(_texts_of_page(page.read_text(encoding="utf-8")))
    for module in _modules():
        tree = ast.parse(module.read_text(encoding="utf-8"))
        found |= {text for text in templates_of(tree) if not _NOT_TEXT.search(text)}
    return sorted(found - set(sentence_templates()) - TOO_WIDE)


def _scale(limit: str) -> str:
    """Return the template of a scale in words, as "Scale: fair from {1}, good from {2}, very good from {3}."."""
    parts = ", ".join(f"{word} {limit}" for word in WORDS[1:])
    return numbered(f"Scale: {parts}.".replace("{}", PLACEHOLDER))


def _modules() -> Iterator[Path]:
    for name in CODE:
        place = REPOSITORY / "satsyn_core" / name
        yield from sorted(place.glob("*.py")) if place.is_dir() else [place]


def _texts_of_page(page: str) -> Iterator[str]:
    """Yield what stands between tags and statements of a template, and in place of its pictures."""
    plain = _VALUE.sub(PLACEHOLDER, _TEXT_OF_CODE.sub(r"\1", _MARKUP.sub("", page)))
    for text in itertools.chain(_ALTERNATIVE.findall(plain), _BETWEEN.split(plain)):
        words = " ".join(text.split())
        if _LETTERS.search(words.replace(PLACEHOLDER, "")):
            yield numbered(words)
