"""A Python that makes environments at once, without the seconds that pip takes."""

from __future__ import annotations

import os
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
