"""The texture loss: real and synthetic pixels of the same kind must show the same patches, wherever those lie.

Patches are compared through their sliced Wasserstein distance (Elnekave and Weiss 2022, GPDM; Heitz et al. 2021): the
values of random filters, sorted, must agree. Nothing is matched pixel by pixel, so the loss asks for roofs, crowns and
grain as they are without asking for them where they are. Pixels are only compared within a stratum of the land cover:
the same class and, near a class edge, the edge on the same side. That puts shadows where shadows fall. Only pixels in
the same place of the generator's finest cells are compared at a time: each of the places must show what real pixels
show, or the generator would take a checkerboard for grain.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, conv2d, pad

from ...contract.class_scheme import UNKNOWN
from ..network.architecture import PIXEL_SHUFFLE_FACTOR
from ..network.block_inputs import NEAR_EDGE, edge_slope

PATCH = 7
"""Pixels along the side of the patches, at every stride."""

PATCH_STRIDES = (1, 2, 4, 8)
"""Pixels per cell at which patches of the image itself are compared."""

SAMPLES = 6400
"""Pixels of an image that are compared, drawn anew for every stride: enough for quantiles, and sorting stays cheap."""

SIDES = 5
"""Strata of a class: inside, and near an edge that lies to the north, south, west or east."""

REACH = 8
"""Pixels around a class edge in which distances must be known: further than the strata reach."""

FASTEST_WAVE = 0.5
"""Cycles a pixel of the finest wave that a wave filter looks for: more can't be told from less."""

_SPAN = 64.0
"""Distance between two strata on the axis on which values are sorted: wider than any value."""


def pixel_strata(labels: Tensor, distance: Tensor) -> Tensor:
    """Return the stratum of each pixel (N, h, w): class times `SIDES`, plus the side of the nearest edge.

    Args:
        labels: class indices (N, h, w), 255 where unknown; these pixels form a stratum of their own.
        distance: distance to the class edge in pixels (N, h + 2, w + 2).
    """
    south, east = edge_slope(distance)
    vertical = south.abs() >= east.abs()
    side = torch.where(vertical, torch.where(south > 0, 1, 2), torch.where(east > 0, 3, 4))
    side = torch.where(distance[:, 1:-1, 1:-1] > NEAR_EDGE, 0, side)
    return labels.long() * SIDES + side


def patch_texture(synthetic: Tensor, real: Tensor, strata: Tensor, filters: int = 16) -> Tensor:
    """Return the distance of the patches of two images, mean over strides.

    Args:
        synthetic, real: (N, bands, h, w) in [-1, 1], of the same land cover.
        strata: (N, h, w), see `pixel_strata`.
        filters: filters a stride, half of them waves, half of them random.
    """
    distances = []
    for stride in PATCH_STRIDES:
        weights = random_filters(filters, synthetic.shape[1], synthetic.device)
        waves = filters // 2
        weights[:waves] = wave_filters(waves, synthetic.shape[1], synthetic.device)
        values = [conv2d(_shrunk(image.float(), stride), weights, padding=PATCH // 2) for image in (synthetic, real)]
        distances.append(_distance(values[0], values[1], strata[:, ::stride, ::stride], stride))
    return torch.stack(distances).mean()


def feature_texture(synthetic: list[Tensor], real: list[Tensor], strata: Tensor, directions: int = 16) -> Tensor:
    """Return the distance of the features of two images along random directions, mean over scales.

    Args:
        synthetic, real: features (N, C, h / s, w / s) of strides s = 1, 2, 4, ...
        strata: (N, h, w), see `pixel_strata`.
        directions: random directions a scale.
    """
    distances = []
    for level, (of_synthetic, of_real) in enumerate(zip(synthetic, real, strict=True)):
        weights = torch.randn(directions, of_real.shape[1], 1, 1, device=of_real.device)
        weights = weights / weights.flatten(1).norm(dim=1)[:, None, None, None]
        values = [conv2d(features.float(), weights) for features in (of_synthetic, of_real)]
        distances.append(_distance(values[0], values[1], strata[:, :: 2**level, :: 2**level], 2**level))
    return torch.stack(distances).mean()


def _distance(synthetic: Tensor, real: Tensor, strata: Tensor, stride: int) -> Tensor:
    """Return the `sliced_distance` of values of a stride: of one random place in the generator's finest cells, where
    several values fall into a cell.
    """
    step = max(PIXEL_SHUFFLE_FACTOR // stride, 1)
    row, col = torch.randint(step, (2,)).tolist()
    synthetic, real, strata = (values[..., row::step, col::step] for values in (synthetic, real, strata))
    return sliced_distance(synthetic, real, strata)


def random_filters(count: int, bands: int, device: torch.device) -> Tensor:
    """Return random filters (count, bands, `PATCH`, `PATCH`) of length 1.

    A quarter of them see colour and brightness; the others, without a mean in any band, only what varies within a
    patch. Half are as small as 3 pixels, because the finest grain drowns in larger ones.
    """
    filters = torch.randn(count, bands, PATCH, PATCH, device=device)
    border = PATCH // 2 - 1
    filters[::2] = pad(filters[::2, :, border:-border, border:-border], [border] * 4)
    seen = (filters != 0).float()
    means = filters.sum((2, 3), keepdim=True) / seen.sum((2, 3), keepdim=True)
    varied = torch.arange(count, device=device) % 4 != 3
    filters = filters - means * seen * varied[:, None, None, None]
    unit: Tensor = filters / filters.flatten(1).norm(dim=1)[:, None, None, None]
    return unit


def wave_filters(count: int, bands: int, device: torch.device) -> Tensor:
    """Return filters (count, bands, `PATCH`, `PATCH`) of length 1, each a wave of random length, direction, phase and
    colour under a window.

    Random filters see the sum of all waves, in which the long ones drown a fine ripple as well as the lack of fine
    detail; each of these sees the waves of about one length. All waves of the plane of frequencies are as likely, so
    that most are fine ones.
    """
    across = torch.arange(PATCH, device=device) - PATCH // 2
    window = torch.cos(math.pi * across / (PATCH + 1)).square()
    direction, cycles, phase = torch.rand(3, count, 1, 1, device=device)
    direction, phase = math.pi * direction, 2 * math.pi * phase
    along = torch.cos(direction) * across + torch.sin(direction) * across[:, None]
    waves = torch.cos(2 * math.pi * FASTEST_WAVE * cycles.sqrt() * along + phase) * window * window[:, None]
    waves = waves - waves.mean((1, 2), keepdim=True)
    filters = torch.randn(count, bands, 1, 1, device=device) * waves[:, None]
    unit: Tensor = filters / filters.flatten(1).norm(dim=1).clamp_min(1e-6)[:, None, None, None]
    return unit


def sliced_distance(synthetic: Tensor, real: Tensor, strata: Tensor) -> Tensor:
    """Return the mean distance of sorted values within each image and stratum, in real standard deviations.

    Every stratum counts with the root of its pixels, so that a few houses are not lost in a desert.

    Args:
        synthetic, real: values (N, C, h, w).
        strata: (N, h, w).
    """
    strata = strata.flatten(1)
    if strata.shape[1] > SAMPLES:
        chosen = torch.randperm(strata.shape[1], device=strata.device)[:SAMPLES]
        strata = strata[:, chosen]
        synthetic, real = synthetic.flatten(2)[:, :, chosen], real.flatten(2)[:, :, chosen]
    known = strata < UNKNOWN * SIDES
    # Neighbouring numbers for the strata that are there keep the sorting axis short.
    numbers = torch.unique(strata, return_inverse=True)[1]
    members = torch.nn.functional.one_hot(numbers).to(real.dtype) * known[..., None]
    counts = members.sum(1)
    real, synthetic = real.flatten(2), synthetic.flatten(2)
    with torch.no_grad():
        means = (real @ members) / counts.clamp_min(1)[:, None]
        deviations = ((real.square() @ members) / counts.clamp_min(1)[:, None] - means.square()).clamp_min(0).sqrt()
        # Of the whole batch: a crop of still water alone has hardly any deviation to measure by.
        floor = 0.25 * deviations.amax((0, 2), keepdim=True).clamp_min(1e-4)
        scale = 1 / (deviations + floor)
        weights = members @ counts.clamp_min(1).rsqrt()[..., None]
        axis = _SPAN * numbers[:, None].float()
        ranks = torch.argsort(axis + _scaled(real, means, scale, members).clamp(-30, 30), dim=2)
    order = torch.argsort((axis + _scaled(synthetic.detach(), means, scale, members).clamp(-30, 30)), dim=2)
    apart = (synthetic.gather(2, order) - real.gather(2, ranks)).abs()
    # Sorted, the strata lie in the same stretches for every filter.
    numbers_sorted = torch.sort(numbers, dim=1)
    scale_sorted = scale.gather(2, numbers_sorted.values[:, None].expand(-1, real.shape[1], -1))
    weights_sorted = weights[..., 0].gather(1, numbers_sorted.indices)[:, None]
    return (apart * scale_sorted * weights_sorted).sum() / (weights_sorted.sum() * real.shape[1]).clamp_min(1e-6)


def _scaled(values: Tensor, means: Tensor, scale: Tensor, members: Tensor) -> Tensor:
    """Return values (N, C, S) less their stratum's mean, over its scale."""
    spread = members.transpose(1, 2)
    return (values - means @ spread) * (scale @ spread)


def _shrunk(image: Tensor, stride: int) -> Tensor:
    return avg_pool2d(image, stride) if stride > 1 else image
