"""Reports as HTML files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from satsyn_core import __version__
from satsyn_core.contract.figure_scales import MEAN_IOU
from satsyn_core.contract.report_language import reports_in
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
    assert '<dt>Trained on</dt><dd translate="no">tile 7</dd>' in page
    assert "<dt>Licence</dt>" not in page
    assert page.count('class="scale"') == 1
    assert 'of-3 here">good' in page and "fair from 0.3" in page
    assert page.count("src=") == page.count('src="data:image/')


def test_a_report_is_in_the_language_of_qgis_but_for_names(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    content = {**CONTENT, "lead": "2 classes, bands red, green, 0.5 m a pixel.", "head": [("Trained on", "imagery")]}
    pages = {}
    for language in ("de", "../de", "xx", "en"):
        with reports_in(language):
            write_report(path, "generator", content)
        pages[language] = path.read_text(encoding="utf-8")
    assert pages["../de"] == pages["xx"] == pages["en"]
    page = pages["de"]
    assert '<html lang="de">' in page and 'alt="Beispiele"' in page and "Generator: &lt;tiny&gt;" in page
    assert "2 Klassen, Kanäle red, green, 0.5 m je Pixel." in page
    assert '<dt>Trainiert mit</dt><dd translate="no">imagery</dd>' in page
    assert "of-3 here" in page and ">gut<" in page and "Skala: mäßig ab 0.3, gut ab 0.5, sehr gut ab 0.7." in page


def test_names_of_classes_stay_in_the_words_of_the_user(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    named = [{"name": "Forest to urban", "distances": {}, "figure": "data:image/svg+xml;base64,"}]
    with reports_in("de"):
        write_report(path, "generator", {**CONTENT, "classes": named})
    assert '<h3 translate="no">Forest to urban</h3>' in path.read_text(encoding="utf-8")


def test_of_a_scale_a_screen_reader_hears_the_word_that_counts(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, "generator", CONTENT)
    heard = re.sub(r'<span[^>]*aria-hidden="true">[^<]*</span>', "", path.read_text(encoding="utf-8"))
    scale = heard.partition('<div class="scale"')[2].partition("</div>")[0]
    assert re.sub(r"<[^>]*>|\s+", " ", scale.partition(">")[2]).split() == ["0.550", "good", "all", "tiles"]


def test_missing_content_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with pytest.raises(UndefinedError):
        write_report(path, "generator", {"title": "Generator"})
    assert list(tmp_path.iterdir()) == []
