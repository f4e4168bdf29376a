"""A worker stays for the next run of a batch: the same pixels, the same cancel, and it never outlives QGIS."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from assertions import RecordingFeedback, assert_run
from processes import is_running, wait_for_worker, wait_until_gone, worker_of
from rasters import NORTH_UP, write_landcover


@pytest.fixture
def landcover(qgis, tmp_path: Path) -> Iterator[Path]:
    """Land cover, and no worker before and after the test."""
    from satsyn.processing_provider.worker.kept_worker import end_kept_worker

    end_kept_worker()
    yield write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    end_kept_worker()


def _open_files(pid: int) -> list[str]:
    return [str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()]


def test_two_runs_share_a_worker_that_holds_nothing_open(
    model: Path, landcover: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.kept_worker import end_kept_worker

    values = {"LANDCOVER": str(landcover), "MODEL": str(model), "SEED": 5}
    first = assert_run("satsyn:generateimagery", **values, OUTPUT=str(tmp_path / "first.tif"))
    worker = worker_of(os.getpid())
    assert worker
    second = assert_run("satsyn:generateimagery", **values, OUTPUT=str(tmp_path / "second.tif"))
    assert worker_of(os.getpid()) == worker
    assert first.output.read_bytes() == second.output.read_bytes()
    assert not [path for path in _open_files(worker) if path.startswith(str(tmp_path)) or path.endswith(".log")]
    os.kill(worker, signal.SIGKILL)
    third = assert_run("satsyn:generateimagery", **values, OUTPUT=str(tmp_path / "third.tif"))
    assert first.output.read_bytes() == third.output.read_bytes()
    other = worker_of(os.getpid())
    assert other and other != worker
    monkeypatch.setenv("SATSYN_TRIED", "another environment")
    assert_run("satsyn:describemodel", MODEL=str(model))
    last = worker_of(os.getpid())
    assert last and last != other and not is_running(other)
    end_kept_worker()
    assert not is_running(last)


def test_cancel_in_the_second_run_ends_the_worker_and_leaves_nothing(
    model: Path, landcover: Path, tmp_path: Path
) -> None:
    import processing
    from qgis.core import QgsProcessingException

    assert_run("satsyn:describemodel", MODEL=str(model))
    worker = wait_for_worker(os.getpid())
    feedback = RecordingFeedback()
    feedback.progressChanged.connect(lambda fraction: feedback.cancel() if fraction > 0 else None)
    large = write_landcover(tmp_path / "large.tif", NORTH_UP, np.tile(np.arange(1, 5, dtype=np.uint8), (1500, 375)))
    values = {"LANDCOVER": str(large), "MODEL": str(model), "BLOCK_SIZE": 64, "OUTPUT": str(tmp_path / "imagery.tif")}
    with pytest.raises(QgsProcessingException, match="cancelled"):
        processing.run("satsyn:generateimagery", values, feedback=feedback)
    assert not is_running(worker)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["landcover.tif", "large.tif"]


def test_the_worker_ends_when_qgis_is_killed(profile: Path, model: Path) -> None:
    code = """
        import os, signal, sys
        from pathlib import Path
        sys.path[:0] = [sys.argv[1], *sys.argv[3].split(os.pathsep)]
        from qgis.core import QgsApplication
        QgsApplication.setPrefixPath(os.environ.get("QGIS_PREFIX_PATH", "/usr"), True)
        application = QgsApplication([], False)
        application.initQgis()
        from qgis.core import QgsProcessingFeedback
        from satsyn.processing_provider.worker.client import run_job
        run_job(Path(os.environ["SATSYN_PYTHON"]), "describe-model", {"MODEL": sys.argv[2]}, QgsProcessingFeedback())
        from processes import worker_of
        print(worker_of(os.getpid()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    plugins = profile / "profiles" / "default" / "python" / "plugins"
    here = str(Path(__file__).parent)
    arguments = [sys.executable, "-c", textwrap.dedent(code), str(plugins), str(model), here]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr
    wait_until_gone(int(done.stdout.strip()), limit=30)
