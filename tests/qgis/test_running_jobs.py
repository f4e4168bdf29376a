"""An environment in which a job runs is neither renewed nor removed."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assertions import RecordingFeedback
from pythons import offer_python, write_environment

from tests.support.proposals import refusal


@pytest.fixture
def environments(qgis) -> Iterator[Path]:
    from satsyn.processing_provider.worker.environment_places import environments_folder

    yield environments_folder()
    shutil.rmtree(environments_folder(), ignore_errors=True)


@pytest.fixture
def start_job(environments: Path, tmp_path: Path) -> Iterator[Callable[[], Callable[[], None]]]:
    """Put an environment into the profile; start a job in it, and return what cancels the job."""
    from satsyn.processing_provider.worker.client import run_job
    from satsyn.satsyn_core.contract.errors import JobCancelledError

    python = write_environment(1, program=f"touch '{tmp_path}/runs'\nexec sleep 600")
    cancelled: list[Callable[[], None]] = []

    def start() -> Callable[[], None]:
        feedback = RecordingFeedback()

        def run() -> None:
            with pytest.raises(JobCancelledError):
                run_job(python, "train-generator", {}, feedback)

        thread = threading.Thread(target=run)
        thread.start()
        while not (tmp_path / "runs").exists():
            assert thread.is_alive()
            time.sleep(0.01)

        def cancel() -> None:
            feedback.cancel()
            thread.join()

        cancelled.append(cancel)
        return cancel

    yield start
    for cancel in cancelled:
        cancel()


def test_remove_and_repair_refuse_while_a_job_runs(start_job, environments: Path) -> None:
    from satsyn.processing_provider.worker.managed_environment import create_environment, remove_environments
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    cancel = start_job()
    for change in (remove_environments, lambda: create_environment(RecordingFeedback())):
        with refusal("Wait until it has ended, or cancel it, and try again", EnvironmentSetupError) as said:
            change()
    assert [folder.name for folder in environments.iterdir()] == ["1"]
    cancel()
    remove_environments()
    assert not environments.exists()
    said.followed()


def test_a_job_that_starts_during_the_setup_keeps_its_environment(
    start_job, environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.managed_environment import create_environment

    class StartingFeedback(RecordingFeedback):
        """Starts a job with the first words of the setup."""

        def pushInfo(self, info: str) -> None:
            if not self.said:
                self.cancel_job = start_job()
            super().pushInfo(info)

    offer_python(tmp_path, monkeypatch)
    feedback = StartingFeedback()
    create_environment(feedback, EnvironmentRequest(wheels=tmp_path))
    assert sorted(folder.name for folder in environments.iterdir()) == ["1", "2"]
    assert "the next repair removes it" in feedback.said[-1]
    feedback.cancel_job()
    create_environment(RecordingFeedback(), EnvironmentRequest(wheels=tmp_path))
    assert [folder.name for folder in environments.iterdir()] == ["3"]
