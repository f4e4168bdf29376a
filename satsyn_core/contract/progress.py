"""The reporter, through which a job reports progress and messages and asks whether it was cancelled."""

from __future__ import annotations


class Reporter:
    """Receives the progress, messages and metrics of a job. This base class drops them and is never cancelled.

    The worker and the command line have reporters of their own.
    """

    def progress(self, fraction: float, message: str = "") -> None:
        """Report that `fraction` (0 to 1) of the work is done; `message` says what the job does now."""

    def log(self, text: str, level: str = "info") -> None:
        """Report a line for the user; `level` is `info` or `warning`."""

    def metric(self, name: str, step: int, value: float) -> None:
        """Report the value of a metric at a step of training or evaluation."""

    def check_cancelled(self) -> None:
        """Raise `JobCancelledError` if the user has stopped the job. Call it at least every second where possible."""

    def part(self, start: float, end: float) -> Reporter:
        """Return a reporter for a sub-step: its fractions 0 to 1 become `start` to `end` of this one."""
        return _Part(self, start, end)


class SilentReporter(Reporter):
    """Drops all reports but can be cancelled: for further processes of a job, of which only one reports."""

    def __init__(self, whole: Reporter) -> None:
        self._whole = whole

    def check_cancelled(self) -> None:
        """Raise `JobCancelledError` if the user has stopped the job."""
        self._whole.check_cancelled()


class _Part(Reporter):
    def __init__(self, whole: Reporter, start: float, end: float) -> None:
        self._whole = whole
        self._start = start
        self._length = end - start

    def progress(self, fraction: float, message: str = "") -> None:
        self._whole.progress(self._start + self._length * fraction, message)

    def log(self, text: str, level: str = "info") -> None:
        self._whole.log(text, level)

    def metric(self, name: str, step: int, value: float) -> None:
        self._whole.metric(name, step, value)

    def check_cancelled(self) -> None:
        self._whole.check_cancelled()
