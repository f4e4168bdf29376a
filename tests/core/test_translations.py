"""Every language of the interface has every text, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from setup.sentence_templates import sentence_templates
from setup.translate import FOLDER, SENTENCES, read_translations, texts

LANGUAGES = sorted(FOLDER.glob("satsyn_*.ts"))


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_no_text_is_without_translation(path: Path) -> None:
    translations = read_translations(path)
    missing = [text for text in texts() if text not in translations]
    assert not missing, "run `.venv/bin/python -m setup.translate`, and translate what it names"


def test_sentences_become_templates() -> None:
    templates = sentence_templates()
    assert "Block {1} of {2}" in templates  # an f-string
    assert "{1} block" in templates and "{1} blocks" in templates  # counted(number, "block")
    assert (
        "{1} feature of '{2}' is left out, without an area or without a place in the raster's coordinate system."
        in (templates)
    )  # a condition chooses the words
    listed = SENTENCES.read_text(encoding="utf-8").splitlines()
    assert listed == templates, "run `.venv/bin/python -m setup.translate`"


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_placeholders_and_marks_are_those_of_the_text(path: Path) -> None:
    for text, translation in read_translations(path).items():
        for pattern in (r"\{\w+\}", r"</?\w+>"):
            assert sorted(re.findall(pattern, text)) == sorted(re.findall(pattern, translation)), text


def test_german_is_there() -> None:
    assert [path.stem for path in LANGUAGES] == ["satsyn_de"]
    assert all(path.with_suffix(".qm").is_file() for path in LANGUAGES)
