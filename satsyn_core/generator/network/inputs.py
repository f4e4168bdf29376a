"""What the generator network is fed of training crops, made with PyTorch; `block_inputs` makes the same of blocks.

Land cover becomes inputs in three steps: a `LabelCrop` holds class indices and what follows from them for single
pixels, made on the processor; `LabelInputs` hold the label features of the four scales, on the network's device;
`NetworkInputs` add the noise. `network_inputs` takes the last two steps at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import avg_pool2d

from .architecture import PIXEL_SHUFFLE_FACTOR, STRIDES, Architecture
from .block_inputs import edge_plane, inner_plane, instance_values, with_margins, without_border
from .label_features import coarse_features, finest_features
from .label_reach import LabelReach
from .noise import RandomNoise

TRAINING_DISTANCE_STEPS = 16
"""Steps a pixel to which a training crop's distances to the class edge are rounded. Generators are trained with
distances that one byte holds; crops in which land cover is hidden have exact ones."""


@dataclass(frozen=True)
class LabelCrop:
    """Land cover around N images of h x w pixels, and what is derived from it pixel by pixel.

    Attributes:
        classes: uint8 class indices (N, h + 2 f, w + 2 f) with the feature margin f, 255 where unknown.
        distance: float32 distance to the class edge in pixels, `SLOPE_REACH` pixels wider on every side; zeros for a
            generator without shape features.
        instances: float32 (N, 1, cells high, cells wide), a random value for each instance in the finest cells of
            `classes`; None for a generator without instance classes.
    """

    classes: Tensor
    distance: Tensor
    instances: Tensor | None

    def to(self, device: torch.device | str) -> LabelCrop:
        """Return the crop on a device."""
        instances = None if self.instances is None else self.instances.to(device)
        return LabelCrop(self.classes.to(device), self.distance.to(device), instances)

    def select(self, images: slice | Tensor) -> LabelCrop:
        """Return the crop of some of the images, given by a slice or by their numbers."""
        instances = None if self.instances is None else self.instances[images]
        return LabelCrop(self.classes[images], self.distance[images], instances)

    def core_classes(self, architecture: LabelReach) -> Tensor:
        """Return the class indices of the images alone, uint8 (N, h, w)."""
        return without_border(self.classes, architecture.feature_margin)

    def core_distance(self, architecture: LabelReach) -> Tensor:
        """Return the distance to the class edge in the images and `SLOPE_REACH` pixels around them, float32."""
        return without_border(self.distance, architecture.feature_margin)


def training_labels(
    architecture: LabelReach, classes: NDArray[np.uint8], rng: np.random.Generator, *, exact: bool
) -> LabelCrop:
    """Return the label crop of one training crop (N = 1), which has no global position.

    Args:
        architecture: says what the generator knows, and gives the margins.
        classes: class indices (h + 2 m, w + 2 m) with the label margin m, 255 where unknown.
        rng: gives the values of instances; nothing is drawn for a generator without instance classes.
        exact: False rounds distances, see `TRAINING_DISTANCE_STEPS`.
    """
    seed = int(rng.integers(1 << 32)) if architecture.instance_classes else 0
    inner = torch.from_numpy(np.ascontiguousarray(inner_plane(architecture, classes)))[None]
    distance = torch.from_numpy(edge_plane(architecture, classes))[None]
    if not exact:
        distance = torch.round(distance * TRAINING_DISTANCE_STEPS) / TRAINING_DISTANCE_STEPS
    instances = instance_values(architecture, classes, seed, 0, 0)
    return LabelCrop(inner, distance, None if instances is None else torch.from_numpy(instances)[None, None])


def stack_labels(crops: Sequence[LabelCrop]) -> LabelCrop:
    """Return label crops of images of the same size as one."""
    instances = [crop.instances for crop in crops if crop.instances is not None]
    return LabelCrop(
        torch.cat([crop.classes for crop in crops]),
        torch.cat([crop.distance for crop in crops]),
        torch.cat(instances) if instances else None,
    )


@dataclass(frozen=True)
class LabelInputs:
    """Label features of N images of h x w pixels.

    Attributes:
        architecture: of the generator.
        size: height h and width w in pixels.
        classes: uint8 class indices (N, h + 2 m, w + 2 m) with the margin m of the finest scale.
        distance: float32 distance to the class edge in pixels, `SLOPE_REACH` pixels wider on every side.
        coarse: float32 label features of all scales but the finest, coarse to fine, see `coarse_features`. Those of the
            finest, which take the most memory, are made of `classes` and `distance` when the network needs them.
        instances: float32 (N, 1, cells high, cells wide), see `LabelCrop`.
    """

    architecture: Architecture
    size: tuple[int, int]
    classes: Tensor
    distance: Tensor
    coarse: list[Tensor]
    instances: Tensor | None

    def pyramid(self) -> list[Tensor]:
        """Return the label features of the four scales, coarse to fine."""
        return [*self.coarse, finest_features(self.architecture, self.classes, self.distance)]

    def select(self, images: slice | Tensor) -> LabelInputs:
        """Return the inputs of some images, given by a slice or by their numbers, which may repeat."""
        return LabelInputs(
            self.architecture,
            self.size,
            self.classes[images],
            self.distance[images],
            [features[images] for features in self.coarse],
            None if self.instances is None else self.instances[images],
        )

    def with_noise(self, source: RandomNoise) -> NetworkInputs:
        """Return the network's inputs with noise from a source."""
        sizes = self.architecture.sizes(*self.size)
        fields = source.fields(self.architecture, len(self.classes), sizes, self.classes.device)
        if self.instances is None:
            return NetworkInputs(self, fields)
        pooled = [
            self.instances
            if stride == PIXEL_SHUFFLE_FACTOR
            else avg_pool2d(self.instances, stride // PIXEL_SHUFFLE_FACTOR)
            for stride in STRIDES
        ]
        values = with_margins(self.architecture, pooled)
        return NetworkInputs(
            self, [torch.cat([field, own.to(field)], 1) for field, own in zip(fields, values, strict=True)]
        )


@dataclass(frozen=True)
class NetworkInputs:
    """All that the network is fed but the style.

    Attributes:
        labels: label features of N images.
        noise: float32 (N, noise fields, cells high, cells wide) of the four scales, coarse to fine: random fields, then
            the mean value of the instances in each cell, for a generator with instance classes.
    """

    labels: LabelInputs
    noise: list[Tensor]


def label_inputs(architecture: Architecture, crop: LabelCrop) -> LabelInputs:
    """Return the label features of a crop, on the crop's device."""
    height, width = (length - 2 * architecture.feature_margin for length in crop.classes.shape[1:])
    border = architecture.finest_border
    return LabelInputs(
        architecture,
        (height, width),
        without_border(crop.classes, border).contiguous(),
        without_border(crop.distance, border).contiguous(),
        coarse_features(architecture, crop.classes, crop.distance),
        crop.instances,
    )


def network_inputs(architecture: Architecture, crop: LabelCrop, noise: RandomNoise) -> NetworkInputs:
    """Return what the network is fed of land cover.

    Args:
        architecture: of the generator.
        crop: land cover of N images, see `training_labels`.
        noise: of the images.
    """
    return label_inputs(architecture, crop).with_noise(noise)
