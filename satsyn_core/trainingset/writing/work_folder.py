"""The folder of a training set: absent or complete, and what an interrupted run has left to go on from.

A set is built in a work folder beside its place, `NAME.partial`, which takes its place when it is complete. A journal
in the work folder holds a line for each chip that is done, in the one order in which chips are done.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from ...contract.atomic_files import check_writable
from ...contract.errors import InputError
from ...scenes.training_set import CLASSES, FOOTPRINTS, IMAGES, MANIFEST, MASKS, SCHEMA, STAC
from ..plan.splits import SPLITS

_REQUEST = "request.json"
_JOURNAL = "journal.jsonl"
_LINES_PER_FLUSH = 64


class SetWorkFolder:
    """The work folder of a set.

    Attributes:
        target: folder of the finished set.
        path: the work folder.
        done: number of chips that are written.

    Args:
        target: folder of the finished set.
        request: JSON-compatible description of everything that its content depends on.
        existing: "refuse", "resume" or "overwrite" what is there.

    Raises:
        InputError: something is there and may not be touched, or the place cannot be written.
    """

    def __init__(self, target: Path, request: Mapping[str, Any], existing: str) -> None:
        self.target = target
        self.path = target.with_name(f"{target.name}.partial")
        self._request = json.loads(json.dumps(request))
        self._journal: TextIO | None = None
        self.done = 0
        check_writable(target.with_name(f"{target.name}.txt"))
        self._check_target(existing)
        self._check_work(existing)

    def __enter__(self) -> SetWorkFolder:
        for kind in (IMAGES, MASKS):
            for split in SPLITS:
                (self.path / kind / split).mkdir(parents=True, exist_ok=True)
        (self.path / _REQUEST).write_text(json.dumps(self._request, sort_keys=True), encoding="utf-8")
        self.done = self._repaired_journal()
        self._journal = (self.path / _JOURNAL).open("a", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if kind is not None and self.done == 0:
            shutil.rmtree(self.path, ignore_errors=True)

    def add(self, record: Mapping[str, Any]) -> None:
        """Note that a chip is done."""
        if self._journal is None:
            raise RuntimeError("a work folder is written to inside its with block only")
        self._journal.write(json.dumps(record) + "\n")
        self.done += 1
        if self.done % _LINES_PER_FLUSH == 0:
            self._journal.flush()

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the chips that are done, in order."""
        if self._journal is not None:
            self._journal.flush()
        with (self.path / _JOURNAL).open(encoding="utf-8") as journal:
            for line in journal:
                yield json.loads(line)

    def publish(self) -> None:
        """Put the finished set in its place; what was there goes only now."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        for name in (_REQUEST, _JOURNAL):
            (self.path / name).unlink()
        try:
            if self.target.exists():
                shutil.rmtree(self.target)
            self.path.replace(self.target)
        except OSError as error:
            raise InputError(
                f"The set is complete in {self.path}, but cannot be moved to {self.target} "
                f"({error.strerror or error}): close whatever uses it, and rename the folder."
            ) from error

    def _check_target(self, existing: str) -> None:
        if not self.target.exists():
            return
        if not self.target.is_dir():
            raise InputError(f"The output {self.target} is a file: name a folder.")
        if not any(self.target.iterdir()):
            return
        if not is_training_set(self.target):
            raise InputError(
                f"The output folder {self.target} holds other files and no training set: choose a new or empty folder."
            )
        if existing != "overwrite":
            raise InputError(
                f"The output folder {self.target} holds a finished training set: choose another folder, or set "
                "EXISTING to overwrite."
            )

    def _check_work(self, existing: str) -> None:
        if not self.path.exists():
            return
        if not (self.path / _REQUEST).is_file():
            raise InputError(f"The folder {self.path} is in the way and is no unfinished training set: move it away.")
        if existing == "overwrite":
            shutil.rmtree(self.path)
        elif existing == "refuse":
            raise InputError(
                f"An unfinished training set lies in {self.path}: set EXISTING to resume to go on with it, or to "
                "overwrite to start anew."
            )
        else:
            self._check_same_request()

    def _check_same_request(self) -> None:
        try:
            earlier = json.loads((self.path / _REQUEST).read_text(encoding="utf-8"))
        except ValueError:
            earlier = {}
        names = sorted(name for name in {*earlier, *self._request} if earlier.get(name) != self._request.get(name))
        if names:
            raise InputError(
                f"The unfinished training set in {self.path} was begun with other input ({', '.join(names)}): give the "
                "same again, or set EXISTING to overwrite."
            )

    def _repaired_journal(self) -> int:
        """Drop a last line that a killed run left half written; return the number of chips that are done."""
        path = self.path / _JOURNAL
        if not path.exists():
            return 0
        lines, end = 0, 0
        with path.open("rb") as journal:
            for line in journal:
                if not line.endswith(b"\n"):
                    break
                lines += 1
                end += len(line)
        with path.open("rb+") as journal:
            journal.truncate(end)
        return lines


def is_training_set(folder: Path) -> bool:
    """Whether a folder holds a finished training set and nothing that SatSyn did not put there."""
    known = {MANIFEST, CLASSES, FOOTPRINTS, IMAGES, MASKS, STAC}
    if not (folder / MANIFEST).is_file() or not {entry.name for entry in folder.iterdir()} <= known:
        return False
    with (folder / MANIFEST).open(encoding="utf-8", errors="replace") as manifest:
        return SCHEMA in manifest.read(200)
