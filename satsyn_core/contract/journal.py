"""A journal: lines that are added one by one, and of which those that were written whole are known again."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from .atomic_files import complete_or_absent

_CHECKSUM = b', "crc32": "%08x"}\n'
_CHECKSUM_BYTES = len(_CHECKSUM % 0)
_LINES_PER_FLUSH = 64


class Journal:
    """A file with a JSON object on each line, whose last entry is the CRC-32 of the others' text.

    Attributes:
        entries: what an earlier run has written, up to the first line that is cut or damaged; the rest is removed.

    Args:
        path: the file, made if it is not there.
    """

    def __init__(self, path: Path) -> None:
        self.entries: list[dict[str, Any]] = []
        self._path = path
        _leave_other_names(path)
        self._file = path.open("ab+")
        self._added = 0
        self._read()

    def add(self, entry: Mapping[str, Any]) -> None:
        """Add a line; `entry` is not empty."""
        text = json.dumps(entry).encode()[:-1]
        self._named(lambda: self._file.write(text + _checksum(text)))
        self._added += 1
        if self._added % _LINES_PER_FLUSH == 0:
            self._named(self._file.flush)

    def close(self) -> None:
        """Write what is not yet written, and close the file."""
        self._named(self._file.close)

    def _named(self, write: Callable[[], object]) -> None:
        """Write to the file; an error names it, as those of open files do not."""
        try:
            write()
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self._path)) from error

    def _read(self) -> None:
        self._file.seek(0)
        end = 0
        for entry, length in _whole_lines(self._file):
            self.entries.append(entry)
            end += length
        self._file.truncate(end)


def read_entries(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a journal as `Journal` has them, and leave the file as it is."""
    with path.open("rb") as file:
        return [entry for entry, _ in _whole_lines(file)]


def _whole_lines(file: BinaryIO) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the entry and the number of bytes of each line, up to the first one that is cut or damaged."""
    for line in file:
        text = line[:-_CHECKSUM_BYTES]
        if line[-_CHECKSUM_BYTES:] != _checksum(text):
            return
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            return
        if not isinstance(entry, dict):
            return
        yield entry, len(line)


def _leave_other_names(path: Path) -> None:
    """Let other names of a file (hard links, as in a copy of its folder) keep what it holds."""
    if path.exists() and path.stat().st_nlink > 1:
        with complete_or_absent(path) as temporary:
            shutil.copyfile(path, temporary)


def _checksum(text: bytes) -> bytes:
    """Return the end of a line."""
    return _CHECKSUM % zlib.crc32(text)
