"""The client of the worker process: sends one job, receives its events, and turns every failure into a sentence."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingFeedback

from ...satsyn_core.contract.errors import EnvironmentSetupError, InputError, JobCancelledError, SatSynError
from ..cancellation import is_cancelled
from ..sentences import in_language
from ..translation import language, tr
from .kept_worker import KEPT_JOBS, STAY, is_worth_keeping, keep_worker, take_worker
from .logs import new_log, remove_log
from .protocol import WorkerProcess, WorkerStart, event_of, worker_crash
from .running_jobs import counted_in
from .time_left import TimeLeft

_COLUMNS = re.compile(r"^ +| {2,}", re.MULTILINE)
"""Between the columns of a table. Logs of QGIS are HTML, where several spaces are one."""


def _hard_spaces(spaces: re.Match[str]) -> str:
    return "\N{NO-BREAK SPACE}" * len(spaces[0])


def run_job(
    interpreter: Path,
    job: str,
    parameters: Mapping[str, Any],
    feedback: QgsProcessingFeedback,
    renamed: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Run one job in a worker process and return its outputs by name.

    Args:
        interpreter: the Python of the SatSyn environment.
        job: name of the job, as `generate-imagery`.
        parameters: JSON-compatible values by parameter name; paths are absolute.
        feedback: receives progress and messages; a cancel request stops the worker within a second.
        renamed: returns a message with the user's names of layers, in place of those of their copies.

    Raises:
        InputError: the job rejected its input.
        JobCancelledError: the user cancelled the job before its outputs were there; the sentence says what stays.
        EnvironmentSetupError: the interpreter can't be started or lacks a package.
        SatSynError: the job failed or its process crashed; the sentence names the log file.
    """
    log_path = new_log(job)
    conversation = _Conversation(feedback, renamed)
    try:
        with counted_in(interpreter):
            exit_code = _do(_Request(job, parameters, log_path), interpreter, conversation)
        outputs = conversation.outputs_or_raise(exit_code, interpreter, log_path)
    except (JobCancelledError, InputError):
        remove_log(log_path)
        raise
    remove_log(log_path)
    return outputs


@dataclass(frozen=True)
class _Request:
    """A job, and the file that takes what libraries print meanwhile."""

    job: str
    parameters: Mapping[str, Any]
    log: Path

    def send_to(self, worker: WorkerProcess) -> None:
        worker.ask(job=self.job, parameters=dict(self.parameters), log=str(self.log), language=language())


def _do(request: _Request, interpreter: Path, conversation: _Conversation) -> int:
    """Have a worker do a job, the one that waits if there is one; return its exit code, 0 for one that stays."""
    start = WorkerStart.of(interpreter)
    waiting = take_worker(start) if request.job in KEPT_JOBS else None
    if waiting is not None:
        exit_code = _converse(waiting, start, request, conversation)
        if conversation.has_begun:
            return exit_code
        # It ended before the job came.
    worker = start.process(request.log, *(STAY if request.job in KEPT_JOBS else ()))
    return _converse(worker, start, request, conversation)


def _converse(worker: WorkerProcess, start: WorkerStart, request: _Request, conversation: _Conversation) -> int:
    """Have this worker do a job. It ends, or stays for the next one where that is worth it."""
    started = time.monotonic()
    with ExitStack() as stack:
        stack.enter_context(worker)
        request.send_to(worker)
        try:
            for line in worker.lines(lambda: is_cancelled(conversation.feedback)):
                conversation.receive(line)
                if conversation.is_ready:
                    break
        except JobCancelledError:
            worker.cancel()
            worker.end()
            for line in worker.last_lines():
                conversation.receive(line)
            if conversation.outputs is not None:
                return 0  # the job was done before it heard of it
            if conversation.error is not None and conversation.error[0] == JobCancelledError.kind:
                # The worker knows what stays of the job.
                raise JobCancelledError(conversation.error[1]) from None
            raise
        if not conversation.is_ready:
            return worker.kill()
        if conversation.error is None and is_worth_keeping(request.job, time.monotonic() - started):
            stack.pop_all()
            keep_worker(worker, start)
        else:
            worker.end()
        return 0


@dataclass
class _Conversation:
    """The events of the worker so far."""

    feedback: QgsProcessingFeedback
    renamed: Callable[[str], str]
    outputs: dict[str, Any] | None = None
    error: tuple[str, str] | None = field(default=None)
    time_left: TimeLeft = field(default_factory=TimeLeft)
    metrics: list[str] = field(default_factory=list)
    step: int = -1
    has_begun: bool = False
    is_ready: bool = False

    def receive(self, line: str) -> None:
        """Process one line: an event, or other text, which is shown as it is."""
        event = event_of(line)
        if event is None:
            self.feedback.pushConsoleInfo(line)
            return
        kind = event["event"]
        self.has_begun = True
        if kind != "metric":
            self._say_metrics()
        if kind == "progress":
            fraction = float(event["fraction"])
            self.feedback.setProgress(100.0 * fraction)
            line = self.time_left.line(fraction, event.get("message") or "", time.monotonic())
            if line:
                self.feedback.setProgressText(in_language(line))
        elif kind == "log":
            say = self.feedback.pushWarning if event.get("level") == "warning" else self.feedback.pushInfo
            say(_COLUMNS.sub(_hard_spaces, in_language(self.renamed(event["text"]))))
        elif kind == "metric":
            if event["step"] != self.step:
                self._say_metrics()
                self.step = event["step"]
            value = event["value"]
            shown = "–" if value is None else f"{value:.4g}"
            self.metrics.append(f"{event['name'].replace('_', ' ')} {shown}")
        elif kind == "result":
            self.outputs = event["outputs"]
        elif kind == "ready":
            self.is_ready = True
        elif kind == "error":
            self.error = (event["kind"], self.renamed(event["message"]))

    def _say_metrics(self) -> None:
        """Show the figures of a step in one line: they come one by one."""
        if self.metrics:
            words = tr("Step {step}: {figures}").format(step=f"{self.step:,}", figures=", ".join(self.metrics))
            self.feedback.pushInfo(words)
            self.metrics.clear()

    def outputs_or_raise(self, exit_code: int, interpreter: Path, log_path: Path) -> dict[str, Any]:
        """Return the outputs if the job reported them and the process succeeded; raise its error otherwise."""
        if self.error is not None:
            kind, message = self.error
            if kind == "input":
                raise InputError(message)
            if kind == "cancelled":
                raise JobCancelledError(message)
            error = EnvironmentSetupError if kind == "environment" else SatSynError
            raise error(f"{message} The log is '{log_path}'.")
        if exit_code != 0 or self.outputs is None:
            raise worker_crash(exit_code, interpreter, log_path)
        return self.outputs
