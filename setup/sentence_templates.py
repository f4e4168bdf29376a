"""The sentences that users see in QGIS besides labels, as templates: "Block {1} of {2}".

The core writes English with names and numbers filled in, on the command line and in QGIS alike. The plugin finds the
template that a sentence was made of, and shows its translation with the same names and numbers.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from satsyn_core.contract.figure_scales import (
    COVERAGE,
    FAITHFULNESS_RATIO,
    FRECHET_RATIO,
    RANGE_COVERAGE,
    SEAMS,
    WORDS,
)
from satsyn_core.landcover.concepts import concepts

REPOSITORY = Path(__file__).resolve().parent.parent
SILENT = (
    *("reports", "report.py", "figures.py", "command_line.py", "declarations", "media_source.py"),
    *("batch.py", "class_fields.py", "help_pages.py", "help_guides.py", "problem_report.py", "worker_process.py"),
    *("settings.py", "getting_started.py", "symmetries.py", "lossy_compression.py", "gdalwarp.py"),
)
"""Modules and packages whose texts do not go through a log or an error of QGIS."""
DECLARED = frozenset(
    {"parameter", "integer", "number", "choice", "output_file", "output_folder", "output_raster", "tr", "wraps"}
)
"""Calls whose texts have translations of their own."""
OF_PYTHON = frozenset({"ValueError", "TypeError", "RuntimeError", "KeyError", "AssertionError", "compile"})
"""Calls whose texts are for programmers."""
PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
PARTS = (
    *("polygons of {1} ({2})", "lines of {1} ({2})", "because {1}", "under 0.1 %", "cpu ({1})", "cuda ({1})"),
    *("Interpreter:", "Versions:", "Device:", "Name:", "Kind:", "Family:", "Network:", "Bands:", "Data:"),
    *("Licence:", "Losses:", "Measured:", "Seed:", "Settings:", "Started from:", "Steps:", "Style codes:", "Values:"),
    *("Best step:", "Satsyn version:", "Validation distance:", "Validation mean iou:", "Training area"),
)
"""What stands in sentences, in tables and before values, and is single words or put together from such."""
FEWEST_WORDS = 2
MOST_VARIANTS = 8
_FIELD = re.compile(r"\{[a-z_]+\}|\\\d")  # of a text for str.format or re.sub
TOO_WIDE = frozenset({"{1} land cover", "{1} styles", "{1} augmentation"})
"""Names of treatments that would fit sentences."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(r"[<>][a-z/!?]|^[\w.-]+$|^[^\w{'(]|==|dict\[|^import |^No module named|\[|->|\*\.|\n|^xSize=")


def sentence_templates() -> list[str]:
    """Return the templates of all sentences, sorted."""
    reasons = (one.nodata for one in concepts().values())
    scales = (FRECHET_RATIO, COVERAGE, RANGE_COVERAGE, FAITHFULNESS_RATIO, SEAMS)
    figures = (f"{scale.name} {{1}} ({{2}})" for scale in scales)
    found: set[str] = {*WORDS, *PARTS, *figures, *filter(None, reasons)}
    for folder in ("satsyn_core", "processing_provider"):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            if not set(path.relative_to(REPOSITORY).parts) & set(SILENT):
                found |= set(templates_of(ast.parse(path.read_text(encoding="utf-8"))))
    return sorted(found - TOO_WIDE)


def templates_of(tree: ast.Module) -> Iterator[str]:
    """Yield the templates of the texts in a module that people see."""
    passed_over = _passed_over(tree)
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "counted":
            yield from _counted(node)
        if isinstance(node, (ast.JoinedStr, ast.Constant)):
            yield from (text for text in map(str.strip, _variants(node)) if _is_for_users(text))


def _counted(call: ast.Call) -> Iterator[str]:
    """Yield the templates of `counted(number, noun, plural)`."""
    words = [str(argument.value) for argument in call.args[1:] if isinstance(argument, ast.Constant)]
    if words:
        yield f"{{1}} {words[0]}"
        yield f"{{1}} {words[1] if len(words) > 1 else f'{words[0]}s'}"


def _passed_over(tree: ast.Module) -> set[int]:
    """Return the nodes whose texts are no sentences, or are parts of others: by their `id`."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            literals = [one for one in node.values if isinstance(one, ast.Constant)]
            specs = [part for one in node.values if isinstance(one, ast.FormattedValue) for part in _spec(one)]
            found |= {id(one) for one in (*literals, *specs)}
        elif isinstance(node, ast.Dict):
            found |= {id(key) for key in node.keys if key is not None}
        elif isinstance(node, ast.Call) and _called(node) in DECLARED | OF_PYTHON:
            found |= {id(part) for argument in _arguments(node) for part in ast.walk(argument)}
    return found


def _spec(value: ast.FormattedValue) -> Iterator[ast.AST]:
    if value.format_spec is not None:
        yield from ast.walk(value.format_spec)


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(one.value for one in call.keywords)]


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _variants(node: ast.JoinedStr | ast.Constant) -> Iterator[str]:
    """Yield the templates of a text: one for each combination of words that it chooses by a condition."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield numbered(_FIELD.sub(PLACEHOLDER, node.value))
        return
    conditions = {ast.unparse(test): None for part in node.values if (test := _chosen_by(part)) is not None}
    if 2 ** len(conditions) > MOST_VARIANTS:
        conditions = {}
    for holds in itertools.product((True, False), repeat=len(conditions)):
        yield numbered("".join(_text_of(part, dict(zip(conditions, holds, strict=True))) for part in node.values))


def _chosen_by(part: ast.expr) -> ast.expr | None:
    """Return the condition of a part of the form {'one' if condition else 'other'}."""
    value = part.value if isinstance(part, ast.FormattedValue) else None
    if isinstance(value, ast.IfExp) and all(_is_text(one) for one in (value.body, value.orelse)):
        return value.test
    return None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _text_of(part: ast.expr, holds: dict[str, bool]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    test = _chosen_by(part)
    if test is None or ast.unparse(test) not in holds or not isinstance(part, ast.FormattedValue):
        return PLACEHOLDER
    chosen = part.value.body if holds[ast.unparse(test)] else part.value.orelse  # type: ignore[attr-defined]
    return str(chosen.value)


def numbered(text: str) -> str:
    """Return a text with {1}, {2} in place of its placeholders; neighbours are one."""
    numbers = itertools.count(1)
    return re.sub(f"{PLACEHOLDER}+", lambda _: f"{{{next(numbers)}}}", text)


def _is_for_users(text: str) -> bool:
    words = _WORD.findall(re.sub(r"\{\d+\}", " ", text))
    is_noun = bool(re.fullmatch(r"\{1\} [a-z]+", text))
    return (is_noun or (len(words) >= FEWEST_WORDS and " " in text.strip())) and not _CODE.search(text)
