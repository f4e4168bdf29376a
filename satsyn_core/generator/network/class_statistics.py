"""What images show of each class: mean, standard deviation and grain of the bands."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, max_pool2d

from ...contract.class_scheme import UNKNOWN
from .label_features import one_hot

SMALLEST_DEVIATION, SMALLEST_GRAIN = 0.01, 0.005
"""Added before the logarithm, in units of [-1, 1]: about one digital number of 8 bits, below which nothing shows."""

MIN_PIXELS = 32
"""Inner pixels of a class from which its statistics are taken."""

HALF_WEIGHT_PIXELS = 256
"""Inner pixels from which the statistics of a class count half: those of a single house vary widely."""


@dataclass(frozen=True)
class ClassStatistics:
    """Statistics of each class in N images.

    Attributes:
        values: (N, K, S), see `class_statistics`; 0 for a class without inner pixels.
        weights: (N, K) in [0, 1), which grow with the number of pixels; 0 where a class has too few.
    """

    values: Tensor
    weights: Tensor

    def followed_by(self, others: ClassStatistics) -> ClassStatistics:
        """Return these statistics and then those of other images."""
        return ClassStatistics(torch.cat([self.values, others.values]), torch.cat([self.weights, others.weights]))


def statistic_count(bands: int) -> int:
    """Return S, the number of statistics of a class."""
    return 3 * bands + 1


def class_statistics(image: Tensor, labels: Tensor, classes: int) -> ClassStatistics:
    """Return the statistics of each class: mean brightness, mean of each band less brightness, and for each band the
    logarithms of its standard deviation and of its grain, the mean distance of a pixel from the mean of 3 x 3.

    Only inner pixels count, whose eight neighbours are of the same class.

    Args:
        image: (N, bands, h, w) in [-1, 1].
        labels: class indices (N, h, w), uint8, 255 where unknown.
        classes: number of classes K.
    """
    image = image.float()
    members = _inner_members(labels, classes)
    pixels = members.sum(2)
    shares = members / pixels.clamp_min(1)[..., None]
    grain = (image - avg_pool2d(image, 3, 1, 1, count_include_pad=False)).abs()
    planes = torch.cat([image, image.square(), grain], 1).flatten(2)
    # Variances are small differences of large numbers, which bfloat16 cannot tell from 0.
    with torch.autocast(image.device.type, enabled=False):
        means, squares, grains = torch.einsum("nkp,ncp->nkc", shares, planes).chunk(3, 2)
    brightness = means.mean(2, keepdim=True)
    variances = (squares - means.square()).clamp_min(0)
    deviations = 0.5 * (variances + SMALLEST_DEVIATION**2).log()
    values = torch.cat([brightness, means - brightness, deviations, (grains + SMALLEST_GRAIN).log()], 2)
    weights = torch.where(pixels >= MIN_PIXELS, pixels / (pixels + HALF_WEIGHT_PIXELS), 0.0)
    return ClassStatistics(values * (pixels > 0)[..., None], weights)


def _inner_members(labels: Tensor, classes: int) -> Tensor:
    """Return membership (N, K, h w) of the pixels whose eight neighbours are of their class."""
    numbers = labels[:, None].float()
    inner = (max_pool2d(numbers, 3, 1, 1) == -max_pool2d(-numbers, 3, 1, 1))[:, 0]
    return one_hot(torch.where(inner, labels, torch.full_like(labels, UNKNOWN)), classes).flatten(2)
