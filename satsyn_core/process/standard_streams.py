"""Standard streams that whoever started the process has closed, as a shell does by `2>&-`."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_NAMES = ("stdin", "stdout", "stderr")
STDERR = 2

_closed: set[int] = set()

users_stderr = [STDERR]
"""Numbers of the streams that the user reads while what libraries print goes elsewhere, the present one last."""


def open_standard_streams() -> None:
    """Open the standard streams that are closed, so that they lead nowhere. Call it before any file is opened.

    The next file would otherwise take the number of a closed stream, and what libraries print would be written into it.
    """
    for number, name in enumerate(_NAMES):
        try:
            os.fstat(number)
        except OSError:
            _closed.add(number)
            # The lowest free number is taken: this one, as those below are open.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            mode, errors = ("r", None) if name == "stdin" else ("w", "backslashreplace")
            setattr(sys, name, open(number, mode, encoding="utf-8", errors=errors, closefd=False))  # noqa: SIM115


def stream_for_errors() -> TextIO:
    """Return where a message on a failure can be read: stdout where stderr was closed."""
    return sys.stdout if STDERR in _closed else sys.stderr


def descriptor_for_errors() -> int:
    """Return the number of the stream that the user reads, whatever libraries print meanwhile."""
    return users_stderr[-1]
