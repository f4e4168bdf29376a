"""Full disks: noticing one where a library writes, which goes on as if nothing had happened; and how a job goes on."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .atomic_files import visible_part
from .errors import NO_ROOM, DiskFullError

_SUSPICIOUS_BYTES = 4096
"""Less than any file takes. Some file systems always say so: then a file is tried."""

_TRIED_BYTES = 65536


def refuse_full_disk(target: Path) -> None:
    """Check that the disk of a file that is being written still takes something.

    Raises:
        DiskFullError: it does not.
    """
    try:
        if shutil.disk_usage(target.parent).free >= _SUSPICIOUS_BYTES:
            return
        with tempfile.TemporaryFile(dir=target.parent, prefix=".satsyn-") as file:
            file.write(bytes(_TRIED_BYTES))
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(target) from error


def disk_full(error: OSError, folder: Path | None = None) -> DiskFullError | None:
    """Return the error for users if the system says that a disk is full; None if it says something else.

    Args:
        error: of the system, which does not name a file that was open already.
        folder: where the file is, as far as it is known.
    """
    if error.errno not in NO_ROOM:
        return None
    return DiskFullError(folder if error.filename is None else visible_part(error.filename))


@contextmanager
def kept_on_full_disk(folder: Path, then: Callable[[], str]) -> Iterator[None]:
    """Have the error of a full disk in a `with` block say how the next run goes on with what is done.

    Args:
        folder: where the block writes.
        then: returns a sentence, empty if nothing is done yet; called when the disk is full.

    Raises:
        DiskFullError: the disk is full.
    """
    try:
        yield
    except DiskFullError as error:
        raise error.followed_by(then()) from error
    except OSError as error:
        full = disk_full(error, folder)
        if full is None:
            raise
        raise full.followed_by(then()) from error
