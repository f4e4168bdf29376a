"""The worker process: one job as a line of JSON on stdin, events as lines of JSON on stdout.

Started as `python -m satsyn_core.worker`. The first line is `{"job": NAME, "parameters": {...}}`, with a
`language` for reports that shall not be English. Stdin then stays open: a line `{"cancel": true}`, its end (the parent
died) or SIGTERM stops the job within a second. The events are `progress` (fraction, message), `log` (level, text),
`metric` (name, step, value), and last `result` (outputs) or `error` (kind, message). What libraries print goes to
stderr. Exit codes: 0 done, 1 failed, 2 bad input, 130 cancelled.

Started with `--stay`, the worker does job after job, until stdin ends, or no job has come for the seconds that may
follow: what they load is loaded once. A job's line then may have an `id`, which all of its events carry, and a `log`,
the file that takes what libraries print meanwhile. A cancel line ends all jobs whose lines came before it. The event
`ready` says that nothing of a job is open any longer.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .contract.errors import InputError, JobCancelledError
from .contract.foreign_libraries import use_own_libraries
from .contract.json_text import strict_json
from .contract.progress import Reporter
from .contract.report_language import ENGLISH, reports_in
from .jobs import run_job
from .process.failures import Failure
from .process.parent_input import parent_lines
from .process.stopping import Stopper

_STDOUT, _STDERR = 1, 2
_PROGRESS_SECONDS = 0.1
_LAST_WORD_SECONDS = 0.1

STAY = "--stay"
"""Argument of a worker that does job after job."""


class EventStream:
    """Writes events to a file descriptor, one JSON object a line, from any thread."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def send(self, event: str, *, wait_seconds: float = -1, **content: Any) -> None:
        """Write one event; give up if the stream stays busy for `wait_seconds` (-1: wait without limit)."""
        line = (strict_json({"event": event, **content}) + "\n").encode()
        if not self._lock.acquire(timeout=wait_seconds):
            return
        try:
            # Writing fails if the parent is gone, which the end of stdin reports.
            with contextlib.suppress(OSError):
                while line:
                    line = line[os.write(self._descriptor, line) :]
        finally:
            self._lock.release()


@dataclass(frozen=True)
class JobEvents:
    """The events of one job.

    Attributes:
        stream: takes them.
        label: what each event carries besides its own keys.
    """

    stream: EventStream
    label: dict[str, Any]

    def send(self, event: str, **content: Any) -> None:
        """Write one event."""
        self.stream.send(event, **{**content, **self.label})


class EventReporter(Reporter):
    """Sends the reports of a job as events.

    Args:
        events: of the job.
        check: raises `JobCancelledError` if the job is to stop.
    """

    def __init__(self, events: JobEvents, check: Callable[[], None]) -> None:
        self._events = events
        self._check = check
        self._last_progress = 0.0

    def progress(self, fraction: float, message: str = "") -> None:
        """Send a progress event, at most ten a second."""
        now = time.monotonic()
        if fraction >= 1 or now - self._last_progress >= _PROGRESS_SECONDS:
            self._last_progress = now
            self._events.send("progress", fraction=round(float(fraction), 5), message=message)

    def log(self, text: str, level: str = "info") -> None:
        """Send a log event."""
        self._events.send("log", level=level, text=text)

    def metric(self, name: str, step: int, value: float) -> None:
        """Send a metric event."""
        self._events.send("metric", name=name, step=int(step), value=float(value))

    def check_cancelled(self) -> None:
        """Raise `JobCancelledError` if the parent cancelled the job or is gone."""
        self._check()


class JobLines:
    """The lines of jobs that arrive while a job runs, and whether a cancel line has followed them.

    Args:
        lines: of stdin; read in a thread of its own.
        patience: seconds to wait for a line, after which there are no more; None waits without end.
        at_end: called when there are no more because stdin has ended.
    """

    def __init__(self, lines: Iterator[bytes], patience: float | None, at_end: Callable[[], None]) -> None:
        self._lines = lines
        self._patience = patience
        self._at_end = at_end
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._arrived = self._cancelled = self._current = 0
        threading.Thread(target=self._read, name="satsyn-parent", daemon=True).start()

    def __iter__(self) -> Iterator[bytes]:
        while (line := self._next()) is not None:
            self._current += 1
            yield line

    def check(self) -> None:
        """Raise `JobCancelledError` if the job whose line was given last is cancelled."""
        if self._current <= self._cancelled:
            raise JobCancelledError

    def _next(self) -> bytes | None:
        with contextlib.suppress(queue.Empty):
            return self._waiting.get(timeout=self._patience)
        return None

    def _read(self) -> None:
        for line in self._lines:
            if _is_cancel(line):
                self._cancelled = self._arrived
            else:
                self._arrived += 1
                self._waiting.put(line)
        self._cancelled = self._arrived
        self._waiting.put(None)
        self._at_end()


def main(arguments: Sequence[str] = ()) -> int:
    """Run the job that stdin names, or with `--stay` one after the other; return the exit code."""
    use_own_libraries()
    faulthandler.enable()
    events = EventStream(_claim_stdout())
    stopper = Stopper(
        lambda: events.send(
            "error", wait_seconds=_LAST_WORD_SECONDS, kind=JobCancelledError.kind, message=str(JobCancelledError())
        )
    )
    stopper.listen_to_signals()
    try:
        if STAY in arguments:
            patience = [float(argument) for argument in arguments if argument != STAY]
            return _do_all(events, patience[0] if patience else None, stopper)
        lines = parent_lines()
        first = next(lines, b"")
        threading.Thread(target=_watch_parent, args=(lines, stopper), name="satsyn-parent", daemon=True).start()
        return _do(first, JobEvents(events, {}), stopper.check)
    finally:
        stopper.job_ended()


def _do_all(events: EventStream, patience: float | None, stopper: Stopper) -> int:
    lines = JobLines(parent_lines(), patience, at_end=stopper.request)
    for line in lines:
        with _printing_to(_value(line, "log")):
            label = _value(line, "id")
            _do(line, JobEvents(events, {} if label is None else {"id": label}), lines.check)
        events.send("ready")
    return 0


def _do(line: bytes, events: JobEvents, check: Callable[[], None]) -> int:
    """Run the job of a line; return the exit code of a worker that does it alone."""
    try:
        name, parameters, language = _read_request(line)
        check()
        with reports_in(language):
            outputs = run_job(name, parameters, EventReporter(events, check))
        events.send("result", outputs=outputs)
    except BaseException as error:
        failure = Failure.of(error)
        events.send("error", kind=failure.kind, message=failure.message)
        return failure.exit_code
    return 0


def _value(line: bytes, name: str) -> Any:
    """Return a value of a job's line, None if it has none of this name."""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        return json.loads(line)[name]
    return None


@contextlib.contextmanager
def _printing_to(log: object) -> Iterator[None]:
    """Have what is printed in a `with` block added to a file, if one is named; it is not kept open afterwards."""
    if not isinstance(log, str):
        yield
        return
    _print_to(log)
    try:
        yield
    finally:
        _print_to(os.devnull)


def _print_to(path: str) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    except OSError:  # somebody has removed it
        return
    for stream in (_STDOUT, _STDERR):
        os.dup2(descriptor, stream)
    os.close(descriptor)


def _claim_stdout() -> int:
    """Return a descriptor of stdout that only events use; from now on, printed text goes to stderr."""
    events = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)
    return events


def _read_request(line: bytes) -> tuple[str, dict[str, Any], str]:
    try:
        request = json.loads(line)
        name, parameters = request["job"], request.get("parameters", {})
        language = str(request.get("language") or ENGLISH)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError('The worker expects a line {"job": NAME, "parameters": {...}} on stdin.') from error
    if not isinstance(name, str) or not isinstance(parameters, dict):
        raise InputError("The worker's job must be a name, and its parameters an object.")
    return name, parameters, language


def _watch_parent(lines: Iterator[bytes], stopper: Stopper) -> None:
    for line in lines:
        if _is_cancel(line):
            break
    stopper.request()


def _is_cancel(line: bytes) -> bool:
    with contextlib.suppress(ValueError, AttributeError):
        return bool(json.loads(line).get("cancel"))
    return False
