"""Files that exist only when they are complete: written under a hidden name beside the target, then renamed."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import NO_ROOM, DiskFullError, InputError

SIDECARS = (".aux.xml", ".ovr", ".msk")
"""What GDAL keeps beside a raster. Left over from an overwritten raster, it would describe the wrong pixels."""

_HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]
"""Stands in temporary names: process numbers mean something on one machine alone."""

_unfinished: set[Path] = set()


def check_writable(path: str | os.PathLike[str]) -> Path:
    """Return `path` if a file can be written there; call this before long work.

    Raises:
        InputError: the folder does not exist or takes no files, or `path` is a folder.
    """
    target = Path(path)
    folder = target.parent
    if target.is_dir():
        raise InputError(f"The output {target} is a folder: add a file name.")
    if not folder.is_dir():
        raise InputError(f"The output folder {folder} does not exist: create it or choose another output.")
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".satsyn-"):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"Cannot write to the output folder {folder} ({reason}): choose another output.") from error
    if target.exists() and not os.access(target, os.W_OK):
        raise InputError(f"The output {target} exists and is write-protected: choose another output.")
    return target


@contextmanager
def all_or_none(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield a temporary path for each target. They become the targets together, or all vanish on any exception.

    Raises:
        InputError: a target cannot be written (see `check_writable`) or cannot be replaced.
        DiskFullError: there was no room for one of them.
    """
    for target in targets:
        check_writable(target)
        _remove_abandoned(target)
    token = uuid.uuid4().hex[:8]
    owner = f"{_HOST}-{os.getpid()}"
    temporary = [target.with_name(f".{target.stem}.{owner}-{token}{target.suffix}") for target in targets]
    _unfinished.update(temporary)
    try:
        yield temporary
        publish_together(temporary, targets)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(targets[0]) from error
        raise
    finally:
        for path in temporary:
            _remove_with_sidecars(path)
            _unfinished.discard(path)


@contextmanager
def complete_or_absent(target: Path) -> Iterator[Path]:
    """Yield a temporary path that becomes `target` on a clean exit and vanishes on any exception."""
    with all_or_none([target]) as temporary:
        yield temporary[0]


@contextmanager
def scratch_file(folder: Path, suffix: str) -> Iterator[Path]:
    """Yield the path of a hidden file in `folder` that is removed afterwards, whatever happens."""
    with gone_afterwards(folder / f".satsyn-{uuid.uuid4().hex[:8]}{suffix}") as path:
        yield path


@contextmanager
def gone_afterwards(path: Path) -> Iterator[Path]:
    """Yield `path`, a file that is removed on the way out, whatever happens."""
    _unfinished.add(path)
    try:
        yield path
    finally:
        _remove_with_sidecars(path)
        _unfinished.discard(path)


def publish_together(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Move finished files to their places, on the same file system; they replace earlier files only now.

    Raises:
        InputError: a target cannot be replaced.
    """
    for source in sources:
        _keep_through_power_loss(source)
    for source, target in zip(sources, targets):
        _publish(source, target)
    for folder in {target.parent for target in targets}:
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so."""
    if os.name == "nt":
        return  # folders cannot be opened there
    with suppress(OSError):  # some network disks refuse
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_unfinished() -> None:
    """Remove every file that is still being written. For a process that is about to end by force."""
    for path in list(_unfinished):
        _remove_with_sidecars(path)


def _remove_abandoned(target: Path) -> None:
    """Remove the temporary files of processes that were killed while they wrote `target`."""
    pattern = re.compile(rf"{re.escape(f'.{target.stem}.{_HOST}-')}(\d+)-[0-9a-f]{{8}}{re.escape(target.suffix)}")
    for path in target.parent.iterdir():
        match = pattern.match(path.name)
        if match and not _is_running(int(match[1])):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return True  # signal 0 would end the process there; what it left stays
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _keep_through_power_loss(path: Path) -> None:
    # Renamed before its content is on the disk, a file can be there and empty after a power cut.
    if path.exists():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _publish(source: Path, target: Path) -> None:
    try:
        for suffix in SIDECARS:
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        source.replace(target)
        for suffix in SIDECARS:
            sidecar = Path(f"{source}{suffix}")
            if sidecar.exists():
                sidecar.replace(f"{target}{suffix}")
    except OSError as error:
        # On Windows a raster that QGIS shows cannot be replaced.
        reason = error.strerror or str(error)
        raise InputError(
            f"Cannot replace {target} ({reason}): close whatever uses it, or choose another output."
        ) from error


def _remove_with_sidecars(path: Path) -> None:
    for name in (path, *(Path(f"{path}{suffix}") for suffix in SIDECARS)):
        # A file that Windows still holds open stays: the error that brought us here matters more.
        with suppress(OSError):
            name.unlink(missing_ok=True)
