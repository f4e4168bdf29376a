"""Files that exist only when they are complete: written under a hidden name beside the target, then renamed.

The hidden name holds the number of the process that writes. What a process leaves that is killed goes with the next run
that writes the same file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import socket
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from .errors import NO_ROOM, DiskFullError, InputError

SIDECARS = (".aux.xml", ".ovr", ".msk")
"""What GDAL keeps beside a raster. Left over from an overwritten raster, it would describe the wrong pixels."""

_QUERY, _STILL_ACTIVE, _NO_SUCH_PROCESS = 0x1000, 259, 87
"""What Windows calls a look at a process, the exit code of one that runs, and the error for one that is gone."""

_ADDED_BYTES = 40
"""At least what names of temporary files and work folders have more than the target's."""

_HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]
"""Stands in temporary names: process numbers mean something on one machine alone."""

_SCRATCH = ".satsyn-"

_VIRTUAL = re.compile(r"/vsi[a-z0-9_]+/")

_unfinished: set[Path] = set()

_removals: list[Callable[[], None]] = []


def check_writable(path: str | os.PathLike[str]) -> Path:
    """Return `path` if a file can be written there; call this before long work.

    Raises:
        InputError: the folder does not exist or takes no files, the name is too long, or `path` is a folder.
        DiskFullError: there is no room.
    """
    target = Path(path)
    folder = target.parent
    _refuse_long_name(target)
    if target.is_dir():
        raise InputError(f"The output {target} is a folder: add a file name.")
    if target.exists() and not target.is_file():
        raise InputError(f"The output {target} is a device, a pipe or the like, not a file: choose another output.")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"The output folder {folder} is a file, not a folder: choose another output.")
    if not folder.is_dir() and _VIRTUAL.match(target.as_posix()):
        raise InputError(
            f"The output {target} is in a virtual file system of GDAL, and outputs are files on a disk: choose a file "
            "in a folder."
        )
    if not folder.is_dir():
        raise InputError(f"The output folder {folder} does not exist: create it or choose another output.")
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".satsyn-"):
            pass
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(folder) from error
        reason = error.strerror or str(error)
        raise InputError(f"Cannot write to the output folder {folder} ({reason}): choose another output.") from error
    if target.exists() and not os.access(target, os.W_OK):
        raise InputError(f"The output {target} exists and is write-protected: choose another output.")
    return target


@contextmanager
def unpublished(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield a temporary path for each target; they vanish at the end unless `publish_together` has moved them.

    A target that is itself a temporary path of a surrounding `with` block is yielded as it is.

    Raises:
        InputError: a target cannot be written (see `check_writable`).
        DiskFullError: there was no room for one of them.
    """
    own = [target for target in targets if target not in _unfinished]
    for target in own:
        check_writable(target)
        _remove_abandoned(target.parent, f".{target.stem}.", target.suffix)
    token = uuid.uuid4().hex[:8]
    temporary = [target.with_name(f".{target.stem}.{_owner()}-{token}{target.suffix}") for target in own]
    places = dict(zip(own, temporary))
    _unfinished.update(temporary)
    try:
        yield [places.get(target, target) for target in targets]
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(targets[0]) from error
        raise
    finally:
        for path in temporary:
            _remove_with_sidecars(path)
            _unfinished.discard(path)


@contextmanager
def all_or_none(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield a temporary path for each target. They become the targets together, or all vanish on any exception.

    A target that is itself a temporary path of a surrounding `with` block is yielded as it is.

    Raises:
        InputError: a target cannot be written (see `check_writable`) or cannot be replaced.
        DiskFullError: there was no room for one of them.
    """
    with unpublished(targets) as temporary:
        yield temporary
        own = [(path, target) for path, target in zip(temporary, targets) if path != target]
        publish_together([path for path, _ in own], [target for _, target in own])


@contextmanager
def complete_or_absent(target: Path) -> Iterator[Path]:
    """Yield a temporary path that becomes `target` on a clean exit and vanishes on any exception."""
    with all_or_none([target]) as temporary:
        yield temporary[0]


def write_at_once(target: Path, content: bytes) -> None:
    """Write a file in a folder where one that is cut off does no harm.

    A file that is there loses its name first: another name of it, a hard link as in a copy of the folder, keeps what
    it holds.

    Raises:
        DiskFullError: there is no room.
        OSError: the file cannot be written for another reason.
    """
    try:
        target.unlink(missing_ok=True)
        target.write_bytes(content)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(target) from error
        raise


@contextmanager
def scratch_folder(parent: Path | None = None) -> Iterator[Path]:
    """Yield a hidden new folder in `parent`, or in the system's folder for temporary files; it is removed afterwards.

    Raises:
        DiskFullError: there is no room for it.
    """
    place = parent or Path(tempfile.gettempdir())
    _remove_abandoned(place, _SCRATCH, "")
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{_owner()}-", dir=place))
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(place) from error
        raise
    with gone_afterwards(folder):
        yield folder


@contextmanager
def gone_afterwards(path: Path) -> Iterator[Path]:
    """Yield `path`, a file or folder that is removed on the way out, whatever happens."""
    _unfinished.add(path)
    try:
        yield path
    finally:
        _remove_with_sidecars(path)
        _unfinished.discard(path)


@contextmanager
def also_by_force(remove: Callable[[], None]) -> Iterator[None]:
    """Have `remove_unfinished` call this during a `with` block, whose own end removes the same."""
    _removals.append(remove)
    try:
        yield
    finally:
        _removals.remove(remove)


def publish_together(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Move finished files to their places, on the same file system; they replace earlier files only now.

    If one of them cannot, all earlier files are there again with their side files, and the sources where they were.

    Raises:
        InputError: a target cannot be replaced.
    """
    for source in sources:
        _keep_through_power_loss(source)
    end = f".old.{_owner()}-{uuid.uuid4().hex[:8]}"
    with ExitStack() as undo:
        for source, target in zip(sources, targets):
            _publish(source, target, end, undo, alone=len(targets) == 1)
        undo.pop_all()
    for target in targets:
        _remove_with_sidecars(_aside(target, end))
        _remove_abandoned(target.parent, f".{target.name}.old.", "")
    for folder in {target.parent for target in targets}:
        sync_folder(folder)


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk, where the system can say so."""
    writable = os.access(path, os.W_OK)
    if os.name == "nt" and not writable:
        return  # a file must be open for writing there
    with path.open("rb+" if writable else "rb") as file:
        os.fsync(file.fileno())


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


def visible_part(path: str | os.PathLike[str]) -> Path:
    """Return a path as a user may know it: that of the folder in which a temporary file or folder lies, else itself."""
    whole = Path(os.fsdecode(path))
    hidden = [part for part in (whole, *whole.parents) if part.name.startswith(".") and f"{_HOST}-" in part.name]
    return hidden[-1].parent if hidden else whole


def visible_names(text: str) -> str:
    """Return a text with the names of targets in place of those of temporary files."""
    return re.sub(rf"(?<![^/\\\s'\"(])\.([^/\\]+?)\.{_HOST}-\d+-\w{{8}}", r"\1", text)


def remove_unfinished() -> None:
    """Remove all that is still being written. For a process that is about to end by force."""
    for path in list(_unfinished):
        _remove_with_sidecars(path)
    for remove in _removals.copy():
        remove()


def _refuse_long_name(target: Path) -> None:
    """Refuse a name that leaves no room for what the names of temporary files, locks and work folders add to it."""
    try:
        target.with_name(f"{target.name}{'x' * _ADDED_BYTES}").lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise InputError(
                f"The name of the output {target} is too long: SatSyn adds up to {_ADDED_BYTES} letters to it while it "
                "writes, and the disk does not take such a name. Choose a shorter one."
            ) from error
    except ValueError:
        return  # as of a name that holds a zero byte, which is refused where it is used


def _owner() -> str:
    """Return what a temporary name holds of the process that makes it."""
    return f"{_HOST}-{os.getpid()}"


def _remove_abandoned(folder: Path, start: str, suffix: str) -> None:
    """Remove the temporary files and folders of these names that killed processes have left."""
    pattern = re.compile(rf"{re.escape(start)}{_HOST}-(\d+)-\w{{8}}{re.escape(suffix)}")
    for path in folder.iterdir():
        match = pattern.match(path.name)
        if match and not _is_running(int(match[1])):
            with suppress(OSError):
                _remove(path)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # signal 0 would end the process there
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


if sys.platform == "win32":

    def _runs_on_windows(process: int) -> bool:
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY, False, process)
        if not handle:
            return ctypes.get_last_error() != _NO_SUCH_PROCESS
        try:
            code = wintypes.DWORD()
            known = kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            return not known or code.value == _STILL_ACTIVE
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))


def _keep_through_power_loss(path: Path) -> None:
    # Renamed before its content is on the disk, a file can be there and empty after a power cut.
    if path.exists():
        sync_file(path)


def _publish(source: Path, target: Path, end: str, undo: ExitStack, *, alone: bool) -> None:
    """Move a file and its side files to their places, and have `undo` put everything back.

    Args:
        source: finished file.
        target: its place.
        end: of the hidden names of what was there before.
        undo: gets what to do if this, or another file after it, fails.
        alone: whether this is the only file.
    """
    aside = _aside(target, end)
    sidecars = [suffix for suffix in SIDECARS if Path(f"{source}{suffix}").exists()]
    try:
        for suffix in SIDECARS:
            _set_aside(Path(f"{target}{suffix}"), Path(f"{aside}{suffix}"), undo, may_go=True)
        if sidecars or not alone:  # a single file takes its place in one step
            _set_aside(target, aside, undo, may_go=False)
        for suffix in ("", *sidecars):
            Path(f"{source}{suffix}").replace(f"{target}{suffix}")
            undo.callback(_move_back, Path(f"{target}{suffix}"), Path(f"{source}{suffix}"))
    except OSError as error:
        # On Windows a raster that QGIS shows cannot be replaced.
        reason = error.strerror or str(error)
        raise InputError(
            f"Cannot replace {target} ({reason}): close whatever uses it, or choose another output."
        ) from error


def _aside(target: Path, end: str) -> Path:
    return target.with_name(f".{target.name}{end}")


def _set_aside(path: Path, aside: Path, undo: ExitStack, *, may_go: bool) -> None:
    """Keep a file, if there is one, under a hidden name until all is well.

    Unless it may go, it keeps its own name, too, until a new file takes it: nobody finds it gone, also after a power
    cut. On Windows an open file could not lose the second name again, and some disks know no second names.
    """
    if not path.exists() and not path.is_symlink():
        return
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    undo.callback(_move_back, aside, path)
    if not may_go and os.name != "nt":
        with suppress(OSError):
            os.link(path, aside, follow_symlinks=False)
            return
    path.replace(aside)


def _move_back(moved: Path, place: Path) -> None:
    """Put a file back to its place, if it was moved."""
    with suppress(OSError):
        if moved.exists() or moved.is_symlink():
            moved.replace(place)
            moved.unlink(missing_ok=True)  # two names of one file both stay


def _remove_with_sidecars(path: Path) -> None:
    for name in (path, *(Path(f"{path}{suffix}") for suffix in SIDECARS)):
        # A file that Windows still holds open stays: the error that brought us here matters more.
        with suppress(OSError):
            _remove(name)


def _remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
