"""Writing a report: one HTML file that contains everything it shows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ... import __version__
from ...contract.atomic_files import complete_or_absent
from ...contract.figure_scales import WORDS, FigureScale

_TEMPLATES = Path(__file__).resolve().parent / "templates"


def scale_rows(figures: Sequence[tuple[FigureScale, float]]) -> list[dict[str, Any]]:
    """Return what `figures.html.j2` shows of figures on their scales; those that were not measured are left out."""
    return [
        {
            "label": scale.label,
            "value": f"{value:.3g}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}",
            "word": scale.word(value),
            "words": WORDS,
            "meaning": scale.meaning,
            "described": scale.described,
        }
        for scale, value in figures
        if value == value  # not a number: nothing was measured
    ]


def write_report(path: Path, template: str, content: Mapping[str, Any]) -> None:
    """Write a report.

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
        version=__version__, made=f"{today.day} {today:%B %Y}", **content
    )
    with complete_or_absent(path) as temporary:
        temporary.write_text(page, encoding="utf-8")
