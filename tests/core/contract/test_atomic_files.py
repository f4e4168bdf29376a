from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from satsyn_core.contract.atomic_files import (
    all_or_none,
    check_writable,
    publish_together,
    remove_unfinished,
    scratch_folder,
)
from satsyn_core.contract.errors import InputError
from tests.support.paths import REPOSITORY
from tests.support.proposals import refusal


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
    for virtual in ("/vsimem/image.tif", "/vsizip/maps.zip/image.tif"):
        with refusal(r"virtual file system of GDAL, .*: choose a file in a folder", InputError) as said:
            check_writable(virtual)
        check_writable(tmp_path / Path(virtual).name)
        said.followed()
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


_OLD = {"a.tif": "old a", "a.tif.aux.xml": "of old a", "b.tif": "old b", "b.tif.aux.xml": "of old b", "b.tif.ovr": "o"}
_NEW = {"a.tif": "new a", "a.tif.aux.xml": "of new a", "b.tif": "new b"}


def _write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files and return the rasters among their names."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return [folder / name for name in ("a.tif", "b.tif")]


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_new_files_take_the_places_of_old_ones_with_their_side_files(tmp_path: Path) -> None:
    targets, sources = _write(tmp_path / "out", _OLD), _write(tmp_path / "work", _NEW)
    publish_together(sources, targets)
    assert (_texts(tmp_path / "out"), _texts(tmp_path / "work")) == (_NEW, {})


def test_a_file_that_cannot_be_replaced_leaves_everything_as_it_was(tmp_path: Path) -> None:
    old = {name: text for name, text in _OLD.items() if name != "b.tif"}
    targets, sources = _write(tmp_path / "out", old), _write(tmp_path / "work", _NEW)
    (targets[1] / "mine").mkdir(parents=True)
    with pytest.raises(InputError, match=r"Cannot replace .*b\.tif \(Is a directory\): close whatever uses it"):
        publish_together(sources, targets)
    assert (_texts(tmp_path / "out"), _texts(tmp_path / "work")) == (old, _NEW)
    assert (targets[1] / "mine").is_dir()


_PUBLISH = """
import os, sys
from pathlib import Path
from satsyn_core.contract.atomic_files import publish_together
from satsyn_core.contract.errors import InputError

folder, stop, how = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
calls = 0

def refuse(event, _):
    # Python asks this before it renames, links or removes a file.
    global calls
    if event in ("os.rename", "os.link", "os.remove"):
        calls += 1
        if how == "killed" and calls == stop:
            os._exit(9)
        if calls == stop or how == "from then on" and calls > stop:
            raise PermissionError(13, "Permission denied")

paths = [[folder / where / name for name in ("a.tif", "b.tif")] for where in ("work", "out")]
sys.addaudithook(refuse)
try:
    publish_together(*paths)
except InputError:
    sys.exit(2)
finally:
    print(calls)
"""


@pytest.mark.parametrize("how", ["once", "from then on", "killed"])
def test_no_file_is_lost_whichever_step_fails(how: str, tmp_path: Path) -> None:
    ends = set[int]()
    for stop in range(1, 100):
        folder = tmp_path / str(stop)
        _write(folder / "out", _OLD)
        _write(folder / "work", _NEW)
        command = [sys.executable, "-c", _PUBLISH, str(folder), str(stop), how]
        done = subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True)
        ends.add(done.returncode)
        found, left = _texts(folder / "out"), _texts(folder / "work")
        shown = {name: text for name, text in found.items() if not name.startswith(".")}
        if done.returncode == 0:
            assert (shown, left) == (_NEW, {})
        elif how == "once":
            assert (done.returncode, found, left) == (2, _OLD, _NEW), done.stderr
        elif "new b" in found.values():  # both new rasters have their places
            assert [found["a.tif"], found["b.tif"]] == ["new a", "new b"]
        else:
            assert set(found.values()) >= set(_OLD.values()), json.dumps(found)
            assert {"a.tif", "b.tif"} <= shown.keys()
        if done.returncode == 0 and int(done.stdout) < stop:
            break
    assert ends == {0, 9 if how == "killed" else 2}
