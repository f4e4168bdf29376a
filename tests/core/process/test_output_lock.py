from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.process.output_lock import locked_output


def test_one_run_at_a_time_writes_an_output(tmp_path: Path) -> None:
    with locked_output(tmp_path / "set"):
        with locked_output(tmp_path / "other"):
            pass
        with pytest.raises(InputError, match=r"Another run is writing .*set: wait"), locked_output(tmp_path / "set"):
            pass
    with locked_output(tmp_path / "set"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_file_that_a_killed_run_left_does_not_block(tmp_path: Path) -> None:
    (tmp_path / ".set.lock").touch()
    with locked_output(tmp_path / "set"):
        pass
