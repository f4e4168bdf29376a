from __future__ import annotations

import json
from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.progress import Reporter
from satsyn_core.process.fingerprint import Fingerprint
from satsyn_core.trainingset.writing.work_folder import SetWorkFolder
from tests.core.trainingset.conftest import MakeRecord

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
    # The files are missing, so all chips count as damaged.
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


def test_a_folder_of_somebody_else_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "set.partial").mkdir()
    with pytest.raises(InputError, match="is in the way"), SetWorkFolder(tmp_path / "set", SAME, "overwrite"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["set.partial"]
