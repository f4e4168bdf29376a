"""Losses that the source work's method has of its own; those it shares with the other family stand in
`generator.losses`.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import l1_loss

from ..training import losses

Judged = list[list[Tensor]]
"""What the discriminator says at each scale: features, and at last the scores."""


def hinge(judged: Judged, *, real: bool) -> Tensor:
    """Return the discriminator's hinge loss, mean over the scales (Lim and Ye 2017)."""
    loss = losses.hinge_real if real else losses.hinge_synthetic
    return torch.stack([loss(scale[-1]) for scale in judged]).mean()


def adversarial(judged: Judged) -> Tensor:
    """Return the generator's side of the hinge loss, mean over the scales."""
    return torch.stack([-scale[-1].float().mean() for scale in judged]).mean()


def feature_matching(synthetic: Judged, real: Judged) -> Tensor:
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
