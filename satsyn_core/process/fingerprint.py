"""Fingerprints: whether two requests would give the same result, and how they differ."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..contract.json_text import read_json
from ..contract.source_files import is_missing, source_files


@dataclass(frozen=True)
class Fingerprint:
    """Everything that a result depends on: JSON-compatible `values` by names that a user understands."""

    values: Mapping[str, object]

    @property
    def text(self) -> str:
        """The values as JSON, the same text for the same values."""
        return json.dumps(self.values, sort_keys=True, indent=1)

    @property
    def digest(self) -> str:
        """SHA-256 of the text, as 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def differences(self, text: str) -> list[str]:
        """Return the names of the values that differ from those of another fingerprint's text, in their order.

        Raises:
            ValueError: the text is not that of a fingerprint.
        """
        own, other = json.loads(self.text), read_json(text)
        if not isinstance(other, dict):
            raise ValueError("a fingerprint is a JSON object")
        return sorted(name for name in {*own, *other} if own.get(name) != other.get(name))


def dataset_state(name: str) -> list[object]:
    """Return what tells a dataset from another one: the state of its file, or of those behind its name.

    Raises:
        FileNotFoundError: the name is a plain path, and there is no such file.
    """
    if Path(name).exists() or is_missing(name):
        return file_state(name)
    return [name, *(file_state(path) for path in sorted(source_files(name)))]


def file_state(path: str | os.PathLike[str]) -> list[object]:
    """Return what tells a file from another one, or from itself after a change: path, size in bytes, time in ns.

    Raises:
        FileNotFoundError: there is no such file.
    """
    status = Path(path).stat()
    return [str(Path(path).resolve()), status.st_size, status.st_mtime_ns]
