"""What the network is told of the land cover: class shares at four scales, distance and direction of the class edge,
hashed noise, and a random value for each building or field.

Every feature is a function of the labels near it and of global coordinates alone, so blocks cut anywhere agree.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool2d, pixel_unshuffle

from .architecture import PIXEL_SHUFFLE_FACTOR, SLOPE_REACH, STRIDES, Architecture
from .edge_distance import edge_distance
from .instances import instance_noise
from .label_reach import LabelReach
from .noise import hashed_noise

NEAR_EDGE = 4.0
"""Pixels: the reach of the second, sharper edge feature, about the width of a kerb or an eave."""

_BAND = 4 * STRIDES[0]
"""Rows of pixels whose label features are made at a time: they stay in the processor's cache."""


def noise_pyramid(
    architecture: Architecture, classes: NDArray[np.uint8], seed: int, row: int, col: int
) -> list[Tensor]:
    """Return the hashed noise of the four scales around a core, then the value of each instance, see `instances`.

    Args:
        architecture: gives fields and margins of each scale.
        classes: class indices of the core, whose height and width are multiples of the coarsest stride, with the label
            margin around it.
        seed: the scene's noise seed.
        row, col: global pixel position of the core, multiples of the coarsest stride.

    Returns:
        float32 tensors (1, noise fields, cells high, cells wide), coarse to fine, each covering the scale's margin.
    """
    height, width = (length - 2 * architecture.label_margin for length in classes.shape)
    pyramid = []
    field = 0
    for index, (stride, margin) in enumerate(zip(STRIDES, architecture.margins, strict=True)):
        channels, amplitude = architecture.noise_channels[index], architecture.noise_amplitudes[index]
        top, left = row // stride - margin, col // stride - margin
        cells = (height // stride + 2 * margin, width // stride + 2 * margin)
        layers = np.zeros((channels, *cells), np.float32)
        if amplitude:
            for channel, layer in enumerate(layers):
                layer[:] = hashed_noise(seed, field + channel, top, left, *cells)
            layers *= np.float32(amplitude)
        pyramid.append(torch.from_numpy(layers)[None])
        field += channels
    border = architecture.label_margin
    return _with_instances(
        architecture, pyramid, instance_cells(architecture, classes, seed, row - border, col - border)
    )


def instance_cells(
    architecture: LabelReach, classes: NDArray[np.uint8], seed: int, row: int, col: int
) -> Tensor | None:
    """Return the values of a block's instances (1, 1, cells, cells), with the feature margin; None if the generator
    doesn't tell them apart.

    Args:
        architecture: names the classes.
        classes: class indices with the label margin.
        seed: of the noise.
        row, col: global position of the first of these pixels.
    """
    if not architecture.instance_classes:
        return None
    reach = architecture.instance_reach
    surplus = architecture.label_margin - architecture.feature_margin - reach
    reached = classes[surplus : classes.shape[0] - surplus, surplus : classes.shape[1] - surplus]
    cells = [
        instance_noise(reached == index, reach, seed, row + surplus, col + surplus)
        for index in architecture.instance_classes
    ]
    return torch.from_numpy(np.sum(cells, 0, np.float32))[None, None]


def _with_instances(architecture: Architecture, pyramid: list[Tensor], instances: Tensor | None) -> list[Tensor]:
    """Return the noise of the four scales, each followed by the mean value of the instances in each cell.

    Args:
        architecture: gives the margin of each scale.
        pyramid: noise (N, channels, cells, cells), coarse to fine.
        instances: of the finest cells (N, 1, cells, cells) with the feature margin; None leaves the noise as it is.
    """
    if instances is None:
        return pyramid
    pooled = [
        instances if stride == PIXEL_SHUFFLE_FACTOR else avg_pool2d(instances, stride // PIXEL_SHUFFLE_FACTOR)
        for stride in STRIDES
    ]
    values = _with_margins(architecture, pooled)
    return [torch.cat([noise, own.to(noise)], 1) for noise, own in zip(pyramid, values, strict=True)]


def random_noise(
    architecture: Architecture,
    pyramid: list[Tensor],
    instances: Tensor | None,
    source: torch.Generator | None = None,
) -> list[Tensor]:
    """Return noise that fits the label features of a batch, for training, where crops have no place in the world.

    Args:
        architecture: gives channels and amplitudes.
        pyramid: label features of the four scales.
        instances: values of the crops' instances, see `instance_cells`.
        source: of the random numbers; None draws from the global one.
    """
    fields = [
        amplitude
        * torch.randn(features.shape[0], channels, *features.shape[2:], generator=source, device=features.device)
        for amplitude, channels, features in zip(
            architecture.noise_amplitudes, architecture.noise_channels, pyramid, strict=True
        )
    ]
    return _with_instances(architecture, fields, instances)


def inner_classes(architecture: Architecture, classes: NDArray[np.uint8]) -> Tensor:
    """Return a block's class indices (1, h, w) cut from the architecture's label margin to its feature margin."""
    border = architecture.label_margin - architecture.feature_margin
    inner = classes[border : classes.shape[0] - border, border : classes.shape[1] - border]
    return torch.from_numpy(np.ascontiguousarray(inner))[None]


def edge_features(architecture: Architecture, classes: NDArray[np.uint8]) -> Tensor:
    """Return a block's distance to the class edge, in pixels: (1, h, w) with the feature margin and `SLOPE_REACH`.

    Args:
        architecture: caps the distance; 0 gives zeros, for a generator that knows no shapes.
        classes: class indices with the label margin.
    """
    border = architecture.label_margin - architecture.feature_margin - SLOPE_REACH
    if not architecture.edge_distance:
        return torch.zeros(1, *(length - 2 * border for length in classes.shape))
    surplus = border - architecture.edge_distance - 1
    reached = classes[surplus : classes.shape[0] - surplus, surplus : classes.shape[1] - surplus]
    return torch.from_numpy(edge_distance(reached, architecture.edge_distance))[None]


def one_hot(classes: Tensor, count: int) -> Tensor:
    """Return membership of each of `count` classes, float32 (N, count, h, w), from class indices (N, h, w)."""
    return torch.stack([classes == index for index in range(count)], 1).float()


def label_planes(architecture: Architecture, classes: Tensor, distance: Tensor) -> Tensor:
    """Return class membership and shape features (N, K + shape channels, h, w) as float32.

    Args:
        architecture: says which features the generator knows.
        classes: class indices (N, h, w), uint8.
        distance: distance to the class edge in pixels (N, h + 2 `SLOPE_REACH`, w + 2 `SLOPE_REACH`).
    """
    members = one_hot(classes, architecture.classes)
    if not architecture.edge_distance:
        return members
    inner = distance[:, SLOPE_REACH:-SLOPE_REACH, SLOPE_REACH:-SLOPE_REACH]
    shape = _edge_ramps(architecture, inner)
    if architecture.edge_direction:
        shape += edge_slope(distance)
    return torch.cat([members, torch.stack(shape, 1)], 1)


def edge_slope(distance: Tensor) -> list[Tensor]:
    """Return how the distance to the class edge grows to the south and to the east: two (N, h, w) in [-1, 1].

    Where the edge lies to the north, the distance grows southwards: a roof's sunlit side is told from its shadow side.

    Args:
        distance: (N, h + 2, w + 2) in pixels.
    """
    south = (distance[:, 2:, 1:-1] - distance[:, :-2, 1:-1]) / 2
    east = (distance[:, 1:-1, 2:] - distance[:, 1:-1, :-2]) / 2
    return [south, east]


def feature_pyramid(architecture: Architecture, classes: Tensor, distance: Tensor) -> list[Tensor]:
    """Return the label features of the four scales, coarse to fine, of cells of the global grid.

    Args:
        architecture: says which features the generator knows, and gives the margin of each scale.
        classes, distance: with the `feature_margin` around cores that lie on the coarsest grid, as for `label_planes`.
    """
    coarse = _pooled(label_planes(architecture, classes, distance))
    return _with_margins(architecture, [*coarse, finest_features(architecture, classes, distance)])


def finest_features(architecture: Architecture, classes: Tensor, distance: Tensor) -> Tensor:
    """Return the label features of the finest scale (N, features, h / `PIXEL_SHUFFLE_FACTOR`, w /
    `PIXEL_SHUFFLE_FACTOR`): the class shares of each
    cell, then the class membership of each of its pixels, then their shape features.

    Args:
        architecture: says which features the generator knows.
        classes, distance: as for `label_planes`.
    """
    own = pixel_unshuffle(classes[:, None].float(), PIXEL_SHUFFLE_FACTOR)
    members = [(own == index).float() for index in range(architecture.classes)]
    shares = [member.mean(1, keepdim=True) for member in members]
    if not architecture.edge_distance:
        return torch.cat([*shares, *members], 1)
    inner = distance[:, SLOPE_REACH:-SLOPE_REACH, SLOPE_REACH:-SLOPE_REACH]
    planes = [inner, *edge_slope(distance)] if architecture.edge_direction else [inner]
    reach, *slopes = (pixel_unshuffle(plane[:, None], PIXEL_SHUFFLE_FACTOR) for plane in planes)
    return torch.cat([*shares, *members, *_edge_ramps(architecture, reach), *slopes], 1)


def _edge_ramps(architecture: Architecture, distance: Tensor) -> list[Tensor]:
    """Return the distance to the class edge as two ramps in [0, 1]: a wide one, and one that is steep near the edge."""
    return [distance / architecture.edge_distance, distance.clamp_max(NEAR_EDGE) / NEAR_EDGE]


def coarse_features(architecture: Architecture, classes: Tensor, distance: Tensor) -> list[Tensor]:
    """Return the label features of all scales but the finest, coarse to fine, as `feature_pyramid` does, in little
    memory.

    Args:
        architecture: says which features the generator knows.
        classes, distance: of one block with the `feature_margin`, as for `label_planes`.
    """
    around = distance.shape[1] - classes.shape[1]
    bands = [
        _pooled(label_planes(architecture, classes[:, top : top + _BAND], distance[:, top : top + _BAND + around]))
        for top in range(0, classes.shape[1], _BAND)
    ]
    whole = [torch.cat(parts, 2) for parts in zip(*bands, strict=True)]
    return [features.contiguous() for features in _with_margins(architecture, whole)]


def _pooled(full: Tensor) -> list[Tensor]:
    """Return means over the cells of all scales but the finest, coarse to fine.

    Each is made from the next finer one: to go over all pixels for each scale would take as long as the network does.
    """
    scales = [avg_pool2d(full, STRIDES[-2])]
    for coarse, fine in zip(STRIDES[-3::-1], STRIDES[-2:0:-1], strict=True):
        scales.append(avg_pool2d(scales[-1], coarse // fine))
    return scales[::-1]


def _with_margins(architecture: Architecture, scales: list[Tensor]) -> list[Tensor]:
    """Return features of the coarsest scales, which reach to the `feature_margin`, cut to the margin of each scale."""
    return [
        _cropped(features, architecture.feature_margin // stride - margin)
        for features, stride, margin in zip(scales, STRIDES, architecture.margins, strict=False)
    ]


def _cropped(cells: Tensor, border: int) -> Tensor:
    return cells[..., border : cells.shape[-2] - border, border : cells.shape[-1] - border]
