"""Runs of jobs that are killed, or find no room on the disk, at a moment of their lives.

This process imports the jobs once and forks for each run: a run then takes the time of its job, not that of starting
Python. It computes nothing itself, so that no thread is lost in the fork.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from satsyn_core.process.stopping import leave

LONGEST_SECONDS = 120
"""A run that takes longer hangs, and is ended."""

_CHANGES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink"})
_MAKING = frozenset({"open", "os.mkdir", "os.link", "os.symlink"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_POLL_SECONDS = 0.002

Hook = Callable[[int, str, str], None]
"""Is called before each change of the disk with its number from 0, what it is, and the path."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (-9 if it was killed), what it said on stderr, and how long it took."""

    code: int
    words: str
    seconds: float


@dataclass(frozen=True)
class Place:
    """Where a job runs.

    Attributes:
        folder: of `out`, for its outputs, and `tmp`, for temporary files.
    """

    folder: Path

    @property
    def out(self) -> Path:
        """The folder of the outputs."""
        return self.folder / "out"

    def make(self) -> None:
        """Make the folders."""
        for name in ("out", "tmp"):
            (self.folder / name).mkdir(parents=True)


class Run:
    """A job in a process group of its own.

    Args:
        do: does the job and returns the exit code.
        place: where it runs.
        hook: is called before each change of the disk in `place.out`.
    """

    _number = 0

    def __init__(self, do: Callable[[], int], place: Place, hook: Hook | None = None) -> None:
        Run._number += 1
        self._log = place.folder.with_name(f"log{Run._number % 2}.txt")
        self._started = time.monotonic()
        sys.stdout.flush()
        self.process = os.fork()
        if not self.process:
            # As the worker ends, without what this process wants done at its own end.
            leave(_run_forked(do, self._log, place, hook))

    def wait(self, seconds: float = LONGEST_SECONDS) -> Ended | None:
        """Wait for its end at most so long; return None if it goes on."""
        while True:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                words = self._log.read_text(errors="replace")
                return Ended(os.waitstatus_to_exitcode(status), words, time.monotonic() - self._started)
            if time.monotonic() - self._started > seconds:
                return None
            time.sleep(_POLL_SECONDS)

    def wait_longer(self, seconds: float) -> Ended | None:
        """Wait for its end for so long from now on; return None if it goes on."""
        return self.wait(time.monotonic() - self._started + seconds)

    def wait_until_held(self) -> bool:
        """Wait until `holding_at` has stopped the job; return False if it has ended instead, which `finish` tells."""
        found = os.waitid(os.P_PID, self.process, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        return found is not None and found.si_code == os.CLD_STOPPED

    def let_go_on(self) -> None:
        """Let a job go on that was stopped."""
        os.kill(self.process, signal.SIGCONT)

    def kill(self) -> None:
        """Kill the job with all that it started, and wait for its end."""
        with suppress(ProcessLookupError):  # it has no group yet
            os.killpg(self.process, signal.SIGKILL)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def finish(self) -> Ended:
        """Wait for its end; one that hangs is killed, and has the exit code 124."""
        ended = self.wait()
        if ended is None:
            self.kill()
            return Ended(124, f"it hung\n{self._log.read_text(errors='replace')}", LONGEST_SECONDS)
        return ended


def killing_at(number: int) -> Hook:
    """Return what kills the run before its change of the disk with this number."""

    def kill(change: int, _event: str, _path: str) -> None:
        if change == number:
            os.killpg(os.getpgrp(), signal.SIGKILL)
            time.sleep(10)

    return kill


def holding_at(number: int) -> Hook:
    """Return what stops the run before its change of the disk with this number, until it is let go on."""

    def hold(change: int, _event: str, _path: str) -> None:
        if change == number:
            os.kill(os.getpid(), signal.SIGSTOP)

    return hold


def full_at(first: int, count: int) -> Hook:
    """Return what lets so many changes of the disk from this number on fail as on a full one, where they need room."""

    def refuse(change: int, event: str, path: str) -> None:
        if event in _MAKING and first <= change < first + count:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    return refuse


def counting(log: Path) -> Hook:
    """Return what writes the changes of the disk into a file, one a line."""

    def count(_: int, event: str, path: str) -> None:
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(descriptor, f"{event} {path}\n".encode())
        os.close(descriptor)

    return count


def _run_forked(do: Callable[[], int], log: Path, place: Place, hook: Hook | None) -> int:
    os.setpgid(0, 0)
    tempfile.tempdir = str(place.folder / "tmp")
    os.environ["TMPDIR"] = tempfile.tempdir
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    if hook is not None:
        _watch(place.out, hook)
    try:
        return do()
    except SystemExit as error:
        return int(error.code or 0)
    except BaseException:
        traceback.print_exc()
        return 99


def _watch(folder: Path, hook: Hook) -> None:
    """Have a hook called before each change that Python makes in a folder; GDAL writes without asking."""
    below, changes, is_inside = str(folder), 0, False

    def audit(event: str, details: tuple[Any, ...]) -> None:
        nonlocal changes, is_inside
        if is_inside or not (event in _CHANGES or (event == "open" and _writes(details))):
            return
        path = os.fsdecode(details[0]) if isinstance(details[0], (str, bytes, os.PathLike)) else ""
        relative = path and not path.startswith("/") and event != "open"
        if not (relative or path.startswith(below)):
            return
        is_inside = True
        try:
            hook(changes, event, path)
        finally:
            changes, is_inside = changes + 1, False

    sys.addaudithook(audit)


def _writes(details: tuple[Any, ...]) -> bool:
    mode, flags = details[1], details[2]
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & _WRITING)
