"""Short, fixed parts of the campaigns; docs/development/testing.md says how to run more of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.campaign.mutations import run, table
from tests.campaign.proposals import templates_in
from tests.support.paths import REPOSITORY


def test_mutated_files_are_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    rows = run(tmp_path, 40)
    assert not any(row.unexpected or row.leftovers or row.slow for row in rows), table(rows)
    assert sum(row.refused for row in rows) > 50
    assert not list(tmp_path.iterdir())


def test_a_followed_sentence_is_no_evidence_of_others_that_end_like_it() -> None:
    own, other, common = (
        "The output {1} lies inside {2}: choose another output.",
        "{1}: choose another.",
        "{1} {2}: choose another output.",
    )
    said = "The output a.tif lies inside the input b: choose another output."
    assert list(templates_in(said, "lies inside .*: choose another output", [common, other, own])) == [own]
    assert not list(templates_in(said, "no such words", [own]))
    nested = "{1} has other bands: {2}."
    part = "choose an image with these bands, or a model for the bands of this one"
    said = nested.format("", "a.tif", part)
    assert set(templates_in(said, "has other bands: choose an image .* of this one", [part, nested])) == {part, nested}
    assert list(templates_in(said, "choose an image .* of this one", [part, nested])) == [part]


def test_kills_races_full_disks_and_damaged_files_are_survived() -> None:
    """In a process of its own, which computes nothing before it forks."""
    command = [sys.executable, "-m", "tests.campaign.short"]
    tried = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stdout + tried.stderr
