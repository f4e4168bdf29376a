"""The PyTorch engine: graphics cards, and processors without OpenVINO."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from ...contract.errors import EnvironmentSetupError
from ...contract.progress import Reporter
from ...learning.devices import has_bfloat16, whole_single_precision
from ..network.block_inputs import BlockInputs, block_inputs
from ..network.noise import HashedNoise
from ..network.radiometry import adjusted_block
from ..seamless import SeamlessGenerator
from ..styles import SceneStyle
from .base import Engine
from .block import NetworkStage, as_tensors
from .stages import ALL_SCALES, ArrayInputs, block_window, class_indices, stage_inputs
from .tiling import compute_by_tiles

TILE = 512
"""Pixels along the side of the one shape that is computed: PyTorch's convolutions round differently for different
shapes."""

SMALLEST_TILE = 64
"""Below this, nearly all work would go into margins."""


class TorchEngine(Engine[BlockInputs]):
    """Computes tiles of one shape with PyTorch; smaller ones on a graphics card whose memory does not suffice."""

    align = TILE

    def __init__(
        self,
        generator: SeamlessGenerator,
        style: SceneStyle,
        precision: str,
        device: str,
        reporter: Reporter | None = None,
    ) -> None:
        """Prepare the network on `device` ("cpu", "cuda"); `precision` "fast" computes convolutions in bfloat16, where
        the device has it.
        """
        self._generator = generator
        self._seed = style.noise_seed
        self._device = torch.device(device)
        self._fast = precision == "fast" and has_bfloat16(device)
        self._reporter = reporter or Reporter()
        self._tile = TILE
        self._network = NetworkStage(generator.network).to(self._device)
        self._radiometry = generator.radiometry(style.style)
        self._tables = [torch.from_numpy(table).to(self._device) for table in generator.style_tables(style.style)]
        self.name = f"PyTorch, {'bfloat16' if self._fast else 'float32'}, {device}"

    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> BlockInputs:
        """Return the network's inputs, see `Engine`."""
        return block_inputs(self._generator.architecture, classes, HashedNoise(self._seed, row, col))

    def compute(self, prepared: BlockInputs) -> NDArray[np.integer]:
        """Return imagery (bands, h, w), see `Engine`.

        Raises:
            EnvironmentSetupError: the graphics card's memory does not suffice for the smallest tile.
        """
        while True:
            try:
                return compute_by_tiles(
                    lambda part: self._computed(stage_inputs(prepared, ALL_SCALES, part)),
                    block_window(prepared),
                    self._tile,
                    self._tile,
                )
            except torch.cuda.OutOfMemoryError as error:
                if self._tile == SMALLEST_TILE:
                    raise EnvironmentSetupError(
                        f"The graphics card's free memory does not suffice for tiles of {SMALLEST_TILE} pixels: "
                        "close other programs that use it, or set DEVICE to cpu."
                    ) from error
            # Outside the handler, where the error no longer holds on to the tensors that filled the memory.
            self._shrink()

    def _shrink(self) -> None:
        if self._tile == TILE:
            self._reporter.log(
                f"The graphics card's free memory does not suffice for tiles of {TILE} pixels: they get smaller, which "
                "takes longer and may round some pixels another way.",
                "warning",
            )
        self._tile //= 2
        torch.cuda.empty_cache()

    @torch.inference_mode()
    def _computed(self, inputs: ArrayInputs) -> NDArray[np.integer]:
        with whole_single_precision(), torch.autocast(self._device.type, torch.bfloat16, enabled=self._fast):
            imagery = self._network(as_tensors(inputs, self._device), self._tables)
        adjusted = adjusted_block(imagery[0].float().cpu().numpy(), self._radiometry, class_indices(inputs))
        return self._generator.values.from_network(adjusted)
