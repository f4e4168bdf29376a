"""What the check of an environment that lacks a package proposes can be followed."""

from __future__ import annotations

import json
import os
import shlex
import site
import subprocess
import sys
from pathlib import Path

import pytest

from satsyn_core.contract.environment_use import STAMP
from tests.support.proposals import Said
from tests.support.wheels import pack_installed

REPOSITORY = Path(__file__).resolve().parents[3]
LACKING = "safetensors"


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """One in a folder with a space, which borrows all packages of the tests' environment but one, and its pip."""
    folder, borrowed = tmp_path / "My Env", tmp_path / "borrowed"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    borrowed.mkdir()
    for packages in site.getsitepackages():
        for one in Path(packages).iterdir():
            if not one.name.startswith(LACKING) and not (borrowed / one.name).exists():
                (borrowed / one.name).symlink_to(one)
    (own,) = folder.glob("lib/python*/site-packages")
    (own / "borrowed.pth").write_text(str(borrowed))
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
    words = f"The package {LACKING} is missing. Install the packages with this command: "
    said = Said(words, _next_step(environment))
    command = shlex.split(said.part("command: (.*)"))
    assert Path(command[0]) == environment / "bin" / "python"
    # Nothing is downloaded: a folder of wheels stands for the index.
    wheels = str(pack_installed(LACKING, tmp_path / "wheels").parent)
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels}
    done = subprocess.run(command, cwd=tmp_path, env=offline, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert _next_step(environment) == "Nothing to do: the environment is complete."
    said.followed()


def test_the_managed_environment_is_repaired(environment: Path) -> None:
    (environment / STAMP).write_text("{}")
    assert "Press Repair in Plugins > SatSyn > Getting started" in _next_step(environment)
