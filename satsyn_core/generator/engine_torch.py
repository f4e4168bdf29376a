"""The PyTorch engine: graphics cards, and processors without OpenVINO."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from .block import Block, Painter
from .codes import Style
from .rendering import Engine
from .seamless import SeamlessGenerator
from .tiling import computed_by_tiles

TILE = 512
"""Pixels along the side of the one shape that is computed: PyTorch's convolutions round differently for different
shapes."""


class TorchEngine(Engine[Block]):
    """Computes tiles of one shape with PyTorch."""

    align = TILE

    def __init__(self, generator: SeamlessGenerator, style: Style, seed: int, precision: str, device: str) -> None:
        """Prepare the network on `device` ("cpu", "cuda"); `precision` "fast" computes convolutions in bfloat16."""
        self._generator = generator
        self._seed = seed
        self._device = torch.device(device)
        self._fast = precision == "fast"
        self._painter = Painter(generator.network).to(self._device)
        with torch.inference_mode():
            self._tables = [
                table.to(self._device) for table in generator.network.style(style.code[None].to(self._device))
            ]
        self.name = f"PyTorch, {'bfloat16' if self._fast else 'float32'}, {device}"

    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> Block:
        """Return the network's inputs, see `Engine`."""
        return Block.of(self._generator.architecture, classes, self._seed, row, col)

    def compute(self, prepared: Block) -> NDArray[np.integer]:
        """Return imagery (bands, h, w), see `Engine`."""
        return computed_by_tiles(self._computed, prepared, TILE)

    @torch.inference_mode()
    def _computed(self, block: Block) -> NDArray[np.integer]:
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._fast):
            imagery = self._painter(
                block.classes.to(self._device),
                block.distance.to(self._device),
                [noise.to(self._device) for noise in block.noise],
                self._tables,
            )
        return self._generator.values.from_network(imagery[0].float().cpu().numpy())
