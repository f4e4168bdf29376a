"""A trained generator of the source work's kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ..model import GeneratorDescription, ImageryGenerator
from ..network.weights import load_frozen, require_shapes, to_half_precision
from ..styles import Style
from .architecture import SpadeArchitecture
from .encoder import SpadeEncoder
from .network import SpadeNetwork

STORED_NAMES = {"conv_out": "exit"}
"""Modules of `SpadeNetwork` whose weights have other names in model files."""


@dataclass(frozen=True, kw_only=True)
class SpadeGenerator(ImageryGenerator):
    """A generator as the source work has it.

    Attributes:
        network: generates chips from labels and a style code.
        encoder: finds the style code of an image.
    """

    family: ClassVar[str] = "paper"

    network: SpadeNetwork
    encoder: SpadeEncoder

    @property
    def architecture(self) -> SpadeArchitecture:
        """Hyper-parameters of the networks."""
        return self.network.architecture

    @property
    def margin(self) -> int:
        """See `ImageryGenerator`."""
        return self.architecture.label_margin

    def draw_style(self, seed: int, variant: int = 0) -> Style:
        """See `ImageryGenerator`; the code is drawn from the prior, a standard normal distribution."""
        rng = np.random.default_rng([seed & 0xFFFFFFFFFFFFFFFF, variant])
        code = rng.standard_normal(self.architecture.code, np.float32)
        return Style(code, f"random, seed {seed}, variant {variant + 1}")

    @torch.no_grad()
    def encode_style(self, image: NDArray[np.generic], classes: NDArray[np.uint8]) -> Style:
        """Return the mean of the codes of an image's chips, so that they are seen at the scale of the training.

        The published inference encoded digital numbers, although the encoder had learnt on [-1, 1]; this one scales
        them. Arguments as in `ImageryGenerator`.
        """
        chip = self.architecture.chip
        codes, known = [], []
        for rows in _spans(classes.shape[0], chip):
            for cols in _spans(classes.shape[1], chip):
                scaled = self.values.to_network(np.ascontiguousarray(image[:, rows, cols]))
                codes.append(self.encoder(torch.from_numpy(scaled)[None])[0][0])
                known.append(float(np.mean(classes[rows, cols] != UNKNOWN)))
        # Nothing may be known but what is left over: then all chips count alike.
        weights = torch.tensor(known) + 1e-6
        mean = (torch.stack(codes) * weights[:, None]).sum(0) / weights.sum()
        return Style(mean.numpy(), "reference image")

    def encoder_features(self, images: Tensor) -> Tensor:
        """See `ImageryGenerator`: the means of the codes."""
        means: Tensor = self.encoder(images)[0]
        return means

    def tensors(self) -> dict[str, Tensor]:
        """See `ImageryGenerator`."""
        return {
            **to_half_precision("generator.", self.network, STORED_NAMES),
            **to_half_precision("encoder.", self.encoder),
        }

    def described_architecture(self) -> dict[str, Any]:
        """See `ImageryGenerator`."""
        return self.architecture.to_json()

    @classmethod
    def restored(
        cls, tensors: Mapping[str, Tensor], architecture: Mapping[str, Any], description: GeneratorDescription
    ) -> SpadeGenerator:
        """See `ImageryGenerator`."""
        known = SpadeArchitecture.from_json(architecture)
        require_shapes(lambda: SpadeNetwork(known), tensors, "generator.", STORED_NAMES)
        require_shapes(lambda: SpadeEncoder(known), tensors, "encoder.", {})
        network, encoder = SpadeNetwork(known), SpadeEncoder(known)
        load_frozen(network, tensors, "generator.", STORED_NAMES)
        load_frozen(encoder, tensors, "encoder.")
        return cls(description=description, network=network, encoder=encoder)


def _spans(length: int, chip: int) -> list[slice]:
    """Return the spans of chips side by side; of what is left over at the end, less than half a chip is left out."""
    starts = range(0, max(length - chip // 2, 1), chip)
    return [slice(start, min(start + chip, length)) for start in starts]
