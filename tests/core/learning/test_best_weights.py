"""The best weights of a training are those with the best score, and they outlive a kill."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from satsyn_core.learning.best_weights import BestWeights


def networks(value: float) -> list[nn.Module]:
    convolution, linear = nn.Conv2d(2, 2, 3), nn.Linear(3, 1)
    for weights in (*convolution.parameters(), *linear.parameters()):
        nn.init.constant_(weights, value)
    convolution.weight.data = convolution.weight.data.contiguous(memory_format=torch.channels_last)
    return [convolution, linear]


def test_the_lowest_score_is_kept_and_restored(tmp_path: Path) -> None:
    path = tmp_path / "best.safetensors"
    assert BestWeights(path).read() == (float("inf"), 0)
    assert BestWeights(path).offer(networks(1), 0.5, 200)
    assert BestWeights(path).offer(networks(2), 0.3, 400)
    assert not BestWeights(path).offer(networks(3), 0.4, 600)
    assert BestWeights(path).read() == (0.3, 400)
    restored = networks(9)
    BestWeights(path).restore(restored)
    assert all((weights == 2).all() for network in restored for weights in network.parameters())
    assert list(tmp_path.iterdir()) == [path]


def test_where_higher_is_better_the_highest_score_is_kept(tmp_path: Path) -> None:
    best = BestWeights(tmp_path / "best.safetensors", higher_is_better=True)
    assert best.offer(networks(1), 0.3, 200)
    assert best.offer(networks(2), 0.5, 400)
    assert not best.offer(networks(3), 0.5, 600)
    assert best.read() == (0.5, 400)
