"""The folder of a training set: absent or complete, and what an interrupted run has left to go on from.

A set is built in a work folder beside its place, `NAME.partial`, which takes its place when it is complete. A journal
in the work folder holds a line for each chip that is written, in the one order in which chips are written.
"""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TextIO

from ...contract.atomic_files import check_writable
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...process.fingerprint import Fingerprint
from ...process.output_lock import locked_output
from ...scenes.chip_record import ChipRecord
from ...scenes.training_set import CLASSES, FOOTPRINTS, IMAGES, MANIFEST, MASKS, SCHEMA, STAC
from ..plan.splits import SPLITS

_REQUEST = "request.json"
_JOURNAL = "journal.jsonl"
_LINES_PER_FLUSH = 64


class SetWorkFolder:
    """The work folder of a set. In its `with` block no other run can build the same set.

    Attributes:
        target: folder of the finished set.
        path: the work folder.

    Args:
        target: folder of the finished set.
        fingerprint: everything that its content depends on.
        existing: "refuse", "resume" or "overwrite" what is there.
    """

    def __init__(self, target: Path, fingerprint: Fingerprint, existing: str) -> None:
        self.target = target
        self.path = target.with_name(f"{target.name}.partial")
        self._fingerprint = fingerprint
        self._existing = existing
        self._records: dict[str, ChipRecord] = {}
        self._damaged: set[str] = set()
        self._journal: TextIO | None = None
        self._stack = ExitStack()

    def __enter__(self) -> SetWorkFolder:
        """Lock the place, and check what is there; nothing is changed yet.

        Raises:
            InputError: something is there and may not be touched, another run is building the set, or the place cannot
                be written.
        """
        check_writable(self.target.with_name(f"{self.target.name}.txt"))
        with ExitStack() as stack:
            stack.enter_context(locked_output(self.target))
            self._check_target()
            self._check_work()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._stack:
            started = self._journal is not None
            self._close_journal()
            if kind is not None and started and not self._records:
                shutil.rmtree(self.path, ignore_errors=True)

    def start(self, reporter: Reporter) -> None:
        """Make the folder ready for chips, and read the journal of an earlier run whose chips are intact.

        Args:
            reporter: gets progress and the number of damaged chips; may cancel.
        """
        if self._existing == "overwrite" and self.path.exists():
            shutil.rmtree(self.path)
        for kind in (IMAGES, MASKS):
            for split in SPLITS:
                (self.path / kind / split).mkdir(parents=True, exist_ok=True)
        (self.path / _REQUEST).write_text(self._fingerprint.text, encoding="utf-8")
        self._records = self._read_journal()
        self._find_damaged(reporter)
        self._journal = (self.path / _JOURNAL).open("a", encoding="utf-8")

    @property
    def done(self) -> int:
        """Number of chips that are written."""
        return len(self._records) - len(self._damaged)

    @property
    def records(self) -> tuple[ChipRecord, ...]:
        """The chips that are written, in order."""
        return tuple(record for name, record in self._records.items() if name not in self._damaged)

    def has(self, name: str) -> bool:
        """Whether a chip is written."""
        return name in self._records and name not in self._damaged

    def add(self, record: ChipRecord) -> None:
        """Note in the journal that a chip is written; its files are on the disk."""
        if self._journal is None:
            raise RuntimeError("a work folder takes chips after start, inside its with block only")
        self._journal.write(json.dumps(record.to_json()) + "\n")
        # A chip that is written again keeps its place in the order.
        self._records[record.name] = record
        self._damaged.discard(record.name)
        if self.done % _LINES_PER_FLUSH == 0:
            self._journal.flush()

    def publish(self) -> None:
        """Put the finished set in its place; what was there is removed only now.

        Raises:
            InputError: the place cannot be changed.
        """
        self._close_journal()
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

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _check_target(self) -> None:
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
        if self._existing != "overwrite":
            raise InputError(
                f"The output folder {self.target} holds a finished training set: choose another folder, or set "
                "EXISTING to overwrite."
            )

    def _check_work(self) -> None:
        if not self.path.exists():
            return
        if not (self.path / _REQUEST).is_file():
            raise InputError(f"The folder {self.path} is in the way and is no unfinished training set: move it away.")
        if self._existing == "refuse":
            raise InputError(
                f"An unfinished training set lies in {self.path}: set EXISTING to resume to go on with it, or to "
                "overwrite to start anew."
            )
        if self._existing == "resume":
            self._check_same_request()

    def _check_same_request(self) -> None:
        try:
            names = self._fingerprint.differences((self.path / _REQUEST).read_text(encoding="utf-8"))
        except ValueError:
            names = ["unreadable"]
        if names:
            raise InputError(
                f"The unfinished training set in {self.path} was begun with other input ({', '.join(names)}): give the "
                "same again, or set EXISTING to overwrite."
            )

    def _read_journal(self) -> dict[str, ChipRecord]:
        """Return the recorded chips in order; the journal is cut off at a line that a killed run left half written."""
        path = self.path / _JOURNAL
        records: dict[str, ChipRecord] = {}
        if not path.exists():
            return records
        with path.open("rb+") as journal:
            end = 0
            for line in journal:
                try:
                    record = ChipRecord.from_json(json.loads(line))
                except (KeyError, TypeError, ValueError):
                    break
                if not line.endswith(b"\n"):
                    break
                records[record.name] = record
                end += len(line)
            journal.truncate(end)
        return records

    def _find_damaged(self, reporter: Reporter) -> None:
        for number, record in enumerate(self._records.values()):
            reporter.check_cancelled()
            reporter.progress(number / len(self._records), f"Checking chip {number + 1} of {len(self._records)}")
            if not record.is_intact(self.path):
                self._damaged.add(record.name)
        if self._damaged:
            reporter.log(
                f"{len(self._damaged)} of the {len(self._records)} chips of the unfinished training set are damaged: "
                "they are written again.",
                "warning",
            )


def is_training_set(folder: Path) -> bool:
    """Whether a folder holds a finished training set and nothing that SatSyn did not put there."""
    known = {MANIFEST, CLASSES, FOOTPRINTS, IMAGES, MASKS, STAC}
    if not (folder / MANIFEST).is_file() or not {entry.name for entry in folder.iterdir()} <= known:
        return False
    with (folder / MANIFEST).open(encoding="utf-8", errors="replace") as manifest:
        return SCHEMA in manifest.read(200)
