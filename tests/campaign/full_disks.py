"""Full disks under every job: `python -m tests.campaign.full_disks` (as root, who may mount a small file system).

The disk is full for good or for a moment, and not there: a small file system in memory whose room a balloon takes, or
changes of the disk that fail as on a full one. The job must then say so in a sentence, without damage; run again with
room, it must end in the results of an untouched run.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .command import parser_of, run
from .findings import FAULTS, note
from .kills import KilledJob, jobs_in_turn
from .runs import Ended, Run, full_at
from .subjects import Subject

_DISK_MEGABYTES = 64
_MOMENT_SECONDS = 0.1
_PIECE_BYTES = 1 << 20
_MOST_LINES = 12
"""More lines than an untouched run writes, and this number, are the noise of libraries."""

_COLUMNS = (
    *("faults", "small disk", "injected", "refused", "got through"),
    *("identical", "different", "stuck", "incomplete", "left over", "damaged", "traceback", "long-winded", "unclear"),
)


class CrampedJob(KilledJob):
    """A job whose disk is full for a time."""

    def fill(self, way: str, numbers: random.Random) -> Counter[str]:
        """Run it on a disk that is full in one of four ways, run it again with room, and return what was found."""
        place, for_good = self.new_place(), way.endswith("good")
        found = Counter({"faults": 1, "small disk" if way.startswith("disk") else "injected": 1})
        if way.startswith("disk"):
            with _small_disk(place.folder, place.out):
                ended = self._run_on_small_disk(for_good, numbers)
                return found + self._judged(ended)
        first = numbers.randrange(len(self.changes))
        hook = full_at(first, len(self.changes) if for_good else 1)
        return found + self._judged(Run(self.command(place), place, hook).finish())

    def _run_on_small_disk(self, for_good: bool, numbers: random.Random) -> Ended:
        place = self.place
        if for_good:
            _leave_room(place.folder, round(numbers.random() * self.bytes))
            return Run(self.command(place), place).finish()
        run = Run(self.command(place), place)
        ended = run.wait(numbers.uniform(0.05, 0.9) * self.seconds)
        if ended is None:
            _leave_room(place.folder, 0)
            ended = run.wait_longer(_MOMENT_SECONDS)
            _balloon(place.folder).unlink()
        return run.finish() if ended is None else ended

    def _judged(self, ended: Ended) -> Counter[str]:
        """Return what is to say of a run, and of the next one with room."""
        found = Counter[str]()
        lines = len(ended.words.strip().splitlines())
        found["got through" if ended.code == 0 else "refused"] += 1
        found["traceback"] += "Traceback" in ended.words or ended.code not in {0, 1, 2}
        found["long-winded"] += lines > self.lines + _MOST_LINES
        found["damaged"] += ended.code == 0 and not self.is_finished()
        found["unclear"] += ended.code != 0 and not _is_clear(ended.words)
        found["incomplete"] += not self.is_published_whole(self.content())
        if any(found[name] for name in FAULTS):
            print(f"{self.subject.name}: {dict(found)}\n{ended.words[-3000:]}", file=sys.stderr, flush=True)
        with suppress(FileNotFoundError):
            _balloon(self.place.folder).unlink()
        found.update(self.compare(Run(self.command(self.place), self.place).finish()))
        return found


def _is_clear(words: str) -> bool:
    """Whether the last line says that the disk is full, and none has the name of a temporary file or folder."""
    lines = words.strip().splitlines() or [""]
    return "full" in lines[-1] and not re.search(r"[0-9a-f]{6}-\d+-\w{8}|\.satsyn-", words)


_WAYS = ("disk for good", "disk for a moment", "injected for good", "injected for a moment")


def campaign(folder: Path, subjects: Sequence[Subject], seed: int, seconds: float, record: Path) -> None:
    """Fill the disk under these jobs in turn, in each way, until the time is over."""
    ends, numbers = time.monotonic() + seconds, random.Random(seed)  # noqa: S311
    for job in jobs_in_turn(CrampedJob, folder, subjects):
        for way in _WAYS if 2 * job.bytes < 1e6 * _DISK_MEGABYTES else _WAYS[2:]:
            if time.monotonic() > ends:
                return
            note(record, job.subject.name, job.fill(way, numbers))


@contextmanager
def _small_disk(folder: Path, kept: Path) -> Iterator[None]:
    """Mount a small file system over a folder for a `with` block, with what `kept` holds."""
    with tempfile.TemporaryDirectory() as aside:
        shutil.copytree(kept, aside, dirs_exist_ok=True)
        size = f"size={_DISK_MEGABYTES}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
        try:
            for name in ("out", "tmp"):
                (folder / name).mkdir()
            shutil.copytree(aside, kept, dirs_exist_ok=True)
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _leave_room(folder: Path, room: int) -> None:
    with _balloon(folder).open("wb", buffering=0) as file, suppress(OSError):
        while (free := shutil.disk_usage(folder).free - room) > 0:
            file.write(bytes(min(free, _PIECE_BYTES)))


def _balloon(folder: Path) -> Path:
    return folder / "balloon"


def _main() -> int:
    parser = parser_of("Fill the disk under every job.", "full_disks.jsonl")
    parser.add_argument("--seconds", type=float, default=500)
    given = parser.parse_args()
    return run(
        given,
        lambda folder, subjects: campaign(folder, subjects, given.seed, given.seconds, given.record),
        _COLUMNS,
    )


if __name__ == "__main__":
    sys.exit(_main())
