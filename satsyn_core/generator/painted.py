"""Crops of training scenes as a generator paints them, beside the real ones: what its training is looked at with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .method import TrainingMethod
from .scenes import CropSampler

PAINTED_STEP = 3 << 29
"""Step number of the first draw: no training step's, no sample sheet's and no style bank's."""

CROPS_A_DRAW = 3


@dataclass(frozen=True)
class PaintedCrops:
    """N crops.

    Attributes:
        real, painted: (N, bands, size, size) digital numbers.
        labels: class indices (N, size, size), 255 where unknown.
    """

    real: NDArray[np.integer]
    painted: NDArray[np.integer]
    labels: NDArray[np.uint8]


def paint_crops(method: TrainingMethod, sampler: CropSampler, draws: int) -> PaintedCrops:
    """Return `draws` times three crops, each painted in its own encoded style.

    Args:
        method: a training that is finished.
        sampler: of the training.
        draws: how many batches of three.
    """
    values = sampler.value_range
    real, painted, labels = [], [], []
    for number in range(draws):
        crops = sampler.draw(PAINTED_STEP + number, CROPS_A_DRAW)
        images = method.painted(crops, method.encoded(crops), seed=number)
        real.append(values.from_network(crops.image))
        painted.append(values.from_network(images.float().cpu().numpy()))
        labels.append(crops.labels)
    return PaintedCrops(np.concatenate(real), np.concatenate(painted), np.concatenate(labels))
