"""Fingerprints: whether two requests would give the same result, and how they differ."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..contract.file_digest import file_digest
from ..contract.json_text import read_json
from ..contract.source_files import is_missing, side_files, source_files
from .raster_metadata_file import SUFFIX, stated_digest

WHOLE_BYTES = 1 << 26
"""Size up to which all bytes of a file are compared: 64 MiB, which are read in a tenth of a second."""

SAMPLES = 64
"""Places of larger files that are compared, from the first bytes to the last."""

_SAMPLE_BYTES = 1 << 16

_OF_VIEWERS = (".ovr", ".qmd", "-shm", "-journal")
"""Side files that programs write when they show a dataset."""

_OF_STYLES = (".qml", ".sld")


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


def dataset_state(name: str, others: Iterable[str] = (), *, styles: bool = True) -> list[object]:
    """Return what tells a dataset from another one: the states of the files behind it, and a name that is no path.

    Args:
        name: of the dataset.
        others: names of what it is made of, as far as a library knows more of it than the name says.
        styles: whether style files of QGIS count, which may name the classes of values and change no pixel.

    Raises:
        FileNotFoundError: the name is a plain path, and there is no such file.
    """
    states = [file_state(path) for path in _all_files(name, others, styles=styles)]
    if _is_path(name):
        return list(states or [file_state(name)])
    return [name, *states]


def dataset_contents(name: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what tells the pixels of a dataset from others on any machine: neither folders nor times count.

    Args:
        name: of the dataset.
        others: as for `dataset_state`.

    Raises:
        FileNotFoundError: the name is a plain path, and there is no such file.
    """
    files = []
    for path in _all_files(name, others, styles=False):
        files += [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    return tuple(sorted(repr((path.name, _size(path), content_state(path)[-1])) for path in files))


def _size(path: Path) -> int | None:
    """Return the size of a file; None of an `.aux.xml`, in which new statistics change it and nothing else."""
    return None if path.name.endswith(SUFFIX) else path.stat().st_size


def _all_files(name: str, others: Iterable[str], *, styles: bool) -> list[Path]:
    if is_missing(name):
        raise FileNotFoundError(name)
    files = set(files_behind(name))
    for other in others:
        if Path(other) not in files:
            files.update(files_behind(other))
    return [path for path in sorted(files) if styles or path.suffix not in _OF_STYLES]


def _is_path(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # the XML of a VRT, say, is no name that a disk can hold
        return False


def files_behind(name: str) -> list[Path]:
    """Return the files that decide what a dataset holds: those behind its name, and their side files.

    Side files that programs write beside a dataset because they show it do not count, and neither do statistics.
    """
    files = source_files(name)
    sides = {
        side
        for side in side_files(files)
        if not side.name.endswith(_OF_VIEWERS) and side.stat().st_size and not is_statistics(side)
    }
    return sorted(files | sides)


def is_statistics(path: Path) -> bool:
    """Whether a file is an `.aux.xml` that says nothing of its raster but statistics, or one that is gone."""
    with suppress(OSError):
        return path.name.endswith(SUFFIX) and stated_digest(path) is None
    return path.name.endswith(SUFFIX)


def file_state(path: str | os.PathLike[str]) -> list[object]:
    """Return what tells a file from another one, or from itself after a change: path, time in ns, and its content.

    Raises:
        FileNotFoundError: there is no such file.
    """
    changed = Path(path).stat().st_mtime_ns
    if str(path).endswith(SUFFIX):  # new statistics change the time and nothing else
        changed = 0
    return [str(Path(path).resolve()), changed, *content_state(Path(path))]


def content_state(path: Path) -> list[object]:
    """Return what tells the content of a file, or of a folder that is one dataset, from another one.

    Of a file of up to `WHOLE_BYTES` that is the size and the SHA-256 of all bytes, whatever its time. Reading larger
    ones would cost too much: of them, size, time and `SAMPLES` places are compared. Of a folder, it is names, sizes
    and times of all files in it, and of an `.aux.xml` what it says besides statistics.

    Raises:
        FileNotFoundError: there is no such file.
    """
    if path.is_dir():
        digest = hashlib.sha256()
        for file in sorted(path.rglob("*")):
            status = file.stat()
            digest.update(repr((file.relative_to(path).as_posix(), status.st_size, status.st_mtime_ns)).encode())
        return ["folder", digest.hexdigest()]
    if path.name.endswith(SUFFIX):
        return [stated_digest(path)]
    status = path.stat()
    # The time of the last change of the file's record cannot be set: within a process it spares reading again.
    digest_text = _digest(str(path.resolve()), status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if status.st_size <= WHOLE_BYTES:
        return [status.st_size, digest_text]
    return [status.st_size, status.st_mtime_ns, digest_text]


@lru_cache(maxsize=8192)
def _digest(path: str, size: int, *_: int) -> str:
    if size <= WHOLE_BYTES:
        return file_digest(path)
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        for number in range(SAMPLES):
            file.seek((size - _SAMPLE_BYTES) * number // (SAMPLES - 1))
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()
