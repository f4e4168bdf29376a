"""The folder of a training set: absent or complete, and what an interrupted run has left to go on from.

A set is built in a work folder beside its place, `NAME.partial`, which takes its place when it is complete. A journal
in the work folder holds a line for each chip that is written, in the one order in which chips are written.
docs/development/work-folders.md shows the states of the folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from ...contract.atomic_files import check_writable, complete_or_absent
from ...contract.class_scheme import ClassScheme
from ...contract.errors import InputError, SatSynError
from ...contract.journal import Journal, read_entries
from ...contract.own_files import listed
from ...contract.progress import Reporter
from ...contract.wording import counted
from ...contract.work_folders import discard_folder, refuse_mount, replace_folder, require_plain_contents, settle
from ...process.fingerprint import Fingerprint
from ...process.output_lock import locked_output
from ...scenes.chip_record import ChipRecord, file_state
from ...scenes.training_set import CLASSES, FOOTPRINTS, IMAGES, MANIFEST, MASKS, STAC
from ..plan.splits import SPLITS
from .set_contents import changed_in_set, is_training_set, others_in_set, others_in_work

_REQUEST = "request.json"
_CLASS_INDICES = "class indices"
_CLASS_PIXELS = "class_pixels"
_JOURNAL = "journal.jsonl"
_JOURNAL_START = b'{"id": '
_REPLACES = "replaces"
"""Is there while the set is built in order to replace a finished one, so that resuming replaces it too."""

# The journal is removed last: it shows that the others are SatSyn's own.
_TOOLS = (_REPLACES, _REQUEST, _JOURNAL)


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
        self._missing: set[str] = set()
        self._states: dict[Path, tuple[int, int] | None] = {}
        self._journal: Journal | None = None
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
            self._refuse_links()
            settle(self.path, self.target, _TOOLS if self._has_tools() else ())
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
                discard_folder(self.path)
            elif isinstance(error, FileNotFoundError) and started and not (self.path / _REQUEST).is_file():
                raise SatSynError(
                    f"The work folder {self.path} was removed or renamed while the set was built: run this again."
                ) from error

    def keep_classes(self, scheme: ClassScheme) -> None:
        """Note which classes the indices in the masks are, and refuse to go on with chips of others.

        Raises:
            InputError: the unfinished set was begun with other classes, or with the same in another order.
        """
        values = {**self._fingerprint.values, _CLASS_INDICES: [[one.value, one.name] for one in scheme.classes]}
        self._fingerprint = Fingerprint(values)
        if self._existing == "resume" and (self.path / _REQUEST).is_file() and self._differences():
            raise InputError(
                f"The masks of the unfinished training set in {self.path} have other class indices than the land cover "
                f"gives now ({', '.join(scheme.names)}), and would be mixed with new ones: set EXISTING to overwrite, "
                "or choose another folder."
            )

    def start(self, reporter: Reporter) -> None:
        """Make the folder ready for chips, and read the journal of an earlier run.

        Args:
            reporter: gets progress, and which chips are missing; may cancel.

        Raises:
            InputError: somebody changed chips since they were written.
        """
        if self._existing == "overwrite":
            discard_folder(self.path)
        self.path.mkdir(exist_ok=True)
        with complete_or_absent(self.path / _REQUEST) as temporary:
            temporary.write_text(self._fingerprint.text, encoding="utf-8")
        if self.target.exists():
            (self.path / _REPLACES).touch()
        for kind in (IMAGES, MASKS):
            for split in SPLITS:
                (self.path / kind / split).mkdir(parents=True, exist_ok=True)
        self._journal = Journal(self.path / _JOURNAL)
        self._records = _recorded(self._journal.entries)
        self._find_missing(reporter)
        self._remove_unrecorded()

    @property
    def done(self) -> int:
        """Number of chips that are written."""
        return len(self._records) - len(self._missing)

    @property
    def records(self) -> tuple[ChipRecord, ...]:
        """The chips that are written, in order."""
        return tuple(record for name, record in self._records.items() if name not in self._missing)

    @property
    def way_on(self) -> str:
        """A sentence on how a run goes on with the chips that are written; empty text if there are none."""
        return "Set EXISTING to resume then, to go on with the chips that are done." if self._records else ""

    @property
    def stays(self) -> str:
        """A sentence on the chips that a cancelled run leaves; empty text if there are none."""
        if not self._records:
            return ""
        return f"The chips that are written stay in {self.path}; set EXISTING to resume to go on with them."

    def has(self, name: str) -> bool:
        """Whether a chip is written."""
        return name in self._records and name not in self._missing

    def add(self, record: ChipRecord) -> None:
        """Note in the journal that a chip is written; its files are on the disk."""
        if self._journal is None:
            raise RuntimeError("a work folder takes chips after start, inside its with block only")
        self._journal.add({**record.to_json(), _CLASS_PIXELS: record.class_pixels})
        # A chip that is written again keeps its place in the order.
        self._records[record.name] = record
        self._missing.discard(record.name)
        self._note_state(record)

    def publish(self) -> None:
        """Put the finished set in its place; what was there is removed only now.

        Raises:
            InputError: the place cannot be changed, or files of the user's have come to lie in it.
            SatSynError: somebody has removed or changed chips since they were written.
        """
        self._close_journal()
        self._require_all_chips()
        self._refuse_new_target()
        try:
            replace_folder(self.path, self.target, _TOOLS)
        except OSError as error:
            raise InputError(
                f"The set is complete in {self.path}, but cannot be moved to {self.target} "
                f"({error.strerror or error}): close whatever uses it, and run this again with EXISTING resume."
            ) from error

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _note_state(self, record: ChipRecord) -> None:
        """Remember how the files of a chip are that is as it was written."""
        for file in (record.image, record.mask):
            path = self.path / file.path
            self._states[path] = file.state or file_state(path)

    def _require_all_chips(self) -> None:
        changed = [path for path, state in self._states.items() if file_state(path) != state]
        if changed:
            raise SatSynError(
                f"{counted(len(changed), 'file')} of the chips in {self.path} {'was' if len(changed) == 1 else 'were'} "
                f"removed or changed while the set was built, {changed[0].name} for one: move away what was changed, "
                "set EXISTING to resume, and run this again. What is missing is then written anew."
            )

    def _refuse_new_target(self) -> None:
        """Refuse to replace what somebody has put into the place of the set while it was built."""
        then = f"; the new set is complete in {self.path}, and EXISTING resume then puts it there"
        self._refuse_links()
        if self.target.is_dir():
            is_replaced = (self.path / _REPLACES).is_file() and is_training_set(self.target)
            if not is_replaced and any(self.target.iterdir()):
                raise InputError(
                    f"Files have come to lie in {self.target} while the set was built: move them away{then}."
                )
            self._refuse_users_work(then)
        elif self.target.exists():
            raise InputError(
                f"A file has taken the place of {self.target} while the set was built: move it away{then}."
            )

    def _check_target(self) -> None:
        if not self.target.exists():
            return
        if not self.target.is_dir():
            raise InputError(f"The output {self.target} is a file: name a folder.")
        refuse_mount(self.target)
        if not any(self.target.iterdir()):
            return
        if not is_training_set(self.target):
            raise InputError(
                f"The output folder {self.target} holds other files and no training set: choose a new or empty folder."
            )
        goes_on = self._existing == "resume" and (self.path / _REPLACES).is_file()
        if self._existing != "overwrite" and not goes_on:
            raise InputError(
                f"The output folder {self.target} holds a finished training set: choose another folder, or set "
                "EXISTING to overwrite."
            )
        self._refuse_users_work()

    def _refuse_users_work(self, then: str = "") -> None:
        """Refuse a finished set whose replacement would remove files of the user's, or chips that they changed."""
        if not is_training_set(self.target):
            return
        holds = f"The output folder {self.target} holds a finished training set, and"
        others = others_in_set(self.target)
        if others:
            raise InputError(
                f"{holds} beside it what SatSyn did not write: {listed(others)}. Move that away, or choose another "
                f"folder{then}."
            )
        changed = changed_in_set(self.target)
        if changed:
            raise InputError(
                f"{holds} {counted(len(changed), 'file')} of it {'was' if len(changed) == 1 else 'were'} "
                f"changed since: {listed(changed)}. Move {'it' if len(changed) == 1 else 'them'} away to have the set "
                f"replaced, or choose another folder{then}."
            )

    def _has_tools(self) -> bool:
        """Whether a run was killed after it had put the set in its place, and before it had tidied up."""
        if not is_training_set(self.target) or not (self.target / _JOURNAL).is_file():
            return False
        with (self.target / _JOURNAL).open("rb") as journal:
            return journal.read(len(_JOURNAL_START)) in (b"", _JOURNAL_START)

    def _refuse_links(self) -> None:
        if self.target.is_symlink():
            raise InputError(f"The output {self.target} is a symbolic link: name the folder that it leads to.")
        require_plain_contents(self.path)

    def _check_work(self) -> None:
        if not self.path.exists() or (self.path.is_dir() and not _visible(self.path)):
            return
        if not (self.path / _REQUEST).is_file():
            raise InputError(f"The folder {self.path} is in the way and is no unfinished training set: move it away.")
        others = others_in_work(self.path, _TOOLS)
        if others:
            raise InputError(
                f"The unfinished training set {self.path} holds what SatSyn did not write: {listed(others)}. Move that "
                "away."
            )
        if self._existing == "refuse":
            raise InputError(
                f"An unfinished training set lies in {self.path}: set EXISTING to resume to go on with it, or to "
                "overwrite to start anew."
            )
        if self._existing == "resume":
            self._check_same_request()
        elif (self.path / _JOURNAL).is_file():
            self._refuse_changed_work()

    def _refuse_changed_work(self) -> None:
        """Refuse to start anew where that would remove chips that the user changed."""
        changed = self._changed_files(_recorded(read_entries(self.path / _JOURNAL)).values())
        if changed:
            raise InputError(
                f"Somebody changed {counted(len(changed), 'file')} of the unfinished training set {self.path}: "
                f"{listed(changed)}. Move what was changed away to have the set built anew."
            )

    def _changed_files(self, chips: Iterable[ChipRecord]) -> list[str]:
        """Return the files of chips that somebody changed since; those that are gone are not changed."""
        try:
            return [file.path for chip in chips for file in (chip.image, chip.mask) if file.is_changed(self.path)]
        except OSError as error:
            raise InputError(f"{error.filename} cannot be read ({error.strerror or error}).") from error

    def _check_same_request(self) -> None:
        names = [name for name in self._differences() if name != _CLASS_INDICES]  # they are known only later
        if names:
            raise InputError(
                f"The unfinished training set in {self.path} was begun with other input ({', '.join(names)}): give the "
                "same again, or set EXISTING to overwrite."
            )

    def _differences(self) -> list[str]:
        try:
            return self._fingerprint.differences((self.path / _REQUEST).read_text(encoding="utf-8"))
        except ValueError:
            return ["unreadable"]

    def _remove_unrecorded(self) -> None:
        """Remove what the journal does not know: chips that were being written, and a description of other chips."""
        recorded = {self.path / file.path for record in self._records.values() for file in (record.image, record.mask)}
        for kind in (IMAGES, MASKS):
            for split in SPLITS:
                for path in map(Path, os.scandir(self.path / kind / split)):
                    if path not in recorded:
                        path.unlink()
        discard_folder(self.path / STAC)
        for name in (MANIFEST, CLASSES, FOOTPRINTS):
            (self.path / name).unlink(missing_ok=True)

    def _find_missing(self, reporter: Reporter) -> None:
        """Find chips that somebody removed, and refuse to write over those that somebody changed."""
        for number, record in enumerate(self._records.values()):
            reporter.check_cancelled()
            reporter.progress(number / len(self._records), f"Checking chip {number + 1} of {len(self._records)}")
            if record.is_intact(self.path):
                self._note_state(record)
            else:
                self._missing.add(record.name)
        if not self._missing:
            return
        changed = self._changed_files(record for name, record in self._records.items() if name in self._missing)
        if changed:
            raise InputError(
                f"Somebody changed {counted(len(changed), 'file')} of the unfinished training set {self.path}: "
                f"{listed(changed)}. Move what was changed away to have these chips written anew. When the set is "
                "finished, you can put your files back: EDITED_CHIPS uses them."
            )
        reporter.log(
            f"Missing chips of the unfinished training set: {len(self._missing)} of {len(self._records)} "
            f"({listed([name for name in self._records if name in self._missing])}); they are written again.",
            "warning",
        )


def _visible(folder: Path) -> set[str]:
    """Return the names in a work folder, without files that a killed run may have left half written."""
    unfinished = tuple(f".{Path(name).stem}." for name in (MANIFEST, CLASSES, FOOTPRINTS, *_TOOLS))
    return {entry.name for entry in folder.iterdir() if not entry.name.startswith(unfinished)}


def _recorded(entries: Sequence[Mapping[str, Any]]) -> dict[str, ChipRecord]:
    """Return the chips that the entries of a journal hold, in their order."""
    records: dict[str, ChipRecord] = {}
    for entry in entries:
        try:
            record = ChipRecord.from_json(entry)
            record = replace(record, class_pixels=tuple(map(int, entry.get(_CLASS_PIXELS, ()))))
        except (ValueError, TypeError):
            break
        records[record.name] = record
    return records
