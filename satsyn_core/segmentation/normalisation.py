"""How digital numbers of imagery become what a segmentation network works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.json_text import finite_number
from ..scenes.arrays import SceneArraySet, scene_blocks

SMALLEST_DEVIATION = 1e-4
"""Below that of any training, whose smallest is 0.001."""


@dataclass(frozen=True)
class Normalisation:
    """Bands with mean 0 and standard deviation 1, as in the training imagery.

    Attributes:
        low, high: range of the digital numbers in the training imagery; others are clipped to it.
        dtype: data type of the training imagery.
        means, deviations: of the valid training pixels, one a band, in digital numbers.
    """

    low: float
    high: float
    dtype: str
    means: tuple[float, ...]
    deviations: tuple[float, ...]

    def to_network(self, image: NDArray[np.generic], valid: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return imagery (..., bands, h, w) as float32; pixels without data (..., h, w) get the mean, 0."""
        means, deviations = (np.array(v, np.float32)[:, None, None] for v in (self.means, self.deviations))
        scaled = image.astype(np.float32)
        np.clip(scaled, np.float32(self.low), np.float32(self.high), out=scaled)
        scaled -= means
        scaled /= deviations
        if not valid.all():
            np.copyto(scaled, np.float32(0), where=~valid[..., None, :, :])
        return scaled

    def to_unit(self, image: NDArray[np.generic]) -> NDArray[np.float32]:
        """Return imagery of any shape as float32 from 0 to 1 over the range of the training imagery."""
        scaled: NDArray[np.float32] = (image.astype(np.float32) - np.float32(self.low)) / np.float32(
            max(self.high - self.low, 1e-6)
        )
        np.clip(scaled, 0, 1, out=scaled)
        return scaled

    def to_json(self) -> dict[str, Any]:
        """Return the normalisation as JSON-compatible values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any], bands: int) -> Normalisation:
        """Return the normalisation of so many bands that `to_json` described.

        Raises:
            KeyError, TypeError, ValueError: it is another one, or holds numbers by which no imagery can be divided.
        """
        low, high = finite_number(values["low"]), finite_number(values["high"])
        means, deviations = (tuple(map(finite_number, values[name])) for name in ("means", "deviations"))
        if not low <= high:
            raise ValueError(f"its imagery reaches from {low:g} to {high:g}")
        if len(means) != bands or len(deviations) != bands:
            raise ValueError(f"it has means and deviations of {len(means)} and {len(deviations)} bands, not of {bands}")
        if min(deviations) < SMALLEST_DEVIATION:
            raise ValueError(f"a deviation is {min(deviations):g}, by which no imagery can be divided")
        return cls(low, high, str(np.dtype(values["dtype"])), means, deviations)


class NormalisationFit:
    """Finds the normalisation of imagery that comes in pieces."""

    def __init__(self, bands: int, dtype: str) -> None:
        self._dtype = dtype
        self._sums = np.zeros(bands)
        self._squares = np.zeros(bands)
        self._pixels = 0
        self._low, self._high = np.inf, -np.inf

    def add(self, image: NDArray[np.generic], valid: NDArray[np.bool_]) -> None:
        """Take the valid pixels of imagery (bands, h, w)."""
        pixels = image[:, valid].astype(np.float64)
        if not pixels.size:
            return
        self._sums += pixels.sum(axis=1)
        self._squares += np.square(pixels).sum(axis=1)
        self._pixels += pixels.shape[1]
        self._low, self._high = min(self._low, float(pixels.min())), max(self._high, float(pixels.max()))

    def result(self) -> Normalisation:
        """Return the normalisation of what was taken; 8-bit imagery has its whole range."""
        pixels = max(self._pixels, 1)
        means = self._sums / pixels
        deviations = np.sqrt(np.maximum(self._squares / pixels - np.square(means), 1e-6))
        low, high = (0.0, 255.0) if self._dtype == "uint8" or not self._pixels else (self._low, self._high)
        return Normalisation(low, high, self._dtype, tuple(means.tolist()), tuple(deviations.tolist()))


def fit_normalisation(scenes: SceneArraySet) -> Normalisation:
    """Return the normalisation of the valid pixels of some scenes."""
    fit = NormalisationFit(len(scenes.first.band_names), scenes.first.dtype)
    for scene in scenes.scenes:
        for rows, cols in scene_blocks(scene):
            fit.add(scene.image[:, rows, cols], scene.valid[rows, cols])
    return fit.result()
