"""Environments without the seconds that pip takes: Pythons that make them at once, and finished ones."""

from __future__ import annotations

import json
import os
import subprocess
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

WITHOUT_ENSUREPIP = """#!/bin/sh
[ "$1 $2" = "-m venv" ] || exec '{python}' "$@"
'{python}' -m venv --without-pip "$3" || exit 1
for packages in "$3"/lib/python*/site-packages; do echo '{borrowed}' > "$packages/pip.pth"; done
"""


def offer_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put such a Python into a folder, where the setup finds it first."""
    (folder / "python3.12").write_text(A_PYTHON)
    (folder / "python3.12").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def offer_real_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put the Python of the tests' environment there, which borrows its pip; return the folders of its packages."""
    own = os.environ["SATSYN_PYTHON"]
    program = "import site; print(*site.getsitepackages(), sep='\\n')"
    said = subprocess.run([own, "-c", program], check=True, capture_output=True, encoding="utf-8").stdout
    borrowed = folder / "borrowed"
    borrowed.mkdir()
    for packages in said.splitlines():
        for part in (*Path(packages).glob("pip"), *Path(packages).glob("pip-*")):
            (borrowed / part.name).symlink_to(part)
    (folder / "python3.12").write_text(WITHOUT_ENSUREPIP.format(python=own, borrowed=borrowed))
    (folder / "python3.12").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return said.splitlines()


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
