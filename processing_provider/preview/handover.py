"""The land cover of a preview on its way to the worker: read once, again after a change, given up where not wanted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Callable

from qgis.PyQt.QtCore import QTimer

from ..desktop.tasks import BackgroundTask
from .source import Choice, Source, prepare


class Handover:
    """Keeps the layers that were written for the worker last, and the task that writes others.

    Args:
        folder: takes what is written.
        changed: called when a source is there, or when one that is not wanted any more has been given up.
        failed: called with a sentence.
    """

    def __init__(self, folder: Path, changed: Callable[[], None], failed: Callable[[str], None]) -> None:
        self._folder = folder
        self._changed, self._failed = changed, failed
        self._task: BackgroundTask | None = None
        self._written: Choice | None = None
        """What the task writes; None once that is not wanted any more."""
        self._count = 0
        self._is_closed = False
        self.source: Source | None = None

    def has(self, choice: Choice) -> bool:
        """Whether the layers of a choice were written as they are now."""
        return self.source is not None and self.source.choice == choice

    def forget(self) -> None:
        """Say that a layer has changed, or is gone."""
        self.source = None
        self._give_up()

    def give_up_unless(self, choice: Choice) -> None:
        """Stop writing the layers of another choice. `changed` is called when that has ended."""
        if self._written != choice:
            self._give_up()

    def write(self, choice: Choice, model_metres: float | None) -> None:
        """Write the layers of a choice; only give up those of another one where they are being written."""
        if self._task is not None:
            self.give_up_unless(choice)
            return
        self._count += 1
        folder = self._folder / f"source_{self._count}"
        folder.mkdir()
        self._written = choice

        def failed(problem: str) -> None:
            self._not_ready(folder, problem)

        self._task = prepare(choice, model_metres, folder, self._ready, failed)

    def close(self) -> None:
        """Give up what is written, and remove the folder: at once, or when nothing is written into it any more."""
        self._is_closed = True
        self.forget()
        self._remove_when_closed()

    def _give_up(self) -> None:
        self._written = None
        if self._task is not None:
            self._task.cancel()

    def _ready(self, source: Source) -> None:
        """Use a source, unless it is not wanted any more: whoever hears of it then asks again."""
        is_wanted, self._task = self._written is not None, None
        self.source = source if is_wanted else None
        for folder in self._folder.glob("source_*"):
            if self.source is None or folder != source.folder:
                shutil.rmtree(folder, ignore_errors=True)
        self._tell("")

    def _not_ready(self, folder: Path, problem: str) -> None:
        is_wanted, self._task = self._written is not None, None
        shutil.rmtree(folder, ignore_errors=True)
        self._tell(problem if is_wanted else "")

    def _tell(self, problem: str) -> None:
        if self._is_closed:
            self._remove_when_closed()
        elif problem:
            self._failed(problem)
        elif self.source is not None:
            self._changed()
        else:
            QTimer.singleShot(0, self._changed)  # a task that waits ends at once, while whoever gives it up goes on

    def _remove_when_closed(self) -> None:
        if self._task is None:
            shutil.rmtree(self._folder, ignore_errors=True)
