"""Doing the next pieces of work while this one is used."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def prefetch(
    executor: Executor, function: Callable[[Item], Result], items: Iterable[Item], pieces: int = 2
) -> Iterator[Result]:
    """Yield `function(item)` for each item in order, computed by `executor` up to `pieces` items ahead."""
    pending: deque[Future[Result]] = deque()
    for item in items:
        pending.append(executor.submit(function, item))
        if len(pending) > pieces:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()
