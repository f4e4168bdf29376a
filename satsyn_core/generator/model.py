"""A trained generator and its file: networks, class scheme, bands, value range and provenance."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import LONGEST_NAME, ClassScheme
from ..contract.errors import InputError
from ..contract.json_text import finite_number, shortened
from ..learning.model_file import save_model
from ..scenes.value_comparison import KnownValues
from ..scenes.value_range import ValueRange, fits
from .styles import CodePart, Style

if TYPE_CHECKING:
    from torch import Tensor
    from typing_extensions import Self

KIND = "generator"

DEFAULT_FAMILY = "seamless"
"""Family of the model files that name none: the first ones didn't."""


@dataclass(frozen=True, kw_only=True)
class GeneratorDescription:
    """What a model file says of a generator besides its networks.

    Attributes:
        name: of the model, for tags and messages.
        scheme: the classes it knows.
        band_names: one a band.
        values: value range and data type of its imagery.
        ground_sampling_distance: of the training imagery, in metres a pixel.
        provenance: JSON-compatible contents of the model card: data, licence, split, iterations, seed, losses, metrics.
        digest: identity of the model file; empty for a generator that was not loaded from one.
    """

    name: str
    scheme: ClassScheme
    band_names: tuple[str, ...]
    values: ValueRange
    ground_sampling_distance: float
    provenance: Mapping[str, Any]
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class ImageryGenerator(ABC):
    """A trained generator, ready for use. Each family of networks has a class of its own.

    Attributes:
        family: name of the family in model files.
        description: see `GeneratorDescription`, whose attributes are properties of the generator too.
    """

    family: ClassVar[str]

    description: GeneratorDescription

    @property
    def name(self) -> str:
        """Name of the model."""
        return self.description.name

    @property
    def scheme(self) -> ClassScheme:
        """The classes that the model knows."""
        return self.description.scheme

    @property
    def band_names(self) -> tuple[str, ...]:
        """Names of the imagery's bands."""
        return self.description.band_names

    @property
    def known_values(self) -> KnownValues:
        """The digital numbers of its training imagery, and so of what it generates."""
        return KnownValues(self.name, self.values.low, self.values.high, self.values.dtype)

    @property
    def values(self) -> ValueRange:
        """Value range and data type of the imagery."""
        return self.description.values

    @property
    def ground_sampling_distance(self) -> float:
        """Metres a pixel of the training imagery."""
        return self.description.ground_sampling_distance

    @property
    def provenance(self) -> Mapping[str, Any]:
        """Contents of the model card."""
        return self.description.provenance

    @property
    def digest(self) -> str:
        """Identity of the model file."""
        return self.description.digest

    def with_provenance(self, **entries: Any) -> Self:
        """Return the generator with some entries of its provenance added or replaced."""
        description = replace(self.description, provenance={**self.provenance, **entries})
        return replace(self, description=description)

    @property
    def dtype(self) -> str:
        """Data type of the imagery, "uint8" or "uint16"."""
        return self.values.dtype

    @property
    @abstractmethod
    def margin(self) -> int:
        """Pixels of land cover that the generator reads around a block."""

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

    def class_code(self, index: int) -> CodePart:
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
        """Return features (N, D) of the style encoder for images (N, bands, h, w) in [-1, 1]."""

    @abstractmethod
    def tensors(self) -> dict[str, Tensor]:
        """Return the weights by their names in the model file."""

    @abstractmethod
    def described_architecture(self) -> dict[str, Any]:
        """Return the hyper-parameters of the networks as JSON-compatible values."""

    @classmethod
    @abstractmethod
    def restored(
        cls, tensors: Mapping[str, Tensor], architecture: Mapping[str, Any], description: GeneratorDescription
    ) -> ImageryGenerator:
        """Return a generator with stored weights.

        Args:
            tensors: weights by their names in the model file.
            architecture: hyper-parameters, as `described_architecture` gave them.
            description: of the generator.

        Raises:
            KeyError, RuntimeError, TypeError: weights and hyper-parameters don't fit each other.
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


def described(metadata: Mapping[str, Any], digest: str) -> GeneratorDescription:
    """Return what a model file's metadata say of a generator, checked against the hyper-parameters beside it.

    Args:
        metadata: of the file.
        digest: identity of the file.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: they are not those of a generator.
    """
    scheme, architecture = ClassScheme.from_json(metadata["class_scheme"]), metadata["architecture"]
    _compare("classes", len(scheme.classes), architecture["classes"])
    _compare("bands", len(metadata["band_names"]), architecture["bands"])
    return GeneratorDescription(
        name=str(metadata["name"])[:LONGEST_NAME],
        scheme=scheme,
        band_names=tuple(str(name)[:LONGEST_NAME] for name in metadata["band_names"]),
        values=_value_range(metadata["value_range"]),
        ground_sampling_distance=finite_number(metadata["ground_sampling_distance"]),
        provenance=dict(metadata["provenance"]),
        digest=digest,
    )


def _value_range(values: Mapping[str, Any]) -> ValueRange:
    low, high, dtype = finite_number(values["low"]), finite_number(values["high"]), str(values["dtype"])
    if not fits(low, high, dtype):
        raise ValueError(f"it describes imagery of the type {shortened(dtype)} from {low:g} to {high:g}")
    return ValueRange(low, high, dtype)


def _compare(what: str, described: int, computed: int) -> None:
    if described != computed:
        raise ValueError(f"it names {described} {what}, and its network has {computed}")
