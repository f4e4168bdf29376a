"""The value range of imagery: how digital numbers become what the network works on, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class ValueRange:
    """Digital numbers from `low` to `high`, stored as `dtype` ("uint8" or "uint16"); the network works on [-1, 1]."""

    low: float
    high: float
    dtype: str

    def to_network(self, image: NDArray[np.generic]) -> NDArray[np.float32]:
        """Return digital numbers of any shape as float32 in [-1, 1]; what lies outside the range is clipped."""
        scaled = (image.astype(np.float32) - np.float32(self.low)) * np.float32(
            2 / (self.high - self.low)
        ) - np.float32(1)
        return np.clip(scaled, -1, 1, out=scaled)

    def from_network(self, image: NDArray[np.float32]) -> NDArray[np.integer]:
        """Return network output in [-1, 1], of any shape, as digital numbers, rounded to whole ones."""
        scaled = (image + np.float32(1)) * np.float32((self.high - self.low) / 2) + np.float32(self.low)
        return np.rint(np.clip(scaled, self.low, self.high)).astype(self.dtype)

    def to_json(self) -> dict[str, object]:
        """Return the range as JSON-compatible values."""
        return {"low": self.low, "high": self.high, "dtype": self.dtype}
