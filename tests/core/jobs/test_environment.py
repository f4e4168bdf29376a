"""What the check of an environment without packages proposes can be followed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from satsyn_core.contract.environment_use import STAMP
from tests.support.proposals import Said

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment without packages, in a folder with a space."""
    folder = tmp_path / "My Env"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder


def _next_step(environment: Path) -> str:
    command = [str(environment / "bin" / "python"), "-m", "satsyn_core.worker"]
    order = json.dumps({"job": "environment", "parameters": {"action": "check"}}) + "\n"
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as worker:
        worker.stdin.write(order)
        worker.stdin.flush()
        events = [json.loads(line) for line in worker.stdout]
    return events[-1]["outputs"]["NEXT_STEP"]


def test_the_command_that_is_proposed_runs_in_any_folder(environment: Path, tmp_path: Path) -> None:
    said = Said("The package torch is missing. Install the packages with this command: ", _next_step(environment))
    command = shlex.split(said.part("command: (.*)"))
    assert Path(command[0]) == environment / "bin" / "python"
    # Nothing is downloaded: without an index, pip stops at the packages that the file asks for.
    done = subprocess.run([*command, "--no-index"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert "torchvision==" in done.stderr
    said.followed()


def test_the_managed_environment_is_repaired(environment: Path) -> None:
    (environment / STAMP).write_text("{}")
    assert "Press Repair in Plugins > SatSyn > Getting started" in _next_step(environment)
