"""Killing a process at the transitions of its folder: the moments at which something appears there under its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.campaign.runs import Place, Run, counting, killing_at

_REPEATED = 2
"""Times that a transition that comes again and again, as with each block, is tried."""

Work = Callable[[Path], object]
"""Makes its results in a folder, and goes on with what is there."""


def killed_at_transitions(work: Work, folder: Path) -> Iterator[Path]:
    """Yield the folder of a run that was killed before each kind of transition, and of one killed after the last one.

    Args:
        work: is done once as a whole in the folder `whole/out`, and then in others.
        folder: empty.
    """
    whole, log = Place(folder / "whole"), folder / "changes.txt"
    whole.make()
    _run(work, whole, log)
    for number in _transitions(log.read_text().splitlines()):
        place = Place(folder / f"killed{number}")
        place.make()
        ended = Run(partial(_done, work, place.out), place, killing_at(number)).finish()
        assert ended.code == -9, ended.words
        yield place.out


def contents(folder: Path) -> dict[str, bytes]:
    """Return what the files in a folder hold, by their paths in it; empty folders count as files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


def _run(work: Work, place: Place, log: Path) -> None:
    ended = Run(partial(_done, work, place.out), place, counting(log)).finish()
    assert ended.code == 0, ended.words


def _done(work: Work, folder: Path) -> int:
    work(folder)
    return 0


def _transitions(changes: list[str]) -> list[int]:
    """Return the numbers of changes: the first renamings of each kind, and the change after the last one."""
    seen, found, last = Counter[str](), [], 0
    for number, change in enumerate(changes):
        if change.startswith("os.rename"):
            kind, last = re.sub(r"[0-9a-f]*\d[0-9a-f]*", "", change), number
            seen[kind] += 1
            if seen[kind] <= _REPEATED:
                found.append(number)
    return [*found, last + 1]
