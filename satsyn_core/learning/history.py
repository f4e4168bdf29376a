"""The history of a training: losses and validation scores by step, as lines of JSON in the work folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..contract.atomic_files import complete_or_absent

LOSS_LOG = "losses.jsonl"

SECONDS_PER_STEP = "seconds_per_step"
"""What the history calls the mean duration of the steps so far."""


class TrainingHistory:
    """Losses and scores by step, in memory and in a file, so that a resumed training has all of them."""

    def __init__(self, folder: Path, *, writes: bool = True) -> None:
        """Read what the folder holds. A line that a full disk or a power cut has truncated is skipped.

        Args:
            folder: existing work folder of the training.
            writes: whether this process writes the file; of several processes, one does.
        """
        self._path = folder / LOSS_LOG
        self._writes = writes
        self.entries: list[dict[str, float]] = []
        if self._path.exists():
            for line in self._path.read_bytes().splitlines():
                with suppress(AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError):
                    entry = json.loads(line)
                    if all(isinstance(value, (int, float)) for value in entry.values()):
                        self.entries.append({**entry, "step": int(entry["step"])})

    def forget_after(self, step: int) -> None:
        """Drop the entries after a checkpoint's step, because the steps are about to be taken again."""
        self.entries = [entry for entry in self.entries if entry["step"] <= step]
        # A training that is refused before its first step leaves nothing behind.
        if self._writes and (self.entries or self._path.exists()):
            with complete_or_absent(self._path) as temporary:
                temporary.write_text("".join(f"{json.dumps(entry)}\n" for entry in self.entries), encoding="utf-8")

    def add(self, step: int, values: Mapping[str, float]) -> None:
        """Append the values of a step."""
        self.entries.append({"step": step, **values})
        if self._writes:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self.entries[-1]) + "\n")

    def by_step(self) -> list[dict[str, float]]:
        """Return one entry a step, in the order of the steps, with the losses and scores of all entries of that step.

        Where a step has two values of the same name, the later one counts.
        """
        merged: dict[int, dict[str, float]] = {}
        for entry in self.entries:
            merged.setdefault(int(entry["step"]), {}).update(entry)
        return [merged[step] for step in sorted(merged)]
