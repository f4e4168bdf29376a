"""Kills of every job, at random and at chosen moments: `python -m tests.campaign.kills`.

A run is killed with all that it has started, by SIGKILL: at a random moment, or just before one of the changes that it
makes in its output folder. Nothing incomplete may be published then. The same command is run again, is perhaps killed
again, and must end in the results of an untouched run, with nothing left over.
"""

from __future__ import annotations

import itertools
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from .command import parser_of, run
from .content import Content, content_of
from .findings import note
from .runs import Ended, Place, Run, counting, killing_at
from .subjects import Subject, write_inputs

_MOST_KILLS = 3
"""Of one result: the job is killed, resumed, and killed again."""

COLUMNS = (
    "kills",
    "at random",
    "at a change",
    "results",
    "identical",
    "different",
    "stuck",
    "incomplete",
    "left over",
)


class KilledJob:
    """A job with what an untouched run of it makes.

    Attributes:
        subject: the job.
        changes: of the output folder, that an untouched run makes.
        seconds, lines, bytes: what an untouched run takes, writes on stderr, and makes.
        place: where the latest run was.

    Args:
        subject: the job.
        inputs: folder of the inputs.
        folder: new folder to work in.
    """

    def __init__(self, subject: Subject, inputs: Path, folder: Path) -> None:
        self.subject = subject
        self._inputs = inputs
        self._folder = folder
        self._earlier = Place(folder / "earlier")
        self._earlier.make()
        before = subject.command_before(inputs, self._earlier)
        if before is not None:
            _require(Run(before, self._earlier).finish(), subject)
        self._old = content_of(self._earlier.out)
        place, log = self.new_place(), folder / "changes.txt"
        ended = Run(self.command(place), place, counting(log)).finish()
        _require(ended, subject)
        self.changes = log.read_text().splitlines()
        self.seconds = ended.seconds
        self.lines = len(ended.words.splitlines())
        self.bytes = sum(path.stat().st_size for path in place.out.rglob("*") if path.is_file())
        self._expected = content_of(place.out)

    def kill(self, moments: Sequence[float | int]) -> Counter[str]:
        """Kill a run at each of these moments, seconds or numbers of changes, finish it, and return what was found."""
        place, found = self.new_place(), Counter[str]()
        for moment in moments:
            hook = killing_at(moment) if isinstance(moment, int) else None
            run = Run(self.command(place), place, hook)
            ended = run.wait() if hook else run.wait(moment)
            if ended is None:
                run.kill()
            if ended is None or ended.code == -9:
                found.update(kills=1, **{"at a change" if hook else "at random": 1})
            found["incomplete"] += not self.is_published_whole(self.content())
        found.update(self.compare(Run(self.command(place), place).finish()))
        return found

    def command(self, place: Place) -> Callable[[], int]:
        """Return what does the job."""
        return self.subject.command(self._inputs, place)

    def content(self) -> Content:
        """Return what is in the place of the latest run."""
        return content_of(self.place.out)

    def compare(self, ended: Ended) -> Counter[str]:
        """Return how the results are, after a run that was to finish them."""
        found, content = Counter(results=1), self.content()
        settled = self.subject.settled is not None and self.subject.settled in ended.words
        files = {name: content.get(name) for name in self._expected}
        outcome = "identical" if files == self._expected else "different"
        left_over = sorted({*content} - {*self._expected}) + [
            str(path) for path in (self.place.folder / "tmp").iterdir()
        ]
        if ended.code and not settled:
            outcome = "stuck"
        found[outcome] += 1
        found["left over"] += bool(left_over)
        if outcome != "identical" or left_over:
            different = sorted(name for name in files if files[name] != self._expected[name])
            print(f"{self.subject.name}: {outcome}, {different[:5]}, left over {left_over[:5]}", file=sys.stderr)
            print(ended.words[-1500:] if ended.code else "", file=sys.stderr, flush=True)
        return found

    def is_finished(self) -> bool:
        """Whether the results are those of an untouched run."""
        content = self.content()
        return all(content.get(name) == digest for name, digest in self._expected.items())

    def is_published_whole(self, content: Content) -> bool:
        """Whether what is in its place is what an untouched run, or the run before, has put there."""
        for whole in self.subject.appear_whole:
            there, old, new = (_within(whole, one) for one in (content, self._old, self._expected))
            if there and not (old.items() <= there.items() or new.items() <= there.items()):
                return False
        return all(
            content[name] in {self._expected[name], self._old.get(name)}
            for name in {*content} & {*self._expected}
            if ".training/" not in name
        )

    def new_place(self) -> Place:
        """Return a place with nothing but what the run before has made."""
        self.place = place = Place(self._folder / "run")
        shutil.rmtree(place.folder, ignore_errors=True)
        place.make()
        shutil.copytree(self._earlier.out, place.out, dirs_exist_ok=True)
        return place


AnyJob = TypeVar("AnyJob", bound=KilledJob)


def campaign(folder: Path, subjects: Sequence[Subject], seed: int, seconds: float, record: Path) -> None:
    """Kill these jobs in turn until the time is over, and note in `record` what was found of each."""
    ends, numbers = time.monotonic() + seconds, random.Random(seed)  # noqa: S311
    for job in jobs_in_turn(KilledJob, folder, subjects):
        for _ in range(max(1, round(_SECONDS_A_TURN / (3 * job.seconds)))):
            if time.monotonic() > ends:
                return
            note(record, job.subject.name, job.kill(_moments(job, numbers)))


_SECONDS_A_TURN = 15
"""Quick jobs are killed several times in a turn, slow ones once."""


def every_change(folder: Path, subjects: Sequence[Subject], record: Path, every: int = 1) -> None:
    """Kill these jobs before each change of the disk, or before each n-th one."""
    inputs = prepared_inputs(folder)
    for number, subject in enumerate(subjects):
        job = KilledJob(subject, inputs, folder / f"job{number}")
        for change in range(0, len(job.changes), every):
            note(record, subject.name, job.kill([change]))


def _moments(job: KilledJob, numbers: random.Random) -> list[float | int]:
    count = numbers.randint(1, _MOST_KILLS)
    return [
        numbers.randrange(len(job.changes)) if numbers.random() < 0.5 else numbers.uniform(0.01, 1) * job.seconds
        for _ in range(count)
    ]


def jobs_in_turn(kind: type[AnyJob], folder: Path, subjects: Sequence[Subject]) -> Iterator[AnyJob]:
    """Yield these jobs one after the other, for ever; each is run untouched when it comes first."""
    inputs, jobs = prepared_inputs(folder), dict[str, AnyJob]()
    for subject in itertools.cycle(subjects):
        if subject.name not in jobs:
            jobs[subject.name] = kind(subject, inputs, folder / f"job{len(jobs)}")
        yield jobs[subject.name]


def prepared_inputs(folder: Path) -> Path:
    """Write the inputs of all jobs, and return their folder."""
    place = Place(folder / "preparing")
    place.make()
    ended = Run(lambda: write_inputs(folder / "inputs"), place).finish()
    if ended.code:
        raise RuntimeError(ended.words)
    return folder / "inputs"


def _require(ended: Ended, subject: Subject) -> None:
    if ended.code:
        raise RuntimeError(f"{subject.name} does not work: {ended.words}")


def _within(folder: str, content: Content) -> Content:
    return {name: digest for name, digest in content.items() if name.startswith(f"{folder}/")}


def _main() -> int:
    parser = parser_of("Kill every job, resume it, and compare its results.", "kills.jsonl")
    parser.add_argument("--seconds", type=float, default=500, help="Time for kills at random and chosen moments.")
    parser.add_argument("--every-change", type=int, default=0, metavar="N", help="Kill at each N-th change instead.")
    given = parser.parse_args()

    def attempt(folder: Path, subjects: Sequence[Subject]) -> None:
        if given.every_change:
            every_change(folder, subjects, given.record, given.every_change)
        else:
            campaign(folder, subjects, given.seed, given.seconds, given.record)

    return run(given, attempt, COLUMNS)


if __name__ == "__main__":
    sys.exit(_main())
