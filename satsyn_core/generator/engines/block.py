"""The network's inputs for one block, cut into parts and stages, and the stages as engines run them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ...contract.class_scheme import UNKNOWN
from ...raster.window import Window
from ..network.architecture import STRIDES, Architecture
from ..network.inputs import NetworkInputs, block_labels, network_inputs
from ..network.label_features import finest_features
from ..network.network import GeneratorNetwork
from ..network.noise import HashedNoise

ALL_SCALES = range(len(STRIDES))
COARSE_SCALES, FINE_SCALES = range(3), range(3, len(STRIDES))
"""The two stages in which a block can be computed. The coarse one has a wide margin, which is cheapest around large
blocks. The fine one takes nearly all of the memory, has a margin of a few pixels, and can be cut into small tiles."""


@dataclass(frozen=True)
class StageInputs:
    """Inputs of the network for some of its scales, which follow each other.

    Attributes:
        labels: label features of these scales, coarse to fine, without the finest one of all.
        noise: of these scales, coarse to fine.
        pixels: for the finest scale of all, from which its label features are made: class indices (1, h, w) and
            distance to the class edge, see `label_features.finest_features`; else nothing.
        before: what the scale before passes on; nothing for the coarsest scale of all.
    """

    labels: list[Tensor]
    noise: list[Tensor]
    pixels: list[Tensor]
    before: list[Tensor]

    @property
    def parts(self) -> tuple[list[Tensor], ...]:
        """The attributes in their order."""
        return self.labels, self.noise, self.pixels, self.before

    @property
    def flat(self) -> list[Tensor]:
        """All tensors in their order."""
        return [tensor for part in self.parts for tensor in part]

    def to(self, device: torch.device | str) -> StageInputs:
        """Return the inputs on a device."""
        return StageInputs(*([tensor.to(device) for tensor in part] for part in self.parts))


def block_inputs(architecture: Architecture, classes: NDArray[np.uint8], noise: HashedNoise) -> NetworkInputs:
    """Return the network's inputs for one block.

    Args:
        architecture: of the generator.
        classes: class indices (h + 2 m, w + 2 m) with the label margin m, 255 where unknown.
        noise: of the block.
    """
    return network_inputs(architecture, block_labels(architecture, classes, noise), noise)


def block_window(block: NetworkInputs) -> Window:
    """Return the window of a whole block, whose first pixel is (0, 0)."""
    height, width = block.labels.size
    return Window(0, 0, width, height)


def stage_inputs(block: NetworkInputs, scales: range, part: Window, before: Sequence[Tensor] = ()) -> StageInputs:
    """Return the network's inputs for some scales of a part of a block, as views.

    Args:
        block: inputs of the whole block.
        scales: numbers of the scales, see `STRIDES`.
        part: pixels of the block; starts and ends on whole cells of the coarsest of these scales.
        before: the part's features from the scale before.
    """
    labels = block.labels
    lost = (labels.size[0] - part.height, labels.size[1] - part.width)

    def cells(features: Tensor, scale: int) -> Tensor:
        return _cut(features, *(length // STRIDES[scale] for length in (part.row, part.col, *lost)))

    finest = len(STRIDES) - 1
    return StageInputs(
        [cells(labels.coarse[scale], scale) for scale in scales if scale != finest],
        [cells(block.noise[scale], scale) for scale in scales],
        [_cut(plane, part.row, part.col, *lost) for plane in (labels.classes, labels.distance)]
        if finest in scales
        else [],
        list(before),
    )


def features_of_part(features: Tensor, block: Window, part: Window, scale: int) -> Tensor:
    """Return what a part of a block needs of the block's features (1, C, cells, cells) of a scale, as a view."""
    stride = STRIDES[scale]
    lost = ((block.height - part.height) // stride, (block.width - part.width) // stride)
    return _cut(features, (part.row - block.row) // stride, (part.col - block.col) // stride, *lost)


def _cut(plane: Tensor, top: int, left: int, lost_rows: int, lost_cols: int) -> Tensor:
    """Return a plane without its first `top` rows and `left` columns, smaller by `lost_rows` and `lost_cols`."""
    height, width = plane.shape[-2] - lost_rows, plane.shape[-1] - lost_cols
    return plane[..., top : top + height, left : left + width]


class NetworkStage(nn.Module):
    """Some scales of the network, as an engine runs them: inputs and style tables in, features or imagery out."""

    def __init__(self, network: GeneratorNetwork, scales: range = ALL_SCALES) -> None:
        super().__init__()
        self.network = network
        self.scales = scales

    def forward(self, inputs: StageInputs, tables: list[Tensor]) -> Tensor:
        """Return what the last scale passes on, or the imagery (1, bands, h, w) in [-1, 1] if it is the finest.

        Args:
            inputs: of these scales.
            tables: style tables of these scales, see `GeneratorNetwork.tables_of`.
        """
        labels = list(inputs.labels)
        if inputs.pixels:
            labels.append(finest_features(self.network.architecture, *inputs.pixels))
        before = inputs.before[0] if inputs.before else None
        features = self.network.run_scales(before, self.scales, labels, inputs.noise, tables)
        return self.network.to_imagery(features) if inputs.pixels else features


class TracedStage(nn.Module):
    """A stage with plain tensors for inputs, as graphs have them: its inputs, then its style tables."""

    def __init__(self, network: GeneratorNetwork, scales: range, example: StageInputs) -> None:
        super().__init__()
        self.stage = NetworkStage(network, scales)
        self.lengths = [len(part) for part in example.parts]

    def forward(self, *flat: Tensor) -> Tensor:
        """Return the output of the stage."""
        remaining = list(flat)
        parts = []
        for length in self.lengths:
            parts.append(remaining[:length])
            del remaining[:length]
        result: Tensor = self.stage(StageInputs(*parts), remaining)
        return result


def example_block(architecture: Architecture, size: int) -> NetworkInputs:
    """Return the inputs of a block of `size` pixels without any class, to trace a network with."""
    side = size + 2 * architecture.label_margin
    return block_inputs(architecture, np.full((side, side), UNKNOWN, np.uint8), HashedNoise(0, 0, 0))
