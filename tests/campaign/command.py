"""The command line that kills, full disks and races have in common."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from .findings import has_failed, table
from .subjects import SUBJECTS, Subject


def parser_of(description: str, record: str) -> argparse.ArgumentParser:
    """Return a parser with the options of all campaigns; `record` is the usual file of findings."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="Jobs whose name begins so.")
    parser.add_argument("--record", type=Path, default=Path(record), help="File to which findings are added.")
    parser.add_argument("--folder", help="Folder to work in, best one in memory.")
    return parser


def run(given: argparse.Namespace, attempt: Callable[[Path, Sequence[Subject]], None], columns: Sequence[str]) -> int:
    """Run a campaign, print its table, and return the exit code.

    Args:
        given: options of `parser_of`.
        attempt: tries the chosen jobs in a new folder, and notes what it finds.
        columns: of the table.
    """
    subjects = [subject for subject in SUBJECTS if subject.name.startswith(given.only)]
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        attempt(Path(folder), subjects)
    print(table(given.record, columns))
    return int(has_failed(given.record))
