"""A batch of training crops as tensors: what the networks are fed and what the losses need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..network.architecture import SLOPE_REACH, Architecture
from ..network.block_inputs import without_border
from ..network.edge_distance import edge_distance
from ..network.inputs import LabelCrop, LabelInputs, label_inputs, stack_labels
from ..network.label_features import one_hot
from .crops import CropBatch, random_style_crops
from .texture_loss import REACH, pixel_strata


def encoder_inputs(crops: CropBatch, architecture: Architecture, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return what the style encoder is fed of N crops: images (N, bands, s, s) in [-1, 1], and class membership
    (N, K, s, s), 0 or 1.
    """
    classes = crops.label_crop.core_classes(architecture).to(device)
    return torch.from_numpy(crops.image).to(device), one_hot(classes, architecture.classes)


@dataclass(frozen=True)
class Batch:
    """Crops as tensors on the device.

    From R real crops N = 4 R / 3 images are generated: the first half of them with encoded codes, the others with
    random ones, where the last two quarters show the same land cover with different codes.

    Attributes:
        image: (R, bands, s, s) in [-1, 1].
        labels: (R, s, s), 255 where unknown.
        synthetic_labels: (N, s, s), the same for the generated images.
        class_masks: class membership (R, K, s, s), 0 or 1.
        strata: kinds of pixels of the real crops (R, s, s), see `texture_loss.pixel_strata`.
        inputs: label features for N images.
    """

    image: Tensor
    labels: Tensor
    synthetic_labels: Tensor
    class_masks: Tensor
    strata: Tensor
    inputs: LabelInputs

    @property
    def encoded(self) -> int:
        """Number of images generated with encoded codes, the first ones."""
        return self.synthetic_labels.shape[0] // 2

    @property
    def pairs(self) -> tuple[slice, slice]:
        """The images of the two codes of each pair."""
        quarter = self.synthetic_labels.shape[0] // 4
        return slice(2 * quarter, 3 * quarter), slice(3 * quarter, 4 * quarter)


def make_batch(crops: CropBatch, architecture: Architecture, device: torch.device) -> Batch:
    """Return crops as tensors on a device, with the label features of every scale."""
    image, class_masks = encoder_inputs(crops, architecture, device)
    labels = torch.from_numpy(crops.labels).to(device)
    count = len(labels)
    crop = crops.label_crop.to(device)
    kinds = pixel_strata(labels, _to_edge(crop, architecture))
    conditions, condition_labels = _conditions(crops, crop, labels)
    random = random_style_crops(count)
    generated = torch.tensor([*range(count), *range(count - random, count)], device=device)
    inputs = label_inputs(architecture, conditions).select(generated)
    return Batch(image, labels, condition_labels[generated], class_masks, kinds, inputs)


def _to_edge(crop: LabelCrop, architecture: Architecture) -> Tensor:
    """Return the distance to the class edge in the images and `SLOPE_REACH` pixels around them, float32."""
    if architecture.edge_distance:
        return crop.core_distance(architecture)
    # The generator knows no shapes, but its imagery is compared by the sides of edges all the same.
    around = without_border(crop.classes, architecture.feature_margin - SLOPE_REACH - REACH - 1).cpu().numpy()
    return torch.from_numpy(np.stack([edge_distance(classes, REACH) for classes in around])).to(crop.classes.device)


def _conditions(crops: CropBatch, crop: LabelCrop, labels: Tensor) -> tuple[LabelCrop, Tensor]:
    """Return the land cover for which images are generated, and its labels: that of the crops, or of their plans."""
    if crops.plans is None:
        return crop, labels
    plans = torch.from_numpy(crops.plans.labels).to(labels.device)
    own = len(labels) - len(plans)
    whole = stack_labels([crop.select(slice(0, own)), crops.plans.label_crop.to(labels.device)])
    return whole, torch.cat([labels[:own], plans])
