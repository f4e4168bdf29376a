"""The discriminator: says of every patch, at two scales, whether image and land cover look real together.

After Wang et al. 2018 (pix2pixHD), with the normalisations of Park et al. 2019.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, leaky_relu
from torch.nn.utils.parametrizations import spectral_norm

from .architecture import SpadeArchitecture
from .network import SLOPE, initialise

SCALES = 2

WIDTHS = (1, 2, 4, 8)
"""Channels of the convolutions over those of the first."""

STRIDES = (2, 2, 2, 1)


class PatchDiscriminator(nn.Module):
    """Scores patches of one scale."""

    def __init__(self, architecture: SpadeArchitecture) -> None:
        super().__init__()
        channels = [
            architecture.labels + architecture.bands,
            *(width * architecture.discriminator_base for width in WIDTHS),
        ]
        # Instance normalisation takes away what a bias would add; the first convolution is not normalised.
        first = nn.Conv2d(channels[0], channels[1], 4, STRIDES[0], 2)
        normalised = [
            nn.Conv2d(inputs, outputs, 4, stride, 2, bias=False)
            for inputs, outputs, stride in zip(channels[1:-1], channels[2:], STRIDES[1:], strict=True)
        ]
        self.steps = nn.ModuleList(
            [first, *(nn.Sequential(each, nn.InstanceNorm2d(each.out_channels)) for each in normalised)]
        )
        self.conv_out = nn.Conv2d(channels[-1], 1, 4, padding=2)
        initialise(self)
        for convolution in normalised:
            spectral_norm(convolution)

    def forward(self, stacked: Tensor) -> list[Tensor]:
        """Return the features of every convolution and at last the scores (N, 1, h', w'), positive where real."""
        outputs = [stacked]
        for step in self.steps:
            outputs.append(leaky_relu(step(outputs[-1]), SLOPE))
        return [*outputs[1:], self.conv_out(outputs[-1])]


class MultiScaleDiscriminator(nn.Module):
    """One patch discriminator for the image as it is, one for the image at half its size."""

    def __init__(self, architecture: SpadeArchitecture) -> None:
        super().__init__()
        self.scales = nn.ModuleList(PatchDiscriminator(architecture) for _ in range(SCALES))

    def forward(self, labels: Tensor, image: Tensor) -> list[list[Tensor]]:
        """Return each scale's features and scores, see `PatchDiscriminator`.

        Args:
            labels: (N, K + 1, h, w), see `label_features.one_hot`.
            image: (N, bands, h, w) in [-1, 1].
        """
        stacked = torch.cat([labels.to(image.dtype), image], 1)
        outputs = []
        for scale in self.scales:
            outputs.append(scale(stacked))
            stacked = avg_pool2d(stacked, 3, 2, 1, count_include_pad=False)
        return outputs
