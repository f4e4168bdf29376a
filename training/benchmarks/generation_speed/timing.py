"""Times of several cases, taken in turn, so that whatever else the machine does strikes all of them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import TypedDict


class Spread(TypedDict):
    """Median, least and largest of `runs` values."""

    median: float
    least: float
    largest: float
    runs: int


def spread(values: list[float]) -> Spread:
    """Return the spread of values, of which there is at least one."""
    return {"median": median(values), "least": min(values), "largest": max(values), "runs": len(values)}


def interleaved(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each case by name, one a round; every case runs once before, unmeasured.

    Args:
        cases: what to run, by name.
        rounds: how often all cases are run, one after another.
    """
    for case in cases.values():
        case()
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            start = time.perf_counter()
            case()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def megapixels_a_second(seconds: list[float], pixels: int) -> Spread:
    """Return the spread of the speed, in million pixels a second, from the times for `pixels` pixels."""
    return spread([pixels / 1e6 / value for value in seconds])
