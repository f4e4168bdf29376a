"""A short, fixed part of the campaigns, for every run of the tests: `python -m tests.campaign.short`.

A job with a work folder is killed at two changes of the disk, races with itself, and finds the disk full. Of some kinds
of strangers' files, the same few damaged ones are used each time.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from . import strangers
from .findings import has_failed, note, table
from .full_disks import CrampedJob
from .kills import prepared_inputs
from .mutations import table as table_of_files
from .races import COLUMNS, RacingJob
from .subjects import SUBJECTS

_JOB = "build-training-set"
_KINDS = ("GeoTIFF", "GeoJSON", "study", "segmenter")
_FILES = 4


class FaultyJob(CrampedJob, RacingJob):
    """A job to which everything happens."""


def run(folder: Path) -> bool:
    """Try all of it, print what was found, and return whether it is as it should be."""
    record = folder / "found.jsonl"
    inputs = prepared_inputs(folder)
    subject = next(subject for subject in SUBJECTS if subject.name == _JOB)
    job = FaultyJob(subject, inputs, folder / _JOB)
    owning = job.owning()
    found = job.kill([owning[len(owning) // 3], owning[-1]])
    found += job.race(owning[len(owning) // 2])
    found += job.fill("injected for good", random.Random(0))  # noqa: S311
    note(record, _JOB, found)
    print(table(record, COLUMNS))
    rows = strangers.run_here(folder / "strangers", _FILES, _KINDS)
    print(table_of_files(rows))
    return not (has_failed(record) or any(row.unexpected or row.leftovers or row.slow for row in rows))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.exit(not run(Path(place)))
