"""An environment in which a process runs is not taken away."""

from __future__ import annotations

import errno
import fcntl
import os
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from satsyn_core.contract.environment_use import STAMP, take_away

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A finished environment, with the packages of the one that runs the tests."""
    folder = tmp_path / "environments" / "1"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "tests.pth").write_text("\n".join(site.getsitepackages()))
    (folder / STAMP).write_text("{}")
    return folder


@pytest.fixture
def worker(environment: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that has done a job and waits for the next one."""
    command = [str(environment / "bin" / "python"), "-m", "satsyn_core.worker", "--stay"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(b'{"job": "no-such-job"}\n')
        process.stdin.flush()
        while b'"ready"' not in process.stdout.readline():
            assert process.poll() is None
        yield process
        process.kill()


def test_the_environment_of_a_worker_stays(environment: Path, worker: subprocess.Popen[bytes]) -> None:
    assert not take_away(environment)
    assert (environment / STAMP).is_file()
    worker.kill()
    worker.wait()
    assert take_away(environment)
    assert not (environment / STAMP).exists()


def test_the_environment_of_a_command_in_a_terminal_stays(environment: Path) -> None:
    program = "from satsyn_core.__main__ import main; main([]); print(flush=True); input()"
    command = [str(environment / "bin" / "python"), "-c", program]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        while process.stdout.readline().strip():
            pass
        assert not take_away(environment)
        process.communicate(b"\n")
    assert take_away(environment)


@pytest.mark.parametrize("answer", [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK])
def test_one_on_a_disk_without_locks_can_be_taken_away(
    environment: Path, answer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert take_away(environment)
    assert not (environment / STAMP).exists()


def test_one_that_nobody_finished_is_used_by_none(tmp_path: Path) -> None:
    assert take_away(tmp_path)
