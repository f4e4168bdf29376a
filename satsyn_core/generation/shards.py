"""Shares of the blocks of a run, for jobs on a cluster that know nothing of each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..contract.errors import InputError

Item = TypeVar("Item")


@dataclass(frozen=True)
class Shard:
    """The share `number` (from 1) of `count`."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read "3/16".

        Raises:
            InputError: the text has another form, or names no share.
        """
        match = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", text)
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise InputError(f'SHARD "{text}" is not of the form "I/N" with I from 1 to N, as in "3/16".')
        return cls(int(match[1]), int(match[2]))

    def share(self, items: Sequence[Item]) -> list[Item]:
        """Return every `count`-th item, so that shares take about the same time wherever the nodata is."""
        return list(items[self.number - 1 :: self.count])
