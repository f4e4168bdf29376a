"""The sample sheet of a training: land cover, real imagery and synthetic imagery side by side, to be looked at."""

from __future__ import annotations

from pathlib import Path

import matplotlib.image
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .architecture import Architecture
from .label_features import random_noise
from .scenes import CropSampler
from .training_step import Batch, TrainingState

SHEET_STEP = (1 << 30) - 1
"""Step number of the crops on the sheet: always the same ones, never those of a training step."""

ROWS = 4
RANDOM_STYLES = 3


@torch.no_grad()
def write_sample_sheet(
    path: Path, state: TrainingState, sampler: CropSampler, architecture: Architecture, device: torch.device
) -> None:
    """Write a PNG with one row a crop: land cover, real image, its reconstruction, and random styles from the prior.

    Args:
        path: of the PNG.
        state: gives the averaged generator and encoder.
        sampler: gives the crops.
        architecture: of the generator.
        device: to compute on.
    """
    batch = Batch.of(sampler.draw(SHEET_STEP, ROWS // 2 * 3), architecture, device)
    pyramid = [features[:ROWS] for features in batch.pyramid]
    draws = torch.Generator(device=device).manual_seed(0)
    noise = random_noise(architecture, pyramid, draws)
    means, _ = state.averaged_encoder(batch.image[:ROWS], batch.shares[:ROWS])
    codes = [means] + [
        torch.randn(1, architecture.code_size, generator=draws, device=device).expand(ROWS, -1)
        for _ in range(RANDOM_STYLES)
    ]
    columns = [label_picture(batch.labels[:ROWS]), picture(batch.image[:ROWS])]
    columns += [picture(state.averaged_generator(pyramid, noise, code)) for code in codes]
    rows = np.concatenate([np.concatenate(list(column), 0) for column in columns], 1)
    matplotlib.image.imsave(path, rows)


def picture(images: Tensor) -> NDArray[np.uint8]:
    """Return images (N, bands, h, w) in [-1, 1] as pictures (N, h, w, 3): the first three bands, or the first one
    three times.
    """
    shown = images[:, :3] if images.shape[1] >= 3 else images[:, :1].expand(-1, 3, -1, -1)
    return ((shown.float().clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy()


def label_picture(labels: Tensor) -> NDArray[np.uint8]:
    """Return class indices (N, h, w) as pictures (N, h, w, 3), unknown pixels black."""
    colours = (np.array(matplotlib.colormaps["tab10"](range(10))[:, :3]) * 255).astype(np.uint8)
    indices = labels.cpu().numpy()
    return np.where((indices == 255)[..., None], 0, colours[indices % len(colours)]).astype(np.uint8)
