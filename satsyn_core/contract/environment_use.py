"""Whether a managed environment is in use: every process that runs in one keeps it, until the process ends.

On Windows a process keeps the stamp of the environment open, which nobody can remove then; elsewhere it shares a lock
of that file. Both end with the process, however it ends.
"""

from __future__ import annotations

import errno
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

STAMP = "satsyn-complete"
"""A file in a finished environment: one without it was left behind by a crash, and is never used."""

NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)
"""What disks answer on which nothing can be locked, above all those of a network."""

_kept: list[IO[bytes]] = []


def keep_environment(environment: Path) -> None:
    """Let nobody take an environment away while this process lives; one that SatSyn has not made is left alone."""
    with suppress(OSError):
        stamp = (environment / STAMP).open("rb")
        _kept.append(stamp)
        _lock(stamp, alone=False)


def take_away(environment: Path) -> bool:
    """Take the stamp of an environment away, so that it is used no more; return False where a process runs in it."""
    stamp = environment / STAMP
    if not stamp.exists():
        return True
    try:
        # Windows removes no open file, not even that of this process.
        with nullcontext() if sys.platform == "win32" else stamp.open("rb+") as file:
            _lock(file, alone=True)
            stamp.unlink(missing_ok=True)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _lock(file: IO[bytes] | None, *, alone: bool) -> None:
    """Lock a file, alone or with others, on systems other than Windows.

    Raises:
        BlockingIOError: another process has locked it.
    """
    if sys.platform == "win32" or file is None:
        return
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
