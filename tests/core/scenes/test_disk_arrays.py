"""Arrays on disk have room for all their values, or are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.errors import DiskFullError
from satsyn_core.scenes.disk_arrays import disk_array


def test_values_are_zero_at_first_and_lie_in_the_file(tmp_path: Path) -> None:
    array = disk_array(tmp_path / "scene.npy", (3, 4, 5), "uint16")
    assert not array.any()
    array[1, 2, 3] = 77
    array.flush()
    assert np.load(tmp_path / "scene.npy")[1, 2, 3] == 77


def test_the_room_is_taken_at_once(tmp_path: Path) -> None:
    disk_array(tmp_path / "scene.npy", (1 << 20,), "uint8")
    assert (tmp_path / "scene.npy").stat().st_blocks * 512 >= 1 << 20


def test_without_room_nothing_is_taken(tmp_path: Path) -> None:
    with pytest.raises(DiskFullError):
        disk_array(tmp_path / "scene.npy", (2 * shutil.disk_usage(tmp_path).total,), "uint8")
    assert list(tmp_path.iterdir()) == []
