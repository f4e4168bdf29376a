"""What happens where PyTorch's own index gives nothing: the general index is asked only where that can help."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from assertions import RecordingFeedback
from pythons import offer_real_python

from tests.support.proposals import Said
from tests.support.wheels import write_wheel

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


class Index:
    """An index of the packages in a folder; nobody answers at its address before `start`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler, bind_and_activate=False)
        self._server.server_bind()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> None:
        self._server.server_activate()
        self._thread.start()

    def end(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Index, Index]]:
    """The general index, which has another build of a PyTorch without files, and PyTorch's own, which is down."""
    general, own = Index(tmp_path / "general"), Index(tmp_path / "own")
    write_wheel(general.folder / "torch", "torch", "1.0")
    write_wheel(own.folder / "torch", "torch", "1.0+cu130")
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", general.address)
    general.start()
    yield general, own
    general.end()
    own.end()


def test_a_repair_gets_the_build_when_its_index_can_be_reached(
    qgis, indexes: tuple[Index, Index], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where the general index has the build for the processor."""
    from satsyn.processing_provider.desktop.environment_panel import EnvironmentPanel
    from satsyn.processing_provider.worker import environment_request, package_installation
    from satsyn.processing_provider.worker.environment_places import environments_folder
    from satsyn.processing_provider.worker.managed_environment import build_in_use, create_environment

    offer_real_python(tmp_path, monkeypatch)
    (tmp_path / "requirements.txt").write_text("torch==1.0\n")
    monkeypatch.setattr(package_installation, "REQUIREMENTS", tmp_path / "requirements.txt")
    monkeypatch.setattr(package_installation, "USUAL", "cpu")
    monkeypatch.setitem(environment_request._INDEXES, (sys.platform, "cuda"), indexes[1].address)

    def repair() -> tuple[list[str], str]:
        """Choose the graphics card in a new panel, and do what the button does, in the foreground; return the warnings
        and the version of PyTorch.
        """
        panel = EnvironmentPanel()
        panel.build.setCurrentIndex(panel.build.findData("cuda"))
        feedback = RecordingFeedback()
        python = create_environment(feedback, panel.request())
        panel.refresh()
        program = "import importlib.metadata as m; print(m.version('torch'))"
        done = subprocess.run([str(python), "-c", program], check=True, capture_output=True, text=True)
        return feedback.warnings, done.stdout.strip()

    try:
        (warning,), version = repair()
        said = Said("index of PyTorch can't be reached.* choose the graphics card in .* and press Repair", warning)
        assert (version, build_in_use()) == ("1.0", None)
        indexes[1].start()
        assert repair() == ([], "1.0+cu130")
        assert build_in_use() == "cuda"
    finally:
        shutil.rmtree(environments_folder(), ignore_errors=True)
    said.followed()


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


def test_another_python_is_tried_where_there_is_no_room_for_a_larger_build(
    create, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker import environment_room
    from satsyn.processing_provider.worker.environment_request import CPU, EnvironmentRequest
    from satsyn.processing_provider.worker.package_installation import NoVersionError, install_packages

    monkeypatch.setattr(environment_room, "_free", lambda folder: 4.0)
    python = tmp_path / "environment" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON_OF_ENVIRONMENT.format(line=NO_VERSION, folder=tmp_path))
    python.chmod(0o755)
    with (tmp_path / "log").open("wb") as log, pytest.raises(NoVersionError, match=r"needs 11.5 GB"):
        install_packages(python, EnvironmentRequest(CPU), RecordingFeedback(), log)


def test_the_folder_that_is_full_is_named(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.worker.package_installation import InstallStep

    step = InstallStep("Installing packages", (5, 98), tmp_path / "environments" / "1")
    step.environment.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", "/proc")
    step.hear(FULL, RecordingFeedback())
    assert "The disk of '/proc' is full" in str(step.failure(1, "plan.log"))
