"""The log files of workers and of the setup: kept where something failed, and removed where nothing did."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

_PREFIX, _SUFFIX = "satsyn-", ".log"
_DONE = "satsyn-done\n"


def new_log(subject: str) -> Path:
    """Return a new, empty log file in the system's folder for temporary files, where it outlives QGIS."""
    _sweep()
    handle, path = tempfile.mkstemp(prefix=f"{_PREFIX}{subject}-", suffix=_SUFFIX)
    os.close(handle)
    return Path(path)


def remove_log(log: Path) -> None:
    """Remove the log of what has succeeded, now or when the next log is made.

    Windows removes no file that a process has open, and the program that starts the Python of an environment has its
    log open as long as that Python runs.
    """
    try:
        log.unlink(missing_ok=True)
    except OSError:
        with contextlib.suppress(OSError):
            log.write_text(_DONE, encoding="utf-8")


def kept_logs() -> list[Path]:
    """Return the user's own logs that are there, the newest last, but for those that wait for their removal."""
    return [log for log in _logs() if not _is_done(log)]


def _sweep() -> None:
    for log in _logs():
        if _is_done(log):
            with contextlib.suppress(OSError):
                log.unlink()


def _logs() -> list[Path]:
    """Return the user's own logs, the newest last. Several people may share the folder for temporary files."""
    found: list[tuple[float, Path]] = []
    for log in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):  # another process may have removed it
            status = log.lstat()  # a link may lead to any file
            if stat.S_ISREG(status.st_mode) and status.st_uid == _own_user():
                found.append((status.st_mtime, log))
    return [log for _, log in sorted(found)]


def _own_user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0  # Windows has a folder for each user, and says 0 of all files


def _is_done(log: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return log.stat().st_size < 2 * len(_DONE) and log.read_text(encoding="utf-8") == _DONE
    return False
