"""Freed memory goes back to the system, also from between what is still in use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.paths import REPOSITORY

CODE = """
from pathlib import Path
import numpy as np
from satsyn_core.process.memory import give_freed_memory_back

PIECE = 64 << 10  # bytes: less than what the C library asks the system for one by one

def resident():
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) << 10

before = resident()
arrays = [np.ones(PIECE, np.uint8) for _ in range(4000)]
kept = arrays[::50]
full = resident()
del arrays
give_freed_memory_back()
assert full - before > 3500 * PIECE
assert resident() - before < 0.1 * (full - before)
assert all(piece.all() for piece in kept)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems are left to themselves")
def test_holes_between_arrays_that_are_in_use_are_given_back() -> None:
    # In a process of its own: what earlier tests left free would be used first.
    done = subprocess.run([sys.executable, "-c", CODE], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
