"""What a warm worker computes next: the newest preview first, then what can wait; older previews are dropped."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Callable


@dataclass(frozen=True)
class Request:
    """A job for the warm worker.

    Attributes:
        job: name of the job, as `generate-imagery`.
        values: its parameters.
        done: called with the outputs.
        failed: called with a sentence if there are none; not called for requests that were dropped.
        waits: whether it may wait until no preview is wanted.
        may_be_dropped: whether a newer request takes its place.
    """

    job: str
    values: dict[str, Any]
    done: Callable[[dict[str, Any]], None]
    failed: Callable[[str], None]
    waits: bool = False
    may_be_dropped: bool = True


@dataclass
class RequestLine:
    """The requests that wait, and the one that is computed. Knows nothing of processes."""

    running: Request | None = None
    _urgent: deque[Request] = field(default_factory=deque)
    _waiting: deque[Request] = field(default_factory=deque)
    _is_stale: bool = False

    def add(self, request: Request) -> bool:
        """Take a request; return whether the one that is computed is to be cancelled because nobody waits for it."""
        if request.waits:
            self._waiting.append(request)
            return False
        if not request.may_be_dropped:
            self._urgent.appendleft(request)
            return False
        is_stale = self.drop_previews()
        self._urgent.append(request)
        return is_stale

    def drop_previews(self) -> bool:
        """Forget the previews; return whether the one that is computed is to be cancelled."""
        self._urgent = deque(one for one in self._urgent if not one.may_be_dropped)
        running = self.running
        if running is None or running.waits or not running.may_be_dropped or self._is_stale:
            return False
        self._is_stale = True
        return True

    def next(self) -> Request | None:
        """Return the request to compute now; None if one is computed already or there is none."""
        if self.running is not None:
            return None
        line = self._urgent or self._waiting
        self.running = line.popleft() if line else None
        self._is_stale = False
        return self.running

    def finish(self) -> tuple[Request | None, bool]:
        """Return the request that was computed, and whether somebody still waits for it."""
        finished, wanted = self.running, not self._is_stale
        self.running, self._is_stale = None, False
        return finished, wanted

    def drop_waiting(self) -> None:
        """Forget the requests that can wait."""
        self._waiting.clear()

    def clear(self) -> None:
        """Forget all requests."""
        self.running, self._is_stale = None, False
        self._urgent.clear()
        self._waiting.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is computed and nothing waits."""
        return self.running is None and not self._urgent and not self._waiting
