"""The discriminator: it classifies every pixel as one of the real classes or as synthetic, and scores patches.

A segmentation network as discriminator after Sushko et al. 2021 (OASIS): its decoder has one output for each class and
one for 'synthetic'. Its encoder has a patch head (Isola et al. 2017), trained with the hinge loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, layer_norm, leaky_relu

from .style_tables import SLOPE


@dataclass(frozen=True)
class DiscriminatorOutput:
    """Output of the discriminator for N images.

    Attributes:
        classes: logits (N, K + 1, h, w), the last channel for 'synthetic'.
        patches: scores (N, 1, h / 16, w / 16), positive where a patch seems real.
        features: encoder features (N, channels, h / s, w / s), s = 1, 2, 4, 8, 16, for feature matching.
    """

    classes: Tensor
    patches: Tensor
    features: list[Tensor]


class SegmentationDiscriminator(nn.Module):
    """A U-Net with skip connections over strides 1 to 16."""

    def __init__(self, bands: int, classes: int, channels: tuple[int, ...] = (32, 64, 128, 192, 256)) -> None:
        super().__init__()
        self.conv_in = NormalisedConvolution(bands, channels[0])
        self.down = nn.ModuleList(
            nn.Sequential(NormalisedConvolution(fine, coarse, 4, 2), NormalisedConvolution(coarse, coarse))
            for fine, coarse in zip(channels[:-1], channels[1:], strict=True)
        )
        self.patch_head = nn.Conv2d(channels[-1], 1, 3, padding=1)
        self.up = nn.ModuleList()
        below = channels[-1]
        # Classes are found at stride 2: the last doubling would cost as much as all others together.
        for skip in reversed(channels[1:-1]):
            width = max(skip // 2, channels[0])
            self.up.append(NormalisedConvolution(below + skip, width))
            below = width
        self.class_head = nn.Conv2d(below, classes + 1, 1)

    def encoded(self, image: Tensor) -> list[Tensor]:
        """Return the encoder's features (N, channels, h / s, w / s), s = 1, 2, 4, 8, 16, of images (N, bands, h, w)."""
        features = [self.conv_in(image)]
        for step in self.down:
            features.append(step(features[-1]))
        return features

    def forward(self, image: Tensor) -> DiscriminatorOutput:
        """Return the output for images (N, bands, h, w) in [-1, 1]; h and w are multiples of 16."""
        features = self.encoded(image)
        decoded = features[-1]
        for step, skip in zip(self.up, reversed(features[1:-1]), strict=True):
            decoded = interpolate(decoded, scale_factor=2.0, mode="nearest")
            decoded = step(torch.cat([decoded, skip], 1))
        classes = interpolate(self.class_head(decoded), scale_factor=2.0, mode="bilinear")
        return DiscriminatorOutput(classes, self.patch_head(features[-1]), features)


class NormalisedConvolution(nn.Module):
    """A convolution whose output has mean 0 and variance 1 over the channels of every pixel.

    With spectral normalisation in its place, features were so faint after ten layers that a small discriminator hardly
    learned.
    """

    def __init__(self, inputs: int, outputs: int, size: int = 3, stride: int = 1) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, size, stride, padding=1)

    def forward(self, image: Tensor) -> Tensor:
        """Return features (N, outputs, h / stride, w / stride)."""
        features = self.convolution(image).permute(0, 2, 3, 1)
        return leaky_relu(layer_norm(features, features.shape[3:]).permute(0, 3, 1, 2), SLOPE)
