"""Work done ahead comes in order, no further ahead than asked, with its errors."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from satsyn_core.learning.prefetch import prefetch


def test_results_come_in_the_order_of_the_items() -> None:
    first_may_end = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            first_may_end.wait(10)
        else:
            first_may_end.set()
        return item * item

    with ThreadPoolExecutor(3) as executor:
        assert list(prefetch(executor, work, range(6))) == [0, 1, 4, 9, 16, 25]


def test_only_a_few_items_are_taken_ahead() -> None:
    taken: list[int] = []

    def items() -> object:
        for item in range(100):
            taken.append(item)
            yield item

    with ThreadPoolExecutor(1) as executor:
        results = prefetch(executor, lambda item: item, items(), pieces=3)
        assert next(results) == 0
        assert len(taken) == 4


def test_an_error_reaches_the_one_who_takes_the_result() -> None:
    def work(item: int) -> int:
        if item == 1:
            raise ValueError("item 1")
        return item

    with ThreadPoolExecutor(1) as executor:
        results = prefetch(executor, work, range(3))
        assert next(results) == 0
        with pytest.raises(ValueError, match="item 1"):
            next(results)
