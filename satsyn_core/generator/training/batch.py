"""A batch of training crops as tensors, with all that generator and losses are told of them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from ..network.architecture import Architecture
from ..network.label_features import feature_pyramid, one_hot
from .crops import CropBatch
from .texture_loss import strata


def encoder_inputs(crops: CropBatch, architecture: Architecture, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return what the encoder sees of N crops: images (N, bands, s, s) in [-1, 1] and class shares (N, K, s, s)."""
    margin = architecture.feature_margin
    classes = torch.from_numpy(crops.classes[:, margin:-margin, margin:-margin]).to(device)
    return torch.from_numpy(crops.image).to(device), one_hot(classes, architecture.classes)


@dataclass(frozen=True)
class Batch:
    """Crops as tensors on the device.

    R real crops are painted N = 4 R / 3 times: the first half of the N images from encoded codes, the others from the
    prior, where the last two quarters show the same land cover with different codes.

    Attributes:
        image: (R, bands, s, s) in [-1, 1].
        labels: (R, s, s), 255 where unknown; `painted_labels` (N, s, s) the same for the painted images.
        shares: (R, K, s, s).
        strata: kinds of pixels of the real crops, see `texture.strata`.
        pyramid: label features of the four scales, for N images.
        instances: values of the instances (N, 1, cells, cells), see `CropBatch`; None for a generator without.
    """

    image: Tensor
    labels: Tensor
    painted_labels: Tensor
    shares: Tensor
    strata: Tensor
    pyramid: list[Tensor]
    instances: Tensor | None

    @property
    def encoded(self) -> int:
        """Number of images painted from encoded codes, the first ones."""
        return self.painted_labels.shape[0] // 2

    @property
    def pairs(self) -> tuple[slice, slice]:
        """The images of the two codes of each pair."""
        quarter = self.painted_labels.shape[0] // 4
        return slice(2 * quarter, 3 * quarter), slice(3 * quarter, 4 * quarter)

    @classmethod
    def of(cls, crops: CropBatch, architecture: Architecture, device: torch.device) -> Batch:
        """Return crops as tensors, with the label features of every scale."""
        classes = torch.from_numpy(crops.classes).to(device)
        distance = torch.from_numpy(crops.distance).to(device)
        margin = architecture.feature_margin
        image, shares = encoder_inputs(crops, architecture, device)
        labels = torch.from_numpy(crops.labels).to(device)
        count = len(labels)
        painted = torch.tensor([*range(count), *range(2 * count // 3, count)], device=device)
        pyramid = [features[painted] for features in feature_pyramid(architecture, classes, distance)]
        own = slice(margin, distance.shape[1] - margin)
        kinds = strata(labels, distance[:, own, own])
        instances = None if crops.instances is None else torch.from_numpy(crops.instances).to(device)[painted]
        return cls(image, labels, labels[painted], shares, kinds, pyramid, instances)
