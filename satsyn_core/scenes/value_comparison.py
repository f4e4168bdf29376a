"""Whether imagery has the digital numbers that a model was trained on, or those of other units."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..raster.window import Window
from .imagery import Imagery

_SAMPLED_PER_SIDE = 4
_SAMPLE_PIXELS = 128
"""Side of each of the windows, four by four, that are read of a raster: few bytes, whatever its size."""

_NOTHING_BUT_BLACK = 0.01
"""Share of the model's range that imagery of another data type must exceed: reflectance lies below it in 8 bits."""

_MOSTLY_OUTSIDE = 0.5
"""Share of the numbers outside the model's range at which they must have other units."""

_OFTEN_OUTSIDE = 0.05
_DARK = 0.05
"""Shares at which a warning is due: of numbers outside the range, and of the range that the numbers take up."""


@dataclass(frozen=True)
class KnownValues:
    """The digital numbers that a model was trained on: `low` to `high`, stored as `dtype`; `model` is its name."""

    model: str
    low: float
    high: float
    dtype: str


@dataclass(frozen=True)
class FoundValues:
    """Digital numbers of imagery, a sample of which is compared.

    Attributes:
        path: of the raster.
        dtype: its data type.
        sample: valid numbers (n,), of any band.
    """

    path: str
    dtype: str
    sample: NDArray[np.generic]


def sample_values(imagery: Imagery) -> NDArray[np.generic]:
    """Return valid digital numbers (n,) from windows that are spread over imagery; none if they hold nothing valid."""
    grid, found = imagery.grid, []
    for row in range(_SAMPLED_PER_SIDE):
        for col in range(_SAMPLED_PER_SIDE):
            window = Window(
                _start(grid.width, col), _start(grid.height, row), _SAMPLE_PIXELS, _SAMPLE_PIXELS
            ).intersection(grid.window)
            if window is not None:
                found.append(imagery.read_imagery(window)[:, imagery.valid(window)].ravel())
    return np.concatenate(found)


def compare_values(found: FoundValues, known: KnownValues, reporter: Reporter) -> None:
    """Refuse imagery whose numbers cannot mean what those of the model's imagery meant, and warn of unlikely ones.

    Raises:
        InputError: with both ranges, and how to rescale.
    """
    numbers = found.sample[np.isfinite(found.sample)].astype(np.float64)
    if not numbers.size:
        return
    low, high = (float(part) for part in np.percentile(numbers, (0.5, 99.5)))
    outside = float(np.mean((numbers < known.low) | (numbers > known.high)))
    height = (high - known.low) / max(known.high - known.low, 1e-9)
    says = (
        f"{found.path} holds {found.dtype} numbers, most of them from {low:.4g} to {high:.4g}, and the model "
        f"{known.model} was trained on {known.dtype} numbers from {known.low:.6g} to {known.high:.6g}"
    )
    other_type = np.dtype(found.dtype) != np.dtype(known.dtype)
    if outside > _MOSTLY_OUTSIDE or (other_type and height <= _NOTHING_BUT_BLACK):
        raise InputError(
            f"{says}: these are other units. Rescale the imagery first, {_remedy(found, low, high, known)}."
        )
    if other_type or outside > _OFTEN_OUTSIDE or height < _DARK:
        reporter.log(
            f"{says}. If these are other units, the result is wrong: then rescale the imagery first, "
            f"{_remedy(found, low, high, known)}.",
            "warning",
        )


def _remedy(found: FoundValues, low: float, high: float, known: KnownValues) -> str:
    name = {"uint8": "Byte", "uint16": "UInt16", "int16": "Int16", "float32": "Float32"}.get(known.dtype, "Float32")
    source = Path(found.path)
    return (
        f"for example with gdal_translate -ot {name} -scale {min(low, 0.0):.6g} {high:.6g} {known.low:.6g} "
        f"{known.high:.6g} {shlex.quote(found.path)} {shlex.quote(f'{source.stem}_rescaled.tif')}"
    )


def _start(length: int, number: int) -> int:
    return max(0, (length - _SAMPLE_PIXELS) * number // (_SAMPLED_PER_SIDE - 1))
