"""Environments without the seconds that pip takes: a Python that makes them at once, and finished ones."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

A_PYTHON = """#!/bin/sh
case "$1" in
-c) echo "True (3, 12) of-another-kind" ;;
-m)
    mkdir -p "$3/bin"
    printf '#!/bin/sh\\nexit 0\\n' > "$3/bin/python"
    chmod +x "$3/bin/python"
    ;;
esac
"""


def offer_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put such a Python into a folder, where the setup finds it first."""
    (folder / "python3.12").write_text(A_PYTHON)
    (folder / "python3.12").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def write_environment(number: int, build: str = "", program: str = "exit 0", folder: Path | None = None) -> Path:
    """Put a finished environment with this number where they lie, and return its Python, a shell script."""
    from satsyn.processing_provider.worker.environment_places import environments_folder
    from satsyn.processing_provider.worker.managed_environment import EnvironmentStamp
    from satsyn.satsyn_core.contract.environment_use import STAMP

    environment = (folder or environments_folder()) / str(number)
    python = environment / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{program}\n")
    python.chmod(0o755)
    (environment / STAMP).write_text(json.dumps(asdict(EnvironmentStamp(build=build))), encoding="utf-8")
    return python
