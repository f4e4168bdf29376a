"""The signals that ask a process to stop."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from ..contract.errors import JobCancelledError
from .standard_streams import descriptor_for_errors

# SIGTERM comes last: tests wait until it is handled.
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def handle_stop_signals(handler: Callable[[int, FrameType | None], object]) -> None:
    """Have a function called for each signal that asks the process to stop. Main thread only.

    A signal that whoever started the process has it ignore stays ignored, as in the background of a shell.
    """
    for number in _STOP_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def leave_at_stop_signals() -> None:
    """End the process at once when it is asked to stop, until a job listens: nothing is begun that would be left."""
    handle_stop_signals(_leave)


def say_cancelled(message: str | None = None) -> None:
    """Write the last word of a process that ends by force to stderr, without waiting for anything."""
    with suppress(OSError):  # the process may have been started without it
        os.write(descriptor_for_errors(), f"\n{message or JobCancelledError()}\n".encode())


def _leave(_number: int, _frame: FrameType | None) -> None:
    say_cancelled()
    os._exit(JobCancelledError.exit_code)
