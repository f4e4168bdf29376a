"""Files from strangers: plain ones alone, and not larger than such a file can be."""

from __future__ import annotations

import glob
import os
import stat
from pathlib import Path

from .errors import InputError

_HEAD_BYTES = 200

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


def refuse_no_data(path: str | os.PathLike[str]) -> None:
    """Refuse a file that stands where data should be; call it where data could not be read.

    Raises:
        InputError: it is empty, a web page in place of a download, or a pointer of Git LFS.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return
    if not head:
        raise InputError(f"{path} is empty: fetch or export it again.")
    if head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise InputError(f"{path} is a web page, as a failed download leaves it: fetch the file itself again.")
    if head.startswith(b"version https://git-lfs"):
        raise InputError(f"{path} is a pointer of Git LFS: fetch the file itself with git lfs pull.")


def require_whole_shapefile(path: str | os.PathLike[str]) -> None:
    """Check that a shapefile has the files that hold its places and attributes.

    Raises:
        InputError: one of them is missing.
    """
    file = Path(path)
    if file.suffix.lower() != ".shp" or not file.is_file():
        return
    there = {other.suffix.lower() for other in file.parent.glob(f"{glob.escape(file.stem)}.*")}
    lacking = [f"{file.stem}{suffix}" for suffix in (".shx", ".dbf") if suffix not in there]
    if lacking:
        raise InputError(
            f"The shapefile {path} lacks {' and '.join(lacking)}: copy all files of this name into one folder (.shp, "
            ".shx, .dbf, .prj), or export the layer to a GeoPackage."
        )


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
