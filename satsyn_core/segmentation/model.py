"""A trained segmentation network and its file: weights, class scheme, bands, normalisation and provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from ..contract.class_scheme import LONGEST_NAME, ClassScheme
from ..contract.errors import InputError, first_words
from ..contract.json_text import finite_number
from ..contract.wording import counted
from ..learning.model_file import load_model, save_model
from ..learning.shapes import require_shapes
from ..scenes.value_comparison import KnownValues
from .architecture import SegmentationArchitecture, build_network
from .normalisation import Normalisation

KIND = "segmentation"


@dataclass(frozen=True)
class SegmentationModel:
    """A trained segmentation network, ready to predict.

    Attributes:
        name: of the model, for tags and messages.
        architecture: of the network.
        network: normalised images (N, bands, h, w) in, logits (N, K, h, w) out.
        scheme: the classes it tells apart.
        band_names: one a band.
        normalisation: from digital numbers to what the network works on.
        ground_sampling_distance: of the training imagery, in metres a pixel.
        provenance: data, settings, metrics: what a model card tells.
        digest: identity of the model file; empty for a model that was not loaded from one.
    """

    name: str
    architecture: SegmentationArchitecture
    network: nn.Module
    scheme: ClassScheme
    band_names: tuple[str, ...]
    normalisation: Normalisation
    ground_sampling_distance: float
    provenance: Mapping[str, Any]
    digest: str = ""

    @property
    def known_values(self) -> KnownValues:
        """The digital numbers of its training imagery."""
        values = self.normalisation
        return KnownValues(self.name, values.low, values.high, values.dtype)

    def check_bands(self, source: str, bands: int, remedy: str | None = None) -> None:
        """Check that imagery has the bands that the network was trained on.

        Args:
            source: of the imagery, for messages.
            bands: number of those that are used.
            remedy: what to do where BANDS can't help; None where it can.

        Raises:
            InputError: it has another number of bands.
        """
        if bands != len(self.band_names):
            raise InputError(
                f"{source} has {counted(bands, 'band')}, and the model {self.name} was trained on "
                f"{len(self.band_names)} ({', '.join(self.band_names)}): "
                f"{remedy or 'give imagery with these bands in this order, or name them in BANDS'}."
            )

    def save(self, path: Path | str) -> None:
        """Write the model file."""
        values = self.normalisation
        metadata = {
            "kind": KIND,
            "name": self.name,
            "architecture": self.architecture.to_json(),
            "class_scheme": self.scheme.to_json(),
            "band_names": list(self.band_names),
            "value_range": {"low": values.low, "high": values.high, "dtype": values.dtype},
            "normalisation": values.to_json(),
            "ground_sampling_distance": self.ground_sampling_distance,
            "provenance": dict(self.provenance),
        }
        tensors = {name: tensor.clone().contiguous() for name, tensor in self.network.state_dict().items()}
        save_model(path, tensors, metadata)

    @classmethod
    def load(cls, path: Path | str) -> SegmentationModel:
        """Load a model from its file.

        Raises:
            InputError: the file is missing, is not a segmentation model, or its weights don't fit its description.
        """
        file = load_model(path, KIND)
        metadata = file.metadata
        try:
            architecture = SegmentationArchitecture(**metadata["architecture"])
            require_shapes(lambda: build_network(architecture), file.tensors)
            network = build_network(architecture)
            network.load_state_dict(dict(file.tensors))
            return cls(
                name=str(metadata["name"])[:LONGEST_NAME],
                architecture=architecture,
                network=network.eval().requires_grad_(False),
                scheme=ClassScheme.from_json(metadata["class_scheme"]),
                band_names=_band_names(metadata["band_names"], architecture.bands),
                normalisation=Normalisation.from_json(metadata["normalisation"], architecture.bands),
                ground_sampling_distance=finite_number(metadata["ground_sampling_distance"]),
                provenance=dict(metadata["provenance"]),
                digest=file.digest,
            )
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
            raise InputError(
                f"The weights in '{path}' don't fit its description ({first_words(error)}): "
                "the file is damaged, or another SatSyn wrote it."
            ) from error


def _band_names(names: Sequence[object], bands: int) -> tuple[str, ...]:
    if isinstance(names, str) or len(names) != bands:
        raise ValueError(f"it names {counted(len(names), 'band')}, and its network has {bands}")
    return tuple(str(name)[:LONGEST_NAME] for name in names)
