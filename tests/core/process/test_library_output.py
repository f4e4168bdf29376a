"""What libraries print stays away from the user, but for the end of it where nothing else explains an error."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.paths import REPOSITORY

_CODE = """
import logging, os, subprocess, sys, warnings
from satsyn_core.contract.errors import InputError
from satsyn_core.process.library_output import libraries_aside
from satsyn_core.process.stop_signals import say_cancelled
try:
    with libraries_aside() as stream:
        os.write(2, b"from C\\n")
        warnings.warn("from Python")
        logging.warning("from a logger")
        subprocess.run([sys.executable, "-c", "import os; os.write(2, b'from a child')"])
        print("from SatSyn", file=stream, flush=True)
        say_cancelled()
        {end}
except (InputError, KeyError):
    pass
print("after", file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("end", "shown"), [("", False), ("raise InputError('wrong')", False), ("raise KeyError('defect')", True)]
)
def test_lines_of_libraries_are_shown_with_a_defect_alone(end: str, shown: bool) -> None:
    command = [sys.executable, "-c", _CODE.replace("{end}", end)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    lines = [line for line in done.stderr.splitlines() if line]
    assert lines[0] == "from SatSyn"
    assert lines[-1] == "after"
    found = [word for word in ("from C", "from Python", "from a logger", "from a child") if word in done.stderr]
    assert len(found) == (4 if shown else 0)
    assert len(lines) == 3 or shown
    assert "The job was cancelled" in done.stderr
