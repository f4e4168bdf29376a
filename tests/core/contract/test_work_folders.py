"""Work folders hold files and folders alone, and what else has names in them keeps its content."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import numpy as np
import pytest
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.journal import Journal
from satsyn_core.contract.work_folders import replace_folder, require_plain_contents
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


def test_a_finished_folder_takes_its_place_where_files_that_are_only_read_cannot_be_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows."""
    synced = []

    def sync(descriptor: int, real=os.fsync) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        if not name.is_dir() and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        synced.append(name)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", sync)
    work, target = tmp_path / "set.partial", tmp_path / "set"
    (work / "images").mkdir(parents=True)
    (work / "images" / "chip.tif").write_bytes(b"chip")
    (work / "journal.jsonl").write_text("{}")
    replace_folder(work, target, ["journal.jsonl"])
    assert [path.relative_to(target).as_posix() for path in target.rglob("*")] == ["images", "images/chip.tif"]
    assert {work / "images" / "chip.tif", work / "journal.jsonl"} <= set(synced)


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write every file")
def test_a_finished_folder_with_a_write_protected_file_takes_its_place(tmp_path: Path) -> None:
    work = tmp_path / "set.partial"
    work.mkdir()
    (work / "chip.tif").write_bytes(b"chip")
    (work / "chip.tif").chmod(0o444)
    replace_folder(work, tmp_path / "set", [])
    assert (tmp_path / "set" / "chip.tif").read_bytes() == b"chip"
