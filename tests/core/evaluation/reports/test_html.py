"""Reports as HTML files."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from satsyn_core import __version__
from satsyn_core.contract.figure_scales import MEAN_IOU
from satsyn_core.evaluation.reports.html import ScaledFigure, scale_rows, write_report

CONTENT = {
    "title": "Generator: <tiny>",
    "lead": "2 classes",
    "head": [("Trained on", "tile 7"), ("Licence", "")],
    "scaled": scale_rows([ScaledFigure(MEAN_IOU, 0.55, "all tiles"), ScaledFigure(MEAN_IOU, float("nan"))]),
    "sheet": "data:image/png;base64,AA==",
    "losses": [],
    "classes": [{"name": "water", "distances": {"red": 0.12345, "nir": None}, "figure": "data:image/svg+xml;base64,"}],
    "facts": [("seed", "0")],
}


def test_a_report_is_one_page_with_escaped_text_and_rounded_figures(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, "generator", CONTENT)
    page = path.read_text(encoding="utf-8")
    assert "Generator: &lt;tiny&gt;" in page
    assert "red 0.123, nir –" in page
    assert f"SatSyn {__version__}" in page
    assert "<dt>Trained on</dt><dd>tile 7</dd>" in page
    assert "<dt>Licence</dt>" not in page
    assert page.count('class="scale"') == 1
    assert 'of-3 here">good' in page and "fair from 0.3" in page
    assert page.count("src=") == page.count('src="data:image/')


def test_missing_content_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with pytest.raises(UndefinedError):
        write_report(path, "generator", {"title": "Generator"})
    assert list(tmp_path.iterdir()) == []
