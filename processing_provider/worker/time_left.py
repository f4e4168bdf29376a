"""What a job is doing and how long it still takes, from the progress that it reports."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from ...satsyn_core.contract.wording import duration

WINDOW_SECONDS = 30.0
"""The speed is that of this past: blocks and steps differ, and the first ones take longer."""
FEWEST_SECONDS = 4.0
FEWEST_REPORTS = 3
"""Nothing is said of the time left before so many seconds and reports of a phase: it would be a guess."""
REPEAT_SECONDS = 5.0
"""Between two lines about one phase: each becomes a line of the log."""

_NUMBERS = re.compile(r"[\d.,]+")


@dataclass
class TimeLeft:
    """Follows the phases of a job.

    A phase is a run of messages that differ in their numbers alone, as "Block 3 of 12". The time left is that of the
    whole job at the speed of the phase, since progress counts the whole job.
    """

    _phase: str | None = None
    _said: float = float("-inf")
    _line: str = ""
    _reports: deque[tuple[float, float]] = field(default_factory=deque)

    def line(self, fraction: float, message: str, now: float) -> str:
        """Take note of a report, and return the line to show; empty: nothing new to say.

        Args:
            fraction: share of the job that is done, 0 to 1.
            message: what the job does now.
            now: seconds of a clock that never goes back.
        """
        phase = _NUMBERS.sub("#", message)
        is_new = bool(message) and phase != self._phase
        if is_new:
            self._phase, self._said = phase, float("-inf")
            self._reports.clear()
        self._note(fraction, now)
        if not message or now - self._said < REPEAT_SECONDS:
            return ""
        left = self._left(fraction)
        line = f"{message}, about {duration(left)} left" if left is not None else message
        if line == self._line:
            return ""
        self._said, self._line = now, line
        return line

    def _note(self, fraction: float, now: float) -> None:
        if self._reports and fraction <= self._reports[-1][1]:
            return
        self._reports.append((now, fraction))
        while len(self._reports) > FEWEST_REPORTS and now - self._reports[0][0] > WINDOW_SECONDS:
            self._reports.popleft()

    def _left(self, fraction: float) -> float | None:
        if len(self._reports) < FEWEST_REPORTS or fraction >= 1:
            return None
        (start, begun), (end, done) = self._reports[0], self._reports[-1]
        if end - start < FEWEST_SECONDS:
            return None
        return (1 - fraction) * (end - start) / (done - begun)
