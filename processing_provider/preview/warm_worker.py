"""A worker process that stays between jobs, driven by Qt's signals: the window of QGIS never waits for it."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, pyqtSignal

from ...satsyn_core.contract.errors import SatSynError
from ...satsyn_core.contract.foreign_libraries import clean_environment
from ..settings import worker_variables
from ..translation import tr
from ..worker.client import worker_crash
from ..worker.interpreter import find_interpreter
from ..worker.kept_worker import PLUGIN_ROOT, end_with_kept_worker
from ..worker.logs import new_log, remove_log
from ..worker.named_python import set_up_again
from .request_line import Request, RequestLine

_IDLE_MILLISECONDS = 5 * 60 * 1000
"""A worker that nobody has asked for so long is ended: it keeps half a gigabyte of memory."""

_END_MILLISECONDS = 2000
"""How long a process may take to end by itself."""

_LONGEST_END_SECONDS = 10
"""How long another thread waits for the end of all: the main one may be busy, or wait for that thread."""


class WarmWorker(QObject):
    """Computes requests one by one. It is started with the first one.

    Signals:
        busy_changed: whether something that is wanted now is computed.
        environment_changed: another process is started with the next request, or none where the environment is gone.
    """

    busy_changed = pyqtSignal(bool)
    environment_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.line = RequestLine()
        self.is_warm = False
        self._process: QProcess | None = None
        self._interpreter = Path()
        self._log = Path()
        self._rest = b""
        self._sent = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MILLISECONDS)
        self._idle.timeout.connect(self.stop)
        _all_processes().ending.connect(self._give_up)

    def ask(self, request: Request) -> None:
        """Compute a request as soon as its turn comes. A preview takes the place of older ones."""
        if self.line.add(request):
            self._write({"cancel": True})
        self._go_on()

    def drop_previews(self) -> None:
        """Forget the previews that are computed or wait."""
        if self.line.drop_previews():
            self._write({"cancel": True})

    def stop(self) -> None:
        """End the process and forget all requests. The next request starts another process."""
        self.line.clear()
        process, self._process = self._process, None
        self.is_warm = False
        self._rest = b""
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self._ended)
            process.errorOccurred.disconnect(self._not_started)
            _end(process)
            remove_log(self._log)
        self.busy_changed.emit(False)

    def _give_up(self) -> None:
        """End the process because its environment goes, and tell whoever waits."""
        dropped = self.line.clear()
        self.stop()
        for request in dropped:
            request.failed(tr("The environment of SatSyn has changed: the preview is drawn again."))
        self.environment_changed.emit()

    def _go_on(self) -> None:
        request = self.line.next()
        if request is None:
            if self.line.is_empty:
                self._idle.start()
                self.busy_changed.emit(False)
            return
        self._idle.stop()
        try:
            self._start()
        except SatSynError as problem:
            self._fail(str(problem))
            return
        self.busy_changed.emit(not request.waits)
        self._sent += 1
        self._write({"id": self._sent, "job": request.job, "parameters": request.values})

    def _start(self) -> None:
        """Start the process unless it runs.

        Raises:
            SatSynError: there is no environment.
        """
        if self._process is not None:
            return
        self._interpreter = find_interpreter()
        self._log = new_log("preview")
        process = QProcess(_all_processes())
        variables = QProcessEnvironment()
        for name, value in {**clean_environment(os.environ), **worker_variables()}.items():
            variables.insert(name, value)
        process.setProcessEnvironment(variables)
        process.setWorkingDirectory(str(PLUGIN_ROOT))
        process.setStandardErrorFile(str(self._log))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._process = process
        process.start(str(self._interpreter), ["-m", "satsyn_core.worker", "--stay"])

    def _write(self, message: dict[str, Any]) -> None:
        if self._process is not None:
            self._process.write((json.dumps(message, allow_nan=False) + "\n").encode())

    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput())).split(b"\n")
        for line in lines:
            try:
                event = json.loads(line)
                kind = event["event"]
            except (ValueError, TypeError, KeyError):
                continue
            if event.get("id") == self._sent and kind in ("result", "error"):
                self._finish(event)

    def _finish(self, event: dict[str, Any]) -> None:
        request, is_wanted = self.line.finish()
        if request is not None and is_wanted:
            if event["event"] == "result":
                request.done(event["outputs"])
            elif event["kind"] != "cancelled":
                request.failed(event["message"])
        if event["event"] == "result":
            self.is_warm = True
        self._go_on()

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail(
                f"The Python of the SatSyn environment, '{self._interpreter}', can't be started. {set_up_again()}"
            )

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        exit_code = -code if status == QProcess.ExitStatus.CrashExit else code
        self._fail(str(worker_crash(exit_code, self._interpreter, self._log)))

    def _fail(self, sentence: str) -> None:
        """Tell whoever waits that the process is gone."""
        dropped = self.line.clear()
        process, self._process = self._process, None
        self.is_warm = False
        self._rest = b""
        if process is not None:
            process.deleteLater()
        self.busy_changed.emit(False)
        for request in dropped:
            request.failed(sentence)


class _WarmProcesses(QObject):
    """The processes of all warm workers: its children until they have ended.

    Signals:
        ending: they are to end now.
    """

    ending = pyqtSignal()
    _wanted = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._wanted.connect(self._end_all)

    def end_all(self) -> None:
        """End them and wait for it. Called from any thread; processes of Qt belong to the main one."""
        ended = threading.Event()
        self._wanted.emit(ended)
        ended.wait(_LONGEST_END_SECONDS)

    def _end_all(self, ended: threading.Event) -> None:
        self.ending.emit()
        for process in self.findChildren(QProcess):
            if not process.waitForFinished(_END_MILLISECONDS) and process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(_END_MILLISECONDS)
        ended.set()


_made: list[_WarmProcesses] = []


def _all_processes() -> _WarmProcesses:
    if not _made:
        _made.append(_WarmProcesses())
        end_with_kept_worker(_made[0].end_all)
    return _made[0]


def _end(process: QProcess) -> None:
    """End a process: the worker goes within a second when its input ends, and what hangs is killed."""
    process.finished.connect(process.deleteLater)
    process.closeWriteChannel()
    patience = QTimer(process)
    patience.setSingleShot(True)
    patience.timeout.connect(process.kill)
    patience.start(_END_MILLISECONDS)
