"""What the network needs to paint one block, made from labels and the global position alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from ..grid import Window
from ..landcover.scheme import UNKNOWN
from .architecture import STRIDES, Architecture
from .label_features import edge_features, inner_classes, label_planes, noise_pyramid, scale_features
from .network import GeneratorNetwork

ALL_SCALES = range(len(STRIDES))
COARSE_SCALES, FINE_SCALES = range(3), range(3, len(STRIDES))
"""The two stages in which a block can be painted. The coarse one sees far, and wants large blocks, whose borders are
short. The fine one holds nearly all of the memory, sees a few pixels, and can be cut into small tiles."""


@dataclass(frozen=True)
class StageInputs:
    """Inputs of the network for some of its scales.

    Attributes:
        classes: uint8 (1, h + 2 m, w + 2 m) class indices with the margin m of these scales.
        distance: float32, one pixel wider on every side, distance to the class edge in pixels.
        before: the features of the scale before, none for the coarsest one.
        noise: of these scales, coarse to fine.
    """

    classes: Tensor
    distance: Tensor
    before: list[Tensor]
    noise: list[Tensor]

    @property
    def flat(self) -> tuple[Tensor, ...]:
        """All of them, in the order of the attributes."""
        return self.classes, self.distance, *self.before, *self.noise


@dataclass(frozen=True)
class Block:
    """What the network is told of one block.

    Attributes:
        architecture: of the generator.
        size: height h and width w of the block in pixels.
        classes: uint8 (1, h + 2 f, w + 2 f) class indices with the architecture's feature margin f.
        distance: float32, one pixel wider on every side, distance to the class edge in pixels; zeros for a generator
            without shape features.
        noise: float32 noise of the five scales, coarse to fine.
    """

    architecture: Architecture
    size: tuple[int, int]
    classes: Tensor
    distance: Tensor
    noise: list[Tensor]

    @classmethod
    def of(cls, architecture: Architecture, classes: NDArray[np.uint8], seed: int, row: int, col: int) -> Block:
        """Return the inputs for class indices (h + 2 margin, w + 2 margin) of the block at global pixel (row, col).

        Args:
            architecture: of the generator; its label margin lies around the block.
            classes: class indices, 255 where unknown.
            seed: of the noise.
            row, col: multiples of the coarsest stride.
        """
        margin = architecture.label_margin
        height, width = classes.shape[0] - 2 * margin, classes.shape[1] - 2 * margin
        return cls(
            architecture,
            (height, width),
            inner_classes(architecture, classes),
            edge_features(architecture, classes),
            noise_pyramid(architecture, seed, row, col, height, width),
        )

    @property
    def window(self) -> Window:
        """The whole block, see `inputs`."""
        return Window(0, 0, self.size[1], self.size[0])

    def inputs(self, scales: range, part: Window, before: Sequence[Tensor] = ()) -> StageInputs:
        """Return the network's inputs for some scales of a part of the block, as views.

        Args:
            scales: numbers of the scales, see `STRIDES`.
            part: pixels of the block; starts and ends on whole cells of the coarsest of these scales.
            before: the part's features of the scale before.
        """
        border = self.architecture.feature_margin - scales_margin(self.architecture, scales)
        lost = (self.size[0] - part.height, self.size[1] - part.width)
        outer = (border + part.row, border + part.col, lost[0] + 2 * border, lost[1] + 2 * border)
        noise = [
            _cut(self.noise[scale], *(length // STRIDES[scale] for length in (part.row, part.col, *lost)))
            for scale in scales
        ]
        return StageInputs(_cut(self.classes, *outer), _cut(self.distance, *outer), list(before), noise)


def scales_margin(architecture: Architecture, scales: range) -> int:
    """Return the pixels of labels that some scales need around a core, in whole cells of the coarsest of them."""
    cell = STRIDES[scales.start]
    widest = max(architecture.margins[scale] * STRIDES[scale] for scale in scales)
    return -(-widest // cell) * cell


def features_of_part(features: Tensor, block: Window, part: Window, scale: int) -> Tensor:
    """Return what a part of a block needs of the block's features (1, C, cells, cells) of a scale, as a view."""
    stride = STRIDES[scale]
    lost = ((block.height - part.height) // stride, (block.width - part.width) // stride)
    return _cut(features, (part.row - block.row) // stride, (part.col - block.col) // stride, *lost)


def _cut(plane: Tensor, top: int, left: int, lost_rows: int, lost_cols: int) -> Tensor:
    """Return a plane without its first `top` rows and `left` columns, smaller by `lost_rows` and `lost_cols`."""
    height, width = plane.shape[-2] - lost_rows, plane.shape[-1] - lost_cols
    return plane[..., top : top + height, left : left + width]


class Painter(nn.Module):
    """Some scales of the network, as an engine runs them: inputs and style tables in, features or imagery out."""

    def __init__(self, network: GeneratorNetwork, scales: range = ALL_SCALES) -> None:
        super().__init__()
        self.network = network
        self.scales = scales

    def forward(self, inputs: StageInputs, tables: list[Tensor]) -> Tensor:
        """Return the last scale's features, or the imagery (1, bands, h, w) in [-1, 1] if it is the finest.

        Args:
            inputs: of these scales.
            tables: style tables of these scales, see `tables_of`.
        """
        architecture = self.network.architecture
        planes = label_planes(architecture, inputs.classes, inputs.distance)
        labels = scale_features(architecture, planes, scales_margin(architecture, self.scales), self.scales)
        before = inputs.before[0] if inputs.before else None
        features = self.network.painted(before, self.scales, labels, inputs.noise, tables)
        return self.network.finished(features) if self.scales.stop == len(STRIDES) else features


def tables_of(architecture: Architecture, tables: list[Tensor], scales: range) -> list[Tensor]:
    """Return the style tables that some scales take, from those of the whole network."""
    first = 2 * sum(architecture.blocks[: scales.start])
    return tables[first : first + 2 * sum(architecture.blocks[scales.start : scales.stop])]


def example_block(architecture: Architecture, size: int) -> Block:
    """Return a block of `size` pixels without any class, to trace a network with."""
    side = size + 2 * architecture.label_margin
    return Block.of(architecture, np.full((side, side), UNKNOWN, np.uint8), 0, 0, 0)
