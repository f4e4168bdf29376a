"""Folders that exist only when they are complete: built in a work folder, then put in their place.

Whatever moment a process is killed at, `settle` finds out what it left and finishes or undoes it. Files have
`atomic_files` for the same purpose.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from .atomic_files import sync_file, sync_folder
from .errors import InputError


def require_plain_contents(folder: Path) -> None:
    """Check that a work folder holds files and folders alone.

    Args:
        folder: need not exist.

    Raises:
        InputError: it is or holds a symbolic link, through which files elsewhere would be written or removed; or a
            pipe, a device or the like, which would be waited for without end.
    """
    for path in (folder, *_entries(folder)):
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            continue
        what = "a symbolic link" if stat.S_ISLNK(mode) else "a pipe, a device or the like"
        raise InputError(f"{path} is {what}, and a work folder holds none: remove it, and run this again.")


def refuse_mount(target: Path) -> None:
    """Check that a folder can be replaced by another one.

    Raises:
        InputError: it is where a disk is mounted.
    """
    if target.is_mount():
        raise InputError(
            f"{target} is where a disk is mounted, and cannot be replaced by a finished folder: name a folder in it."
        )


def discard_folder(folder: Path) -> None:
    """Remove a folder; a process that is killed meanwhile leaves none of it under its name."""
    if not folder.exists():
        return
    discarded = _discarded(folder)
    shutil.rmtree(discarded, ignore_errors=True)
    folder.replace(discarded)
    shutil.rmtree(discarded, ignore_errors=True)


def replace_folder(work: Path, target: Path, tools: Sequence[str]) -> None:
    """Put a finished folder in its place; what was there goes only when the new one is there.

    Args:
        work: the finished folder, on the file system of `target`.
        target: its place; what is there is an older folder of the same kind.
        tools: names of files in `work` that its making alone needed: removed when it is in its place.

    Raises:
        OSError: the place cannot be changed; everything is then as it was.
    """
    replaced = _replaced(target)
    _sync_all(work)
    if target.exists():
        target.replace(replaced)
    try:
        work.replace(target)
    except OSError:
        if replaced.exists():
            replaced.replace(target)
        raise
    sync_folder(target.parent)
    settle(work, target, tools)


def settle(work: Path, target: Path, tools: Sequence[str]) -> None:
    """Finish or undo what a process that was killed has begun; the caller owns the output.

    Args:
        work, target, tools: as for `replace_folder`.
    """
    replaced = _replaced(target)
    if replaced.exists() and not target.exists():
        replaced.replace(target)
    for name in tools:
        (target / name).unlink(missing_ok=True)
    for leftover in (replaced, _discarded(work)):
        shutil.rmtree(leftover, ignore_errors=True)


def _replaced(target: Path) -> Path:
    """Return where a folder waits until its successor is in its place."""
    return target.with_name(f".{target.name}.satsyn-replaced")


def _discarded(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.satsyn-discarded")


def _entries(folder: Path) -> list[Path]:
    return [Path(place, name) for place, folders, files in os.walk(folder) for name in (*folders, *files)]


def _sync_all(folder: Path) -> None:
    for place, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync_file(Path(place, name))
        sync_folder(Path(place))
