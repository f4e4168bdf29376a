"""The sample sheet of a training: land cover, real imagery and synthetic imagery side by side, to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib.image
import numpy as np
from numpy.typing import NDArray

from ...contract.marked_pictures import mark_picture
from ...contract.media_source import MediaSource
from .crops import GeneratorCrops
from .method import TrainingMethod
from .random_streams import CropStream

Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""

ROWS = 4
RANDOM_STYLES = 3


def write_sample_sheet(path: Path, method: TrainingMethod, sampler: GeneratorCrops, colours: Sequence[Colour]) -> None:
    """Write a PNG with one row a crop: land cover, real image, its reconstruction, and random styles.

    Args:
        path: of the PNG.
        method: the training.
        sampler: gives the crops.
        colours: of the classes.
    """
    crops = sampler.draw(CropStream.SAMPLE_SHEET.step(), ROWS)
    encoded = method.encode_styles(crops)
    drawn = [code.expand(ROWS, -1) for code in method.draw_styles(sampler, RANDOM_STYLES)]
    columns = [label_picture(crops.labels, colours), picture(crops.image)]
    columns += [picture(method.generate(crops, codes, seed=0).float().cpu().numpy()) for codes in (encoded, *drawn)]
    rows = np.concatenate([np.concatenate(list(column), 0) for column in columns], 1)
    matplotlib.image.imsave(path, rows)
    mark_picture(path, MediaSource.COMPOSITE, "")


def picture(images: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return images (N, bands, h, w) in [-1, 1] as pictures (N, h, w, 3): the first three bands, or the first one
    three times.
    """
    shown = images[:, :3] if images.shape[1] >= 3 else np.repeat(images[:, :1], 3, axis=1)
    pictures: NDArray[np.uint8] = np.rint((np.clip(shown, -1, 1) + 1) * 127.5).astype(np.uint8).transpose(0, 2, 3, 1)
    return pictures


def label_picture(labels: NDArray[np.uint8], colours: Sequence[Colour]) -> NDArray[np.uint8]:
    """Return class indices of any shape as pictures (..., 3) in the colours of the classes, unknown pixels black."""
    with_black = np.array([*colours, (0, 0, 0)], np.uint8)
    return with_black[np.minimum(labels, len(colours))]
