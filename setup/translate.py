"""Brings the files of translations up to date: `.venv/bin/python -m setup.translate`.

Texts are the titles, labels and help of the declared jobs, the groups of the toolbox, every literal in a call of `tr`,
and the templates of sentences and of texts in reports, which i18n/sentences.txt and i18n/reports.txt list, one a line.
New ones are added to i18n/satsyn_LANGUAGE.ts as unfinished, and those that are gone are removed. Fill in the
translations by hand or with Qt Linguist. lrelease (Debian: package qttools5-dev-tools) then writes the .qm that QGIS
loads. For a new language, begin with an empty file of its name.
"""

from __future__ import annotations

import ast
import shutil
import subprocess  # nosec B404
import sys
import xml.etree.ElementTree as ET  # nosec B405 - writes; defusedxml reads
from collections.abc import Iterator
from pathlib import Path

from defusedxml.ElementTree import parse

from satsyn_core.contract.declaration import Kind
from satsyn_core.contract.declarations import all_jobs
from satsyn_core.contract.sentences import OWN_TEXTS

from .report_templates import report_templates
from .sentence_templates import sentence_templates

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "i18n"
SENTENCES = FOLDER / "sentences.txt"
REPORTS = FOLDER / "reports.txt"
PROVIDER = REPOSITORY / "processing_provider"
CHAINS = REPOSITORY / "resources" / "models3"


def texts() -> list[str]:
    """Return every text that translations have, in order of appearance: labels, help, sentences, texts of reports."""
    return list(dict.fromkeys([*labels(), *OWN_TEXTS, *helps(), *sentence_templates(), *report_templates()]))


def labels() -> list[str]:
    """Return what dialogs and panels show: titles, labels, and literals in calls of `tr`."""
    found: dict[str, None] = {}
    for job in all_jobs():
        parameters = [one.label for one in job.declared if one.kind is not Kind.LEGENDS]
        found |= dict.fromkeys([job.title, job.summary, *parameters, *(one.label for one in job.outputs)])
        found |= dict.fromkeys(meaning for one in job.declared for meaning in one.meanings)
    for path in sorted(CHAINS.glob("*.model3")):
        found |= dict.fromkeys(_texts_of_chain(path))
    for path in sorted(PROVIDER.rglob("*.py")):
        found |= dict.fromkeys(_texts_in(ast.parse(path.read_text(encoding="utf-8"))))
    return list(found)


def helps() -> list[str]:
    """Return the help of all parameters."""
    return [one.help for job in all_jobs() for one in job.declared if one.kind is not Kind.LEGENDS]


def _texts_of_chain(path: Path) -> Iterator[str]:
    """Yield what a chain says of itself, of its inputs and of its results."""
    for option in parse(path).getroot().iter("Option"):
        name, text = option.get("name") or "", option.get("value") or ""
        if name in ("ALG_DESC", "model_name"):
            yield text
        elif name == "parameterDefinitions":
            for declared in option.findall("Option"):
                said = {part.get("name"): part.get("value") for part in declared.findall("Option")}
                # A result has the name of its step, a colon, and its label.
                label = said.get("description") or str(said.get("name")).rpartition(":")[2]
                yield from filter(None, (label, said.get("help")))


def _texts_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        given: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            given = node.args[0]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            given = node.value if node.targets[0].id == "group_name" else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


def read_translations(path: Path) -> dict[str, str]:
    """Return the finished translations of a .ts file by their texts."""
    if not path.exists() or not path.stat().st_size:
        return {}
    messages = parse(path).getroot().iter("message")
    pairs = ((one.findtext("source") or "", one.find("translation")) for one in messages)
    return {
        text: found.text for text, found in pairs if found is not None and found.text and "type" not in found.attrib
    }


def write_translations(path: Path, language: str, translations: dict[str, str]) -> list[str]:
    """Write a .ts file; return the texts without translation."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = "SatSyn"
    missing = []
    for text in texts():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if text in translations:
            translation.text = translations[text]
        else:
            translation.set("type", "unfinished")
            missing.append(text)
    ET.indent(root)
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{ET.tostring(root, encoding="unicode")}\n',
        encoding="utf-8",
    )
    return missing


def main() -> int:
    """Update all languages; return 1 if a text has no translation."""
    compiler = shutil.which("lrelease")
    if compiler is None:
        raise FileNotFoundError("lrelease is needed: apt-get install qttools5-dev-tools.")
    status = 0
    for path, lines in ((SENTENCES, sentence_templates()), (REPORTS, report_templates())):
        path.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    for path in sorted(FOLDER.glob("satsyn_*.ts")):
        missing = write_translations(path, path.stem.partition("_")[2], read_translations(path))
        command = [compiler, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))]
        subprocess.run(command, check=True)  # nosec B603
        for text in missing:
            print(f"{path.name}: no translation of {text!r}")
        status = status or bool(missing)
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
