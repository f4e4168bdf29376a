"""The job that a process does now: what is kept for one job is neither seen nor needed by the next.

A worker, and a list of jobs, do several in one process. The result of a job must not depend on those before it.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager


class CurrentJob:
    """A job that is being done.

    Attributes:
        landcover: names of all land cover of its scenes, which shares one legend; that of each parameter apart.
        at_end: closes when it ends.
    """

    def __init__(self, landcover: Sequence[Sequence[str]] = ()) -> None:
        self.landcover = landcover
        self.at_end = ExitStack()


_without_job = CurrentJob()
atexit.register(_without_job.at_end.close)
_current = _without_job


def current_job() -> CurrentJob:
    """Return the job that this process does, in all of its threads; outside of jobs, one that ends with the process."""
    return _current


@contextmanager
def one_job(landcover: Sequence[Sequence[str]]) -> Iterator[None]:
    """Do a job in a `with` block.

    Args:
        landcover: as for `CurrentJob`.
    """
    global _current
    before, job = _current, CurrentJob(landcover)
    _current = job
    try:
        with job.at_end:
            yield
    finally:
        _current = before
