"""Make golden records anew: `python -m tests.core.golden.record [NAME...]`, by hand, from the repository root.

Do this only after a change of behaviour that is intended, and say in the commit which records changed and why. Every
case runs twice, in opposite orders; a case whose runs differ is not deterministic, and nothing is written for it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.core.golden import records
from tests.core.golden.cases import ALL


def main(names: list[str]) -> int:
    machine = records.fingerprint()
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        once = records.run_cases(Path(first), names)
        again = records.run_cases(Path(second), names[::-1])
    failed = 0
    for name in names:
        problem = once[name].get("error") or again[name].get("error")
        if problem is None and once[name]["readings"] != again[name]["readings"]:
            record = {"machine": machine, "readings": once[name]["readings"]}
            problem = "\n".join(records.differences(record, again[name]["readings"], machine))
        if problem is None:
            records.save(name, machine, once[name]["readings"])
        failed += problem is not None
        print(f"{name}: {once[name]['seconds']} s{f', not written: {problem}' if problem else ''}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(ALL)))
