"""Hyper-parameters of the source work's networks; the defaults are the published ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ...contract.class_scheme import MAX_CLASSES
from ...contract.json_text import shortened

DOUBLINGS = 5
"""Times that the generator doubles its features' size."""

SMALLEST_CHIP = 1 << DOUBLINGS

_LARGEST = {
    **{"classes": MAX_CLASSES, "bands": 16, "chip": 1024, "code": 2048, "modulation_channels": 1024},
    **{"base": 256, "encoder_base": 256, "discriminator_base": 256},
}
"""Hyper-parameters of a model file are no larger."""


@dataclass(frozen=True)
class SpadeArchitecture:
    """What defines the shape of the weights.

    Attributes:
        classes: number of land-cover classes K. One more channel says 'unknown', so that nodata, which overflowed the
            published one-hot labels, is a label like any other.
        bands: imagery bands, 1 to 16.
        base: channels of the generator's last block; its first have sixteen times as many.
        chip: side of the square that is generated at once, in pixels: the training crop, a multiple of 32.
        code: length of the style code.
        modulation_channels: hidden channels of a modulation.
        encoder_base: channels of the encoder's first convolution.
        discriminator_base: channels of the discriminator's first convolution.
    """

    classes: int
    bands: int = 3
    base: int = 64
    chip: int = 256
    code: int = 256
    modulation_channels: int = 128
    encoder_base: int = 64
    discriminator_base: int = 64

    # Training scenes are laid out and cut by the same code as for the other family, which asks for these.
    edge_distance = 0
    instance_classes = ()
    instance_reach = 0
    feature_margin = 0

    def __post_init__(self) -> None:
        for name, most in _LARGEST.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
                raise ValueError(f"{name} is {shortened(value)}, and is a whole number from 1 to {most}")
        if self.chip % SMALLEST_CHIP:
            raise ValueError(f"a chip is a multiple of {SMALLEST_CHIP} pixels, not {self.chip}")

    @property
    def labels(self) -> int:
        """Channels of the one-hot labels: the classes and 'unknown'."""
        return self.classes + 1

    @property
    def stride(self) -> int:
        """Pixels from one chip of a scene to the next: chips overlap by half."""
        return self.chip // 2

    @property
    def label_margin(self) -> int:
        """Pixels of land cover beyond a block that its chips reach."""
        return self.stride

    def to_json(self) -> dict[str, Any]:
        """Return the hyper-parameters as JSON-compatible values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> SpadeArchitecture:
        """Return the architecture that `to_json` described."""
        return cls(**values)
