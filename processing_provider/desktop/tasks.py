"""Background tasks of the panel Getting started: QGIS stays usable, and its task manager shows and cancels them."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsProcessingFeedback, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...satsyn_core.contract.errors import JobCancelledError, SatSynError
from ..sentences import in_language
from ..translation import tr
from ..worker.client import run_job
from ..worker.environment_request import EnvironmentRequest
from ..worker.interpreter import find_interpreter
from ..worker.managed_environment import create_environment, remove_environments


class _TaskFeedback(QgsProcessingFeedback):
    """Passes on what a job says, and that the user cancelled it."""

    def __init__(self, say: Callable[[str], None], show_progress: Callable[[float], None]) -> None:
        super().__init__(False)
        self._say = say
        self.progressChanged.connect(show_progress)

    def setProgressText(self, text: str) -> None:
        self._say(text)

    def pushInfo(self, info: str) -> None:
        self._say(info)

    def pushWarning(self, warning: str) -> None:
        self._say(warning)

    def pushConsoleInfo(self, info: str) -> None:
        """Programs speak for themselves in the log; the panel has words of its own."""


class BackgroundTask(QgsTask):
    """Does work that takes a while. `ended` comes once, on the main thread, with the result and an error's sentence."""

    said = pyqtSignal(str)
    ended = pyqtSignal(object, str)

    def __init__(self, description: str, work: Callable[[QgsProcessingFeedback], Any]) -> None:
        super().__init__(description, QgsTask.Flag.CanCancel)
        self._work = work
        self._result: Any = None
        self._problem = ""
        self._feedback = _TaskFeedback(self.said.emit, self.setProgress)

    def run(self) -> bool:
        try:
            self._result = self._work(self._feedback)
        except JobCancelledError:
            self._problem = _cancelled()
        except SatSynError as problem:
            self._problem = in_language(str(problem))
        except Exception as error:
            self._problem = in_language(f"SatSyn failed unexpectedly ({type(error).__name__}: {error}).")
        return not self._problem

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def finished(self, result: bool) -> None:
        if not result and not self._problem:  # it was cancelled before it was started
            self._problem = _cancelled()
        self.ended.emit(self._result, self._problem)


def _cancelled() -> str:
    return tr("Cancelled. Nothing was changed.")


def setup_task(request: EnvironmentRequest) -> BackgroundTask:
    """Return the task that makes the environment; its result is the path of the Python."""
    return BackgroundTask(
        tr("Set up the SatSyn environment"), lambda feedback: str(create_environment(feedback, request))
    )


def remove_task() -> BackgroundTask:
    """Return the task that removes the environment: tens of thousands of files."""
    return BackgroundTask(tr("Remove the SatSyn environment"), lambda _: remove_environments())


def check_task() -> BackgroundTask:
    """Return the task that checks the environment; its result are the outputs of the job `environment`."""
    return BackgroundTask(
        tr("Check the SatSyn environment"),
        lambda feedback: run_job(find_interpreter(), "environment", {"action": "check"}, feedback),
    )
