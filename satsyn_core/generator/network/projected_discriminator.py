"""A discriminator on features of a pretrained network (Sauer et al. 2021, Projected GANs).

Speckle that passes a small discriminator trained from scratch does not pass this one. Features of each scale are mixed
at random with those of the coarser scales, and each mixture has a small head, conditioned on the land cover.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, interpolate
from torch.nn.utils.parametrizations import spectral_norm

from .perceptual_features import CHANNELS, FEATURE_RMS, view_count
from .style_tables import SLOPE

MIXED = 48
"""Channels of a random mixture."""

HIDDEN = 64
"""Channels of the heads."""


class ProjectedDiscriminator(nn.Module):
    """Heads on random mixtures of pretrained features."""

    def __init__(self, bands: int, classes: int) -> None:
        super().__init__()
        self.views = view_count(bands)
        self.mixers = nn.ModuleList(nn.Conv2d(channels, MIXED, 1, bias=False) for channels in CHANNELS)
        for mixer, channels, rms in zip(self.mixers, CHANNELS, FEATURE_RMS, strict=True):
            nn.init.normal_(cast("nn.Conv2d", mixer).weight, std=1 / (rms * channels**0.5))
        self.mixers.requires_grad_(False)
        self.heads = nn.ModuleList(_head(MIXED + classes) for _ in CHANNELS)

    def forward(self, features: list[Tensor], class_masks: Tensor) -> list[Tensor]:
        """Return scores (V N, 1, cells, cells), positive where imagery seems real, fine to coarse.

        Args:
            features: of V views of N images, see `PretrainedFeatures`.
            class_masks: class membership (N, K, h, w); all 0 where the land cover is unknown.
        """
        mixed = self._mixed(features)
        condition = class_masks.repeat(self.views, 1, 1, 1)
        return [
            head(torch.cat([own, avg_pool2d(condition, 2**level).to(own.dtype)], 1))
            for level, (own, head) in enumerate(zip(mixed, self.heads, strict=True))
        ]

    def _mixed(self, features: list[Tensor]) -> list[Tensor]:
        mixed = [mixer(own) for mixer, own in zip(self.mixers, features, strict=True)]
        for level in reversed(range(len(mixed) - 1)):
            coarser = interpolate(mixed[level + 1], scale_factor=2.0, mode="bilinear", align_corners=False)
            mixed[level] = (mixed[level] + coarser) * 0.5**0.5
        return mixed


def _head(channels: int) -> nn.Module:
    return nn.Sequential(
        spectral_norm(nn.Conv2d(channels, HIDDEN, 3, padding=1)),
        nn.LeakyReLU(SLOPE),
        spectral_norm(nn.Conv2d(HIDDEN, HIDDEN, 4, 2, 1)),
        nn.LeakyReLU(SLOPE),
        spectral_norm(nn.Conv2d(HIDDEN, HIDDEN, 3, padding=1)),
        nn.LeakyReLU(SLOPE),
        nn.Conv2d(HIDDEN, 1, 1),
    )
