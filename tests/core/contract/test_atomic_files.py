from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.atomic_files import all_or_none, check_writable, remove_unfinished
from satsyn_core.contract.errors import InputError


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


def test_places_that_take_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        check_writable(tmp_path / "gone" / "out.tif")
    with pytest.raises(InputError, match="is a folder"):
        check_writable(tmp_path)
    with pytest.raises(InputError, match="Cannot write"):
        # The kernel's own file system takes no files from anyone, root included.
        check_writable("/proc/out.tif")
