"""The style encoder: it describes the appearance of an image as a Gaussian over style codes.

A variational encoder as in SPADE, with a code for the whole scene and, after Tan et al. 2021 (INADE), one for each
class, pooled over the pixels of that class.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, leaky_relu

from .architecture import Architecture

POOLED_STRIDE = 8
"""Pixels per cell of the encoder's features."""

FEATURES = 96
"""Channels of the last convolution."""


class StyleEncoder(nn.Module):
    """Image and class masks in, means and log variances of the style code out."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        self.convolutions = nn.Sequential(
            nn.Conv2d(architecture.bands, 32, 3, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(32, 64, 3, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(64, FEATURES, 3, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(FEATURES, FEATURES, 3, 1, 1),
            nn.LeakyReLU(0.2),
        )
        pooled = 2 * (FEATURES + architecture.bands)
        self.of_scene = nn.Sequential(
            nn.Linear(pooled, 64), nn.LeakyReLU(0.2), nn.Linear(64, 2 * architecture.global_code)
        )
        self.class_embedding = nn.Parameter(torch.empty(architecture.classes, 64))
        nn.init.normal_(self.class_embedding, std=0.5)
        self.of_class = nn.Linear(pooled, 64)
        self.class_code = nn.Linear(64, 2 * architecture.class_code)

    def forward(self, image: Tensor, class_masks: Tensor) -> tuple[Tensor, Tensor]:
        """Return means and log variances (N, code size) of the style code; a class without pixels gets the prior, 0
        and 0.

        Args:
            image: (N, bands, h, w) in [-1, 1], h and w multiples of 8.
            class_masks: class membership (N, K, h, w) of the same pixels, 0 or 1.
        """
        return self.codes(*self.pooled(image, class_masks))

    def pooled(self, image: Tensor, class_masks: Tensor) -> tuple[Tensor, Tensor]:
        """Return sums of features and of their squares (N, K + 1, 2 (features + bands)) and the cells they are sums
        of (N, K + 1).

        Sums add up over windows, so a scene of any size is encoded window by window. The last row is the whole scene.
        """
        features = torch.cat([self.convolutions(image), avg_pool2d(image, POOLED_STRIDE)], 1).float()
        features = torch.cat([features, features.square()], 1)
        of_classes = avg_pool2d(class_masks, POOLED_STRIDE).float()
        weights = torch.cat([of_classes, of_classes.sum(1, keepdim=True)], 1).flatten(2)
        return torch.einsum("nkp,ncp->nkc", weights, features.flatten(2)), weights.sum(2)

    def codes(self, sums: Tensor, cells: Tensor) -> tuple[Tensor, Tensor]:
        """Return means and log variances (N, code size) of the style code from pooled sums and their cell counts."""
        statistics = means_and_deviations(sums, cells)
        scene_mean, scene_variance = self.of_scene(statistics[:, -1]).chunk(2, 1)
        of_class = self.class_code(leaky_relu(self.of_class(statistics[:, :-1]) + self.class_embedding, 0.2))
        present = (cells[:, :-1] >= 1).to(of_class.dtype)[..., None]
        class_mean, class_variance = (of_class * present).chunk(2, 2)
        means = torch.cat([scene_mean, class_mean.flatten(1)], 1)
        return means, torch.cat([scene_variance, class_variance.flatten(1)], 1).clamp(-8, 4)


def means_and_deviations(sums: Tensor, cells: Tensor) -> Tensor:
    """Return means and standard deviations (N, K + 1, C) from sums of values and of squares (N, K + 1, C) over
    `cells` cells.
    """
    first, second = (sums / cells[..., None].clamp_min(1e-3)).chunk(2, 2)
    return torch.cat([first, (second - first.square()).clamp_min(1e-6).sqrt()], 2)
