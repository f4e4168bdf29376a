"""Which runs can be resumed, and what a stopped one leaves for the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..contract.disk_room import kept_on_full_disk
from ..contract.errors import JobCancelledError, stays_when_cancelled
from ..contract.progress import Reporter
from .work_folder import WorkFolder

SHORT_RUN_SECONDS = 60
"""A run that is estimated to be shorter is done again rather than resumed."""

MOST_BUFFERED_BYTES = 128_000_000
"""Imagery that a short run keeps in memory: a fifth of what the libraries take."""


@dataclass(frozen=True)
class ResumePolicy:
    """Which runs keep their blocks in a work folder, so that a stopped one goes on; others write the image at once.

    Attributes:
        short_run_seconds: estimated time from which on a run keeps its blocks.
        most_buffered_bytes: memory for waiting blocks from which on they go to the disk instead.
    """

    short_run_seconds: float = SHORT_RUN_SECONDS
    most_buffered_bytes: int = MOST_BUFFERED_BYTES

    def keeps_blocks(self, seconds: float, buffered_bytes: int) -> bool:
        """Return whether a run keeps its blocks that takes so long, and would have so much imagery in memory."""
        return seconds >= self.short_run_seconds or buffered_bytes > self.most_buffered_bytes


_GOES_ON = "It then goes on with the blocks that are done."

DEFAULT_POLICY = ResumePolicy()


@contextmanager
def keep_for_later(work: WorkFolder, reporter: Reporter) -> Iterator[None]:
    """Say where the work lies if the `with` block is left by an error while some of it is done."""
    try:
        with (
            kept_on_full_disk(work.path, lambda: _GOES_ON if work.has_results else ""),
            stays_when_cancelled(lambda: _stays(work)),
        ):
            yield
    except JobCancelledError:
        raise
    except Exception:
        if work.has_results:
            reporter.log(_stays(work))
        raise


def _stays(work: WorkFolder) -> str:
    return f"What is done stays in {work.path}: run the same again to go on with it." if work.has_results else ""
