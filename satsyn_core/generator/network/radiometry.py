"""Gain and offset of each class: the part of a style that changes the network's imagery pixel by pixel.

The network follows a code in shape and texture, and less in colour and contrast, so that its classes vary less than
those of the crops that codes come from. Therefore a style also has a gain for each class, and an offset for each of its
bands, with which the class gets mean colour and contrast of its crop: the colour transfer of Reinhard et al. (2001),
class by class. In a style code they stand after the network's own numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from .architecture import Architecture
from .block_inputs import BAND, without_border

if TYPE_CHECKING:
    from torch import Tensor

REACH = 1
"""Pixels around a pixel whose classes count for its gain and offset, so that classes blend at their edges."""

Planes = TypeVar("Planes", NDArray[np.float32], "Tensor")


def numbers_of_class(architecture: Architecture) -> int:
    """Return how many numbers a class has: its gain, then the offset of each band."""
    return 1 + architecture.bands


def class_positions(architecture: Architecture, index: int, length: int) -> NDArray[np.intp]:
    """Return the positions of a class in a style code of some length: the network's numbers, then gain and offsets if
    the code has them.
    """
    own = architecture.class_code_of(index)
    positions = np.arange(own.start, own.stop)
    if length == architecture.code_size:
        return positions
    count = numbers_of_class(architecture)
    start = architecture.code_size + index * count
    return np.concatenate([positions, np.arange(start, start + count)])


def code_radiometry(architecture: Architecture, codes: Planes) -> Planes | None:
    """Return gains and offsets (..., K, 1 + bands) of style codes (..., numbers), None for codes without."""
    found = codes[..., architecture.code_size :]
    if not found.shape[-1]:
        return None
    return found.reshape(*found.shape[:-1], architecture.classes, numbers_of_class(architecture))


def adjusted_block(
    imagery: NDArray[np.float32], radiometry: NDArray[np.float32] | None, classes: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """Return the imagery of a block with the gains and offsets of a style; unknown pixels stay as they are.

    Args:
        imagery: (bands, h, w) in [-1, 1].
        radiometry: (K, 1 + bands); None leaves all as it is.
        classes: uint8 class indices (h + 2 m, w + 2 m) with a margin m of `REACH` at least, 255 where unknown.
    """
    if radiometry is None:
        return imagery
    of_values = np.zeros((radiometry.shape[1], 256), np.float32)
    of_values[0] = 1
    of_values[:, : len(radiometry)] = radiometry.T
    near = without_border(classes, (classes.shape[0] - imagery.shape[1]) // 2 - REACH)
    adjusted = np.empty_like(imagery)
    for top in range(0, imagery.shape[1], BAND):
        around = near[top : top + BAND + 2 * REACH]
        gain_and_offsets = mean_of_neighbours(np.take(of_values, around, axis=1, mode="clip"))
        rows = adjusted[:, top : top + BAND]
        np.multiply(imagery[:, top : top + BAND], gain_and_offsets[0], out=rows)
        rows += gain_and_offsets[1:]
    return adjusted


def mean_of_neighbours(planes: Planes) -> Planes:
    """Return the mean over 3 x 3 pixels (..., h, w) of planes (..., h + 2, w + 2), always summed in one order."""
    rows = planes[..., :-2, :] + planes[..., 1:-1, :]
    rows += planes[..., 2:, :]
    means: Planes = rows[..., :-2] + rows[..., 1:-1]
    means += rows[..., 2:]
    means *= 1 / 9
    return means
