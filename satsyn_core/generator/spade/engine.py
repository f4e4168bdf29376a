"""The engine of the source work: a raster is rendered by chips that overlap by half and are averaged."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from ...contract.errors import EnvironmentSetupError
from ...contract.progress import Reporter
from ...learning.devices import has_bfloat16, whole_single_precision
from ...scenes.value_range import ValueRange
from ..engines.base import Engine
from ..network.label_features import one_hot
from ..styles import Style
from .architecture import SpadeArchitecture
from .model import SpadeGenerator
from .network import SpadeNetwork

CHIPS_AT_ONCE = {"cpu": 1, "cuda": 16}
"""Chips in a batch, always as many: rounding depends on the shape of what is computed, and a chip must have the same
pixels in every block."""


class SpadeEngine(Engine[NDArray[np.uint8]]):
    """Renders blocks by chips of the global grid, whose corners are multiples of half a chip from the raster's origin.

    Every pixel is the mean of the four chips that hold it, also at the raster's edge, beyond which the land cover is
    mirrored: so a block has the pixels of the whole raster. The source work draws a style anew for each chip, which
    gives a patchwork; here one style holds for the scene.
    """

    def __init__(
        self,
        network: SpadeNetwork,
        code: torch.Tensor,
        values: ValueRange,
        precision: str,
        device: str,
        reporter: Reporter | None = None,
    ):
        """Prepare the network.

        Args:
            network: with plain weights, in evaluation mode.
            code: style code of the scene (code size,).
            values: value range of the imagery.
            precision: "full" (32-bit) or "fast" (bfloat16 for convolutions, where the device has it).
            device: "cpu" or "cuda".
            reporter: gets a warning when the memory of the graphics card does not suffice for the usual batch.
        """
        self._architecture = network.architecture
        self.align = self._architecture.stride
        self._device = torch.device(device)
        self._network = network.to(self._device)
        self._reporter = reporter or Reporter()
        self._at_once = CHIPS_AT_ONCE[device]
        self._code = code.to(self._device)
        self._values = values
        self._fast = precision == "fast" and has_bfloat16(device)
        self.name = f"PyTorch by chips, {'bfloat16' if self._fast else 'float32'}, {device}"

    @classmethod
    def of(
        cls, generator: SpadeGenerator, style: Style, precision: str, device: str, reporter: Reporter | None = None
    ) -> SpadeEngine:
        """Return the engine of a trained generator in a style."""
        return cls(generator.network, torch.from_numpy(style.code), generator.values, precision, device, reporter)

    @classmethod
    def untrained(
        cls, architecture: SpadeArchitecture, values: ValueRange, *, seed: int = 0, device: str = "cpu"
    ) -> SpadeEngine:
        """Return an engine whose network has random weights, to measure its speed and memory."""
        torch.manual_seed(seed)
        network = SpadeNetwork(architecture).eval().requires_grad_(False)
        return cls(network, torch.randn(architecture.code), values, "full", device)

    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> NDArray[np.uint8]:  # noqa: ARG002 - no noise
        """See `Engine`: a block is rendered from its classes alone."""
        return classes

    def compute(self, prepared: NDArray[np.uint8]) -> NDArray[np.integer]:
        """See `Engine`.

        Raises:
            EnvironmentSetupError: the graphics card's memory does not suffice for a single chip.
        """
        while True:
            try:
                return self._computed(prepared)
            except torch.cuda.OutOfMemoryError as error:
                if self._at_once == 1:
                    raise EnvironmentSetupError(
                        f"The graphics card's free memory does not suffice for a chip of {self._architecture.chip} "
                        "pixels: close other programs that use it, or set DEVICE to cpu."
                    ) from error
            # Outside the handler, where the error no longer holds on to the tensors that filled the memory.
            self._shrink()

    def _shrink(self) -> None:
        if self._at_once == CHIPS_AT_ONCE[self._device.type]:
            self._reporter.log(
                f"The graphics card's free memory does not suffice for {self._at_once} chips at once: they get fewer, "
                "which takes longer and may round some pixels another way.",
                "warning",
            )
        self._at_once //= 2
        torch.cuda.empty_cache()

    def _computed(self, prepared: NDArray[np.uint8]) -> NDArray[np.integer]:
        chip, stride = self._architecture.chip, self._architecture.stride
        height, width = prepared.shape
        sums = np.zeros((self._architecture.bands, height, width), np.float32)
        # Row by row, so that a pixel's chips are added in the same order in every block.
        corners = [
            (top, left) for top in range(0, height - stride, stride) for left in range(0, width - stride, stride)
        ]
        for start in range(0, len(corners), self._at_once):
            some = corners[start : start + self._at_once]
            chips = np.stack([prepared[top : top + chip, left : left + chip] for top, left in some])
            for (top, left), image in zip(some, self.render_chips(chips), strict=True):
                sums[:, top : top + chip, left : left + chip] += image
        inner = slice(stride, -stride)
        return self._values.from_network(sums[:, inner, inner] / np.float32(4))

    @torch.inference_mode()
    def render_chips(self, chips: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return imagery (n, bands, chip, chip) in [-1, 1] of the classes (n, chip, chip) of up to `CHIPS_AT_ONCE`
        chips. In a large raster each chip stands for the square of its stride.
        """
        batch = np.zeros((self._at_once, *chips.shape[1:]), np.uint8)
        batch[: len(chips)] = chips
        classes = torch.from_numpy(batch).to(self._device)
        labels = one_hot(classes, self._architecture.classes, unknown_channel=True)
        codes = self._code.expand(self._at_once, -1)
        with whole_single_precision(), torch.autocast(self._device.type, torch.bfloat16, enabled=self._fast):
            images = self._network(labels, codes)
        rendered: NDArray[np.float32] = images[: len(chips)].float().cpu().numpy()
        return rendered
