"""Shares of the blocks of a run."""

from __future__ import annotations

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.generation.shards import Shard


def test_shares_are_all_blocks_without_any_twice() -> None:
    blocks = list(range(17))
    shares = [Shard.parse(f"{number}/5").share(blocks) for number in range(1, 6)]
    assert sorted(block for share in shares for block in share) == blocks
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", "1/4/2"])
def test_what_is_no_share_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match='as in "3/16"'):
        Shard.parse(text)


def test_the_example_of_the_refusal_works() -> None:
    assert Shard.parse("3/16") == Shard(3, 16)
