"""The value range of imagery: the scaling between digital numbers and a network's input or output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..raster.library_errors import gdal_errors_as
from .arrays import SceneArrays
from .pairs import Scene

SAMPLED_PIXELS = 1024
"""Side of the reduced imagery whose numbers are the range of imagery that is not read as a whole."""


@dataclass(frozen=True)
class ValueRange:
    """Digital numbers from `low` to `high`, stored as `dtype` ("uint8" or "uint16"); the network works on [-1, 1]."""

    low: float
    high: float
    dtype: str

    def to_network(self, image: NDArray[np.generic]) -> NDArray[np.float32]:
        """Return digital numbers of any shape as float32 in [-1, 1]; what lies outside the range is clipped."""
        scaled: NDArray[np.float32] = (image.astype(np.float32) - np.float32(self.low)) * np.float32(
            2 / (self.high - self.low)
        ) - np.float32(1)
        np.clip(scaled, -1, 1, out=scaled)
        return scaled

    def from_network(self, image: NDArray[np.float32]) -> NDArray[np.integer]:
        """Return network output in [-1, 1], of any shape, as digital numbers, rounded to whole ones."""
        scaled = image + np.float32(1)
        scaled *= np.float32((self.high - self.low) / 2)
        scaled += np.float32(self.low)
        np.clip(scaled, self.low, self.high, out=scaled)
        numbers: NDArray[np.integer] = np.rint(scaled, out=scaled).astype(self.dtype)
        return numbers

    def to_json(self) -> dict[str, object]:
        """Return the range as JSON-compatible values."""
        return {"low": self.low, "high": self.high, "dtype": self.dtype}


def fits(low: float, high: float, dtype: str) -> bool:
    """Whether numbers from `low` to `high` are a value range of imagery of a data type."""
    return dtype in {"uint8", "uint16"} and 0 <= low < high <= np.iinfo(dtype).max


def stated_range(text: str | None, dtype: str) -> ValueRange | None:
    """Return the value range that the user stated, None if he did not.

    Args:
        text: as in "0 3000", or None.
        dtype: "uint8" or "uint16".

    Raises:
        InputError: the text is no range, or imagery of this type has no such numbers.
    """
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.replace(",", " ").split())
    except ValueError:
        low, high = 0.0, 0.0
    if not low < high:
        raise InputError(f'VALUE_RANGE "{text}" is not of the form "0 3000": two numbers, the lower one first.')
    if not fits(low, high, dtype):
        raise InputError(
            f'VALUE_RANGE "{text}" reaches beyond the numbers of {dtype} imagery: give two numbers from 0 to '
            f"{np.iinfo(dtype).max}."
        )
    return ValueRange(low, high, dtype)


def usual_range(dtype: str, scenes: Sequence[SceneArrays]) -> ValueRange:
    """Return the value range of imagery of which nothing is stated.

    Args:
        dtype: "uint8" or "uint16".
        scenes: of 16-bit imagery, whose range is 0 to the 99.9th percentile of a sample of its pixels with data.

    Raises:
        InputError: the imagery is dark throughout.
    """
    if dtype == "uint8":
        return ValueRange(0, 255, dtype)
    sample = _sample(scenes, 17)
    if not len(sample):
        sample = _sample(scenes, 1)
    high = float(np.percentile(sample, 99.9)) if len(sample) else 0.0
    if high <= 0:
        raise InputError("The imagery holds nothing but zeros: choose other imagery.")
    return ValueRange(0, high, dtype)


def _sample(scenes: Sequence[SceneArrays], step: int) -> NDArray[Any]:
    """Return the values of every so many-th row and column where there is data."""
    found = [scene.image[:, ::step, ::step][:, scene.valid[::step, ::step]].ravel() for scene in scenes]
    return np.concatenate(found)


def sampled_range(scenes: Iterable[Scene]) -> tuple[float, float] | None:
    """Return the lowest and the highest digital number of reduced imagery, one scene after the other.

    Returns:
        the numbers, or None if no pixel has data.

    Raises:
        InputError: imagery cannot be read.
    """
    found = [(float(numbers.min()), float(numbers.max())) for numbers in map(_reduced, scenes) if numbers.size]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def _reduced(scene: Scene) -> NDArray[Any]:
    """Return the digital numbers (n,) of the reduced imagery that are finite and no nodata."""
    shape = (len(scene.bands), *(min(length, SAMPLED_PIXELS) for length in (scene.grid.height, scene.grid.width)))
    with gdal_errors_as(f"{scene.imagery.name} cannot be read"):
        sample = scene.imagery.read(scene.bands, out_shape=shape, masked=True)
    numbers: NDArray[Any] = sample.compressed()
    finite: NDArray[Any] = numbers[np.isfinite(numbers)]
    return finite
