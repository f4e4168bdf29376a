"""Kills of build-training-set at random moments; each is resumed, and the set must be the one of an untouched run."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import REPOSITORY
from tests.support.training_sets import write_scenes

_JOB = (sys.executable, "-m", "satsyn_core", "build-training-set")


@dataclass
class KillRow:
    """What was found after the kills."""

    kills: int = 0
    different: int = 0
    stuck: int = 0
    leftovers: int = 0
    last_words: str = ""


def run(folder: Path, kills: int, seed: int = 0) -> KillRow:
    """Kill the job so many times, each time at a random moment of it, and resume it."""
    scenes = write_scenes(folder)
    options = ["--imagery", *scenes["imagery"], "--landcover", *scenes["landcover"]]
    options += ["--synthetic-percent", "0", "--chip-size", "64"]
    started = time.monotonic()
    _finish(folder / "whole", options, "refuse")
    seconds, expected = time.monotonic() - started, _content(folder / "whole")
    row, numbers = KillRow(), random.Random(seed)  # noqa: S311
    existing = set(folder.iterdir())
    for _ in range(kills):
        target = folder / "killed"
        process = subprocess.Popen(
            [*_JOB, *options, "--output", str(target), "--existing", "overwrite"],
            cwd=REPOSITORY,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(numbers.uniform(0.3, 1) * seconds)
        process.kill()
        process.wait()
        row.kills += 1
        code, words = _finish(target, options, "resume")
        if code and "holds a finished training set" not in words:
            row.stuck += 1
            row.last_words = words
        elif _content(target) != expected:
            row.different += 1
        row.leftovers += len({*folder.iterdir()} - existing - {target})
    return row


def _finish(target: Path, options: list[str], existing: str) -> tuple[int, str]:
    done = subprocess.run(
        [*_JOB, *options, "--output", str(target), "--existing", existing],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr[-500:]


def _content(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
