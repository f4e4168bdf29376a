"""The worker of the preview ends before its environment goes, whoever removes or renews that, and whatever it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import is_running
from pythons import offer_python


@pytest.fixture
def worker(qgis) -> Iterator[Any]:
    from satsyn.processing_provider.preview.warm_worker import WarmWorker

    one = WarmWorker()
    yield one
    one.stop()


def _wait(until: Callable[[], object]) -> None:
    from qgis.PyQt.QtCore import QCoreApplication

    end = time.monotonic() + 120
    while not until():
        assert time.monotonic() < end
        QCoreApplication.processEvents()
        time.sleep(0.01)


def _ask(worker: Any, model: Path) -> tuple[list[Any], list[str], int]:
    """Ask for the description of a model; return lists that get the answer or the problem, and the process."""
    from satsyn.processing_provider.preview.request_line import Request

    answers: list[Any] = []
    problems: list[str] = []
    values = {"model": str(model)}
    worker.ask(Request("describe-model", values, answers.append, problems.append, may_be_dropped=False))
    _wait(lambda: worker._process.processId())
    return answers, problems, worker._process.processId()


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


def test_one_that_hangs_is_killed_and_whoever_waits_is_told(
    worker, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.kept_worker import end_workers

    (tmp_path / "python").write_text("#!/bin/sh\nexec sleep 600\n")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setenv("SATSYN_PYTHON", str(tmp_path / "python"))
    answers, problems, pid = _ask(worker, model)
    end_workers()
    assert not is_running(pid)
    assert not answers
    assert problems == ["The environment of SatSyn has changed: the preview is drawn again."]
