"""The worker of the preview ends before its environment goes, whoever removes or renews that, and whatever it does.

The window never waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import is_running, wait_until_gone
from pythons import offer_python


@pytest.fixture
def worker(qgis) -> Iterator[Any]:
    from satsyn.processing_provider.preview.warm_worker import WarmWorker

    one = WarmWorker()
    yield one
    one.stop()


@pytest.fixture
def interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make SATSYN_PYTHON a program that does what a shell script says."""

    def use(script: str) -> None:
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("SATSYN_PYTHON", str(program))

    return use


def _wait(until: Callable[[], object]) -> None:
    from qgis.PyQt.QtCore import QCoreApplication

    end = time.monotonic() + 120
    while not until():
        assert time.monotonic() < end
        QCoreApplication.processEvents()
        time.sleep(0.01)


def _ask(worker: Any, model: Path | str) -> tuple[list[Any], list[str], int]:
    """Ask for the description of a model; return lists that get the answer or the problem, and the process."""
    from satsyn.processing_provider.preview.request_line import Request

    answers: list[Any] = []
    problems: list[str] = []
    values = {"model": str(model)}
    worker.ask(Request("describe-model", values, answers.append, problems.append, may_be_dropped=False))
    return answers, problems, worker._process.pid


def test_it_ends_before_the_environment_is_removed_and_starts_again(worker, model: Path) -> None:
    from satsyn.processing_provider.worker.managed_environment import remove_environments

    answers, problems, first = _ask(worker, model)
    _wait(lambda: answers)
    remove_environments()
    assert not is_running(first)
    answers, problems, second = _ask(worker, model)
    _wait(lambda: answers)
    assert second != first and not problems


def test_it_ends_before_the_setup_in_the_background_removes_an_earlier_environment(
    worker, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qgis.core import QgsApplication

    from satsyn.processing_provider.desktop.tasks import setup_task
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.managed_environment import remove_environments

    offer_python(tmp_path, monkeypatch)
    answers, _, pid = _ask(worker, model)
    _wait(lambda: answers)
    ended: list[tuple[object, str]] = []
    task = setup_task(EnvironmentRequest(wheels=tmp_path))
    task.ended.connect(lambda *said: ended.append(said))
    QgsApplication.taskManager().addTask(task)
    _wait(lambda: ended)
    assert ended[0][1] == ""
    assert not is_running(pid)
    remove_environments()


def test_one_that_hangs_is_killed_and_whoever_waits_is_told(worker, model: Path, interpreter) -> None:
    from satsyn.processing_provider.worker.kept_worker import end_workers

    interpreter("exec sleep 600")
    answers, problems, pid = _ask(worker, model)
    end_workers()
    assert not is_running(pid)
    assert not answers
    assert problems == ["The environment of SatSyn has changed: the preview is drawn again."]


def test_it_ends_while_the_window_waits_for_the_removal(worker, model: Path) -> None:
    from satsyn.processing_provider.worker.kept_worker import end_workers

    answers, problems, pid = _ask(worker, model)
    removal = threading.Thread(target=end_workers)
    removal.start()
    removal.join()
    assert not is_running(pid)
    _wait(lambda: problems)
    assert not answers
    assert problems == ["The environment of SatSyn has changed: the preview is drawn again."]


def test_the_window_does_not_wait_for_one_that_reads_nothing(worker, interpreter) -> None:
    interpreter("exec sleep 600")
    _, problems, pid = _ask(worker, "a long text " * 100_000)
    worker.stop()
    wait_until_gone(pid)
    assert not problems


@pytest.mark.parametrize("end", ["wait", "exit 4"], ids=["ended", "crashed"])
def test_what_it_has_started_ends_with_it(worker, model: Path, interpreter, tmp_path: Path, end: str) -> None:
    child = tmp_path / "child"
    interpreter(f"sleep 600 &\necho $! > {child}.new\nmv {child}.new {child}\n{end}")
    _, problems, _ = _ask(worker, model)
    _wait(child.exists)
    if end == "wait":
        worker.stop()
    else:
        _wait(lambda: problems)
        assert "exit code 0x4" in problems[0]
    wait_until_gone(int(child.read_text()))


def test_a_program_of_another_machine_is_named(worker, model: Path, interpreter, tmp_path: Path) -> None:
    from satsyn.processing_provider.preview.request_line import Request

    interpreter("")
    (tmp_path / "python").write_bytes(b"\x7fELF nothing of use")
    problems: list[str] = []
    worker.ask(Request("describe-model", {"model": str(model)}, print, problems.append, may_be_dropped=False))
    _wait(lambda: problems)
    assert "can't be started" in problems[0]
