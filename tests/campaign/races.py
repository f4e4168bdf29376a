"""Two runs of each job with the same outputs at once: `python -m tests.campaign.races`.

The first run is held, with SIGSTOP, while it owns the lock of its outputs; then the second one is started. It is told
in a sentence that the first is at it, and the first goes on to the results of an untouched run. Runs of a study and
shards of a generation share their work instead: a second one that waits, or that finds nothing to do, is right as well.
In one race of each job the first run is held before it has the lock: then the second one does the work.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .command import parser_of, run
from .findings import FAULTS, note
from .kills import KilledJob, prepared_inputs
from .runs import Ended, Run, holding_at
from .subjects import Subject

COLUMNS = (
    *("races", "held with the lock", "held before it", "second refused", "second waited", "both finished", "not met"),
    *("identical", "different", "stuck", "left over", "traceback", "damaged", "unclear"),
)

_REFUSALS = (
    "Another run is writing",
    "another run has finished",
    "another run writes the imagery",
    "holds a finished",
    "is not empty: choose",
)

_TIMES_AS_LONG = 3
"""A second run that takes so many times as long as an untouched one waits for the first."""

_SHORTEST_WAIT_SECONDS = 2


class RacingJob(KilledJob):
    """A job that is started twice."""

    def owning(self) -> range:
        """Return the numbers of the changes that an untouched run makes while it owns the lock of its outputs."""
        taken = [number for number, change in enumerate(self.changes) if change.endswith(".lock")]
        released = [number for number in taken if self.changes[number].startswith("os.remove")]
        return range(taken[0] + 1, released[0] + 1) if released else range(0)

    def race(self, held_at: int) -> Counter[str]:
        """Hold a run before its change of the disk with this number, start another one; return what was found."""
        place, found = self.new_place(), Counter(races=1)
        first = Run(self.command(place), place, holding_at(held_at))
        if not first.wait_until_held():
            first.finish()
            return found + Counter({"not met": 1})
        with_lock = held_at in self.owning()
        found["held with the lock" if with_lock else "held before it"] += 1
        second = Run(self.command(place), place)
        second_ended = second.wait(max(_TIMES_AS_LONG * self.seconds, _SHORTEST_WAIT_SECONDS))
        found["second waited"] += second_ended is None
        first.let_go_on()
        ended = [first.finish(), second_ended or second.finish()]
        found.update(self._found_of_both(ended, with_lock))
        found.update(self.compare(Run(self.command(place), place).finish()))
        return found

    def _found_of_both(self, ended: Sequence[Ended], with_lock: bool) -> Counter[str]:
        """Return what is to say of the two runs, the first of which was held."""
        found, (first, second) = Counter[str](), ended
        refused = [one for one in ended if one.code]
        found["second refused"] += second.code != 0
        found["both finished"] += not refused
        found["traceback"] += any("Traceback" in one.words or one.code not in {0, 2} for one in ended)
        found["unclear"] += any(not any(words in one.words for words in _REFUSALS) for one in refused)
        # Whoever owns the lock is to finish, and somebody has to.
        found["damaged"] += not self.is_finished() or bool((first if with_lock else second).code)
        if any(found[name] for name in FAULTS):
            for one in ended:
                print(f"{self.subject.name}: {one.code} {one.words[-2000:]}", file=sys.stderr, flush=True)
        return found


def campaign(folder: Path, subjects: Sequence[Subject], seed: int, races: int, record: Path) -> None:
    """Race each job with itself so many times, the first run held at random moments while it owns the lock."""
    numbers = random.Random(seed)  # noqa: S311
    inputs = prepared_inputs(folder)
    for number, subject in enumerate(subjects):
        job = RacingJob(subject, inputs, folder / f"job{number}")
        owning = job.owning()
        for _ in range(races if owning else 0):
            note(record, subject.name, job.race(numbers.choice(owning)))
        note(record, subject.name, job.race(0))


def _main() -> int:
    parser = parser_of("Start every job twice at once.", "races.jsonl")
    parser.add_argument("--races", type=int, default=3, help="Of each job, with the lock held.")
    given = parser.parse_args()
    return run(
        given, lambda folder, subjects: campaign(folder, subjects, given.seed, given.races, given.record), COLUMNS
    )


if __name__ == "__main__":
    sys.exit(_main())
