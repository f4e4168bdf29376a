"""The stages in which the network computes a block, and a block's inputs cut into parts for them.

Inputs are arrays where a block is prepared, and tensors where PyTorch computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...raster.window import Window
from ..network.architecture import STRIDES, Architecture
from ..network.block_inputs import BlockInputs, block_inputs
from ..network.noise import HashedNoise

if TYPE_CHECKING:
    from torch import Tensor

ALL_SCALES = range(len(STRIDES))
COARSE_SCALES, FINE_SCALES = range(3), range(3, len(STRIDES))
"""The two stages in which a block can be computed. The coarse one has a wide margin, which is cheapest around large
blocks. The fine one takes nearly all of the memory, has a margin of a few pixels, and can be cut into small tiles."""

STAGES = {"coarse": COARSE_SCALES, "fine": FINE_SCALES}
"""The scales of each stage."""

Plane = TypeVar("Plane", NDArray[np.float32], NDArray[np.uint8], "Tensor")
Input = TypeVar("Input")


@dataclass(frozen=True)
class StageInputs(Generic[Input]):
    """Inputs of the network for some of its scales, which follow each other.

    Attributes:
        labels: label features of these scales, coarse to fine, without the finest one of all.
        noise: of these scales, coarse to fine.
        pixels: for the finest scale of all, from which its label features are made: class indices (1, h, w) and
            distance to the class edge, see `label_features.finest_features`; else nothing.
        before: what the scale before passes on; nothing for the coarsest scale of all.
    """

    labels: list[Input]
    noise: list[Input]
    pixels: list[Input]
    before: list[Input]

    @property
    def parts(self) -> tuple[list[Input], ...]:
        """The attributes in their order."""
        return self.labels, self.noise, self.pixels, self.before

    @property
    def flat(self) -> list[Input]:
        """All inputs in their order."""
        return [given for part in self.parts for given in part]


ArrayInputs = StageInputs[NDArray[np.generic]]


def block_window(block: BlockInputs) -> Window:
    """Return the window of a whole block, whose first pixel is (0, 0)."""
    height, width = block.size
    return Window(0, 0, width, height)


def stage_inputs(
    block: BlockInputs, scales: range, part: Window, before: Sequence[NDArray[np.float32]] = ()
) -> ArrayInputs:
    """Return the network's inputs for some scales of a part of a block, as views.

    Args:
        block: inputs of the whole block.
        scales: numbers of the scales, see `STRIDES`.
        part: pixels of the block; starts and ends on whole cells of the coarsest of these scales.
        before: the part's features from the scale before.
    """
    lost = (block.size[0] - part.height, block.size[1] - part.width)

    def cells(features: NDArray[np.float32], scale: int) -> NDArray[np.float32]:
        return _cut(features, *(length // STRIDES[scale] for length in (part.row, part.col, *lost)))

    finest = len(STRIDES) - 1
    pixels: list[NDArray[np.generic]] = []
    if finest in scales:
        pixels = [_cut(block.classes, part.row, part.col, *lost), _cut(block.distance, part.row, part.col, *lost)]
    return StageInputs(
        [cells(block.coarse[scale], scale) for scale in scales if scale != finest],
        [cells(block.noise[scale], scale) for scale in scales],
        pixels,
        list(before),
    )


def class_indices(inputs: ArrayInputs) -> NDArray[np.uint8]:
    """Return the class indices (h, w) from which the label features of the finest scale are made, as a view."""
    classes: NDArray[np.uint8] = inputs.pixels[0][0].view(np.uint8)
    return classes


def features_of_part(features: Plane, block: Window, part: Window, scale: int) -> Plane:
    """Return what a part of a block needs of the block's features (1, C, cells, cells) of a scale, as a view."""
    stride = STRIDES[scale]
    lost = ((block.height - part.height) // stride, (block.width - part.width) // stride)
    return _cut(features, (part.row - block.row) // stride, (part.col - block.col) // stride, *lost)


def _cut(plane: Plane, top: int, left: int, lost_rows: int, lost_cols: int) -> Plane:
    """Return a plane without its first `top` rows and `left` columns, smaller by `lost_rows` and `lost_cols`."""
    height, width = plane.shape[-2] - lost_rows, plane.shape[-1] - lost_cols
    return plane[..., top : top + height, left : left + width]


def example_block(architecture: Architecture, size: int) -> BlockInputs:
    """Return the inputs of a block of `size` pixels without any class, to trace a network with."""
    side = size + 2 * architecture.label_margin
    return block_inputs(architecture, np.full((side, side), UNKNOWN, np.uint8), HashedNoise(0, 0, 0))
