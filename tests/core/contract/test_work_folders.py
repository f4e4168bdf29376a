"""Work folders hold files and folders alone, and what else has names in them keeps its content."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.journal import Journal
from satsyn_core.contract.work_folders import require_plain_contents
from satsyn_core.raster.geotiff import write_geotiff
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.grid import Grid
from satsyn_core.scenes.disk_arrays import disk_array


@pytest.mark.parametrize("depth", [0, 2])
def test_links_and_pipes_are_refused_by_name(depth: int, tmp_path: Path) -> None:
    work = tmp_path / "set.partial"
    place = work.joinpath(*["inner"] * depth)
    place.mkdir(parents=True)
    (place / "plain.txt").touch()
    require_plain_contents(work)
    require_plain_contents(tmp_path / "gone")
    (place / "link").symlink_to(tmp_path)
    with pytest.raises(InputError, match=r"link is a symbolic link.*remove it"):
        require_plain_contents(work)
    (place / "link").unlink()
    os.mkfifo(place / "pipe")
    with pytest.raises(InputError, match=r"pipe is a pipe, a device or the like"):
        require_plain_contents(work)


def test_a_copy_of_a_work_folder_by_hard_links_keeps_what_it_holds(tmp_path: Path) -> None:
    """As `cp -al` makes one before a job goes on."""
    for name in ("journal.jsonl", "chip.tif", "array.npy"):
        (tmp_path / name).write_bytes(b"earlier")
        (tmp_path / f"copy of {name}").hardlink_to(tmp_path / name)
    journal = Journal(tmp_path / "journal.jsonl")
    journal.add({"id": "a"})
    journal.close()
    profile = RasterProfile(Grid(None, Affine.scale(2), 4, 4), "uint8", None, ["a"])
    write_geotiff(tmp_path / "chip.tif", np.ones((1, 4, 4), np.uint8), profile)
    disk_array(tmp_path / "array.npy", (4, 4), "uint8")[:] = 1
    assert Journal(tmp_path / "journal.jsonl").entries
    for name in ("journal.jsonl", "chip.tif", "array.npy"):
        assert (tmp_path / name).read_bytes() != b"earlier"
        assert (tmp_path / f"copy of {name}").read_bytes() == b"earlier"
