"""Files from strangers: plain ones alone, and not larger than such a file can be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .errors import InputError

MOST_TEXT_BYTES = 256_000_000
"""More than any description has: the manifest of half a million chips."""


def require_plain_file(path: str | os.PathLike[str]) -> None:
    """Check that a path that exists is a file: reading a pipe waits for ever, and a device has no end.

    Raises:
        InputError: it is something else.
    """
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise InputError(f"{path} is a pipe, a device or the like, not a file: give a file.")


def read_text(path: Path) -> str:
    """Return the text of a plain file, without the byte order mark that editors on Windows put before it.

    Raises:
        InputError: it is no plain file, or too large.
        OSError: it cannot be read.
        ValueError: it is not in UTF-8; the message is a part of a sentence.
    """
    require_plain_file(path)
    size = path.stat().st_size
    if size > MOST_TEXT_BYTES:
        raise InputError(f"{path} is {size / 1e6:.0f} MB large, more than a description can be: choose another file.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
