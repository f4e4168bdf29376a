"""A short, fixed part of the campaign; `python -m tests.campaign` runs more of it."""

from __future__ import annotations

from pathlib import Path

from tests.campaign.mutations import run, table


def test_mutated_files_are_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    rows = run(tmp_path, 40)
    assert not any(row.unexpected or row.leftovers or row.slow for row in rows), table(rows)
    assert sum(row.refused for row in rows) > 50
    assert not list(tmp_path.iterdir())
