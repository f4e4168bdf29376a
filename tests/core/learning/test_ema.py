"""Running averages of weights."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from satsyn_core.learning.ema import average_weights


@pytest.fixture
def networks() -> tuple[nn.Module, nn.Module]:
    """Two networks with statistics that count batches; the second one has seen one."""
    averaged, current = nn.BatchNorm2d(2), nn.BatchNorm2d(2)
    current(torch.full((1, 2, 4, 4), 10.0))
    nn.init.constant_(current.weight, 3.0)
    return averaged, current


def test_an_average_moves_a_little_and_faster_in_the_beginning(networks: tuple[nn.Module, nn.Module]) -> None:
    averaged, current = networks
    average_weights(averaged, current, step=0, ceiling=0.99)
    first = float(averaged.state_dict()["weight"][0])
    average_weights(averaged, current, step=100_000, ceiling=0.99)
    second = float(averaged.state_dict()["weight"][0])
    assert first == pytest.approx(1 + 0.9 * 2)
    assert second == pytest.approx(first + 0.01 * (3 - first))


def test_statistics_are_averaged_and_counts_are_taken_over(networks: tuple[nn.Module, nn.Module]) -> None:
    averaged, current = networks
    average_weights(averaged, current, step=0, ceiling=0.99)
    of_averaged, of_current = averaged.state_dict(), current.state_dict()
    torch.testing.assert_close(of_averaged["running_mean"], 0.9 * of_current["running_mean"])
    assert of_averaged["num_batches_tracked"] == of_current["num_batches_tracked"] == 1


def test_a_ceiling_of_zero_keeps_the_current_weights(networks: tuple[nn.Module, nn.Module]) -> None:
    averaged, current = networks
    average_weights(averaged, current, step=1000, ceiling=0)
    for name, values in current.state_dict().items():
        assert torch.equal(averaged.state_dict()[name], values), name
