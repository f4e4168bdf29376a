"""The work folder of a generation: what a run that was killed has left for the next one with the same request.

It lies beside the output as `NAME.generating`. Each request has a folder of its own in it, named by its digest, so runs
with different parameters cannot mix their blocks, whoever starts when.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ..contract.atomic_files import complete_or_absent, gone_afterwards
from ..contract.errors import InputError
from ..contract.progress import Reporter
from .block_store import BlockStore

_REQUEST = "request.json"
_DIGEST_CHARACTERS = 16


class OutputInUseError(InputError):
    """Another run is writing the output."""


class WorkFolder:
    """The work folder of one request; it is made when the first block is stored.

    Attributes:
        path: the folder beside the output.

    Args:
        output: file of the first image.
        request: JSON-compatible description of everything that the images' bytes depend on.

    Raises:
        InputError: a file is in the folder's place.
    """

    def __init__(self, output: Path, request: Mapping[str, Any]) -> None:
        self.path = output.with_name(f"{output.name}.generating")
        if self.path.exists() and not self.path.is_dir():
            raise InputError(f"The file {self.path} is in the way of a work folder: move it, or rename the output.")
        self._output = output
        self._text = json.dumps(request, sort_keys=True, indent=1)
        self._own = self.path / hashlib.sha256(self._text.encode()).hexdigest()[:_DIGEST_CHARACTERS]

    @property
    def exists(self) -> bool:
        """Whether there is something to go on with."""
        return (self._own / _REQUEST).is_file()

    @property
    def has_results(self) -> bool:
        """Whether some block is done."""
        return any(self._own.glob("blocks_*/[!.]*")) or any(self._own.glob("image_*.tif"))

    def make(self) -> None:
        """Make the folder if it is not there."""
        self._own.mkdir(parents=True, exist_ok=True)
        if not self.exists:
            with complete_or_absent(self._own / _REQUEST) as temporary:
                temporary.write_text(self._text, encoding="utf-8")

    def blocks(self, variant: int) -> BlockStore:
        """Return the blocks of an image."""
        return BlockStore(self._own / f"blocks_{variant + 1}", self.make)

    def image(self, variant: int) -> Path:
        """Return where an image lies when it is complete, until all are."""
        return self._own / f"image_{variant + 1}.tif"

    def forget_blocks(self, variant: int) -> None:
        """Remove the blocks of an image that is complete."""
        shutil.rmtree(self._own / f"blocks_{variant + 1}", ignore_errors=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other run put this output together during a `with` block; the lock of a killed run is no hindrance.

        Raises:
            OutputInUseError: another run is at it.
        """
        path = self._output.with_name(f".{self._output.name}.lock")
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise OutputInUseError(
                f"Another run is writing {self._output}: wait until it has ended, or choose another output."
            ) from error
        try:
            # The lock file goes before the lock: whoever waits for it sees that it is no longer in its place.
            with gone_afterwards(path):
                self._remove_unfinished_images()
                yield
        finally:
            lock.release()

    def forget_other_requests(self, reporter: Reporter) -> None:
        """Remove what runs with other parameters have left, and say what differs."""
        for earlier in self.path.glob(f"*/{_REQUEST}"):
            if earlier.parent != self._own:
                reporter.log(
                    f"{self.path} holds an unfinished run with other input ({', '.join(self._differences(earlier))}): "
                    "this run starts anew."
                )
                shutil.rmtree(earlier.parent, ignore_errors=True)

    def tidy(self) -> None:
        """Remove the folder if nothing in it would be of use to a later run."""
        if not self.has_results:
            self.remove()

    def remove(self) -> None:
        """Remove what this request has left, and the folder unless it holds something else."""
        shutil.rmtree(self._own, ignore_errors=True)
        with suppress(OSError):
            self.path.rmdir()

    def _remove_unfinished_images(self) -> None:
        for path in self._own.glob(".image_*"):
            path.unlink(missing_ok=True)

    def _differences(self, earlier: Path) -> list[str]:
        own = json.loads(self._text)
        try:
            other = json.loads(earlier.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ["unreadable"]
        return sorted(name for name in {*own, *other} if own.get(name) != other.get(name))


def file_state(path: str | os.PathLike[str]) -> list[object]:
    """Return what tells a file from another one, or from itself after a change: path, size and time."""
    status = Path(path).stat()
    return [str(Path(path).resolve()), status.st_size, status.st_mtime_ns]
