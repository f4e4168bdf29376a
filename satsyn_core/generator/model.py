"""A trained generator and its file: networks, class scheme, bands, value range and provenance."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..learning.model_file import save_model
from ..scenes.value_range import ValueRange
from .styles import Style

KIND = "generator"

DEFAULT_FAMILY = "seamless"
"""Family of the model files that name none: the first ones didn't."""


@dataclass(frozen=True, kw_only=True)
class ImageryGenerator(ABC):
    """A trained generator, ready to paint. Each family of networks has a class of its own.

    Attributes:
        family: name of the family in model files.
        name: of the model, for tags and messages.
        scheme: the classes it knows.
        band_names: one a band.
        values: value range and data type of its imagery.
        ground_sampling_distance: of the training imagery, in metres a pixel.
        provenance: data, licence, split, iterations, seed, losses, metrics: what a model card tells.
        digest: identity of the model file; empty for a generator that was not loaded from one.
    """

    family: ClassVar[str]

    name: str
    scheme: ClassScheme
    band_names: tuple[str, ...]
    values: ValueRange
    ground_sampling_distance: float
    provenance: Mapping[str, Any]
    digest: str = ""

    @property
    def dtype(self) -> str:
        """Data type of the imagery, "uint8" or "uint16"."""
        return self.values.dtype

    @property
    @abstractmethod
    def margin(self) -> int:
        """Pixels of land cover that the generator sees around a block."""

    @abstractmethod
    def draw_style(self, seed: int, variant: int = 0) -> Style:
        """Return a random style, the same for the same seed and variant."""

    @abstractmethod
    def encode_style(self, image: NDArray[np.generic], classes: NDArray[np.uint8]) -> Style:
        """Return the style of a real image, pooled over the whole of it.

        Args:
            image: (bands, h, w) digital numbers in the model's value range.
            classes: class indices (h, w), 255 where unknown.
        """

    def class_code(self, index: int) -> slice:
        """Return the part of a style code that is the own one of a class.

        Raises:
            InputError: the family has one code for the whole scene alone.
        """
        raise InputError(
            f"The model {self.name} has one style for the whole scene, and none for {self.scheme.names[index]} alone: "
            "leave STYLE_CLASSES empty."
        )

    @abstractmethod
    def encoder_features(self, images: Tensor) -> Tensor:
        """Return what the style encoder sees in images (N, bands, h, w) in [-1, 1]: features (N, D)."""

    @abstractmethod
    def tensors(self) -> dict[str, Tensor]:
        """Return the weights as the model file holds them, by name."""

    @abstractmethod
    def described_architecture(self) -> dict[str, Any]:
        """Return the hyper-parameters of the networks as JSON-compatible values."""

    @classmethod
    @abstractmethod
    def restored(
        cls, tensors: Mapping[str, Tensor], architecture: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> ImageryGenerator:
        """Return the generator that `tensors` and `described_architecture` describe.

        Args:
            tensors: weights by name.
            architecture: hyper-parameters.
            facts: the attributes that all generators have, by name.
        """

    def save(self, path: Path | str) -> None:
        """Write the model file."""
        save_model(path, self.tensors(), self._metadata())

    def _metadata(self) -> dict[str, Any]:
        return {
            "kind": KIND,
            "family": self.family,
            "name": self.name,
            "architecture": self.described_architecture(),
            "class_scheme": self.scheme.to_json(),
            "band_names": list(self.band_names),
            "value_range": self.values.to_json(),
            "ground_sampling_distance": self.ground_sampling_distance,
            "provenance": dict(self.provenance),
        }


def to_half_precision(prefix: str, network: nn.Module) -> dict[str, Tensor]:
    """Return a network's weights in half precision, whose rounding is far below that of 8-bit imagery.

    What is no weight, such as running statistics, keeps its precision.
    """
    weights = {name for name, _ in network.named_parameters()}
    return {
        f"{prefix}{name}": tensor.half() if name in weights else tensor for name, tensor in network.state_dict().items()
    }


def load_frozen(network: nn.Module, tensors: Mapping[str, Tensor], prefix: str) -> None:
    """Put the stored weights whose names begin with `prefix` into a network and make it ready to paint.

    Raises:
        RuntimeError: names or shapes differ.
    """
    own = {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
    network.load_state_dict(own)
    network.eval().requires_grad_(False)
