"""The commands that sentences propose, run as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

_COMMAND = re.compile(r"\b(?:gdal_translate|gdal_edit\.py|gdalwarp)\b[^;]*?(?=\. |\.$|\), |\)\.|, |$)")


def run_proposed(sentence: str, folder: Path, *files: str) -> Path:
    """Run the last command that a sentence proposes; skip the test where GDAL's programs are not installed.

    Args:
        sentence: what holds the command.
        folder: where to run it.
        files: names to add where the command leaves them out.

    Returns:
        The file that the command writes.
    """
    return _run([*shlex.split(_COMMAND.findall(sentence)[-1]), *files], folder)


def run_all_proposed(sentence: str, folder: Path) -> list[Path]:
    """Run all commands that a sentence proposes, as `run_proposed` does, and return the files that they write."""
    return [_run(shlex.split(command), folder) for command in _COMMAND.findall(sentence)]


def _run(command: list[str], folder: Path) -> Path:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / command[-1]
