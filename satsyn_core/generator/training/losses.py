"""Losses of the generator's training, each a function of tensors, each with its source."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, cross_entropy, l1_loss, relu

from ...contract.class_scheme import UNKNOWN

_IGNORED = -1
"""Target of pixels that count in no cross-entropy."""


def class_weights(labels: Tensor, classes: int, ceiling: float = 10.0) -> Tensor:
    """Return one weight per class (K + 1), inverse to its share of the labelled pixels, so that rare classes count as
    much (OASIS).

    Args:
        labels: class indices (N, h, w), 255 where unknown.
        classes: number of classes K; the last weight, of 'synthetic', is 1.
        ceiling: largest weight, so that a handful of pixels can't dominate.
    """
    counts = torch.stack([(labels == index).sum() for index in range(classes)]).float()
    present = (counts > 0).sum().clamp_min(1)
    weights = (counts.sum() / (present * counts.clamp_min(1))).clamp_max(ceiling)
    return torch.cat([weights, weights.new_ones(1)])


def class_adversarial(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Return the class-balanced cross-entropy of logits (N, K + 1, h, w) against labels (N, h, w) (Sushko et al.
    2021, OASIS).
    """
    return _class_entropy(logits, labels.long(), labels != UNKNOWN, weights)


def synthetic_adversarial(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Return the same as `class_adversarial` where every labelled pixel is to be recognised as synthetic."""
    synthetic = torch.full_like(labels, logits.shape[1] - 1, dtype=torch.long)
    return _class_entropy(logits, synthetic, labels != UNKNOWN, weights)


def _class_entropy(logits: Tensor, targets: Tensor, known: Tensor, weights: Tensor) -> Tensor:
    # 255 would not do: with 255 classes it is the index of "synthetic".
    targets = targets.masked_fill(~known, _IGNORED)
    per_pixel = cross_entropy(logits.float(), targets, weight=weights, ignore_index=_IGNORED, reduction="none")
    return per_pixel.sum() / known.sum().clamp_min(1)


def hinge_real(scores: Tensor) -> Tensor:
    """Return the discriminator's hinge loss on real patches (Lim and Ye 2017)."""
    return relu(1 - scores.float()).mean()


def hinge_synthetic(scores: Tensor) -> Tensor:
    """Return the discriminator's hinge loss on synthetic patches (Lim and Ye 2017)."""
    return relu(1 + scores.float()).mean()


def gradient_penalty(scores: Tensor, image: Tensor) -> Tensor:
    """Return the mean squared gradient of each score by the image (Mescheder et al. 2018, R1).

    A discriminator without it is fooled by fine speckle, to which its steep gradients point.

    Args:
        scores: (N, 1, h, w), of real images, made with gradients.
        image: (N, bands, H, W), requiring gradients.
    """
    (slope,) = torch.autograd.grad(scores.float().sum(), image, create_graph=True)
    return slope.square().sum() / scores.numel()


def feature_matching(synthetic: list[Tensor], real: list[Tensor]) -> Tensor:
    """Return the mean absolute difference of discriminator features, averaged over layers (Wang et al. 2018,
    pix2pixHD).
    """
    return torch.stack([l1_loss(a.float(), b.detach().float()) for a, b in zip(synthetic, real, strict=True)]).mean()


def direction_matching(synthetic: list[Tensor], real: list[Tensor]) -> Tensor:
    """Return the mean absolute difference of features whose root mean square over the channels is made 1 at each cell,
    averaged over layers (after Zhang et al. 2018, LPIPS): what there is counts, not how strongly it shows.
    """
    pairs = [[_of_unit_power(features) for features in pair] for pair in zip(synthetic, real, strict=True)]
    return torch.stack([l1_loss(a, b.detach()) for a, b in pairs]).mean()


def _of_unit_power(features: Tensor) -> Tensor:
    features = features.float()
    return features * torch.rsqrt(features.square().mean(1, keepdim=True) + 1e-4)


def pooled_colour(synthetic: Tensor, real: Tensor, known: Tensor, cell: int = 4) -> Tensor:
    """Return the mean absolute difference of images averaged over cells of `cell` pixels: colour and tone, not texture.

    Args:
        synthetic, real: (N, bands, h, w) in [-1, 1].
        known: (N, h, w), True where the pixel is labelled.
    """
    weights = avg_pool2d(known[:, None].float(), cell)
    difference = avg_pool2d((synthetic.float() - real.float()) * known[:, None], cell).abs().mean(1, keepdim=True)
    return difference.sum() / weights.sum().clamp_min(1)


def divergence_from_prior(means: Tensor, log_variances: Tensor) -> Tensor:
    """Return the KL divergence of the encoder's Gaussians from N(0, 1): summed over the code, mean over the batch
    (SPADE).
    """
    per_dimension = -0.5 * (1 + log_variances - means.square() - log_variances.exp())
    return per_dimension.sum(1).mean()


def diversity(first: Tensor, second: Tensor, first_code: Tensor, second_code: Tensor, ceiling: float) -> Tensor:
    """Return minus the ratio of image distance to code distance, at most `ceiling` a pair (Yang et al. 2019, DSGAN).

    Args:
        first, second: images (N, bands, h, w) of the same labels with two codes.
        first_code, second_code: their codes (N, D).
        ceiling: ratio above which nothing more is gained, so that diversity can't be bought with wrong colours.
    """
    image_distance = (first.float() - second.float()).abs().flatten(1).mean(1)
    code_distance = (first_code - second_code).abs().mean(1).clamp_min(1e-3)
    return -(image_distance / code_distance).clamp_max(ceiling).mean()
