"""The errors that users see. Each message is a sentence that says what is wrong, where, and how to fix it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class SatSynError(Exception):
    """A job that could not be done. The message is shown to the user as it is.

    Attributes:
        kind: the word that the worker's `error` event carries.
        exit_code: the exit code of the command line and of the worker.
    """

    kind = "failed"
    exit_code = 1


class InputError(SatSynError):
    """A parameter or an input file is wrong, and the person who chose it can put it right."""

    kind = "input"
    exit_code = 2


NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Error numbers of a full disk, an exhausted quota, and a file that is too large for its file system."""


class DiskFullError(SatSynError):
    """The disk or the quota is full.

    Args:
        place: the file or folder that did not fit, if it is known.
        then: a sentence on how the next run goes on with what is done.
        is_certain: whether the system said so; otherwise parts of a file are missing, for which there is hardly another
            cause.
    """

    def __init__(self, place: str | os.PathLike[str] | None = None, then: str = "", *, is_certain: bool = True) -> None:
        self._place, self._is_certain = place, is_certain
        what = "A file" if place is None else os.fspath(place)
        words = (
            f"{what} can't be written, because the disk is full: free some space on it, and run this again."
            if is_certain
            else f"{what} is not whole on the disk, which was probably full: free some space on it, and run this again."
        )
        super().__init__(f"{words} {then}".rstrip())

    def followed_by(self, then: str) -> DiskFullError:
        """Return the same error with a sentence on how the next run goes on with what is done."""
        return DiskFullError(self._place, then, is_certain=self._is_certain)


_staying: list[Callable[[], str]] = []
"""What the job leaves if it is cancelled now, that of the whole job first."""


@contextmanager
def stays_when_cancelled(words: Callable[[], str]) -> Iterator[None]:
    """Have `JobCancelledError` say in a `with` block what a cancelled job leaves, and how the next run goes on with it.

    Args:
        words: returns a sentence, empty if there is nothing; it may be called from any thread.
    """
    _staying.append(words)
    try:
        yield
    finally:
        _staying.remove(words)


def what_stays() -> str:
    """Return what the running job leaves if it is cancelled now, and how the next run goes on with it; "" for nothing.

    It may be called from any thread.
    """
    return next((said for words in tuple(_staying) if (said := words())), "")


class JobCancelledError(SatSynError):
    """The user stopped the job.

    Attributes:
        stays: see `what_stays`.

    Args:
        message: without it, the error says what stays of the job that is running.
    """

    kind = "cancelled"
    exit_code = 130

    def __init__(self, message: str = "") -> None:
        self.stays = what_stays()
        what = f"The job was cancelled. {self.stays}" if self.stays else "The job was cancelled; no output was written."
        super().__init__(message or what)


class EnvironmentSetupError(SatSynError):
    """The SatSyn environment (its Python or one of its packages) is missing or broken."""

    kind = "environment"


_LONGEST_REASON = 300


def first_words(error: BaseException) -> str:
    """Return what the first cause of an error says, on one line, without a full stop, cut where it is a page long."""
    first = error
    while first.__cause__ is not None:
        first = first.__cause__
    words = " ".join(str(getattr(first, "errmsg", "") or first).split()).rstrip(".")
    return words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]} ..."
