"""Writing a report: one HTML file that contains everything it shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ... import __version__
from ...contract.atomic_files import complete_or_absent

_TEMPLATES = Path(__file__).resolve().parent / "templates"


def write_report(path: Path, template: str, content: Mapping[str, Any]) -> None:
    """Write a report.

    Args:
        path: HTML file to write.
        template: name of the template, as `segmentation`.
        content: what the template shows; pictures and figures as data URIs.

    Raises:
        InputError: the file cannot be written.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure3"] = lambda value: "–" if value is None or value != value else f"{value:.3f}"
    page = environment.get_template(f"{template}.html.j2").render(version=__version__, **content)
    with complete_or_absent(path) as temporary:
        temporary.write_text(page, encoding="utf-8")
