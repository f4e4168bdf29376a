"""Child processes with a clean environment and their own process group, read without blocking and always ended.

They are started from lists of arguments; no shell sees them.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess  # nosec B404
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Callable

from ...satsyn_core.contract.errors import JobCancelledError
from ...satsyn_core.contract.foreign_libraries import clean_environment
from .programs import system_program

POLL_SECONDS = 0.1
"""Interval between checks for a cancel request while a child is silent."""
LAST_WORDS_SECONDS = 30.0
"""How long a child that closed its output may take to exit."""

WINDOWLESS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Flag of a process on Windows that opens no console window."""
_OWN_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


class ChildProcess:
    """A running program whose output lines are read while cancel requests are checked.

    As a context manager it ends the program, and everything the program started, on the way out. One thread reads its
    lines; any may send lines and end it.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        errors_to: IO[bytes] | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        """Start `arguments` (a program and its arguments) in `folder`.

        Args:
            arguments: the program's path and its arguments; no shell sees them.
            folder: the working folder.
            errors_to: file that takes the standard error; None mixes it into the output lines.
            variables: environment variables that the program gets besides those of QGIS that do not disturb it.

        Raises:
            OSError: the program can't be started.
        """
        self._process = subprocess.Popen(  # nosec B603
            list(arguments),
            cwd=folder,
            env={**clean_environment(os.environ), **(variables or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if errors_to is None else errors_to,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=_OWN_GROUP | WINDOWLESS,
        )
        self._killed = self._output_ended = False
        self._killing = threading.Lock()
        self._unsent: queue.Queue[str | None] = queue.Queue()
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="satsyn-child-output", daemon=True)
        self._reader.start()
        threading.Thread(target=self._write, name="satsyn-child-input", daemon=True).start()

    def __enter__(self) -> ChildProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The process id, which is also the id of the process group."""
        return self._process.pid

    def send(self, line: str) -> None:
        """Write one line to the standard input, which stays open, as soon as the child takes it; nobody waits for that.

        A child that is gone already is no error here.
        """
        self._unsent.put(line)

    def close_input(self) -> None:
        """End the standard input, at which a worker ends."""
        self._unsent.put(None)

    def next_line(self, seconds: float) -> str | None:
        """Return the next output line; None if none comes within so many seconds, or no more will come."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            if self._process.poll() is not None:
                self._end_output()
            return None
        self._output_ended = line is None
        return line

    def lines(self, is_cancelled: Callable[[], bool]) -> Iterator[str]:
        """Yield the output lines until the child has ended.

        Raises:
            JobCancelledError: `is_cancelled` returned true; the child still runs then.
        """
        while not self._output_ended:
            _raise_if(is_cancelled)
            line = self.next_line(POLL_SECONDS)
            if line is not None:
                yield line
        deadline = time.monotonic() + LAST_WORDS_SECONDS
        while not self.has_ended and time.monotonic() < deadline:
            _raise_if(is_cancelled)
            self.wait(POLL_SECONDS)

    def last_lines(self) -> list[str]:
        """Return the output lines that nobody has taken yet; call it when the child has ended."""
        return list(iter(partial(self.next_line, POLL_SECONDS), None))

    @property
    def has_ended(self) -> bool:
        """Whether the child has ended and all of its output was taken."""
        return self._output_ended and self._process.poll() is not None

    def wait(self, seconds: float) -> bool:
        """Wait for the child's own end for at most `seconds`; return whether it has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> int:
        """End the child and everything it started, at once; return its exit code (negative: the signal)."""
        with self._killing:
            if not self._killed:
                # Once only: later the system may have given the id of the group to another program.
                self._killed = True
                self._kill_group()
        self.close_input()
        return self._process.wait()

    def _kill_group(self) -> None:
        if sys.platform == "win32":
            tree = [system_program("taskkill.exe"), "/F", "/T", "/PID", str(self.pid)]
            subprocess.run(tree, check=False, capture_output=True, creationflags=WINDOWLESS)  # nosec B603
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def _end_output(self) -> None:
        """Let `lines` come to its end after the child's death, even if a grandchild holds the pipe open."""
        self.kill()
        self._reader.join(POLL_SECONDS)
        self._lines.put(None)

    def _write(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError), self._process.stdin as lines:
                while (line := self._unsent.get()) is not None:
                    lines.write(line + "\n")
                    lines.flush()

    def _read(self) -> None:
        if self._process.stdout is not None:
            with self._process.stdout as lines:
                for line in lines:
                    self._lines.put(line.rstrip("\r\n"))
        self._lines.put(None)


def _raise_if(is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise JobCancelledError
