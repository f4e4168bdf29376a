from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from satsyn_core.process.isolated_call import isolated
from satsyn_core.raster.window import Window
from tests.support.paths import REPOSITORY
from tests.support.proposals import Said

CALL = isolated(Window.slices_in, Window(1, 2, 3, 4), Window(0, 0, 9, 9))


def _done(folder: Path, first: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Do a call in a process that imports from its working folder, as dask's workers do."""
    program = (
        f"import sys; sys.path.append({str(REPOSITORY)!r}); {first}\n"
        f"from satsyn_core.process.isolated_call import IsolatedCall\n"
        f"print(IsolatedCall({CALL.packed!r})())"
    )
    command, own = [sys.executable, "-c", program], {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False)


def test_nothing_is_imported_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "affine.py").write_text("open('ran', 'w')")
    done = _done(tmp_path)
    assert done.stdout == "(slice(2, 6, None), slice(1, 4, None))\n", done.stderr
    assert not (tmp_path / "ran").exists()


def test_what_was_imported_from_there_before_is_refused_where_it_hides_a_package(tmp_path: Path) -> None:
    (tmp_path / "affine.py").touch()
    (tmp_path / "start_up.py").touch()
    assert _done(tmp_path, "import start_up").returncode == 0
    done = _done(tmp_path, "import start_up, affine")
    assert f"imported {tmp_path / 'affine.py'} from its working folder instead of the package affine" in done.stderr
    said = Said("Start the dask scheduler and its workers in an empty folder, with PYTHONSAFEPATH=1", done.stderr)
    (tmp_path / "empty").mkdir()
    variable, _, value = said.part(r"with (PYTHON\w+=1)").partition("=")
    assert _done(tmp_path / "empty", "import affine", **{variable: value}).returncode == 0
    said.followed()
