from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from satsyn_core.contract.atomic_files import all_or_none, check_writable, remove_unfinished, scratch_folder
from satsyn_core.contract.errors import InputError
from tests.support.paths import REPOSITORY


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    targets = [tmp_path / "a.tif", tmp_path / "b.tif"]
    with all_or_none(targets) as temporary:
        for path in temporary:
            path.write_text("done")
            assert path.name.startswith(".")
        assert not any(target.exists() for target in targets)
    assert sorted(tmp_path.iterdir()) == targets


def test_one_failure_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="second"), all_or_none([tmp_path / "a.tif", tmp_path / "b.tif"]) as temporary:
        temporary[0].write_text("done")
        raise ValueError("second")
    assert not list(tmp_path.iterdir())


def test_forced_end_removes_what_is_being_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), all_or_none([tmp_path / "a.tif"]) as temporary:
        temporary[0].write_text("half")
        Path(f"{temporary[0]}.aux.xml").write_text("half")
        remove_unfinished()
        assert not list(tmp_path.iterdir())
        temporary[0].read_text()


def test_what_a_killed_process_left_goes_with_the_next_run(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from satsyn_core.contract.atomic_files import all_or_none\n"
        "from satsyn_core.contract.atomic_files import complete_or_absent, scratch_folder\n"
        "target = Path(sys.argv[1])\n"
        "with scratch_folder(target.parent) as rest, all_or_none([target]) as (it,), complete_or_absent(it) as same:\n"
        "    same.write_text('half')\n"
        "    (rest / 'drawn.tif').write_text('half')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    target, other = tmp_path / "a.tif", tmp_path / ".a.mine.tif"
    other.write_text("the user's")
    subprocess.run([sys.executable, "-c", code, str(target)], cwd=REPOSITORY, check=False)
    assert len(list(tmp_path.iterdir())) == 3
    with scratch_folder(tmp_path) as rest, all_or_none([target]) as (path,):
        assert not list(rest.iterdir())
        path.write_text("whole")
        with all_or_none([target]) as (beside,):
            beside.write_text("of a run at the same time")
            assert path.exists()
    assert sorted(tmp_path.iterdir()) == [other, target]


def test_places_that_take_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        check_writable(tmp_path / "gone" / "out.tif")
    with pytest.raises(InputError, match="is a folder"):
        check_writable(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"output folder .*file is a file, not a folder: choose another"):
        check_writable(tmp_path / "file" / "out.tif")
    (tmp_path / "file").unlink()
    with pytest.raises(InputError, match="Cannot write"):
        # The kernel's own file system takes no files from anyone, root included.
        check_writable("/proc/out.tif")
    # Renaming a file over a device would remove the device.
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(InputError, match="is a device, a pipe or the like"):
        check_writable(tmp_path / "pipe.json")
    (tmp_path / "pipe.json").unlink()
    # As long as the disk allows, and without room for what a temporary name adds.
    with pytest.raises(InputError, match="is too long: SatSyn adds up to 40 letters"):
        check_writable(tmp_path / f"{'a' * 230}.tif")
    name = f"{'a' * 210}.tif"
    with all_or_none([check_writable(tmp_path / name)]) as temporary:
        temporary[0].write_text("done")
    assert [path.name for path in tmp_path.iterdir()] == [name]
