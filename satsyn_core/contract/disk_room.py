"""Noticing a full disk where a library writes, which goes on as if nothing had happened."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

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
