"""The campaign on demand: `python -m tests.campaign [FILES]` reads mutated files of each kind.

Its other parts are commands of their own: `tests.campaign.kills`, `tests.campaign.full_disks`, `tests.campaign.races`,
`tests.campaign.strangers`, `tests.campaign.misread`. `tests.campaign.short` is the part that runs with the tests.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from . import mutations

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        rows = mutations.run(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 250)
    print(mutations.table(rows))
    sys.exit(any(row.unexpected or row.leftovers or row.slow for row in rows))
