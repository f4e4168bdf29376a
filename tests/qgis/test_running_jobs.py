"""An environment in which a job runs is neither renewed nor removed."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assertions import RecordingFeedback
from conftest import REPOSITORY
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


@pytest.fixture
def other_process(environments: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that runs in the environment and that this QGIS has not started, as that of another window."""
    folder = write_environment(1).parents[1]
    program = (
        "from pathlib import Path; from satsyn_core.contract.environment_use import keep_environment; "
        f"keep_environment(Path({str(folder)!r})); print(flush=True); input()"
    )
    command = [os.environ["SATSYN_PYTHON"], "-c", program]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_the_environment_of_another_window_is_not_removed(other_process, environments: Path) -> None:
    from satsyn.processing_provider.worker.managed_environment import managed_environment, remove_environments
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    newer = write_environment(2).parents[1]
    with refusal("in use by another QGIS window.* Wait until its jobs have ended", EnvironmentSetupError) as said:
        remove_environments()
    assert managed_environment() == newer
    assert (environments / "1" / "bin" / "python").is_file()
    other_process.communicate("\n")
    remove_environments()
    assert not environments.exists()
    said.followed()


def test_a_repair_leaves_the_environment_of_another_window(
    other_process, environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.managed_environment import create_environment, managed_environment

    offer_python(tmp_path, monkeypatch)
    feedback = RecordingFeedback()
    create_environment(feedback, EnvironmentRequest(wheels=tmp_path))
    assert "the next repair removes it" in feedback.said[-1]
    assert managed_environment() == environments / "2"
    assert (environments / "1" / "bin" / "python").is_file()
    other_process.communicate("\n")
    create_environment(RecordingFeedback(), EnvironmentRequest(wheels=tmp_path))
    assert [folder.name for folder in environments.iterdir()] == ["3"]


def test_two_do_not_make_environments_at_once(
    environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.managed_environment import create_environment, remove_environments
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    refused = []

    class TryingFeedback(RecordingFeedback):
        """Has others try with the first words of the setup."""

        def pushInfo(self, info: str) -> None:
            if not self.said:
                for change in (remove_environments, lambda: create_environment(RecordingFeedback())):
                    with refusal("being set up or removed already", EnvironmentSetupError) as said:
                        change()
                    refused.append(said)
            super().pushInfo(info)

    offer_python(tmp_path, monkeypatch)
    create_environment(TryingFeedback(), EnvironmentRequest(wheels=tmp_path))
    assert [folder.name for folder in environments.iterdir()] == ["1"]
    assert len(refused) == 2
    remove_environments()
    for said in refused:
        said.followed()


def test_a_lock_of_another_computer_is_named(environments: Path) -> None:
    from satsyn.processing_provider.worker.managed_environment import remove_environments
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    lock = Path(f"{environments}.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("99999\nqgis\nother-computer\n\n\n")
    with refusal(
        f"If no QGIS runs on the computer 'other-computer', delete the file '{lock}'", EnvironmentSetupError
    ) as said:
        remove_environments()
    lock.unlink()
    remove_environments()
    said.followed()


def test_own_workers_that_wait_do_not_stop_the_removal(
    environments: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a worker of the core itself, in an environment that borrows its packages."""
    from satsyn.processing_provider.worker import kept_worker
    from satsyn.processing_provider.worker.client import run_job
    from satsyn.processing_provider.worker.managed_environment import managed_interpreter, remove_environments
    from satsyn.satsyn_core.contract.environment_use import STAMP, take_away

    own = os.environ["SATSYN_PYTHON"]
    program = "import site; print(*site.getsitepackages(), sep='\\n')"
    packages = subprocess.run([own, "-c", program], check=True, capture_output=True, encoding="utf-8").stdout
    subprocess.run([own, "-m", "venv", "--without-pip", str(environments / "1")], check=True)
    (there,) = environments.glob("1/lib/python*/site-packages")
    (there / "borrowed.pth").write_text(packages)
    (environments / "1" / STAMP).write_text("{}")
    run_job(managed_interpreter(), "describe-model", {"model": str(model)}, RecordingFeedback())
    assert kept_worker._kept
    assert not take_away(environments / "1"), "the worker that waits keeps the environment"
    remove_environments()
    assert not environments.exists()
