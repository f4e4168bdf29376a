"""Telling the files that SatSyn wrote in a folder from those of the user, which it never removes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from .atomic_files import SIDECARS

_NAMED = 3


def other_files(folder: Path, is_own: Callable[[str], bool]) -> list[str]:
    """Return what lies in a folder, at any depth, and is not SatSyn's own.

    What GDAL keeps beside a raster belongs to the raster. A symbolic link is never SatSyn's own, whatever its name and
    whatever it leads to: SatSyn writes none.

    Args:
        folder: need not exist.
        is_own: whether a path counted from `folder`, with slashes, is that of a file or an empty folder of SatSyn.

    Returns:
        The sorted paths, counted from `folder` with slashes, of files, links and empty folders.
    """
    found = []
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        empty = [] if folders or files or Path(place) == folder else [""]
        for name in (*files, *links, *empty):
            path = Path(place, name).relative_to(folder).as_posix()
            if Path(place, name).is_symlink() or not is_own(_without_side_suffix(path)):
                found.append(path)
    return sorted(found)


def remove_own_files(folder: Path, is_own: Callable[[str], bool]) -> None:
    """Remove a folder as far as it is SatSyn's own: what else lies in it stays, with the folders around it.

    Args:
        folder, is_own: as for `other_files`.
    """
    if not other_files(folder, is_own):
        shutil.rmtree(folder, ignore_errors=True)
        return
    for place, folders, files in os.walk(folder, topdown=False):
        for path in (Path(place, name) for name in files):
            if not path.is_symlink() and is_own(_without_side_suffix(path.relative_to(folder).as_posix())):
                with suppress(OSError):
                    path.unlink()
        for name in folders:
            with suppress(OSError):
                Path(place, name).rmdir()


def listed(paths: Sequence[str]) -> str:
    """Return the first few of some paths for a sentence, as "a.txt, b/c.txt and 4 more"."""
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _without_side_suffix(path: str) -> str:
    suffix = next((suffix for suffix in SIDECARS if path.endswith(suffix)), "")
    return path.removesuffix(suffix)
