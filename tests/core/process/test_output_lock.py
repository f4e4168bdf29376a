from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from filelock import FileLock

from satsyn_core.process.output_lock import locked_output
from tests.support.proposals import refusal


def test_one_run_at_a_time_writes_an_output(tmp_path: Path) -> None:
    with locked_output(tmp_path / "set"):
        with locked_output(tmp_path / "other"):
            pass
        with (
            refusal("Another run is writing .*set: wait until .*, or choose another") as said,
            locked_output(tmp_path / "set"),
        ):
            pass
    with locked_output(tmp_path / "set"):
        pass
    said.followed()
    assert not list(tmp_path.iterdir())


def test_a_lock_file_that_a_killed_run_left_does_not_block(tmp_path: Path) -> None:
    (tmp_path / ".set.lock").touch()
    with locked_output(tmp_path / "set"):
        pass


def test_a_disk_without_locks_is_left_for_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_lock: FileLock) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with (
        monkeypatch.context() as without,
        refusal("set has no locks .*: choose an output on another disk") as said,
    ):
        without.setattr(FileLock, "_acquire", refuse)
        with locked_output(tmp_path / "set"):
            pass
    assert not list(tmp_path.iterdir())
    with locked_output(tmp_path / "set"):
        pass
    said.followed()
