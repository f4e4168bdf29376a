"""Crops of training scenes as a generator paints them, beside the real ones: what its training is looked at with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from .label_features import random_noise
from .scenes import CropSampler
from .seamless import SeamlessGenerator
from .training_step import Batch

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


@torch.no_grad()
def paint_crops(generator: SeamlessGenerator, sampler: CropSampler, draws: int) -> PaintedCrops:
    """Return `draws` times three crops, painted on the processor, each in its own encoded style.

    Args:
        generator: trained on the sampler's scenes.
        sampler: of the training.
        draws: how many batches of three.
    """
    device = torch.device("cpu")
    noise_source = torch.Generator().manual_seed(sampler.seed)
    real, painted, labels = [], [], []
    for number in range(draws):
        batch = Batch.of(sampler.draw(PAINTED_STEP + number, CROPS_A_DRAW), generator.architecture, device)
        codes, _ = generator.encoder(batch.image, batch.shares)
        pyramid = [features[:CROPS_A_DRAW] for features in batch.pyramid]
        noise = random_noise(generator.architecture, pyramid, noise_source)
        images = generator.network(pyramid, noise, codes)
        real.append(generator.values.from_network(batch.image.numpy()))
        painted.append(generator.values.from_network(images.numpy()))
        labels.append(batch.labels.numpy())
    return PaintedCrops(np.concatenate(real), np.concatenate(painted), np.concatenate(labels))
