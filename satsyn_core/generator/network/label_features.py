"""Label features: class shares at four scales, and the distance and direction of the nearest class edge.

Every feature is a function of the labels near it alone, so blocks cut anywhere agree. `inputs` puts the features of a
block or a training crop together.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool2d, pixel_unshuffle

from .architecture import PIXEL_SHUFFLE_FACTOR, SLOPE_REACH, STRIDES, Architecture
from .block_inputs import BAND, NEAR_EDGE, edge_slope, with_margins
from .edge_distance import edge_distance


def edge_features_of_images(labels: NDArray[np.uint8], cap: int) -> Tensor:
    """Return the distance to the class edge in images without a margin: float32 (N, h + 2 `SLOPE_REACH`, w + 2
    `SLOPE_REACH`), in pixels. The labels of an image's border are taken to go on beyond it.

    Args:
        labels: class indices (N, h, w).
        cap: largest distance, see `edge_distance`.
    """
    border = cap + 1 + SLOPE_REACH
    around = (np.pad(image, border, mode="edge") for image in labels)
    return torch.from_numpy(np.stack([edge_distance(image, cap) for image in around]))


def one_hot(classes: Tensor, count: int, *, unknown_channel: bool = False) -> Tensor:
    """Return class membership, 0 or 1, as float32 (N, count, h, w).

    Args:
        classes: class indices (N, h, w), uint8; whatever is no index counts as unknown.
        count: number of classes.
        unknown_channel: True adds a last channel, which is 1 where the class is unknown.
    """
    members = [classes == index for index in range(count)]
    if unknown_channel:
        members.append(classes >= count)
    return torch.stack(members, 1).float()


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
    """Return the label features of all scales but the finest, coarse to fine: float32 (N, K + shape channels, cells
    high, cells wide), each with the margin of its scale.

    Args:
        architecture: says which features the generator knows, and gives the margins.
        classes, distance: with the `feature_margin` around cores that lie on the coarsest grid, as for `label_planes`.
    """
    around = distance.shape[1] - classes.shape[1]
    rows = BAND if classes.device.type == "cpu" else classes.shape[1]
    bands = [
        _pooled(label_planes(architecture, classes[:, top : top + rows], distance[:, top : top + rows + around]))
        for top in range(0, classes.shape[1], rows)
    ]
    whole = [torch.cat(parts, 2) for parts in zip(*bands, strict=True)]
    return [features.contiguous() for features in with_margins(architecture, whole)]


def _pooled(full: Tensor) -> list[Tensor]:
    """Return means over the cells of all scales but the finest, coarse to fine.

    Each is made from the next finer one: to go over all pixels for each scale would take as long as the network does.
    """
    scales = [avg_pool2d(full, STRIDES[-2])]
    for coarse, fine in zip(STRIDES[-3::-1], STRIDES[-2:0:-1], strict=True):
        scales.append(avg_pool2d(scales[-1], coarse // fine))
    return scales[::-1]
