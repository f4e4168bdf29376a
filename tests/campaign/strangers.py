"""Folders of strangers' files, damaged one by one, and used by jobs in processes that are watched.

`python -m tests.campaign.strangers [FILES [KIND ...]]` tries so many damaged files of each kind and prints tables. Work
folders of stopped jobs are among the kinds.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from satsyn_core.process.failures import Failure
from tests.campaign.folders import FOLDERS as FOLDERS_OF_FILES
from tests.campaign.folders import OUTPUT
from tests.campaign.mutations import HOSTILE, SLOW_SECONDS, Row, mutated
from tests.campaign.work_folders import WORK_FOLDERS
from tests.support.paths import REPOSITORY

FOLDERS = FOLDERS_OF_FILES | WORK_FOLDERS
MOST_BYTES = 3_000_000_000
LONGEST_MESSAGE = 2000


def run(files: int, kinds: list[str], seed: int = 0) -> list[Row]:
    """Try so many files of each kind, each kind in a process of its own, which is begun anew when it dies."""
    return [_watched(kind, files, seed) for kind in kinds]


def run_here(folder: Path, files: int, kinds: Sequence[str], seed: int = 0) -> list[Row]:
    """Try so many files of each kind in this process, in a new folder."""
    rows = []
    for kind in kinds:
        place, row = folder / kind.strip("."), Row(kind)
        seeds = _intact(kind, place)
        for number in range(files):
            row.files += 1
            _try_one(row, place, seeds, _numbers(kind, seed, number))
        rows.append(row)
    return rows


def _watched(kind: str, files: int, seed: int) -> Row:
    total, first = Row(kind), 0
    while first < files:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.campaign.strangers", "--child", kind, str(first), str(files), str(seed)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        words, errors = child.communicate()
        results = [json.loads(line) for line in words.splitlines() if line.startswith("{")]
        for found in results:
            total.files += 1
            for name in ("refused", "unexpected", "leftovers", "slow", "large"):
                setattr(total, name, getattr(total, name) + found[name])
            total.examples += tuple(found["examples"])
        if not results and not total.files:
            raise RuntimeError(f"The intact {kind} is not read: {errors[-2000:]}")
        first += len(results)
        if first < files:
            total.files, total.slow, first = total.files + 1, total.slow + 1, first + 1
            total.examples += (f"file {first - 1}: died with {child.returncode}: {errors[-700:]}",)
    return total


def _child(kind: str, first: int, files: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        seeds = _intact(kind, Path(folder))
        for number in range(first, files):
            faulthandler.dump_traceback_later(SLOW_SECONDS, exit=True)
            row = Row(kind, files=1)
            _try_one(row, Path(folder), seeds, _numbers(kind, seed, number))
            print(json.dumps(asdict(row)), flush=True)


def _intact(kind: str, folder: Path) -> Path:
    """Return a folder of intact files, which were used once."""
    seeds = folder / "intact"
    seeds.mkdir(parents=True)
    FOLDERS[kind].write(seeds)
    FOLDERS[kind].use(seeds)
    _remove_made(seeds)
    return seeds


def _numbers(kind: str, seed: int, number: int) -> random.Random:
    """Return what decides how a file is damaged."""
    return random.Random(f"{kind} {seed} {number}")  # noqa: S311


def _try_one(row: Row, folder: Path, seeds: Path, numbers: random.Random) -> None:
    place = folder / "tried"
    shutil.copytree(seeds, place)
    target = numbers.choice(sorted(path for pattern in FOLDERS[row.kind].damaged for path in place.glob(pattern)))
    target.write_bytes(_damaged(target.read_bytes(), numbers))
    before, started = {*place.rglob("*"), *folder.iterdir()}, time.monotonic()
    try:
        FOLDERS[row.kind].use(place)
        _remove_made(place)
    except Exception as error:
        with contextlib.redirect_stderr(None):
            failure = Failure.of(error)
        row.refused += 1
        problem = failure.kind == "internal" or len(failure.message) > LONGEST_MESSAGE or "\n" in failure.message[2000:]
        if problem:
            row.unexpected += 1
            row.examples += (f"{target.name}: {failure.message[:300]} [{_where(error)}]",)
    left = {*place.rglob("*"), *folder.iterdir()} - before
    row.leftovers += len(left)
    if left:
        row.examples += (f"{target.name}: left {', '.join(sorted(path.name for path in left))}",)
    row.slow += time.monotonic() - started > SLOW_SECONDS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1000
    row.large += peak > MOST_BYTES
    shutil.rmtree(place)


def _where(error: Exception) -> str:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "satsyn_core" in name:
            frames.append(f"{Path(name).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(frames[-4:])


def _damaged(content: bytes, numbers: random.Random) -> bytes:
    """Return a content that is mutated as JSON, as XML, or as bytes near its beginning, where headers lie."""
    way = numbers.randrange(4)
    if way == 0 and b">" in content:
        place = numbers.randrange(len(content))
        mark, end_mark = numbers.choice([(b">", b"<"), (b'"', b'"')])
        start = content.find(mark, place)
        end = content.find(end_mark, start + 1)
        if 0 <= start < end:
            return content[: start + 1] + numbers.choice(HOSTILE).strip(b'"') + content[end:]
    if way == 1 and content:
        changed = bytearray(content)
        for _ in range(numbers.choice([1, 2, 8])):
            changed[numbers.randrange(min(len(changed), 400))] = numbers.choice([0, 255, numbers.randrange(256)])
        return bytes(changed)
    return mutated(content, numbers)


def _remove_made(folder: Path) -> None:
    for path in folder.glob(f"{OUTPUT}*"):
        path.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        resource.setrlimit(resource.RLIMIT_AS, (12_000_000_000,) * 2)
        _child(sys.argv[2], *map(int, sys.argv[3:6]))
    else:
        from tests.campaign.mutations import table

        parser = argparse.ArgumentParser(description="Have jobs use damaged files and folders of each kind.")
        parser.add_argument("files", type=int, nargs="?", default=100, help="Of each kind.")
        parser.add_argument("kinds", nargs="*", help=f"Of {', '.join(FOLDERS)}; all of them without any.")
        parser.add_argument("--seed", type=int, default=0)
        given = parser.parse_args()
        for one in given.kinds or FOLDERS:
            print(table(run(given.files, [one], given.seed)), flush=True)
