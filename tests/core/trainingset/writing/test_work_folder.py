from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from satsyn_core.contract.atomic_files import complete_or_absent
from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.progress import Reporter
from satsyn_core.process.fingerprint import Fingerprint
from satsyn_core.scenes.chip_record import ChipFile, ChipRecord
from satsyn_core.trainingset.writing.manifest import write_manifest
from satsyn_core.trainingset.writing.work_folder import SetWorkFolder
from tests.core.trainingset.conftest import MakeRecord
from tests.support.proposals import refusal
from tests.support.rasters import RecordingReporter

SAME = Fingerprint({"seed": 0})
OTHER = Fingerprint({"seed": 1})


def test_a_folder_that_got_no_chip_vanishes_with_the_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        folder.start(Reporter())
        raise KeyError
    assert not list(tmp_path.iterdir())


def test_an_error_before_the_start_leaves_an_unfinished_set_as_it_is(tmp_path: Path, record: MakeRecord) -> None:
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", OTHER, "refuse") as folder:
        folder.start(Reporter())
        folder.add(record(0, 0))
        raise KeyError
    before = {path: path.read_bytes() for path in (tmp_path / "set.partial").iterdir() if path.is_file()}
    assert len(before) == 2
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "overwrite"):
        raise KeyError
    assert {path: path.read_bytes() for path in (tmp_path / "set.partial").iterdir() if path.is_file()} == before


def test_a_chip_that_is_written_again_keeps_its_place(tmp_path: Path, record: MakeRecord) -> None:
    names = [record(col, 0).name for col in (0, 32, 64)]
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        folder.start(Reporter())
        for col in (0, 32, 64):
            folder.add(record(col, 0))
        raise KeyError
    # The files are missing.
    with SetWorkFolder(tmp_path / "set", SAME, "resume") as folder:
        folder.start(Reporter())
        assert (folder.done, folder.records) == (0, ())
        folder.add(record(32, 0))
        assert folder.has(names[1])
        assert not folder.has(names[0])
        folder.add(record(64, 0))
        folder.add(record(0, 0))
        assert [one.name for one in folder.records] == names
    journal = (tmp_path / "set.partial" / "journal.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in journal] == [*names, names[1], names[2], names[0]]


def test_chips_of_other_class_indices_are_not_mixed(tmp_path: Path, record: MakeRecord, scheme: ClassScheme) -> None:
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        folder.keep_classes(scheme)
        folder.start(Reporter())
        folder.add(record(0, 0))
        raise KeyError
    with SetWorkFolder(tmp_path / "set", SAME, "resume") as folder:
        folder.keep_classes(scheme)
    other = ClassScheme(scheme.classes[::-1])
    with (
        refusal(r"have other class indices .*: set EXISTING to overwrite, or choose another folder") as said,
        SetWorkFolder(tmp_path / "set", SAME, "resume") as folder,
    ):
        folder.keep_classes(other)
    for name, existing in (("set", "overwrite"), ("another", "resume")):
        with SetWorkFolder(tmp_path / name, SAME, existing) as folder:
            folder.keep_classes(other)
    said.followed()


def test_a_folder_of_somebody_else_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "set.partial").mkdir()
    (tmp_path / "set.partial" / "thesis.txt").touch()
    with pytest.raises(InputError, match="is in the way"), SetWorkFolder(tmp_path / "set", SAME, "overwrite"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["set.partial"]


def _finished(folder: SetWorkFolder, content: str) -> None:
    folder.start(Reporter())
    (folder.path / "manifest.json").write_text(f'{{"schema": "satsyn-training-set", "content": "{content}"}}')


def _content(target: Path) -> str:
    return str(json.loads((target / "manifest.json").read_text())["content"])


def _stopped_while_publishing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: int) -> None:
    """Publish the set `new` over the set `old`, and die before a change of the disk."""
    left = step

    def counted(do: Callable[..., Any]) -> Callable[..., Any]:
        def change(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return do(*arguments, **options)

        return change

    with SetWorkFolder(tmp_path / "set", OTHER, "overwrite") as folder:
        _finished(folder, "new")
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", counted(Path.replace))
            patched.setattr(Path, "unlink", counted(Path.unlink))
            patched.setattr(shutil, "rmtree", counted(shutil.rmtree))
            try:
                folder.publish()
            except KeyboardInterrupt:
                os._exit(9)


@pytest.mark.parametrize("step", range(8))
def test_a_run_killed_while_it_replaces_a_set_leaves_one_of_the_two(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        _finished(folder, "old")
        folder.publish()
    child = os.fork()
    if not child:
        _stopped_while_publishing(monkeypatch, tmp_path, step)
        os._exit(0)
    os.waitpid(child, 0)
    if (tmp_path / "set").exists():
        assert _content(tmp_path / "set") in {"old", "new"}
    # Published already, resuming is refused; unpublished, it goes on.
    with suppress(InputError), SetWorkFolder(tmp_path / "set", OTHER, "resume") as folder:
        _finished(folder, "new")
        folder.publish()
    assert _content(tmp_path / "set") == "new"
    with SetWorkFolder(tmp_path / "set", OTHER, "overwrite") as folder:
        _finished(folder, "new")
        folder.publish()
    assert _content(tmp_path / "set") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]
    assert not {"request.json", "journal.jsonl", "replaces"} & {path.name for path in (tmp_path / "set").iterdir()}


def test_a_set_whose_manifest_was_half_written_goes_on(tmp_path: Path, record: MakeRecord) -> None:
    child = os.fork()
    if not child:
        with SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
            folder.start(Reporter())
            with complete_or_absent(folder.path / "manifest.json") as temporary:
                temporary.write_text('{"schema": "satsyn-tr')
                os._exit(9)
    os.waitpid(child, 0)
    assert list((tmp_path / "set.partial").glob(".manifest.*"))
    with SetWorkFolder(tmp_path / "set", SAME, "resume") as folder:
        folder.start(Reporter())
        write_manifest(folder.path, {"schema": "satsyn-training-set"}, [record(0, 0)])
        folder.publish()
    assert sorted(path.name for path in (tmp_path / "set").iterdir()) == ["images", "manifest.json", "masks"]
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


def test_links_in_a_work_folder_are_refused(tmp_path: Path, record: MakeRecord) -> None:
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        folder.start(Reporter())
        folder.add(record(0, 0))
        raise KeyError
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    images = tmp_path / "set.partial" / "images" / "train"
    images.rmdir()
    images.symlink_to(elsewhere)
    for existing in ("resume", "overwrite"):
        with pytest.raises(InputError, match="is a symbolic link"), SetWorkFolder(tmp_path / "set", SAME, existing):
            pass


def test_a_planted_chip_is_not_published(tmp_path: Path, record: MakeRecord) -> None:
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        folder.start(Reporter())
        folder.add(record(0, 0))
        raise KeyError
    planted = tmp_path / "set.partial" / "images" / "train" / "scene_r000000_c000032.tif"
    planted.write_text("planted")
    with SetWorkFolder(tmp_path / "set", SAME, "resume") as folder:
        folder.start(Reporter())
        assert not planted.exists()


def _with_chip(folder: SetWorkFolder, chip: ChipRecord) -> None:
    folder.start(Reporter())
    for file in (chip.image, chip.mask):
        (folder.path / file.path).write_bytes(b"chip")
    image, mask = (ChipFile.of(folder.path, file.path) for file in (chip.image, chip.mask))
    folder.add(replace(chip, image=image, mask=mask))


def _finished_with_chip(target: Path, chip: ChipRecord) -> None:
    with SetWorkFolder(target, SAME, "refuse") as folder:
        _with_chip(folder, chip)
        write_manifest(folder.path, {"schema": "satsyn-training-set"}, folder.records)
        folder.publish()


@pytest.mark.parametrize(
    "name",
    ["images/my_labels.gpkg", "masks/train/notes.txt", "images/train/mine.tif", "stac/mine.json", "request.json"],
)
def test_files_of_the_user_in_a_finished_set_stop_its_replacement(
    name: str, tmp_path: Path, record: MakeRecord
) -> None:
    target = tmp_path / "set"
    _finished_with_chip(target, record(0, 0))
    (target / record(0, 0).image.path).with_suffix(".tif.aux.xml").write_text("of GDAL")
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_text("years of work")
    with (
        refusal(f"beside it what SatSyn did not write: {name}. Move that away, or choose another folder") as said,
        SetWorkFolder(target, OTHER, "overwrite"),
    ):
        pass
    assert (target / name).read_text() == "years of work"
    (target / name).unlink()
    shutil.rmtree(target / "stac", ignore_errors=True)
    with SetWorkFolder(target, OTHER, "overwrite") as folder:
        folder.start(Reporter())
    said.followed()


@pytest.mark.parametrize("is_folder", [True, False])
def test_what_takes_the_place_of_a_new_set_while_it_is_built_stays(
    is_folder: bool, tmp_path: Path, record: MakeRecord
) -> None:
    target = tmp_path / "set"
    work = target / "notes.txt" if is_folder else target
    with (
        refusal(r"while the set was built: move .* away; the new set is complete in") as said,
        SetWorkFolder(target, SAME, "refuse") as folder,
    ):
        folder.start(Reporter())
        folder.add(record(0, 0))
        work.parent.mkdir(exist_ok=True)
        work.write_text("years of work")
        folder.publish()
    assert work.read_text() == "years of work"
    work.unlink()
    with SetWorkFolder(target, SAME, "resume") as folder:
        folder.start(Reporter())
        folder.publish()
    assert (target / record(0, 0).image.path).parent.is_dir() and not folder.path.exists()
    said.followed()


def test_a_chip_that_is_removed_while_the_set_is_built_stops_it_and_is_written_again(
    tmp_path: Path, record: MakeRecord
) -> None:
    target = tmp_path / "set"
    image = target.with_name("set.partial") / record(0, 0).image.path
    with (
        refusal(
            f"was removed or changed .* {image.name} for one: .*, set EXISTING to resume, and run this again"
        ) as lost,
        SetWorkFolder(target, SAME, "refuse") as folder,
    ):
        folder.start(Reporter())
        image.write_text("a chip")
        folder.add(record(0, 0))
        image.unlink()
        folder.publish()
    with SetWorkFolder(target, SAME, "resume") as folder:
        folder.start(Reporter())
        assert folder.done == 0
    lost.followed()
    with (
        refusal("was removed or renamed while the set was built: run this again") as said,
        SetWorkFolder(target, SAME, "resume") as folder,
    ):
        folder.start(Reporter())
        folder.add(record(0, 0))
        shutil.rmtree(folder.path)
        image.read_text()
    with SetWorkFolder(target, SAME, "resume") as folder:
        folder.start(Reporter())
    said.followed()


def test_files_that_come_into_a_set_while_its_successor_is_built_stay(tmp_path: Path, record: MakeRecord) -> None:
    target = tmp_path / "set"
    _finished_with_chip(target, record(0, 0))
    with (
        pytest.raises(InputError, match=r"masks/notes\.txt.*complete in .*set\.partial, and EXISTING resume"),
        SetWorkFolder(target, OTHER, "overwrite") as folder,
    ):
        folder.start(Reporter())
        folder.add(record(0, 0))
        (target / "masks" / "notes.txt").write_text("years of work")
        folder.publish()
    assert (target / "masks" / "notes.txt").read_text() == "years of work"


def test_a_mask_that_was_corrected_stops_the_replacement_until_it_is_moved_away(
    tmp_path: Path, record: MakeRecord
) -> None:
    target = tmp_path / "set"
    _finished_with_chip(target, record(0, 0))
    mask = target / record(0, 0).mask.path
    mask.write_bytes(b"corrected")
    with (
        refusal(rf"changed since: {record(0, 0).mask.path}\. Move it away to have the set replaced, or") as said,
        SetWorkFolder(target, OTHER, "overwrite"),
    ):
        pass
    mask.replace(tmp_path / "corrected.tif")
    with (
        pytest.raises(InputError, match=rf"changed since: {record(0, 0).image.path}.* EXISTING resume"),
        SetWorkFolder(target, OTHER, "overwrite") as folder,
    ):
        _finished(folder, "new")
        (target / record(0, 0).image.path).write_bytes(b"corrected meanwhile")
        folder.publish()
    (target / record(0, 0).image.path).replace(tmp_path / "corrected_image.tif")
    with SetWorkFolder(target, OTHER, "resume") as folder:
        _finished(folder, "new")
        folder.publish()
    assert _content(target) == "new"
    said.followed()


@pytest.mark.parametrize("name", ["masks/train", "chip"])
def test_a_link_in_place_of_a_file_or_folder_of_the_set_stops_the_replacement(
    name: str, tmp_path: Path, record: MakeRecord
) -> None:
    target = tmp_path / "set"
    _finished_with_chip(target, record(0, 0))
    place = target / name.replace("chip", record(0, 0).mask.path)
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere", target_is_directory=name != "chip")
    with (
        pytest.raises(InputError, match=f"did not write: {place.relative_to(target).as_posix()}. Move that away"),
        SetWorkFolder(target, OTHER, "overwrite"),
    ):
        pass
    assert place.is_symlink() and place.exists()
    place.rename(tmp_path / "link")
    with SetWorkFolder(target, OTHER, "overwrite") as folder:
        _finished(folder, "new")
        folder.publish()
    assert _content(target) == "new"


def test_a_layer_that_was_added_to_the_footprints_stops_the_replacement(tmp_path: Path, record: MakeRecord) -> None:
    target = tmp_path / "set"
    _finished_with_chip(target, record(0, 0))
    for layer in ("chips", "my_notes"):
        pyogrio.raw.write(
            target / "splits.gpkg",
            shapely.to_wkb(shapely.points([[0.0, 0.0]])),
            [],
            [],
            layer=layer,
            driver="GPKG",
            geometry_type="Point",
            append=layer != "chips",
        )
    with (
        pytest.raises(InputError, match=r"did not write: splits\.gpkg \(layer my_notes\)"),
        SetWorkFolder(target, OTHER, "overwrite"),
    ):
        pass


@pytest.mark.parametrize("existing", ["resume", "overwrite"])
def test_files_of_the_user_in_an_unfinished_set_stop_the_next_run(
    existing: str, tmp_path: Path, record: MakeRecord
) -> None:
    with pytest.raises(KeyError), SetWorkFolder(tmp_path / "set", SAME, "refuse") as folder:
        folder.start(Reporter())
        folder.add(record(0, 0))
        raise KeyError
    mine = tmp_path / "set.partial" / "images" / "train" / "mine"
    mine.mkdir()
    with (
        pytest.raises(InputError, match="did not write: images/train/mine"),
        SetWorkFolder(tmp_path / "set", SAME, existing) as folder,
    ):
        folder.start(Reporter())
    assert mine.is_dir()


def test_a_chip_that_was_changed_in_an_unfinished_set_is_not_lost_unnoticed(
    tmp_path: Path, record: MakeRecord, reporter: RecordingReporter
) -> None:
    target, image = tmp_path / "set", tmp_path / "set.partial" / record(0, 0).image.path
    with suppress(KeyError), SetWorkFolder(target, SAME, "refuse") as folder:
        _with_chip(folder, record(0, 0))
        raise KeyError
    image.write_bytes(b"by hand")
    with (
        refusal(rf"changed 1 file of .*: {record(0, 0).image.path}\. Move what was changed away to have the set built"),
        SetWorkFolder(target, OTHER, "overwrite"),
    ):
        pass
    assert image.read_bytes() == b"by hand"
    image.replace(tmp_path / "kept.tif")
    with suppress(KeyError), SetWorkFolder(target, SAME, "resume") as folder:
        folder.start(reporter)
        raise KeyError
    assert f"1 of 1 ({record(0, 0).name}); they are written again" in reporter.warnings[-1]
    with SetWorkFolder(target, OTHER, "overwrite"):
        pass
