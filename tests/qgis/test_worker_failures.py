"""When the worker process can't be started, crashes or says nothing: a sentence, and a log file that can be read.

The interpreters here are real programs that end in these ways.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from assertions import RecordingFeedback
from processes import wait_until_gone


@pytest.fixture
def describe(qgis, model: Path):
    """Run `describemodel` and return the sentence with which it fails."""
    import processing
    from qgis.core import QgsProcessingException

    def run() -> str:
        with pytest.raises(QgsProcessingException) as failure:
            processing.run("satsyn:describemodel", {"MODEL": str(model)}, feedback=RecordingFeedback())
        return str(failure.value)

    return run


@pytest.fixture
def interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make SATSYN_PYTHON a program that does what a shell script says."""

    def use(script: str) -> Path:
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("SATSYN_PYTHON", str(program))
        return program

    return use


def _log_named_in(sentence: str) -> Path:
    found = re.search(r"The log is '([^']+)'", sentence)
    assert found, sentence
    return Path(found.group(1))


@pytest.mark.parametrize("signal", ["SEGV", "ABRT"])
def test_a_crash_names_the_signal_and_the_log(describe, interpreter, signal: str) -> None:
    interpreter(f"echo 'last words' >&2\nkill -{signal} $$")
    sentence = describe()
    assert f'crashed (signal SIG{signal}). The last that was printed: "last words". The log' in sentence
    assert "last words" in _log_named_in(sentence).read_text()


def test_what_a_library_printed_before_a_memory_fault_is_in_the_sentence(describe, interpreter) -> None:
    fault = (
        "import faulthandler, os, sys, threading; faulthandler.enable(); "
        "[threading.Thread(target=threading.Event().wait, daemon=True).start() for _ in range(60)]; "
        'os.write(2, b"libfoo: reading tile 12\\nlibfoo: tile 12 is too short.\\n"); faulthandler._sigsegv()'
    )
    interpreter(f"exec {os.environ['SATSYN_PYTHON']} -c '{fault}'")
    sentence = describe()
    printed = "libfoo: reading tile 12 / libfoo: tile 12 is too short"
    assert f'crashed (signal SIGSEGV). The last that was printed: "{printed}". The log is' in sentence
    log = _log_named_in(sentence).read_text()
    assert len(log.partition("Fatal Python error: Segmentation fault")[2]) > 4000, "the traceback is long"


def test_a_killed_worker_suggests_what_to_do_about_memory(describe, interpreter) -> None:
    interpreter("kill -KILL $$")
    sentence = describe()
    assert "SIGKILL" in sentence
    assert "memory ran out" in sentence
    assert "BLOCK_SIZE" in sentence


def test_an_end_without_a_result_is_a_failure(describe, interpreter) -> None:
    interpreter("exit 0")
    assert "ended without a result (exit code 0x0)" in describe()


def test_a_result_with_a_bad_exit_code_is_a_failure(describe, interpreter) -> None:
    interpreter("""echo '{"event": "result", "outputs": {"KIND": "generator"}}'\nexit 3""")
    assert "exit code 0x3" in describe()


def test_what_the_interpreter_says_is_in_the_sentence(describe, interpreter) -> None:
    interpreter("echo 'Fatal: no such thing' >&2\nexit 1")
    assert "Fatal: no such thing" in describe()


def test_lines_that_are_no_events_do_no_harm(describe, interpreter) -> None:
    interpreter(
        """echo 'hello'\necho '[1]'\necho '{"event": "error", "kind": "input", "message": "Bad input."}'\nexit 2"""
    )
    assert "Bad input." in describe()


def test_a_missing_package_names_the_set_up(describe, interpreter) -> None:
    interpreter("echo \"ModuleNotFoundError: No module named 'rasterio'\" >&2\nexit 1")
    sentence = describe()
    assert "lacks the package 'rasterio'" in sentence
    assert "Check or set up the SatSyn environment" in sentence


def test_a_program_of_another_machine_is_not_started(describe, interpreter) -> None:
    interpreter("").write_bytes(b"\x7fELF nothing of use")
    assert "can't be started" in describe()


def test_a_worker_that_leaves_a_child_behind_is_not_waited_for(describe, interpreter, tmp_path: Path) -> None:
    child = tmp_path / "child"
    interpreter(f"sleep 60 &\necho $! > {child}\nexit 4")
    assert "exit code 0x4" in describe()
    wait_until_gone(int(child.read_text()), limit=30)


def test_outputs_that_were_there_before_the_cancel_are_not_denied(qgis, interpreter) -> None:
    from satsyn.processing_provider.worker.client import run_job

    class CancelledAtTheEnd(RecordingFeedback):
        """Is cancelled when the worker writes its outputs."""

        def setProgress(self, progress: float) -> None:
            self.cancel()

    python = interpreter(
        """read job
echo '{"event": "progress", "fraction": 0.99, "message": "Writing"}'
read cancelled
echo '{"event": "result", "outputs": {"OUTPUT": "made.tif"}}'
echo '{"event": "ready"}'"""
    )
    assert run_job(python, "generate-imagery", {}, CancelledAtTheEnd()) == {"OUTPUT": "made.tif"}


def test_a_worker_that_reads_nothing_can_be_cancelled(qgis, interpreter) -> None:
    from satsyn.processing_provider.worker.client import run_job
    from satsyn.satsyn_core.contract.errors import JobCancelledError

    feedback = RecordingFeedback()
    feedback.cancel()
    with pytest.raises(JobCancelledError):
        run_job(interpreter("exec sleep 600"), "train-generator", {"NAME": "a long text " * 100_000}, feedback)


def test_a_finished_job_leaves_no_log(qgis, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    import processing

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    processing.run("satsyn:describemodel", {"MODEL": str(model)})
    assert list(tmp_path.glob("satsyn-*.log")) == []


NOT_REMOVED = """
import json, pathlib, shutil, sys
request = json.loads(sys.stdin.readline())
log, landcover = pathlib.Path(request["log"]), pathlib.Path(request["parameters"]["landcover"])
log.unlink()
log.mkdir()
shutil.rmtree(landcover.parent)
landcover.parent.write_text("in the way")
print(json.dumps({"event": "result", "outputs": {"MATCH": "{}"}}))
"""


def test_what_cannot_be_removed_does_not_spoil_a_finished_job(
    qgis, interpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As files that are open on Windows. Here a folder takes the place of the log, and a file that of the folder."""
    import tempfile

    import processing
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32640&field=class:string", "plan", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0,100 0,100 100,0 0))"))
    feature.setAttributes(["land"])
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    (tmp_path / "script.py").write_text(NOT_REMOVED)
    interpreter(f"exec {os.environ['SATSYN_PYTHON']} {tmp_path / 'script.py'}")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert processing.run("satsyn:describelandcover", {"LANDCOVER": layer})["MATCH"] == "{}"
    assert [path.is_dir() for path in tmp_path.glob("satsyn-*.log")] == [True]


@contextmanager
def _no_file_is_removed(folder: Path) -> Iterator[None]:
    """Let files be written in a folder and not be removed from it, as Windows does with those that are open."""
    mode, is_administrator = folder.stat().st_mode, os.geteuid() == 0
    folder.chmod(0o555)
    if is_administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_administrator:
            os.seteuid(0)
        folder.chmod(mode)


def test_logs_that_could_not_be_removed_go_when_the_next_one_is_made(qgis, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    from satsyn.processing_provider.worker.logs import kept_logs, new_log, remove_log

    with tempfile.TemporaryDirectory() as name:  # that of pytest is closed to other users
        folder = Path(name)
        monkeypatch.setattr(tempfile, "tempdir", name)
        failed, done = new_log("train-generator"), new_log("generate-imagery")
        failed.write_text("last words")
        done.write_text("A library has printed this.\n" * 20)
        done.chmod(0o666)
        with _no_file_is_removed(folder):
            remove_log(done)
        assert done.exists() and kept_logs() == [failed]
        running = new_log("environment")
        assert sorted(folder.iterdir()) == sorted([failed, running])
        assert failed.read_text() == "last words"
