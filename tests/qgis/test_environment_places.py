"""Where environments are made and found: in the QGIS profile, on Windows in a folder with a short path."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path, PureWindowsPath

import pytest
from assertions import RecordingFeedback, assert_run
from pythons import write_environment

from tests.support.proposals import refusal

PROFILE = r"C:\Users\{name}\AppData\Roaming\QGIS\QGIS3\profiles\default"
LOCAL = r"C:\Users\{name}\AppData\Local"
PLATFORM = sys.platform


@pytest.fixture
def on_windows(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The plugin takes this system for Windows; return the folder for data of this computer."""
    from satsyn.processing_provider.worker.environment_places import environments_folder

    earlier = environments_folder()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    yield tmp_path / "Local"
    shutil.rmtree(earlier, ignore_errors=True)


def test_paths_fit_into_what_windows_takes(qgis) -> None:
    from satsyn.processing_provider.worker.environment_places import excess_characters, short_folder

    def place(name: str) -> PureWindowsPath:
        return short_folder(PROFILE.format(name=name), PureWindowsPath(LOCAL.format(name=name))) / "12"

    assert excess_characters(place("a" * 20)) <= 0, "names of local accounts have at most 20 characters"
    assert excess_characters(place("a" * 40)) > 0
    assert excess_characters(PureWindowsPath(PROFILE.format(name="anna"), "satsyn", "environments", "1")) > 0


def test_each_profile_has_a_folder_of_its_own(qgis) -> None:
    from satsyn.processing_provider.worker.environment_places import short_folder

    local, profile = PureWindowsPath(LOCAL), PROFILE.format(name="anna")
    assert short_folder(profile, local) == short_folder(profile.replace("\\", "/").upper() + "/", local)
    assert short_folder(profile, local) != short_folder(profile + "2", local)


def test_an_environment_of_an_earlier_version_is_used_until_a_newer_one_is_finished(on_windows: Path) -> None:
    from satsyn.processing_provider.worker import environment_places, managed_environment
    from satsyn.satsyn_core.contract import environment_use

    assert on_windows in environment_places.environments_folder().parents
    earlier = write_environment(3, folder=environment_places._places()[0]).parents[1]
    assert managed_environment.managed_environment() == earlier
    newer = environment_places.new_environment()
    assert newer == environment_places.environments_folder() / "4"
    newer.mkdir(parents=True)
    assert managed_environment.managed_environment() == earlier
    (newer / environment_use.STAMP).write_text(json.dumps(asdict(managed_environment.EnvironmentStamp())))
    assert managed_environment.managed_environment() == newer
    managed_environment.remove_environments()
    assert not earlier.exists() and not newer.exists()


def test_a_path_that_is_too_long_is_refused_before_anything_is_made(on_windows: Path, monkeypatch) -> None:
    from satsyn.processing_provider.worker import environment_places, managed_environment
    from satsyn.satsyn_core.contract.errors import EnvironmentSetupError

    monkeypatch.setenv("LOCALAPPDATA", str(on_windows / ("long" * 20)))
    monkeypatch.setattr(environment_places, "_takes_long_paths", lambda: False)
    with refusal("characters too long for Windows. Turn on long paths", EnvironmentSetupError):
        managed_environment.create_environment(RecordingFeedback())
    assert not environment_places.environments_folder().exists()
    monkeypatch.setattr(environment_places, "_takes_long_paths", lambda: True)
    environment_places.refuse_long_path(environment_places.new_environment())


def test_an_environment_in_a_folder_with_a_shorter_path_is_named(
    on_windows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows is left after the refusal: the setting is the same on all systems."""
    from qgis.core import QgsSettings

    from satsyn.processing_provider import settings
    from satsyn.processing_provider.worker import environment_places, managed_environment
    from satsyn.processing_provider.worker.interpreter import find_interpreter

    own = Path(os.environ["SATSYN_PYTHON"])
    monkeypatch.delenv("SATSYN_PYTHON")
    with monkeypatch.context() as windows, refusal("Or set SatSyn's Python .* in a folder with a shorter path") as said:
        windows.setenv("LOCALAPPDATA", str(on_windows / ("long" * 20)))
        windows.setattr(environment_places, "_takes_long_paths", lambda: False)
        managed_environment.create_environment(RecordingFeedback())
    monkeypatch.setattr(sys, "platform", PLATFORM)
    with tempfile.TemporaryDirectory() as folder:
        shorter = Path(folder, "env")
        shorter.symlink_to(own.parents[1])
        assert environment_places.excess_characters(shorter) <= 0
        named = shorter / "bin" / own.name
        stored = f"Processing/Configuration/{settings.PYTHON}"
        try:
            QgsSettings().setValue(stored, str(named))
            assert find_interpreter() == named
            checked = assert_run("satsyn:environment", ACTION="check").outputs
        finally:
            QgsSettings().remove(stored)
    assert checked["NEXT_STEP"] == "Nothing to do: the environment is complete."
    assert checked["INTERPRETER"] == str(named)
    said.followed()


def test_pip_is_understood_where_a_path_is_too_long(qgis) -> None:
    from satsyn.processing_provider.worker.package_installation import InstallStep

    step = InstallStep("Installing PyTorch", (5, 50), Path())
    step.hear("ERROR: Could not install packages due to an OSError: [Errno 2] No such file", RecordingFeedback())
    step.hear("You can find information at https://pip.pypa.io/warnings/enable-long-paths", RecordingFeedback())
    assert "turn on long paths" in str(step.failure(1, "plan.log"))
