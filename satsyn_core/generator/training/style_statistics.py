"""Losses that make a style code mean the look of the imagery that it was encoded from.

A generator that is only asked for realism generates much the same image from every random code. Here a random code
comes with the statistics of the real crop that it was encoded from, and each class of the synthetic image must have
them: mean, standard deviation and grain of the bands. Style transfer does the same with the statistics of a feature
space (Huang and Belongie 2017, AdaIN); these are of single classes, and of the image itself.

The encoder must also find the code again in the synthetic image (Zhu et al. 2017, BicycleGAN's latent regression).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.func import functional_call
from torch.nn.functional import smooth_l1_loss

from ..network.class_statistics import ClassStatistics, class_statistics
from ..network.encoder import StyleEncoder
from ..network.label_features import one_hot

SMOOTH_BELOW = 0.25
"""Distance in standard deviations below which the losses are quadratic."""


@dataclass(frozen=True)
class DrawnCodes:
    """Random codes, and the statistics that images generated with them should have.

    Attributes:
        codes: (n, code size).
        wanted: statistics of the crops that the code of each class came from.
        from_one_crop: (n,), whether the whole code came from one crop, but for classes that this did not show.
    """

    codes: Tensor
    wanted: ClassStatistics
    from_one_crop: Tensor


def statistics_distance(synthetic: ClassStatistics, wanted: ClassStatistics, scales: Tensor) -> Tensor:
    """Return the mean distance of statistics, in standard deviations of real crops; classes count by their weights.

    Args:
        synthetic: of the synthetic images.
        wanted: of the crops that their codes came from.
        scales: standard deviations (S,), see `StyleMemory.scales`.
    """
    weights = synthetic.weights * wanted.weights
    distance = smooth_l1_loss(synthetic.values / scales, wanted.values / scales, beta=SMOOTH_BELOW, reduction="none")
    return (distance.mean(2) * weights).sum() / weights.sum().clamp_min(1e-3)


def code_distance(encoder: StyleEncoder, image: Tensor, labels: Tensor, drawn: DrawnCodes, scale: Tensor) -> Tensor:
    """Return the mean distance of the codes that the encoder finds in synthetic images from those they were made with.

    No gradient reaches the weights of the encoder, or it would learn a code that hides in the image. Scene codes count
    where the whole code came from one crop.

    Args:
        encoder: of the training.
        image: (n, bands, h, w) in [-1, 1], generated with the drawn codes.
        labels: (n, h, w), uint8, 255 where unknown.
        drawn: the codes.
        scale: standard deviation of the numbers of codes, see `StyleMemory.code_scale`.
    """
    architecture = encoder.architecture
    fixed = {name: weights.detach() for name, weights in encoder.named_parameters()}
    found, _ = functional_call(encoder, fixed, (image.float(), one_hot(labels, architecture.classes)))
    shown = (class_statistics(image.detach(), labels, architecture.classes).weights > 0).float()
    whole = drawn.from_one_crop.float()[:, None].expand(-1, architecture.global_code)
    weights = torch.cat([whole, shown.repeat_interleave(architecture.class_code, 1)], 1)
    distance = smooth_l1_loss(found / scale, drawn.codes / scale, beta=SMOOTH_BELOW, reduction="none")
    return (distance * weights).sum() / weights.sum().clamp_min(1)
