"""The sample sheet of a training: land cover, real imagery and synthetic imagery side by side, to be looked at."""

from __future__ import annotations

from pathlib import Path

import matplotlib.image
import numpy as np
import torch
from numpy.typing import NDArray

from .method import TrainingMethod
from .scenes import CropSampler

SHEET_STEP = (1 << 30) - 1
"""Step number of the crops on the sheet: always the same ones, never those of a training step."""

ROWS = 4
RANDOM_STYLES = 3


def write_sample_sheet(path: Path, method: TrainingMethod, sampler: CropSampler) -> None:
    """Write a PNG with one row a crop: land cover, real image, its reconstruction, and random styles from the prior.

    Args:
        path: of the PNG.
        method: the training.
        sampler: gives the crops.
    """
    crops = sampler.draw(SHEET_STEP, ROWS)
    encoded = method.encoded(crops)
    draws = torch.Generator().manual_seed(0)
    drawn = [torch.randn(1, method.code_size, generator=draws).expand(ROWS, -1) for _ in range(RANDOM_STYLES)]
    columns = [label_picture(crops.labels), picture(crops.image)]
    columns += [
        picture(method.painted(crops, codes.to(encoded.device), seed=0).float().cpu().numpy())
        for codes in (encoded, *drawn)
    ]
    rows = np.concatenate([np.concatenate(list(column), 0) for column in columns], 1)
    matplotlib.image.imsave(path, rows)


def picture(images: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return images (N, bands, h, w) in [-1, 1] as pictures (N, h, w, 3): the first three bands, or the first one
    three times.
    """
    shown = images[:, :3] if images.shape[1] >= 3 else np.repeat(images[:, :1], 3, axis=1)
    return np.rint((np.clip(shown, -1, 1) + 1) * 127.5).astype(np.uint8).transpose(0, 2, 3, 1)


def label_picture(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return class indices (N, h, w) as pictures (N, h, w, 3), unknown pixels black."""
    colours = (np.array(matplotlib.colormaps["tab10"](range(10))[:, :3]) * 255).astype(np.uint8)
    return np.where((labels == 255)[..., None], 0, colours[labels % len(colours)]).astype(np.uint8)
