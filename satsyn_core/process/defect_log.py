"""Logs of errors that nobody expected: what a report to the developers needs, in a file of its own."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback

from .. import __version__

TRACKER = "https://github.com/satsyn/satsyn/issues"


def write_defect_log(error: BaseException) -> str:
    """Write version, platform, command and traceback to a file in the system's folder for temporary files.

    Returns:
        Name of the file; empty if it cannot be written.
    """
    command = " ".join(sys.argv)
    about = f"SatSyn {__version__}, Python {platform.python_version()}, {platform.platform()}\nCommand: {command}\n\n"
    text = about + "".join(traceback.format_exception(error))
    try:
        handle, name = tempfile.mkstemp(prefix="satsyn-error-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return ""
    return name
