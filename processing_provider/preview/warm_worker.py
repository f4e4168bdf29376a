"""A worker process that stays between jobs, read by a timer of Qt: the window of QGIS never waits for it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...satsyn_core.contract.errors import SatSynError
from ..translation import tr
from ..worker.interpreter import find_interpreter
from ..worker.kept_worker import end_with_kept_worker
from ..worker.logs import new_log, remove_log
from ..worker.protocol import WorkerProcess, WorkerStart, event_of, worker_crash
from .request_line import Request, RequestLine

_IDLE_MILLISECONDS = 5 * 60 * 1000
"""A worker that nobody has asked for so long is ended: it keeps half a gigabyte of memory."""

_READ_MILLISECONDS = 30
"""Between two looks at what the process has said."""


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
        self._process: WorkerProcess | None = None
        self._interpreter = Path()
        self._log = Path()
        self._sent = 0
        self._reading = QTimer(self)
        self._reading.setInterval(_READ_MILLISECONDS)
        self._reading.timeout.connect(self._read)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MILLISECONDS)
        self._idle.timeout.connect(self.stop)
        _all_processes().ended.connect(self._give_up)

    def ask(self, request: Request) -> None:
        """Compute a request as soon as its turn comes. A preview takes the place of older ones."""
        if self.line.add(request):
            self._cancel()
        self._go_on()

    def drop_previews(self) -> None:
        """Forget the previews that are computed or wait."""
        if self.line.drop_previews():
            self._cancel()

    def stop(self) -> None:
        """End the process and forget all requests. The next request starts another process."""
        self.line.clear()
        process = self._process
        self._forget_process()
        if process is not None:
            threading.Thread(target=_all_processes().end, args=(process,), name="satsyn-worker-end").start()
            remove_log(self._log)
        self.busy_changed.emit(False)

    def _give_up(self) -> None:
        """Forget the process, which was ended because its environment goes, and tell whoever waits."""
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
            process = self._running()
        except SatSynError as problem:
            self._fail(str(problem))
            return
        self.busy_changed.emit(not request.waits)
        self._sent += 1
        process.ask(id=self._sent, job=request.job, parameters=request.values)

    def _running(self) -> WorkerProcess:
        """Return the process, which is started unless it runs.

        Raises:
            SatSynError: there is no environment, or its Python can't be started.
        """
        if self._process is None:
            self._interpreter = find_interpreter()
            self._log = new_log("preview")
            self._process = WorkerStart.of(self._interpreter).process(self._log, "--stay")
            _all_processes().running.add(self._process)
            self._reading.start()
        return self._process

    def _cancel(self) -> None:
        if self._process is not None:
            self._process.cancel()

    def _read(self) -> None:
        """Take note of what the process has said since, and of its end."""
        process = self._process
        if process is None:
            return
        while (line := process.next_line(0)) is not None:
            event = event_of(line)
            if event is not None and event.get("id") == self._sent and event["event"] in ("result", "error"):
                self._finish(event)
            if process is not self._process:
                return  # whoever got the answer has ended it
        if process.has_ended and not process.was_ended:
            self._fail(str(worker_crash(_all_processes().end(process), self._interpreter, self._log)))

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

    def _fail(self, sentence: str) -> None:
        """Tell whoever waits that there is no process."""
        dropped = self.line.clear()
        self._forget_process()
        self.busy_changed.emit(False)
        for request in dropped:
            request.failed(sentence)

    def _forget_process(self) -> None:
        self._process = None
        self.is_warm = False
        self._reading.stop()


class _WarmProcesses(QObject):
    """The processes of all warm workers, until they have ended.

    Signals:
        ended: all were ended because their environment goes.
    """

    ended = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.running: set[WorkerProcess] = set()

    def end_all(self) -> None:
        """End them and tell the warm workers. Called from any thread; those hear of it in the main one."""
        for process in tuple(self.running):
            self.end(process)
        self.ended.emit()

    def end(self, process: WorkerProcess) -> int:
        """End a process and wait for it; return its exit code."""
        exit_code = process.end()
        self.running.discard(process)
        return exit_code


_made: list[_WarmProcesses] = []


def _all_processes() -> _WarmProcesses:
    if not _made:
        _made.append(_WarmProcesses())
        end_with_kept_worker(_made[0].end_all)
    return _made[0]
