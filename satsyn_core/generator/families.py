"""Loading a generator of any family from its model file."""

from __future__ import annotations

from pathlib import Path

from ..contract.errors import InputError, first_words
from ..learning.model_file import load_model
from .model import DEFAULT_FAMILY, KIND, ImageryGenerator, described
from .seamless import SeamlessGenerator
from .spade.model import SpadeGenerator

__all__ = ["FAMILIES", "load_generator"]

FAMILIES: dict[str, type[ImageryGenerator]] = {family.family: family for family in (SeamlessGenerator, SpadeGenerator)}
"""The families of generators, by the name that their model files carry."""


def load_generator(path: Path | str) -> ImageryGenerator:
    """Load a generator from its model file.

    Raises:
        InputError: the file is missing, is not a generator, is of an unknown family, or its weights don't fit its
            description.
    """
    file = load_model(path, KIND)
    metadata = file.metadata
    family = _family_named(str(metadata.get("family", DEFAULT_FAMILY)), str(path))
    try:
        return family.restored(file.tensors, metadata["architecture"], described(metadata, file.digest))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise InputError(
            f"The weights in '{path}' don't fit its description ({first_words(error)}): "
            "the file is damaged, or another SatSyn wrote it."
        ) from error


def _family_named(name: str, path: str) -> type[ImageryGenerator]:
    if name not in FAMILIES:
        raise InputError(f"'{path}' is a generator of the family '{name}', which this SatSyn can't run: update SatSyn.")
    return FAMILIES[name]
