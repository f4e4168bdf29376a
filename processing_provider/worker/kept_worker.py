"""The worker that stays for a while after a job, so that the next run of a batch need not load the libraries again.

One worker is kept at most, while it waits. It ends by itself when no job comes, and at once when QGIS ends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .protocol import WorkerProcess, WorkerStart

KEPT_JOBS = frozenset(
    {"generate-imagery", "generate-change", "predict-landcover", "describe-landcover", "describe-model"}
)
"""Jobs that are done in masses. The others change settings of PyTorch, or take longer than a start."""

STAY = ("--stay", "20")
"""How a worker is started that waits so many seconds for the next job: it keeps some hundred megabytes of memory."""

_TAKEN_WITHIN_SECONDS = 15
"""How long it is given another job: it may be about to end after that."""

_LONGEST_JOB_SECONDS = 30
"""A start is little beside a job that took longer, and such a job may leave much in memory."""


@dataclass(frozen=True)
class _Kept:
    process: WorkerProcess
    start: WorkerStart
    since: float = field(default_factory=time.monotonic)


_lock = threading.Lock()
_kept: list[_Kept] = []
_others: list[Callable[[], None]] = []


def take_worker(start: WorkerStart) -> WorkerProcess | None:
    """Return the worker that waits for a job, if it was started like this; one that was started otherwise ends."""
    with _lock:
        found = _kept.pop() if _kept else None
    if found is None:
        return None
    if found.start == start and time.monotonic() - found.since < _TAKEN_WITHIN_SECONDS:
        return found.process
    found.process.end()
    return None


def keep_worker(process: WorkerProcess, start: WorkerStart) -> None:
    """Keep a worker that has done a job and waits for the next one; another one that waits ends."""
    with _lock:
        earlier = [one.process for one in _kept]
        _kept[:] = [_Kept(process, start)]
    for one in earlier:
        one.end()


def is_worth_keeping(job: str, seconds: float) -> bool:
    """Whether a worker may stay after a job that took so long."""
    return job in KEPT_JOBS and seconds <= _LONGEST_JOB_SECONDS


def end_kept_worker() -> None:
    """End the worker that waits for a job."""
    with _lock:
        waiting = [one.process for one in _kept]
        _kept.clear()
    for one in waiting:
        one.end()


def end_workers() -> None:
    """End all workers that may wait for a job. Called, from any thread, before their environment or the plugin goes."""
    end_kept_worker()
    for end in _others:
        end()


def end_with_kept_worker(end: Callable[[], None]) -> None:
    """Have `end_workers` end other workers, too, with a function that may be called from any thread."""
    _others.append(end)
