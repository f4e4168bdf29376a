"""Variations of training crops that leave their labels true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Augmentation:
    """How much crops vary.

    Attributes:
        flips_and_rotations: whether crops are flipped and rotated by quarter turns; imagery from above has no
            preferred side.
        scale: crops show squares with from 1 / (1 + scale) to 1 + scale times the side of their size: 0.64 to 1.56
            times the area for 0.25.
        gain: bands are multiplied by 1 plus the sum of two changes: one of +- gain that all of them share, and one of
            +- gain / 2 of each band.
        offset: bands are shifted by the sum of two such changes, of +- offset and +- offset / 2 standard deviations.
    """

    flips_and_rotations: bool = True
    scale: float = 0.25
    gain: float = 0.15
    offset: float = 0.2

    def to_json(self) -> dict[str, Any]:
        """Return the values by the names that model files and checkpoints have for them."""
        return {"turns": self.flips_and_rotations, "scale": self.scale, "gain": self.gain, "offset": self.offset}

    def window_size(self, size: int, rng: np.random.Generator) -> int:
        """Return the pixels along the side of the area that a crop of `size` pixels shows."""
        limit = float(np.log1p(self.scale))
        return max(1, round(size * float(np.exp(rng.uniform(-limit, limit)))))

    def varied(
        self, image: NDArray[np.float32], labels: NDArray[np.uint8], size: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Return an image (bands, size, size) and labels (size, size) made of ones of any square size.

        Args:
            image: normalised, (bands, s, s).
            labels: class indices (s, s).
            size: side of the crop.
            rng: gives the draws.
        """
        image, labels = resampled(image, labels, size)
        if self.flips_and_rotations:
            quarters, flip = int(rng.integers(4)), bool(rng.integers(2))
            image, labels = np.rot90(image, quarters, (1, 2)), np.rot90(labels, quarters)
            if flip:
                image, labels = image[:, :, ::-1], labels[:, ::-1]
        bands = len(image)
        gains = 1 + self.gain * (rng.uniform(-1, 1, bands) / 2 + rng.uniform(-1, 1))
        offsets = self.offset * (rng.uniform(-1, 1, bands) / 2 + rng.uniform(-1, 1))
        image = image * gains[:, None, None].astype(np.float32) + offsets[:, None, None].astype(np.float32)
        return np.ascontiguousarray(image, np.float32), np.ascontiguousarray(labels)


NO_AUGMENTATION = Augmentation(flips_and_rotations=False, scale=0, gain=0, offset=0)


def resampled(
    image: NDArray[np.float32], labels: NDArray[np.uint8], size: int
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return a square image (bands, s, s) and its labels (s, s) with `size` pixels a side: the image bilinear, the
    labels by nearest pixel.
    """
    if labels.shape == (size, size):
        return image, labels
    import torch
    from torch.nn.functional import interpolate

    tensor = torch.from_numpy(np.ascontiguousarray(image))[None]
    smaller = interpolate(tensor, size=(size, size), mode="bilinear", antialias=size < labels.shape[0])
    nearest = (np.arange(size) + 0.5) * labels.shape[0] / size
    index = nearest.astype(np.int64)
    return smaller[0].numpy(), labels[np.ix_(index, index)]
