"""Sentences that propose something, and the record of those that a test has followed to the letter.

A test provokes a sentence in a block of `refusal`, does what it proposes, and calls `followed` when that succeeded.
`tests.campaign.proposals` runs the tests, and counts the sentences of the code that were followed in this way.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

RECORD = "SATSYN_FOLLOWED"
"""Environment variable: the file that gets a line for each sentence that was followed."""


class Said:
    """What a job said.

    Attributes:
        words: regular expression of the advice in it.
        text: its error or log; empty before it has said anything.
    """

    def __init__(self, words: str, text: str = "") -> None:
        self.words, self.text = words, text

    def require(self) -> None:
        """Check that the text has the words."""
        assert re.search(self.words, self.text), self.text or f"nothing was refused with: {self.words}"

    def part(self, pattern: str) -> str:
        """Return the last part of the text that is the group of a pattern, as what the advice tells to write."""
        return str(re.findall(pattern, self.text)[-1])

    def followed(self) -> None:
        """Record that the advice was followed to the letter, and that the job then succeeded."""
        self.require()
        if RECORD in os.environ:
            line = json.dumps([os.environ.get("PYTEST_CURRENT_TEST", ""), self.text, self.words])
            with Path(os.environ[RECORD]).open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")


@contextmanager
def refusal(words: str, kind: type[Exception] = Exception) -> Iterator[Said]:
    """Expect that the block is refused with words that match a regular expression."""
    said = Said(words)
    try:
        yield said
    except kind as error:
        said.text = str(error)
    said.require()


def follow(
    words: str,
    wrong: Callable[[], object],
    right: Callable[[], object] | None = None,
    *,
    act: Callable[[], object] = lambda: None,
) -> None:
    """Check that a call is refused with words that match, do what they propose, and check that the call is not refused.

    Args:
        words: regular expression of the advice.
        wrong: the call that is refused.
        right: the call with what the words propose; None stands for the same call.
        act: what they propose to do with files.
    """
    with refusal(words) as said:
        wrong()
    act()
    (right or wrong)()
    said.followed()
