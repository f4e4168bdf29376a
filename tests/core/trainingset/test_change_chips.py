from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.trainingset.change_chips import check_place


def test_files_of_the_user_among_the_chips_of_a_killed_run_are_in_the_way(tmp_path: Path) -> None:
    chips = tmp_path / "chips.partial" / "train" / "A"
    chips.mkdir(parents=True)
    (tmp_path / "chips.partial" / "val").mkdir()
    (chips / "000000_000064_1.png").touch()
    check_place(tmp_path / "chips")
    (chips / "my.png").touch()
    with pytest.raises(InputError, match=r"holds what SatSyn did not write \(train/A/my\.png\): move it away"):
        check_place(tmp_path / "chips")
