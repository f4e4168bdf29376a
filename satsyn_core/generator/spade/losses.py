"""Losses that only the source work's method has; `generator.training.losses` has those that both families share."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import l1_loss

from ..training import losses

DiscriminatorOutputs = list[list[Tensor]]
"""Of each scale the features, fine to coarse, and at last the scores."""


def hinge(outputs: DiscriminatorOutputs, *, real: bool) -> Tensor:
    """Return the discriminator's hinge loss, mean over the scales (Lim and Ye 2017)."""
    loss = losses.hinge_real if real else losses.hinge_synthetic
    return torch.stack([loss(scale[-1]) for scale in outputs]).mean()


def adversarial(outputs: DiscriminatorOutputs) -> Tensor:
    """Return the generator's side of the hinge loss, mean over the scales."""
    return torch.stack([-scale[-1].float().mean() for scale in outputs]).mean()


def feature_matching(synthetic: DiscriminatorOutputs, real: DiscriminatorOutputs) -> Tensor:
    """Return the mean difference of features, summed over the layers, mean over the scales (Wang et al. 2018)."""
    scales = [
        torch.stack([l1_loss(a.float(), b.detach().float()) for a, b in zip(ours[:-1], theirs[:-1], strict=True)]).sum()
        for ours, theirs in zip(synthetic, real, strict=True)
    ]
    return torch.stack(scales).mean()


def diversity(first: Tensor, second: Tensor, first_code: Tensor, second_code: Tensor) -> Tensor:
    """Return minus the ratio of image distance to code distance, without a ceiling, as the source work has it (Yang et
    al. 2019, DSGAN).

    Args:
        first, second: images (N, bands, h, w) of the same labels with two codes.
        first_code, second_code: their codes (N, D).
    """
    return losses.diversity(first, second, first_code, second_code, ceiling=torch.inf)
