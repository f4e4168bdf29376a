"""Run golden cases in this process: `python -m tests.core.golden.run_cases FOLDER NAME...`.

For each case a file NAME.json is written with its `readings`, or with the `error` that stopped it, and its `seconds`.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from satsyn_core.jobs import run_job
from tests.core.golden.cases import ALL, Bench


class Silent:
    """What jobs report to; it has the methods that they call, and keeps nothing."""

    def progress(self, fraction: float, message: str = "") -> None:
        pass

    def log(self, text: str, level: str = "info") -> None:
        pass

    def metric(self, name: str, step: int, value: float) -> None:
        pass

    def check_cancelled(self) -> None:
        pass

    def part(self, start: float, end: float) -> Silent:
        return self


def execute(job: str, values: dict[str, object]) -> dict[str, Any]:
    return run_job(job, values, Silent())


def main(folder: Path, names: list[str]) -> None:
    for name in names:
        own = folder / name
        own.mkdir(parents=True)
        start = time.monotonic()
        try:
            case_record: dict[str, Any] = {"readings": ALL[name](Bench(own, execute))}
        except Exception:
            case_record = {"error": traceback.format_exc()}
        case_record["seconds"] = round(time.monotonic() - start, 2)
        (folder / f"{name}.json").write_text(json.dumps(case_record), encoding="utf-8")
        shutil.rmtree(own)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
