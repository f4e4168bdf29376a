"""What a campaign has found: a file of findings that several runs add to, and the table of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

FAULTS = ("different", "stuck", "incomplete", "left over", "damaged", "traceback", "long-winded", "unclear")
"""Findings that must not be."""


def note(record: Path, name: str, found: Counter[str]) -> None:
    """Add what was found of a job to a file."""
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"job": name, **found}) + "\n")


def table(record: Path, columns: Sequence[str]) -> str:
    """Return what a file of findings holds, a row for each job, as Markdown."""
    rows: dict[str, Counter[str]] = {}
    for line in record.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        rows.setdefault(entry.pop("job"), Counter()).update(entry)
    rows["all"] = sum(rows.values(), Counter())
    lines = [f"| job | {' | '.join(columns)} |", f"|{'---|' * (len(columns) + 1)}"]
    lines += [f"| {name} | {' | '.join(str(row[column]) for column in columns)} |" for name, row in rows.items()]
    return "\n".join(lines)


def has_failed(record: Path) -> bool:
    """Whether a file of findings holds one that must not be."""
    entries = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    return any(entry.get(name) for entry in entries for name in FAULTS)
