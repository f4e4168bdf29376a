"""The jobs that run at the moment, by their Python: an environment in use is neither renewed nor removed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_lock = threading.Lock()
_running: Counter[Path] = Counter()


@contextmanager
def counted_in(interpreter: Path) -> Iterator[None]:
    """Count what a `with` block does as a job that runs in this Python."""
    with _lock:
        _running[interpreter] += 1
    try:
        yield
    finally:
        with _lock:
            _running[interpreter] -= 1


def runs_job(environment: Path) -> bool:
    """Whether a job of this QGIS runs in an environment. A worker that waits for one does not count."""
    with _lock:
        return any(environment in interpreter.parents for interpreter in +_running)
