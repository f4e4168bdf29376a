"""Stopping a job that is asked to stop: politely first, and within a second whatever it is doing."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from ..contract.atomic_files import remove_unfinished
from ..contract.errors import JobCancelledError
from .stop_signals import handle_stop_signals

GRACE_SECONDS = 0.3
"""How long a job may take to notice by itself: a parent that cancelled wants it gone within a second."""


def leave(exit_code: int) -> NoReturn:
    """End the process now: taking large libraries down in order can take a second, and some crash over it."""
    remove_unfinished()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)


class Stopper:
    """Remembers that the job is to stop, and ends the process if the job has not ended after a short grace.

    A library may compute for minutes before Python gets to run: then the files that are being written are removed
    from another thread, and the process ends with the exit code of a cancelled job.

    Args:
        on_forced: called before the process is ended by force, to say a last word; it must return at once.
    """

    def __init__(self, on_forced: Callable[[], None]) -> None:
        self._on_forced = on_forced
        self._requested = threading.Event()
        self._ended = threading.Event()

    @property
    def requested(self) -> bool:
        """Whether the job is to stop."""
        return self._requested.is_set()

    def request(self) -> None:
        """Ask the job to stop; may be called from any thread, and again."""
        if not self._requested.is_set():
            self._requested.set()
            threading.Thread(target=self._end_by_force, name="satsyn-stop", daemon=True).start()

    def check(self) -> None:
        """Raise `JobCancelledError` if the job is to stop."""
        if self.requested:
            raise JobCancelledError

    def job_ended(self) -> None:
        """Say that the job has ended, and needs no force."""
        self._ended.set()

    def listen_to_signals(self) -> None:
        """Take SIGINT and SIGTERM as requests to stop, also while Python waits for a library. Main thread only.

        Those that the process ignores stay ignored.
        """
        here, there = socket.socketpair()
        there.setblocking(False)
        # Python's own handlers wait for the main thread; the wake-up byte is written at once.
        signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
        handle_stop_signals(lambda *_: None)

        def wait_for_signal() -> None:
            # The other end must stay open as long as a signal may come.
            while here.recv(1) and there:
                self.request()

        threading.Thread(target=wait_for_signal, name="satsyn-signals", daemon=True).start()

    def _end_by_force(self) -> None:
        if self._ended.wait(GRACE_SECONDS):
            return
        remove_unfinished()
        self._on_forced()
        _end_group()
        os._exit(JobCancelledError.exit_code)


def _end_group() -> None:
    """End the processes that this one started, if it leads their group; this one outlives SIGTERM, which it handles."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGTERM)
