"""The loss log of a training: a line of JSON for each step that is told, in the work folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

LOSS_LOG = "losses.jsonl"


def log_losses(folder: Path, step: int, values: Mapping[str, float]) -> None:
    """Append what is told of a step to the log in `folder`."""
    with (folder / LOSS_LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"step": step, **values}) + "\n")


def logged_losses(folder: Path) -> list[dict[str, float]]:
    """Return what is told of each step, in their order.

    Of a step that was told twice, by a training that was killed and resumed, the later word counts. A line that is cut
    off, because the disk was full or the power went, is passed over.
    """
    by_step: dict[int, dict[str, float]] = {}
    for line in (folder / LOSS_LOG).read_text(encoding="utf-8").splitlines():
        with suppress(json.JSONDecodeError):
            entry = json.loads(line)
            by_step.setdefault(entry["step"], {}).update(entry)
    return [by_step[step] for step in sorted(by_step)]
