"""Generators of the default family: a block of a raster gets the pixels that the whole raster would have there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .image_radiometry import with_own_radiometry
from .image_styles import encode_image
from .model import GeneratorDescription
from .network.architecture import Architecture
from .network.encoder import StyleEncoder
from .network.network import GeneratorNetwork
from .network.radiometry import numbers_of_class
from .network.style_tables import StyleWeights
from .network.weights import load_frozen, require_shapes, to_half_precision
from .seamless_styles import DRAWABLE, RADIOMETRY, SeamlessStyles
from .style_radiometry import with_radiometry
from .styles import Style

STORED_NAMES = {"conv_in": "entrance", "conv_out": "exit"}
"""Modules of `GeneratorNetwork` whose weights have other names in model files."""


@dataclass(frozen=True, kw_only=True)
class SeamlessGenerator(SeamlessStyles):
    """A generator whose every pixel is a function of labels near it, global position, noise seed and style.

    Attributes:
        network: generates imagery from label features, noise and a style code.
        encoder: finds the style code of an image.
        bank: style codes of training crops (entries, code size), from which random styles are drawn.
        drawable: (entries, K) bool, which classes of an entry random styles may take; None in model files of before,
            whose random styles are mixtures of two entries.
        bank_radiometry: gains and offsets of the entries (entries, K, 1 + bands); None in model files of before.
    """

    network: GeneratorNetwork
    encoder: StyleEncoder
    bank: Tensor
    drawable: Tensor | None = None
    bank_radiometry: Tensor | None = None

    @property
    def architecture(self) -> Architecture:
        """Hyper-parameters of the networks."""
        return self.network.architecture

    @property
    def whole(self) -> SeamlessGenerator:
        """See `TraceableGenerator`."""
        return self

    @property
    def style_weights(self) -> StyleWeights:
        """See `SeamlessStyles`."""
        state = self.network.style.state_dict()
        return StyleWeights.of(self.architecture, {name: tensor.cpu().numpy() for name, tensor in state.items()})

    def drawn_codes(self) -> tuple[NDArray[np.float32], NDArray[np.bool_] | None]:
        """See `SeamlessStyles`."""
        return self.whole_bank.numpy(), None if self.drawable is None else self.drawable.numpy()

    @cached_property
    def whole_bank(self) -> Tensor:
        """The bank with gains and offsets behind each code, if there are any (entries, numbers)."""
        return with_radiometry(self.bank, self.bank_radiometry)

    def encode_style(self, image: NDArray[np.generic], classes: NDArray[np.uint8]) -> Style:
        """Return the style of a real image, pooled over the whole of it and over each class.

        A class that the image doesn't show has the style that it has in the most similar training image. Arguments as
        in `ImageryGenerator`.
        """
        pixels = self.values.to_network(image)
        found = encode_image(self.encoder, self.whole_bank, pixels, classes, self.drawable)
        if self.bank_radiometry is not None:
            found = with_own_radiometry(self.network, found, pixels, classes)
        return Style(found.numpy(), "reference image")

    def encoder_features(self, images: Tensor) -> Tensor:
        """See `ImageryGenerator`: means and standard deviations of the last convolution."""
        features = self.encoder.convolutions(images)
        return torch.cat([features.mean((2, 3)), features.std((2, 3))], 1)

    def tensors(self) -> dict[str, Tensor]:
        """See `ImageryGenerator`."""
        tensors = {
            **to_half_precision("generator.", self.network, STORED_NAMES),
            **to_half_precision("encoder.", self.encoder),
            "style_bank": self.bank.half(),
        }
        if self.drawable is not None:
            tensors[DRAWABLE] = self.drawable.to(torch.uint8)
        if self.bank_radiometry is not None:
            tensors[RADIOMETRY] = self.bank_radiometry.half()
        return tensors

    @classmethod
    def restored(
        cls, tensors: Mapping[str, Tensor], architecture: Mapping[str, Any], description: GeneratorDescription
    ) -> SeamlessGenerator:
        """See `ImageryGenerator`."""
        known = Architecture.from_json(dict(architecture))
        require_shapes(lambda: GeneratorNetwork(known), tensors, "generator.", STORED_NAMES)
        require_shapes(lambda: StyleEncoder(known), tensors, "encoder.", {})
        bank = tensors["style_bank"].float()
        if bank.ndim != 2 or bank.shape[1] != known.code_size or not len(bank):
            raise ValueError(f"the style bank is of the shape {tuple(bank.shape)}")
        network, encoder = GeneratorNetwork(known), StyleEncoder(known)
        load_frozen(network, tensors, "generator.", STORED_NAMES)
        load_frozen(encoder, tensors, "encoder.")
        stored = tensors.get(DRAWABLE)
        drawable = None if stored is None else stored.bool()
        if drawable is not None and (drawable.shape != (len(bank), known.classes) or not drawable.any(0).all()):
            raise RuntimeError(f"{DRAWABLE} does not give each class of the style bank an entry")
        return cls(
            description=description,
            network=network,
            encoder=encoder,
            bank=bank,
            drawable=drawable,
            bank_radiometry=_stored_radiometry(tensors, known, len(bank)),
        )


def _stored_radiometry(tensors: Mapping[str, Tensor], architecture: Architecture, entries: int) -> Tensor | None:
    stored = tensors.get(RADIOMETRY)
    if stored is None:
        return None
    wanted = (entries, architecture.classes, numbers_of_class(architecture))
    if stored.shape != wanted or not torch.isfinite(stored).all():
        raise RuntimeError(f"{RADIOMETRY} has no gain and offsets for each class of the style bank")
    return stored.float()
