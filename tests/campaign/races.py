"""Two runs of each job with the same outputs at once: `python -m tests.campaign.races`.

One of them makes the results of an untouched run, and the other one is told in a sentence that the first is at it. Runs
of a study and shards of a generation share their work instead.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .kills import FAULTS, KilledJob, has_failed, note, prepared_inputs, table
from .runs import Run
from .subjects import SUBJECTS, Subject

COLUMNS = (
    *("races", "one refused", "both finished", "one after the other"),
    *("identical", "different", "stuck", "left over", "traceback", "damaged", "unclear"),
)

_REFUSALS = ("Another run is writing", "another run has finished", "another run writes the imagery", "holds a finished")


class RacingJob(KilledJob):
    """A job that is started twice."""

    def race(self, delay: float) -> Counter[str]:
        """Start it, and again after a delay in seconds; return what was found."""
        place, found = self.new_place(), Counter(races=1)
        first = Run(self.command(place), place)
        time.sleep(delay)
        if first.wait(delay) is not None:
            return Counter({"one after the other": 1})
        second = Run(self.command(place), place)
        ended = [second.finish(), first.finish()]
        refused = [one for one in ended if one.code]
        found["one refused" if refused else "both finished"] += 1
        found["traceback"] += any("Traceback" in one.words or one.code not in {0, 1, 2} for one in ended)
        found["unclear"] += any(not any(words in one.words for words in _REFUSALS) for one in refused)
        found["damaged"] += not self.is_finished() or len(refused) == len(ended)
        if any(found[name] for name in FAULTS):
            for one in ended:
                print(f"{self.subject.name}: {one.code} {one.words[-2000:]}", file=sys.stderr, flush=True)
        found.update(self.compare(Run(self.command(place), place).finish()))
        return found


def campaign(folder: Path, subjects: Sequence[Subject], seed: int, races: int, record: Path) -> None:
    """Race each job with itself so many times, the second run starting at random moments of the first."""
    numbers = random.Random(seed)  # noqa: S311
    inputs = prepared_inputs(folder)
    for number, subject in enumerate(subjects):
        job = RacingJob(subject, inputs, folder / f"job{number}")
        for _ in range(races):
            note(record, subject.name, job.race(numbers.uniform(0, 0.6) * job.seconds))


def _main() -> int:
    parser = argparse.ArgumentParser(description="Start every job twice at once.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--races", type=int, default=3)
    parser.add_argument("--only", default="", help="Jobs whose name begins so.")
    parser.add_argument("--record", type=Path, default=Path("races.jsonl"), help="File to which findings are added.")
    parser.add_argument("--folder", help="Folder to work in, best one in memory.")
    given = parser.parse_args()
    subjects = [subject for subject in SUBJECTS if subject.name.startswith(given.only)]
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        campaign(Path(folder), subjects, given.seed, given.races, given.record)
    print(table(given.record, COLUMNS))
    return int(has_failed(given.record))


if __name__ == "__main__":
    sys.exit(_main())
