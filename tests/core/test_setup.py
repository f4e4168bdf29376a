"""What `make` sets up: an interrupted run is mended by the next one, and nothing waits for QGIS that can do without."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY


def _steps(*arguments: str) -> str:
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    command = ["make", "--dry-run", "--always-make", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="make setup is for Debian and Ubuntu")
def test_an_environment_without_pip_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "setup").mkdir()
    script = shutil.copy(REPOSITORY / "setup" / "make_core_environment.sh", tmp_path / "setup")
    (tmp_path / "requirements-dev.txt").touch()
    environment = tmp_path / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)

    done = subprocess.run([script], env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}, capture_output=True)

    assert done.returncode == 0, done.stderr
    assert (environment / ".complete").exists()
    subprocess.run([environment / "bin" / "python", "-m", "pip", "--version"], check=True, capture_output=True)
    (environment / "kept").touch()
    subprocess.run([script], check=True, capture_output=True)
    assert (environment / "kept").exists()


@pytest.mark.parametrize("target", ["lint", "docs"])
def test_lint_and_documentation_need_no_qgis(target: str) -> None:
    steps = _steps(target)
    assert "setup/make_core_environment.sh" in steps
    assert "install_qgis" not in steps
    assert "make_qgis" not in steps


def test_the_python_of_the_distribution_is_there_before_environments_are_made() -> None:
    steps = _steps("setup", "--jobs=4")
    assert steps.index("install_qgis") < steps.index("make_core_environment") < steps.index("make_qgis_test")
