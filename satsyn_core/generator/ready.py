"""Generators whose graphs are in the cache already: they render without PyTorch, which takes a second to load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..contract.file_digest import file_digest
from ..contract.model_metadata import read_metadata
from ..learning.tensor_file import DamagedTensorsError, read_arrays
from .model import DEFAULT_FAMILY, KIND, GeneratorDescription, described
from .network.architecture import Architecture
from .network.radiometry import numbers_of_class
from .network.style_tables import StyleWeights, weight_names
from .seamless_styles import DRAWABLE, RADIOMETRY, SeamlessStyles
from .styles import Style

if TYPE_CHECKING:
    from torch import Tensor

    from .seamless import SeamlessGenerator

_BANK = "style_bank"
_STYLE = "generator.style."
"""What the names of the weights of `network.StyleTables` begin with in model files."""


@dataclass(frozen=True, kw_only=True)
class ReadyGenerator(SeamlessStyles):
    """A generator of the default family without its networks, which are loaded when something else than the cached
    graphs is asked for.

    Attributes:
        path: of the model file.
        stored_architecture: hyper-parameters of the networks.
        stored_style_weights: see `SeamlessStyles.style_weights`.
        bank: style codes with gains and offsets, if there are any (entries, numbers).
        drawable: (entries, K), see `SeamlessStyles.drawn_codes`.
    """

    path: Path
    stored_architecture: Architecture
    stored_style_weights: StyleWeights
    bank: NDArray[np.float32]
    drawable: NDArray[np.bool_] | None

    @property
    def architecture(self) -> Architecture:
        """See `SeamlessStyles`."""
        return self.stored_architecture

    @property
    def style_weights(self) -> StyleWeights:
        """See `SeamlessStyles`."""
        return self.stored_style_weights

    def drawn_codes(self) -> tuple[NDArray[np.float32], NDArray[np.bool_] | None]:
        """See `SeamlessStyles`."""
        return self.bank, self.drawable

    @cached_property
    def whole(self) -> SeamlessGenerator:
        """The generator with its networks.

        Raises:
            InputError: the file is gone, or another one now.
        """
        from .families import load_generator
        from .seamless import SeamlessGenerator

        loaded = load_generator(self.path)
        if loaded.digest != self.digest or not isinstance(loaded, SeamlessGenerator):
            raise InputError(f"The model '{self.path}' was replaced during this run: start it again.")
        return loaded

    def encode_style(self, image: NDArray[np.generic], classes: NDArray[np.uint8]) -> Style:
        """See `ImageryGenerator`."""
        return self.whole.encode_style(image, classes)

    def encoder_features(self, images: Tensor) -> Tensor:
        """See `ImageryGenerator`."""
        return self.whole.encoder_features(images)

    def tensors(self) -> dict[str, Tensor]:
        """See `ImageryGenerator`."""
        return self.whole.tensors()

    @classmethod
    def restored(
        cls, tensors: Mapping[str, Tensor], architecture: Mapping[str, Any], description: GeneratorDescription
    ) -> SeamlessGenerator:
        """See `ImageryGenerator`: a generator from tensors has its networks."""
        from .seamless import SeamlessGenerator

        return SeamlessGenerator.restored(tensors, architecture, description)


def ready_generator(path: Path | str) -> ReadyGenerator | None:
    """Return the generator of a model file if OpenVINO's graphs of it are in the cache, else None.

    Such a file was loaded and checked as a whole when the graphs were made: its digest is that of then.

    Raises:
        InputError: the file is missing, or is no generator.
    """
    # Where OpenVINO is missing, PyTorch computes, and this is not called.
    from .engines.openvino_graphs import has_graphs

    source = Path(path)
    metadata = read_metadata(source, KIND)
    if metadata.get("family", DEFAULT_FAMILY) != DEFAULT_FAMILY:
        return None
    digest = file_digest(source)
    if not has_graphs(digest):
        return None
    names = [f"{_STYLE}{name}" for name in weight_names()]
    try:
        stored = read_arrays(source, (*names, _BANK, DRAWABLE, RADIOMETRY))
        architecture = Architecture.from_json(dict(metadata["architecture"]))
        weights = StyleWeights.of(architecture, {name.removeprefix(_STYLE): stored[name] for name in names})
        return ReadyGenerator(
            description=described(metadata, digest),
            path=source,
            stored_architecture=architecture,
            stored_style_weights=weights,
            bank=_whole_bank(stored, architecture),
            drawable=stored[DRAWABLE].astype(bool) if DRAWABLE in stored else None,
        )
    except (DamagedTensorsError, ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        # Loading it with its networks says what is wrong.
        return None


def _whole_bank(stored: Mapping[str, NDArray[np.generic]], architecture: Architecture) -> NDArray[np.float32]:
    """Return the bank with gains and offsets behind each code, if there are any (entries, numbers)."""
    bank = stored[_BANK].astype(np.float32)
    if RADIOMETRY not in stored:
        return bank
    radiometry = stored[RADIOMETRY].astype(np.float32)
    if radiometry.shape != (len(bank), architecture.classes, numbers_of_class(architecture)):
        raise ValueError(f"{RADIOMETRY} is of the shape {radiometry.shape}")
    if not np.isfinite(radiometry).all():
        raise ValueError(f"{RADIOMETRY} holds what is no number")
    return np.concatenate([bank, radiometry.reshape(len(bank), -1)], 1)
