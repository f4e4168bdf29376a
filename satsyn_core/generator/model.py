"""A trained generator and its file: networks, class scheme, bands, value range, style bank and provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from ..errors import InputError
from ..landcover.scheme import ClassScheme
from ..modelfile import load_model, save_model
from .architecture import STRIDES, Architecture
from .codes import Style, draw_style, encoded_code
from .encoder import StyleEncoder
from .network import GeneratorNetwork
from .values import ValueRange

KIND = "generator"


@dataclass(frozen=True)
class ImageryGenerator:
    """A trained generator, ready to paint.

    Attributes:
        name: of the model, for tags and messages.
        network: paints imagery from label features, noise and a style code.
        encoder: finds the style code of an image.
        bank: style codes of training crops (entries, code size), from which random styles are drawn.
        scheme: the classes it knows.
        band_names: one a band.
        values: value range and data type of its imagery.
        ground_sampling_distance: of the training imagery, in metres a pixel.
        provenance: data, licence, split, iterations, seed, losses, metrics: what a model card tells.
        digest: identity of the model file; empty for a generator that was not loaded from one.
    """

    name: str
    network: GeneratorNetwork
    encoder: StyleEncoder
    bank: Tensor
    scheme: ClassScheme
    band_names: tuple[str, ...]
    values: ValueRange
    ground_sampling_distance: float
    provenance: Mapping[str, Any]
    digest: str = ""

    @property
    def architecture(self) -> Architecture:
        """Hyper-parameters of the networks."""
        return self.network.architecture

    @property
    def dtype(self) -> str:
        """Data type of the imagery, "uint8" or "uint16"."""
        return self.values.dtype

    @property
    def margin(self) -> int:
        """Pixels of land cover that the generator sees around a block."""
        return self.architecture.label_margin

    @property
    def align(self) -> int:
        """Blocks start and end on multiples of this many pixels, counted from the raster's origin."""
        return STRIDES[0]

    def draw_style(self, seed: int, variant: int = 0) -> Style:
        """Return a random style, the same for the same seed and variant."""
        return draw_style(self.bank, seed, variant)

    def encode_style(self, image: NDArray[np.generic], classes: NDArray[np.uint8]) -> Style:
        """Return the style of a real image, pooled over the whole of it and over each class.

        A class that the image doesn't show looks as in the most similar training image.

        Args:
            image: (bands, h, w) digital numbers in the model's value range.
            classes: class indices (h, w), 255 where unknown.
        """
        return Style(encoded_code(self.encoder, self.bank, self.values.to_network(image), classes), "reference image")

    def save(self, path: Path | str) -> None:
        """Write the model file; weights are stored in half precision, whose rounding is far below that of 8-bit
        imagery.
        """
        tensors = {f"generator.{name}": tensor.half() for name, tensor in self.network.state_dict().items()}
        tensors |= {f"encoder.{name}": tensor.half() for name, tensor in self.encoder.state_dict().items()}
        tensors["style_bank"] = self.bank.half()
        save_model(path, tensors, self._metadata())

    def _metadata(self) -> dict[str, Any]:
        return {
            "kind": KIND,
            "name": self.name,
            "architecture": self.architecture.to_json(),
            "class_scheme": self.scheme.to_json(),
            "band_names": list(self.band_names),
            "value_range": self.values.to_json(),
            "ground_sampling_distance": self.ground_sampling_distance,
            "provenance": dict(self.provenance),
        }

    @classmethod
    def load(cls, path: Path | str) -> ImageryGenerator:
        """Load a generator from its model file.

        Raises:
            InputError: the file is missing, is not a generator, or its weights don't fit its description.
        """
        file = load_model(path, KIND)
        metadata = file.metadata
        try:
            architecture = Architecture.from_json(metadata["architecture"])
            network, encoder = GeneratorNetwork(architecture), StyleEncoder(architecture)
            network.load_state_dict(_part(file.tensors, "generator."))
            encoder.load_state_dict(_part(file.tensors, "encoder."))
            generator = cls(
                name=str(metadata["name"]),
                network=network.eval().requires_grad_(False),
                encoder=encoder.eval().requires_grad_(False),
                bank=file.tensors["style_bank"].float(),
                scheme=ClassScheme.from_json(metadata["class_scheme"]),
                band_names=tuple(metadata["band_names"]),
                values=ValueRange(**metadata["value_range"]),
                ground_sampling_distance=float(metadata["ground_sampling_distance"]),
                provenance=metadata["provenance"],
                digest=file.digest,
            )
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            raise InputError(
                f"The weights in '{path}' don't fit its description ({error}): "
                "the file is damaged, or another SatSyn wrote it."
            ) from error
        return generator


def _part(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor.float() for name, tensor in tensors.items() if name.startswith(prefix)}
