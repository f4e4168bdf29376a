"""What the network needs to paint one block, made from labels and the global position alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from ..landcover.scheme import UNKNOWN
from .architecture import STRIDES, Architecture
from .label_features import edge_features, feature_pyramid, inner_classes, label_planes, noise_pyramid
from .network import GeneratorNetwork


@dataclass(frozen=True)
class Block:
    """Inputs of the network for one block.

    Attributes:
        classes: uint8 (1, h + 2 f, w + 2 f) class indices with the architecture's feature margin f.
        distance: float32, the same shape, distance to the class edge in pixels; zeros for a generator without
            shape features.
        noise: float32 noise of the five scales, coarse to fine.
        size: height h and width w of the block in pixels.
    """

    classes: Tensor
    distance: Tensor
    noise: list[Tensor]
    size: tuple[int, int]

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
            inner_classes(architecture, classes),
            edge_features(architecture, classes),
            noise_pyramid(architecture, seed, row, col, height, width),
            (height, width),
        )

    def part(self, top: int, left: int, height: int, width: int) -> Block:
        """Return the inputs of a part of the block, as views: what `of` would return for it.

        Args:
            top, left: where the part begins in the block, in pixels, multiples of the coarsest stride.
            height, width: of the part in pixels, multiples of the coarsest stride.
        """
        lost_rows, lost_cols = self.size[0] - height, self.size[1] - width
        return Block(
            _part(self.classes, top, left, lost_rows, lost_cols),
            _part(self.distance, top, left, lost_rows, lost_cols),
            [
                _part(noise, top // stride, left // stride, lost_rows // stride, lost_cols // stride)
                for stride, noise in zip(STRIDES, self.noise, strict=True)
            ],
            (height, width),
        )


def _part(plane: Tensor, top: int, left: int, lost_rows: int, lost_cols: int) -> Tensor:
    """Return a plane without its first `top` rows and `left` columns, smaller by `lost_rows` and `lost_cols`."""
    height, width = plane.shape[-2] - lost_rows, plane.shape[-1] - lost_cols
    return plane[..., top : top + height, left : left + width]


class Painter(nn.Module):
    """The network as an engine runs it: a block's inputs and the style's tables in, imagery in [-1, 1] out."""

    def __init__(self, network: GeneratorNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, classes: Tensor, distance: Tensor, noise: list[Tensor], tables: list[Tensor]) -> Tensor:
        """Return imagery (1, bands, h, w)."""
        architecture = self.network.architecture
        planes = label_planes(architecture, classes, distance if architecture.edge_distance else None)
        return self.network.paint(feature_pyramid(architecture, planes), noise, tables)


def example_block(architecture: Architecture, size: int) -> Block:
    """Return a block of `size` pixels without any class, to trace a network with."""
    side = size + 2 * architecture.label_margin
    return Block.of(architecture, np.full((side, side), UNKNOWN, np.uint8), 0, 0, 0)
