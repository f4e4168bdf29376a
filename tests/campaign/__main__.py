"""The campaign on demand: `python -m tests.campaign [FILES [KILLS]]`: mutated files of each kind, and kills."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from . import kills, mutations

if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    files, wanted = (*given, *(250, 10)[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        rows = mutations.run(Path(folder), files)
    print(mutations.table(rows))
    with tempfile.TemporaryDirectory() as folder:
        killed = kills.run(Path(folder), wanted)
    print(killed)
    failed = any(row.unexpected or row.leftovers or row.slow for row in rows)
    sys.exit(failed or bool(killed.different or killed.stuck or killed.leftovers))
