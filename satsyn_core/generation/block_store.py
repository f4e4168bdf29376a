"""Finished blocks of an image as files, so that a run that was killed need not render them again."""

from __future__ import annotations

import io
import os
import uuid
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.disk_room import disk_full
from ..contract.errors import SatSynError
from ..contract.progress import Reporter
from ..raster.window import Window
from .block_plan import RenderedBlock

_IMAGERY, _EMPTY = ".npy", ".empty"
_CHECKSUM_BYTES = 4


class BlockStore:
    """The finished blocks of one image, by their place in it. Several processes may add to a store at the same time.

    A block's file is an array in numpy's format, followed by the CRC-32 of it, and appears under its name when it is
    written. It is not compressed, which would be done a second time in the image; nor waited for until it is on the
    disk, which takes longer than rendering on some machines: what a power cut has spoilt shows by its checksum.

    Args:
        folder: of the block files; made with the first block, in a folder that is there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_made = False

    def add(self, block: RenderedBlock) -> None:
        """Store a block; one in which nothing is known is an empty file.

        Raises:
            SatSynError: it cannot be written, as on a full disk.
        """
        name = _name(block.window)
        temporary = self._folder / f".{name}.{uuid.uuid4().hex[:8]}"
        try:
            self._make_once()
            if block.imagery is None:
                (self._folder / f"{name}{_EMPTY}").touch()
                return
            content = io.BytesIO()
            np.save(content, block.imagery, allow_pickle=False)
            content.write(_checksum(content.getbuffer()))
            temporary.write_bytes(content.getbuffer())
            temporary.replace(self._folder / f"{name}{_IMAGERY}")
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise self._not_stored(error) from error

    def forget_above(self, row: int) -> None:
        """Keep everything: an image that was cut off is put together once more."""

    def missing(self, places: Iterable[Window]) -> list[Window]:
        """Return those of the blocks that are not yet stored, in their order."""
        try:
            stored = {entry.name for entry in os.scandir(self._folder)}
        except FileNotFoundError:
            stored = set()
        return [place for place in places if not stored & {f"{_name(place)}{_IMAGERY}", f"{_name(place)}{_EMPTY}"}]

    def remove_damaged(self, reporter: Reporter) -> None:
        """Remove blocks that a power cut has spoilt.

        Raises:
            JobCancelledError: the reporter said so.
        """
        for path in self._folder.glob(f"[!.]*{_IMAGERY}"):
            reporter.check_cancelled()
            content = memoryview(path.read_bytes())
            if content[-_CHECKSUM_BYTES:] != _checksum(content[:-_CHECKSUM_BYTES]):
                path.unlink()

    def read(self, place: Window) -> NDArray[np.integer] | None:
        """Return a block's imagery (bands, height, width), read from the disk as it is used; None if there is none.

        Raises:
            SatSynError: somebody has changed the file.
        """
        try:
            path = self._folder / f"{_name(place)}{_IMAGERY}"
            imagery: NDArray[np.integer] = np.load(path, mmap_mode="r", allow_pickle=False)
        except FileNotFoundError:
            return None
        except (ValueError, EOFError) as error:
            raise self._lost(place) from error
        return imagery

    def require(self, place: Window) -> None:
        """Check that a block that was added and has no imagery is one in which nothing is known.

        Raises:
            SatSynError: its file is gone.
        """
        if not (self._folder / f"{_name(place)}{_EMPTY}").exists():
            raise self._lost(place)

    def _lost(self, place: Window) -> SatSynError:
        return SatSynError(
            f"The finished block {_name(place)} in {self._folder} was removed or changed while the image was made: run "
            "the same again, and it is rendered anew."
        )

    def _make_once(self) -> None:
        # Once only: a folder that vanishes later belongs to a run that somebody has started anew.
        if not self._is_made:
            self._folder.mkdir(exist_ok=True)
            self._is_made = True

    def _not_stored(self, error: OSError) -> SatSynError:
        if isinstance(error, FileNotFoundError):
            return SatSynError(
                f"The work folder {self._folder} is gone: another run has finished or replaced the output meanwhile, "
                "or somebody has removed it."
            )
        return disk_full(error, self._folder) or SatSynError(
            f"Writing to {self._folder} failed ({error.strerror or error}): check its disk, and run the same again."
        )


def _checksum(content: memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECKSUM_BYTES, "big")


def _name(place: Window) -> str:
    return f"r{place.row:07d}_c{place.col:07d}"
