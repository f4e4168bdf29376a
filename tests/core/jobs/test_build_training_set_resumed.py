from __future__ import annotations

import errno
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.errors import DiskFullError, InputError, JobCancelledError
from satsyn_core.process.output_lock import locked_output
from satsyn_core.scenes.edited_chips import check_edits
from satsyn_core.scenes.training_set import TrainingSet
from tests.support.german import in_german
from tests.support.proposals import Said, refusal
from tests.support.rasters import RecordingReporter
from tests.support.training_sets import (
    BuildSet,
    CancelledAtChip,
)


@pytest.mark.parametrize("share_done", [0.2, 0.9])
def test_a_cancelled_set_is_resumed_to_the_same_bytes(share_done: float, build_set: BuildSet, tmp_path: Path) -> None:
    whole = build_set("whole", synthetic_percent=50)
    stopped = CancelledAtChip(int(share_done * len(whole.chips)))
    with refusal("The chips that are written stay in .*; set EXISTING to resume to go on with them") as said:
        build_set("stopped", stopped, synthetic_percent=50)
    work = tmp_path / "stopped.partial"
    assert not (tmp_path / "stopped").exists()
    done = {path: path.stat().st_mtime_ns for path in work.rglob("*.tif")}
    assert len(done) >= 2 * int(share_done * len(whole.chips))
    with pytest.raises(InputError, match="An unfinished training set lies in"):
        build_set("stopped", synthetic_percent=50)
    with pytest.raises(InputError, match=r"begun with other input \(synthetic_percent\)"):
        build_set("stopped", synthetic_percent=60, existing="resume")
    first = min(done.items(), key=lambda item: item[1])
    resumed = build_set("stopped", synthetic_percent=50, existing="resume")
    assert resumed.files() == whole.files()
    kept = resumed.folder / first[0].relative_to(work)
    assert kept.stat().st_mtime_ns == first[1]
    assert not work.exists()
    said.followed()


def test_the_error_of_a_full_disk_names_the_file_and_how_to_go_on(build_set: BuildSet, tmp_path: Path) -> None:
    whole = build_set("whole", synthetic_percent=0)
    with pytest.raises(DiskFullError) as full:
        build_set("stopped", FullAtChip(5), synthetic_percent=0, existing="overwrite")
    assert str(full.value) == (
        f"{tempfile.gettempdir()} can't be written, because the disk is full: free some space on it, and run this "
        "again. Set EXISTING to resume then, to go on with the chips that are done."
    )
    assert build_set("stopped", synthetic_percent=0, existing="resume").files() == whole.files()
    Said("Set EXISTING to resume then, to go on with the chips that are done", str(full.value)).followed()


class FullAtChip(CancelledAtChip):
    """Has the disk full when the job has come to a chip."""

    def check_cancelled(self) -> None:
        try:
            super().check_cancelled()
        except JobCancelledError:
            raise OSError(errno.ENOSPC, "No space left on device", tempfile.gettempdir()) from None


def test_a_half_written_journal_line_is_done_again(build_set: BuildSet, tmp_path: Path) -> None:
    whole = build_set("whole", synthetic_percent=50)
    with pytest.raises(JobCancelledError):
        build_set("killed", CancelledAtChip(10), synthetic_percent=50)
    journal = tmp_path / "killed.partial" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert build_set("killed", synthetic_percent=50, existing="resume").files() == whole.files()


def test_a_finished_set_is_replaced_only_with_overwrite(build_set: BuildSet, tmp_path: Path) -> None:
    first = build_set(synthetic_percent=0)
    before = first.files()
    for existing in ("refuse", "resume"):
        with pytest.raises(InputError, match="holds a finished training set"):
            build_set(synthetic_percent=0, existing=existing)
    assert first.files() == before
    assert build_set(synthetic_percent=0, seed=3, existing="overwrite").files() != before


def test_an_edited_description_stops_the_replacement_until_it_is_moved_away(
    build_set: BuildSet, tmp_path: Path
) -> None:
    values: dict[str, Any] = {"synthetic_percent": 0, "stac_date": "2024-05-01"}
    folder = build_set(**values).folder
    with sqlite3.connect(folder / "splits.gpkg") as layers:
        layers.execute("PRAGMA journal_mode = wal")  # as QGIS does when it opens one
    build_set(**values, existing="overwrite")
    with sqlite3.connect(folder / "splits.gpkg") as layers:
        layers.execute("ALTER TABLE chips ADD COLUMN notes TEXT")
    for name in ("classes.json", "stac/collection.json"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")
    for number, name in enumerate(("classes.json", "splits.gpkg", "stac/collection.json")):
        are = "were" if number < 2 else "was"
        with pytest.raises(InputError, match=rf"{3 - number} files? of it {are} changed since: {name}.*Move (it|them)"):
            build_set(**values, existing="overwrite")
        (folder / name).replace(tmp_path / Path(name).name)
    assert build_set(**values, existing="overwrite").outputs["CHIPS"] > 0


def test_a_folder_with_other_files_is_never_touched(build_set: BuildSet, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    for existing in ("refuse", "resume", "overwrite"):
        with pytest.raises(InputError, match="holds other files and no training set"):
            build_set("mine", synthetic_percent=0, existing=existing)
    built = build_set(synthetic_percent=0)
    (built.folder / "notes.txt").write_text("added by hand")
    with pytest.raises(InputError, match=r"did not write: notes\.txt"):
        build_set(synthetic_percent=0, existing="overwrite")


def test_an_empty_folder_is_taken(build_set: BuildSet, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    assert build_set(synthetic_percent=0).outputs["CHIPS"] > 0


def test_the_work_folder_is_gone_when_nothing_was_done(build_set: BuildSet, tmp_path: Path) -> None:
    with pytest.raises(JobCancelledError):
        build_set(reporter=RecordingReporter(cancel_after=5), synthetic_percent=50)
    assert not list(tmp_path.glob("set*"))


def _interrupted(build_set: BuildSet, tmp_path: Path, chip: int, synthetic_percent: int = 50) -> list[dict[str, Any]]:
    """Build a part of the set `stopped`, and return its journal."""
    with pytest.raises(JobCancelledError):
        build_set("stopped", CancelledAtChip(chip), synthetic_percent=synthetic_percent)
    journal = (tmp_path / "stopped.partial" / "journal.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in journal.splitlines()]


def test_missing_chips_of_an_interrupted_run_are_written_again(build_set: BuildSet, tmp_path: Path) -> None:
    whole = build_set("whole", synthetic_percent=50)
    first_synthetic = next(number for number, chip in enumerate(whole.chips) if chip["kind"] == "synthetic")
    done = _interrupted(build_set, tmp_path, first_synthetic + 3)
    work = tmp_path / "stopped.partial"
    for name in (done[0]["image"], done[2]["mask"], done[first_synthetic]["image"]):
        (work / name).unlink()
    before = (work / done[1]["image"]).stat().st_mtime_ns
    resumed = build_set("stopped", synthetic_percent=50, existing="resume")
    assert resumed.files() == whole.files()
    assert any(f"3 of {len(done)} ({done[0]['id']}, " in warning for warning in resumed.reporter.warnings)
    assert (resumed.folder / done[1]["image"]).stat().st_mtime_ns == before


def test_chips_that_were_corrected_in_an_unfinished_set_are_kept_and_used_in_the_finished_one(
    build_set: BuildSet, tmp_path: Path
) -> None:
    whole = build_set("whole", synthetic_percent=0)
    done = _interrupted(build_set, tmp_path, 6, synthetic_percent=0)
    work = tmp_path / "stopped.partial"
    name = done[2]["mask"]
    with rasterio.open(work / name, "r+") as file:
        corrected = 4 - np.minimum(file.read(1), 4)
        file.write(corrected, 1)
    before = {path: path.read_bytes() for path in work.rglob("*") if path.is_file()}
    words = "Move what was changed away to have these chips written anew. When the set is finished, you can put your"
    with refusal(words) as said:
        build_set("stopped", synthetic_percent=0, existing="resume")
    assert said.text == (
        f"Somebody changed 1 file of the unfinished training set {work}: {name}. {words} files back: EDITED_CHIPS uses "
        "them."
    )
    assert in_german(said.text) == (
        f"Jemand hat 1 Datei des unfertigen Trainingsdatensatzes {work} geändert: {name}. Verschieben Sie das "
        "Geänderte, damit diese Kacheln neu geschrieben werden. Ist der Datensatz fertig, können Sie Ihre Dateien "
        "zurücklegen: EDITED_CHIPS verwendet sie."
    )
    assert {path: path.read_bytes() for path in before} == before, "the work of the user and all other chips stay"
    (work / name).replace(tmp_path / "mine.tif")
    resumed = build_set("stopped", synthetic_percent=0, existing="resume")
    assert resumed.files() == whole.files()
    (tmp_path / "mine.tif").replace(resumed.folder / name)
    training_set = TrainingSet.open(resumed.folder)
    reporter = RecordingReporter()
    assert check_edits(training_set, training_set.chips, wanted=True, remedy="", reporter=reporter) == (name,)
    said.followed()


def test_a_journal_that_cannot_be_read_is_continued_where_it_can(build_set: BuildSet, tmp_path: Path) -> None:
    whole = build_set("whole", synthetic_percent=50)
    _interrupted(build_set, tmp_path, 10)
    journal = tmp_path / "stopped.partial" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[5] = bytes(len(lines[5]) - 1) + b"\n"
    journal.write_bytes(b"".join(lines))
    assert build_set("stopped", synthetic_percent=50, existing="resume").files() == whole.files()


@pytest.mark.parametrize("existing", ["refuse", "resume", "overwrite"])
def test_a_second_build_of_one_folder_is_refused(existing: str, build_set: BuildSet, tmp_path: Path) -> None:
    done = _interrupted(build_set, tmp_path, 5)
    with (
        locked_output(tmp_path / "stopped"),
        pytest.raises(InputError, match=r"Another run is writing .*stopped: wait until it has ended"),
    ):
        build_set("stopped", synthetic_percent=50, existing=existing)
    assert all((tmp_path / "stopped.partial" / chip["image"]).is_file() for chip in done)
    assert build_set("stopped", synthetic_percent=50, existing="resume").outputs["CHIPS"] > len(done)
    assert not list(tmp_path.glob(".*"))
