"""Work folders of stopped jobs, which are damaged before the same job goes on with them.

Work folders are not for strangers; they may be spoilt by a bad disk all the same. The job then ends in the results of
an intact folder, or is refused in a sentence.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.contract.progress import Reporter
from satsyn_core.jobs import run_job
from tests.support.rasters import RecordingReporter

from .content import content_of
from .folders import FolderKind
from .subjects import SUBJECTS, Subject, write_inputs


def _stopped(subject: Subject, checks: int) -> Callable[[Path], None]:
    """Return what has a job stopped when it has asked so many times whether it is cancelled."""

    def write(folder: Path) -> None:
        inputs = folder.parent / "inputs"
        if not inputs.exists():
            write_inputs(inputs)
        torch.set_num_threads(1)
        subject.patch()
        with suppress(JobCancelledError):
            run_job(subject.job, _values(subject, folder, folder), RecordingReporter(cancel_after=checks))
        if not any(folder.glob("*.*")):
            raise RuntimeError(f"{subject.name} has left no work folder")

    return write


_HISTORY = "losses.jsonl"
_SHOWN_OF_HISTORY = (".html", ".json", _HISTORY)
"""Results that show the losses: lines of a history that are damaged are skipped, and the network stays the same."""


def _gone_on_with(subject: Subject) -> Callable[[Path], object]:
    """Return what goes on with a copy of a work folder, and compares the results with those of the first copy."""

    def use(folder: Path) -> None:
        place, expected = folder.with_name("gone on with"), folder.with_name("expected.json")
        history = {path.name: path.read_bytes().hex() for path in folder.rglob(_HISTORY)}
        shutil.copytree(folder, place)
        try:
            run_job(subject.job, _values(subject, folder, place), Reporter())
            content = content_of(place)
        finally:
            shutil.rmtree(place)
        if not expected.exists():
            expected.write_text(json.dumps([history, content]))
        first_history, first = json.loads(expected.read_text())
        different = sorted(name for name in {*first, *content} if first.get(name) != content.get(name))
        if history != first_history:
            different = [name for name in different if not name.endswith(_SHOWN_OF_HISTORY)]
        if different:
            raise RuntimeError(f"other results: {different[:5]}")

    return use


def _values(subject: Subject, folder: Path, out: Path) -> dict[str, Any]:
    """Return the parameters of a job with paths as text; its inputs lie beside `folder`."""
    values = subject.values(folder.parent / "inputs", out)
    return {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}


def _kind(name: str, checks: int, damaged: str) -> FolderKind:
    subject = next(one for one in SUBJECTS if one.name == name)
    return FolderKind(_stopped(subject, checks), _gone_on_with(subject), (damaged,))


WORK_FOLDERS: dict[str, FolderKind] = {
    "unfinished images": _kind("generate-imagery, blocks kept", 18, "*.generating/*/**/*.*"),
    "unfinished set": _kind("build-training-set", 95, "*.partial/**/*.*"),
    "unfinished generator": _kind("train-generator", 5, "*.training/*.*"),
    "unfinished network": _kind("train-evaluate-segmentation", 44, "*.training/*.*"),
}
"""Each kind by its name in the table."""
