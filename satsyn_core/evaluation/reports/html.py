"""Writing a report: one HTML file that contains everything it shows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ... import __version__
from ...contract.atomic_files import complete_or_absent
from ...contract.figure_scales import WORDS, FigureScale
from .language import page_in_language

_NAMES_ALONE = ("Model", "Study", "Imagery", "Real imagery", "Evaluated on", "Trained on", "Generators", "Bands")
"""Entries at the head of a report that consist of names, which stay as they are in every language."""

_TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True)
class ScaledFigure:
    """A figure that a report places on its scale.

    Attributes:
        scale: of the figure.
        value: what was measured.
        note: beside the value, as the name of what was measured or an interval.
    """

    scale: FigureScale
    value: float
    note: str = ""


def scale_rows(figures: Sequence[ScaledFigure]) -> list[SimpleNamespace]:
    """Return what `figures.html.j2` shows of figures: a row for each scale; what was not measured is left out."""
    rows: dict[str, dict[str, Any]] = {}
    for one in figures:
        if one.value != one.value:  # not a number: nothing was measured
            continue
        scale = one.scale
        row = rows.setdefault(
            scale.label,
            {
                "label": scale.label,
                "words": WORDS,
                "meaning": scale.meaning,
                "described": scale.described,
                "values": [],
            },
        )
        row["values"].append({"value": _rounded(one.value), "word": scale.word(one.value), "note": one.note})
    # "values" is a method of a dictionary to Jinja, unless it is an attribute.
    return [SimpleNamespace(**row) for row in rows.values()]


def _rounded(value: float) -> str:
    return f"{value:.3g}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def write_report(path: Path, template: str, content: Mapping[str, Any]) -> None:
    """Write a report, in the language of reports.

    Args:
        path: HTML file to write.
        template: name of the template, as `segmentation`.
        content: what the template shows, with `title` and `head`, the pairs of names and values below the title;
            pictures and figures as data URIs.

    Raises:
        InputError: the file cannot be written.
    """
    today = datetime.datetime.now(datetime.timezone.utc).date()
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure3"] = lambda value: "–" if value is None or value != value else f"{value:.3f}"
    page = environment.get_template(f"{template}.html.j2").render(
        version=__version__, names_alone=_NAMES_ALONE, made=f"{today.day} {today:%B %Y}", **content
    )
    with complete_or_absent(path) as temporary:
        temporary.write_text(page_in_language(page), encoding="utf-8")
