"""What the generator network is fed of one block of a raster, made without PyTorch.

`inputs` makes the same of training crops with PyTorch, on any device. Both give the same numbers to the last bit: sums
over cells are taken in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from .architecture import PIXEL_SHUFFLE_FACTOR, SLOPE_REACH, STRIDES, Architecture
from .edge_distance import edge_distance
from .instances import instance_noise
from .label_reach import LabelReach
from .noise import HashedNoise

if TYPE_CHECKING:
    from torch import Tensor

NEAR_EDGE = 4.0
"""Pixels: the reach of the second, sharper edge feature, about the width of a kerb or an eave."""

BAND = 4 * STRIDES[0]
"""Rows of pixels whose label features a processor makes at a time: they stay in its cache."""

Planes = NDArray[np.float32]

Plane = TypeVar("Plane", "Tensor", NDArray[np.uint8], NDArray[np.float32])

Features = TypeVar("Features", "Tensor", NDArray[np.float32])


@dataclass(frozen=True)
class BlockInputs:
    """All that the network is fed of a block of h x w pixels but the style.

    Attributes:
        size: height h and width w in pixels.
        classes: uint8 class indices (1, h + 2 m, w + 2 m) with the margin m of the finest scale.
        distance: float32 distance to the class edge in pixels, `SLOPE_REACH` pixels wider on every side.
        coarse: float32 label features (1, features, cells high, cells wide) of all scales but the finest, coarse to
            fine. Those of the finest, which take the most memory, are made of `classes` and `distance` by the network.
        noise: float32 (1, noise fields, cells high, cells wide) of the four scales, coarse to fine: random fields, then
            the mean value of the instances in each cell, for a generator with instance classes.
    """

    size: tuple[int, int]
    classes: NDArray[np.uint8]
    distance: Planes
    coarse: list[Planes]
    noise: list[Planes]


def block_inputs(architecture: Architecture, classes: NDArray[np.uint8], noise: HashedNoise) -> BlockInputs:
    """Return the network's inputs for one block.

    Args:
        architecture: of the generator.
        classes: class indices (h + 2 m, w + 2 m) with the label margin m, 255 where unknown.
        noise: of the block.
    """
    margin = architecture.label_margin
    height, width = (length - 2 * margin for length in classes.shape)
    inner, distance = inner_plane(architecture, classes), edge_plane(architecture, classes)
    border = architecture.finest_border
    fields = noise.arrays(architecture, architecture.sizes(height, width))
    instances = instance_values(architecture, classes, noise.seed, noise.row - margin, noise.col - margin)
    if instances is not None:
        own_values = with_margins(architecture, [_mean_cells(instances[None], _factor(stride)) for stride in STRIDES])
        fields = [np.concatenate([field, own]) for field, own in zip(fields, own_values, strict=True)]
    return BlockInputs(
        (height, width),
        np.ascontiguousarray(without_border(inner, border))[None],
        np.ascontiguousarray(without_border(distance, border))[None],
        [features[None] for features in _coarse_features(architecture, inner, distance)],
        [field[None] for field in fields],
    )


def without_border(plane: Plane, border: int) -> Plane:
    """Return a plane (..., h, w) without the outermost `border` rows and columns, as a view."""
    return plane[..., border : plane.shape[-2] - border, border : plane.shape[-1] - border]


def with_margins(architecture: Architecture, scales: list[Features]) -> list[Features]:
    """Return features of the coarsest scales, which reach to the `feature_margin`, cut to the margin of each scale."""
    return [
        without_border(features, architecture.feature_margin // stride - margin)
        for features, stride, margin in zip(scales, STRIDES, architecture.margins, strict=False)
    ]


def edge_slope(distance: Features) -> list[Features]:
    """Return how the distance to the class edge grows to the south and to the east: two (..., h, w) in [-1, 1].

    Where the edge lies to the north, the distance grows southwards. The sunlit side of a roof thus differs from its
    shadow side.

    Args:
        distance: (..., h + 2, w + 2) in pixels.
    """
    south = (distance[..., 2:, 1:-1] - distance[..., :-2, 1:-1]) / 2
    east = (distance[..., 1:-1, 2:] - distance[..., 1:-1, :-2]) / 2
    return [south, east]  # type: ignore[list-item]  # the types of NumPy say 64 bits, and are wrong


def inner_plane(architecture: LabelReach, classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a block's class indices (h + 2 f, w + 2 f) with the feature margin f, from those with the label margin."""
    return without_border(classes, architecture.label_margin - architecture.feature_margin)


def edge_plane(architecture: LabelReach, classes: NDArray[np.uint8]) -> Planes:
    """Return a block's distance to the class edge in pixels, float32 (h + 2 f, w + 2 f), where f is the feature margin
    and `SLOPE_REACH`.

    Args:
        architecture: caps the distance; a cap of 0 gives zeros, for a generator without shape features.
        classes: class indices (h + 2 m, w + 2 m) with the label margin m.
    """
    border = architecture.label_margin - architecture.feature_margin - SLOPE_REACH
    if not architecture.edge_distance:
        height, width = (length - 2 * border for length in classes.shape)
        return np.zeros((height, width), np.float32)
    reached = without_border(classes, border - architecture.edge_distance - 1)
    return edge_distance(reached, architecture.edge_distance)


def instance_values(
    architecture: LabelReach, classes: NDArray[np.uint8], seed: int, row: int, col: int
) -> Planes | None:
    """Return the values of a block's instances (cells high, cells wide) with the feature margin.

    Args:
        architecture: names the classes; without any, there are no values.
        classes: class indices (h + 2 m, w + 2 m) with the label margin m.
        seed: of the values.
        row, col: global position of the first of these pixels.
    """
    if not architecture.instance_classes:
        return None
    reach = architecture.instance_reach
    surplus = architecture.label_margin - architecture.feature_margin - reach
    reached = without_border(classes, surplus)
    cells = [
        instance_noise(reached == index, reach, seed, row + surplus, col + surplus)
        for index in architecture.instance_classes
    ]
    values: Planes = np.sum(cells, 0, np.float32)
    return values


def _coarse_features(architecture: Architecture, classes: NDArray[np.uint8], distance: Planes) -> list[Planes]:
    """See `label_features.coarse_features`; without the dimension of the images."""
    finest_cell = STRIDES[-2]
    bands = []
    for top in range(0, len(classes), BAND):
        shapes = _shape_planes(architecture, distance[top : top + BAND + 2 * SLOPE_REACH])
        shares = _shares(architecture.classes, classes[top : top + BAND], finest_cell)
        bands.append(np.concatenate([shares, *(_mean_cells(plane[None], finest_cell) for plane in shapes)]))
    scales = [np.concatenate(bands, 1)]
    for coarse, fine in zip(STRIDES[-3::-1], STRIDES[-2:0:-1], strict=True):
        scales.append(_mean_cells(scales[-1], coarse // fine))
    return [np.ascontiguousarray(features) for features in with_margins(architecture, scales[::-1])]


def _shares(count: int, classes: NDArray[np.uint8], factor: int) -> Planes:
    """Return the share of each class (K, cells high, cells wide) in cells of `factor` x `factor` pixels."""
    height, width = (length // factor for length in classes.shape)
    shares = np.empty((count, height, width), np.float32)
    for index, share in enumerate(shares):
        members = (classes == index).view(np.uint8)
        rows = sum((members[top::factor] for top in range(1, factor)), members[0::factor])
        share[:] = sum((rows[:, left::factor] for left in range(1, factor)), rows[:, 0::factor])
    shares /= np.float32(factor * factor)
    return shares


def _shape_planes(architecture: Architecture, distance: Planes) -> Iterator[Planes]:
    """Yield the shape features (h, w) of a distance that is `SLOPE_REACH` wider on every side: see `label_features`."""
    if not architecture.edge_distance:
        return
    inner = without_border(distance, SLOPE_REACH)
    yield inner / np.float32(architecture.edge_distance)
    yield np.minimum(inner, np.float32(NEAR_EDGE)) / np.float32(NEAR_EDGE)
    if architecture.edge_direction:
        yield from edge_slope(distance)


def _mean_cells(planes: Planes, factor: int) -> Planes:
    """Return means (C, h / factor, w / factor) over cells; each is summed row by row."""
    if factor == 1:
        return planes
    total = np.zeros((len(planes), planes.shape[1] // factor, planes.shape[2] // factor), np.float32)
    for top in range(factor):
        for left in range(factor):
            total += planes[:, top::factor, left::factor]
    total /= np.float32(factor * factor)
    return total


def _factor(stride: int) -> int:
    return stride // PIXEL_SHUFFLE_FACTOR
