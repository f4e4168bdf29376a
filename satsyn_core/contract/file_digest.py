"""SHA-256 of files: what tells a file that is as it was written from any other one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

_PIECE_BYTES = 1 << 20


def file_digest(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file's bytes, as 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with Path(path).open("rb") as file:
        return digest_of_rest(file)


def digest_of_rest(file: BinaryIO) -> str:
    """Return the SHA-256 of what an open file holds from its present place on, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()
