"""The worker that stays for a while after a job, so that the next run of a batch need not load the libraries again.

One worker is kept at most, while it waits. It ends by itself when no job comes, and at once when QGIS ends.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ...satsyn_core.contract.foreign_libraries import clean_environment
from .child_process import ChildProcess

KEPT_JOBS = frozenset(
    {"generate-imagery", "generate-change", "predict-landcover", "describe-landcover", "describe-model"}
)
"""Jobs that are done in masses. The others change settings of PyTorch, or take longer than a start."""

PLUGIN_ROOT = Path(__file__).resolve().parents[2]
"""The worker's working folder, so that `python -m` finds the satsyn_core of this plugin, whatever the folder's name."""

_STAY_SECONDS = 20
"""How long a worker waits for the next job: it keeps some hundred megabytes of memory meanwhile."""

_TAKEN_WITHIN_SECONDS = 15
"""How long it is given another job: it may be about to end after that."""

_LONGEST_JOB_SECONDS = 30
"""A start is little beside a job that took longer, and such a job may leave much in memory."""

_END_SECONDS = 0.8


@dataclass(frozen=True)
class WorkerStart:
    """What a worker is started with; it does the jobs alone that would be started with the same."""

    interpreter: Path
    environment: Mapping[str, str]

    @classmethod
    def of(cls, interpreter: Path, variables: Mapping[str, str]) -> WorkerStart:
        """Return what a worker would be started with now, with these environment variables besides those of QGIS."""
        return cls(interpreter, {**clean_environment(os.environ), **variables})

    def process(self, errors_to: IO[bytes], *, stays: bool) -> ChildProcess:
        """Start a worker.

        Args:
            errors_to: file that takes what libraries print.
            stays: whether it does several jobs.

        Raises:
            OSError: the interpreter can't be started.
        """
        command = [str(self.interpreter), "-m", "satsyn_core.worker"]
        if stays:
            command += ["--stay", str(_STAY_SECONDS)]
        return ChildProcess(command, folder=PLUGIN_ROOT, errors_to=errors_to, variables=self.environment)


@dataclass(frozen=True)
class _Kept:
    process: ChildProcess
    start: WorkerStart
    since: float = field(default_factory=time.monotonic)


_lock = threading.Lock()
_kept: list[_Kept] = []
_others: list[Callable[[], None]] = []


def take_worker(start: WorkerStart) -> ChildProcess | None:
    """Return the worker that waits for a job, if it was started like this; one that was started otherwise ends."""
    with _lock:
        found = _kept.pop() if _kept else None
    if found is None:
        return None
    if found.start == start and time.monotonic() - found.since < _TAKEN_WITHIN_SECONDS:
        return found.process
    end_worker(found.process)
    return None


def keep_worker(process: ChildProcess, start: WorkerStart) -> None:
    """Keep a worker that has done a job and waits for the next one; another one that waits ends."""
    with _lock:
        earlier = [one.process for one in _kept]
        _kept[:] = [_Kept(process, start)]
    for one in earlier:
        end_worker(one)


def is_worth_keeping(job: str, seconds: float) -> bool:
    """Whether a worker may stay after a job that took so long."""
    return job in KEPT_JOBS and seconds <= _LONGEST_JOB_SECONDS


def end_kept_worker() -> None:
    """End the worker that waits for a job."""
    with _lock:
        waiting = [one.process for one in _kept]
        _kept.clear()
    for one in waiting:
        end_worker(one)


def end_workers() -> None:
    """End all workers that may wait for a job. Called, from any thread, before their environment or the plugin goes."""
    end_kept_worker()
    for end in _others:
        end()


def end_with_kept_worker(end: Callable[[], None]) -> None:
    """Have `end_workers` end other workers, too, with a function that may be called from any thread."""
    _others.append(end)


def end_worker(process: ChildProcess) -> int:
    """End a worker, which removes its temporary files first; return its exit code."""
    process.close_input()
    process.wait(_END_SECONDS)
    return process.kill()
