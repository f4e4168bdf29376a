"""Keeping two runs from writing the same output."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from ..contract.atomic_files import check_writable, gone_afterwards
from ..contract.environment_use import NO_LOCKS
from ..contract.errors import InputError
from ..contract.progress import Reporter

_POLL_SECONDS = 0.5

Result = TypeVar("Result")


class OutputInUseError(InputError):
    """Another run is writing the output."""


def owned(outputs: Sequence[Path], *, first: bool) -> AbstractContextManager[None]:
    """Return a lock of outputs for the first of several processes that write them together; the others take none."""
    return locked_outputs(outputs) if first else nullcontext()


@contextmanager
def locked_outputs(outputs: Sequence[Path]) -> Iterator[None]:
    """Let no other run write any of these files during a `with` block, see `locked_output`.

    Raises:
        InputError: one of them cannot be written.
        OutputInUseError: another run writes one of them.
    """
    with ExitStack() as stack:
        for output in dict.fromkeys(outputs):
            check_writable(output)
            stack.enter_context(locked_output(output))
        yield


@contextmanager
def locked_output(output: Path) -> Iterator[None]:
    """Let no other run write an output during a `with` block. The lock of a killed run does not block the next one.

    Args:
        output: file or folder; the folder that holds it exists and can be written. The lock file lies beside it.

    Raises:
        OutputInUseError: another run holds the lock.
    """
    path = output.with_name(f".{output.name}.lock")
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputInUseError(
            f"Another run is writing {output}: wait until it has ended, or choose another output."
        ) from error
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
        path.unlink(missing_ok=True)
        raise InputError(
            f"The disk of {output} has no locks ({error.strerror}), which keep two runs from writing the same file: "
            "choose an output on another disk, and copy it there afterwards."
        ) from error
    try:
        # The lock file is removed before the lock is released, so that whoever waits for it sees that it is gone.
        with gone_afterwards(path):
            yield
    finally:
        lock.release()


def when_free(action: Callable[[], Result], reporter: Reporter) -> Result:
    """Return what an action returns, which is tried again for as long as another run is writing its output.

    Args:
        action: raises `OutputInUseError` where another run writes; may find that the other run has done the work.
        reporter: may cancel while this waits.
    """
    while True:
        try:
            return action()
        except OutputInUseError:  # noqa: PERF203 - a loop that waits
            reporter.check_cancelled()
            time.sleep(_POLL_SECONDS)
