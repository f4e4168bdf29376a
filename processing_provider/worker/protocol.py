"""The worker protocol on the side of QGIS: how a worker starts, what it is told and what it says, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...satsyn_core.contract.errors import EnvironmentSetupError, SatSynError
from ...satsyn_core.contract.foreign_libraries import clean_environment
from ..settings import worker_variables
from .child_process import ChildProcess
from .named_python import set_up_again

_PLUGIN_ROOT = Path(__file__).resolve().parents[2]
"""The worker's working folder, so that `python -m` finds the satsyn_core of this plugin, whatever the folder's name."""

_END_SECONDS = 0.8
"""How long a worker may take to remove temporary files before it is killed."""

_LOG_TAIL_BYTES = 64_000
"""The traceback of a crash alone can have several thousand, and what a library said stands before it."""
_LINES_SAID = 3
_LONGEST_LINE = 300
_CRASH = re.compile(r"^(Fatal Python error|Windows fatal exception): ", re.MULTILINE)
"""Start of what Python writes when its process crashes."""

_ENDING_SIGNALS = (9, 15)
"""SIGKILL, with which Linux ends programs when memory runs out, and SIGTERM; by number, as Windows lacks the names."""


class WorkerProcess(ChildProcess):
    """A worker process.

    Attributes:
        was_ended: whether it ends, or has ended, because somebody here has called `end`.
    """

    was_ended = False

    def ask(self, **job: Any) -> None:
        """Have it do a job: its name `job`, its `parameters`, and what else the protocol has for a job."""
        self.send(json.dumps(job))

    def cancel(self) -> None:
        """Cancel all jobs that it was asked for so far."""
        self.send(json.dumps({"cancel": True}))

    def end(self) -> int:
        """End it, which removes its temporary files first; return its exit code."""
        self.was_ended = True
        self.close_input()
        self.wait(_END_SECONDS)
        return self.kill()


@dataclass(frozen=True)
class WorkerStart:
    """What a worker is started with; it does the jobs alone that would be started with the same."""

    interpreter: Path
    environment: Mapping[str, str]

    @classmethod
    def of(cls, interpreter: Path) -> WorkerStart:
        """Return what a worker would be started with now."""
        return cls(interpreter, {**clean_environment(os.environ), **worker_variables()})

    def process(self, log: Path, *options: str) -> WorkerProcess:
        """Start a worker.

        Args:
            log: file that takes what libraries print.
            options: `--stay` for a worker that does several jobs, and how many seconds it waits for the next one.

        Raises:
            EnvironmentSetupError: the interpreter can't be started.
        """
        command = [str(self.interpreter), "-m", "satsyn_core.worker", *options]
        with log.open("wb") as errors:
            try:
                return WorkerProcess(command, folder=_PLUGIN_ROOT, errors_to=errors, variables=self.environment)
            except OSError as error:
                raise EnvironmentSetupError(
                    f"The Python of the SatSyn environment, '{self.interpreter}', can't be started "
                    f"({error.strerror}). {set_up_again()}"
                ) from error


def event_of(line: str) -> dict[str, Any] | None:
    """Return the event on a line of a worker, with its kind as `event`; None if the line is other text."""
    with contextlib.suppress(ValueError):
        event = json.loads(line)
        if isinstance(event, dict) and "event" in event:
            return event
    return None


def worker_crash(exit_code: int, interpreter: Path, log_path: Path) -> SatSynError:
    """Return the error for a worker that ended without reporting a result or an error."""
    log = f"The log is '{log_path}'."
    words = _tail(log_path)
    if exit_code >= 0 and (missing := re.search(r"No module named '([^']+)'", words)):
        return EnvironmentSetupError(
            f"The SatSyn environment ('{interpreter}') lacks the package '{missing.group(1)}'. {set_up_again()} {log}"
        )
    if -exit_code in _ENDING_SIGNALS:
        return SatSynError(
            f"The SatSyn worker was ended from outside (signal {_signal_name(exit_code)}), most often because the "
            "memory ran out: close other programs, or make BLOCK_SIZE, EXTENT, CROP or BATCH smaller, whichever the "
            f"job has. {log}"
        )
    last = _last_lines(words)
    if exit_code < 0 and last:
        printed = " / ".join(last)
        return SatSynError(
            f"The SatSyn worker crashed (signal {_signal_name(exit_code)}). The last that was printed: "
            f'"{printed}". {log}'
        )
    if exit_code < 0:
        return SatSynError(f"The SatSyn worker crashed (signal {_signal_name(exit_code)}). {log}")
    said = f" and said: {last[-1]}" if last else ""
    return SatSynError(f"The SatSyn worker ended without a result (exit code {exit_code:#x}){said}. {log}")


def _last_lines(words: str) -> list[str]:
    """Return the last lines that libraries have printed, without the traceback of a crash after them."""
    crash = _CRASH.search(words)
    lines = [line.strip() for line in words[: crash.start() if crash else None].splitlines()]
    return [line[:_LONGEST_LINE].rstrip(".") for line in lines if line][-_LINES_SAID:]


def _signal_name(exit_code: int) -> str:
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return str(-exit_code)


def _tail(log_path: Path) -> str:
    with log_path.open("rb") as log:
        log.seek(max(0, log_path.stat().st_size - _LOG_TAIL_BYTES))
        return log.read().decode("utf-8", "replace")
