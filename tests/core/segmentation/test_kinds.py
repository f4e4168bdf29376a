"""Real and synthetic crops that a network normalises apart."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from satsyn_core.segmentation.kinds import logits_by_kind


def network() -> nn.Sequential:
    return nn.Sequential(nn.BatchNorm2d(1), nn.Identity())


def test_kinds_are_normalised_apart_and_real_ones_alone_move_the_statistics() -> None:
    bright = np.array([True, False, True, False])
    images = torch.randn(4, 1, 8, 8) + 10 * torch.from_numpy(bright).view(4, 1, 1, 1)
    apart, together, real_alone = network(), network(), network()

    found = logits_by_kind(apart, images, bright)
    together(images)
    real_alone(images[~bright])

    means = found.mean(dim=(1, 2, 3))
    assert torch.allclose(means[bright].mean(), torch.tensor(0.0), atol=1e-5)
    assert torch.allclose(found[1], real_alone(images[~bright])[0])
    assert apart[0].running_mean < 0.2 < together[0].running_mean
    assert apart[0].momentum == together[0].momentum


def test_a_single_crop_of_a_kind_is_normalised_with_the_others() -> None:
    images = torch.randn(4, 1, 8, 8)
    assert torch.equal(logits_by_kind(network(), images, np.array([True, False, False, False])), network()(images))
