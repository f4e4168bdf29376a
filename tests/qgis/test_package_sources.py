"""What happens where PyTorch's own index gives nothing: the general index is asked only where that can help."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assertions import RecordingFeedback

FULL = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
UNKNOWN_CERTIFICATE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]')'"
)
NO_VERSION = "ERROR: No matching distribution found for torch"
UNREACHABLE = "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken"

A_PYTHON = """#!/bin/sh
case "$1" in
-c) echo "True (3, 12) of-another-kind" ;;
-m)
    mkdir -p "$3/bin"
    cp '{folder}/python-of-environment' "$3/bin/python"
    ;;
esac
"""
PYTHON_OF_ENVIRONMENT = """#!/bin/sh
case "$*" in
*--index-url*) echo "{line}"; exit 1 ;;
*) touch '{folder}/general' ;;
esac
"""


@pytest.fixture
def create(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], list[str]]]:
    """Make an environment for the processor where PyTorch's index gives up with a line; return the warnings."""
    from satsyn.processing_provider.worker import environment_request
    from satsyn.processing_provider.worker.environment_places import environments_folder
    from satsyn.processing_provider.worker.managed_environment import create_environment

    # On some systems the general index has the build for the processor.
    monkeypatch.setitem(environment_request._INDEXES, ("linux", "cpu"), "https://index.example")
    (tmp_path / "python3.12").write_text(A_PYTHON.format(folder=tmp_path))
    (tmp_path / "python3.12").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    def run(line: str) -> list[str]:
        python = tmp_path / "python-of-environment"
        python.write_text(PYTHON_OF_ENVIRONMENT.format(line=line, folder=tmp_path))
        python.chmod(0o755)
        feedback = RecordingFeedback()
        create_environment(feedback, environment_request.EnvironmentRequest("cpu"))
        return feedback.warnings

    yield run
    shutil.rmtree(environments_folder(), ignore_errors=True)


@pytest.mark.parametrize(
    "line",
    [UNREACHABLE, "ERROR: HTTP error 403 while getting torch", "ERROR: No matching distribution found for torch"],
)
def test_the_general_index_takes_the_place_of_one_that_does_not_answer(create, tmp_path: Path, line: str) -> None:
    from satsyn.processing_provider.worker.managed_environment import managed_environment, read_stamp

    assert "so the general index is used" in create(line)[0]
    assert (tmp_path / "general").exists()
    assert read_stamp(managed_environment()).build == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (FULL, "The disk of '.+' is full"),
        ("ERROR: OSError: [WinError 112] Es steht nicht genug Speicherplatz zur Verfügung", "The disk of '.+' is full"),
        (UNKNOWN_CERTIFICATE, "A certificate of the network is not known"),
        ("ERROR: something else", "Installing PyTorch failed"),
    ],
)
def test_other_failures_stop_the_setup(create, tmp_path: Path, line: str, words: str) -> None:
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    with pytest.raises(EnvironmentSetupError, match=words):
        create(line)
    assert not (tmp_path / "general").exists()


def test_a_larger_build_needs_its_own_room(create, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.worker import environment_room
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    monkeypatch.setattr(environment_room, "_free", lambda folder: 4.0)
    with pytest.raises(EnvironmentSetupError, match=r"can't be reached.* needs 11.5 GB, and only 4.0 GB"):
        create(UNREACHABLE)
    assert not (tmp_path / "general").exists()


def test_the_folder_that_is_full_is_named(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.worker.package_installation import InstallStep

    step = InstallStep("Installing packages", (5, 98), tmp_path / "environments" / "1")
    step.environment.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", "/proc")
    step.hear(FULL, RecordingFeedback())
    assert "The disk of '/proc' is full" in str(step.failure(1, "plan.log"))
