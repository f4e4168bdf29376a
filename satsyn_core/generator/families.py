"""Loading a generator of any family from its model file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..contract.class_scheme import LONGEST_NAME, ClassScheme
from ..contract.errors import InputError, first_words
from ..contract.json_text import finite_number, shortened
from ..learning.model_file import load_model
from ..scenes.value_range import ValueRange
from .model import DEFAULT_FAMILY, KIND, GeneratorDescription, ImageryGenerator
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
        scheme = ClassScheme.from_json(metadata["class_scheme"])
        architecture = metadata["architecture"]
        _compare("classes", len(scheme.classes), architecture["classes"])
        _compare("bands", len(metadata["band_names"]), architecture["bands"])
        description = GeneratorDescription(
            name=str(metadata["name"])[:LONGEST_NAME],
            scheme=scheme,
            band_names=tuple(str(name)[:LONGEST_NAME] for name in metadata["band_names"]),
            values=_value_range(metadata["value_range"]),
            ground_sampling_distance=finite_number(metadata["ground_sampling_distance"]),
            provenance=dict(metadata["provenance"]),
            digest=file.digest,
        )
        return family.restored(file.tensors, architecture, description)
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise InputError(
            f"The weights in '{path}' don't fit its description ({first_words(error)}): "
            "the file is damaged, or another SatSyn wrote it."
        ) from error


def _family_named(name: str, path: str) -> type[ImageryGenerator]:
    if name not in FAMILIES:
        raise InputError(f"'{path}' is a generator of the family '{name}', which this SatSyn can't run: update SatSyn.")
    return FAMILIES[name]


def _value_range(values: Mapping[str, Any]) -> ValueRange:
    low, high, dtype = finite_number(values["low"]), finite_number(values["high"]), str(values["dtype"])
    limits = {"uint8": 255, "uint16": 65535}
    if not 0 <= low < high <= limits.get(dtype, -1):
        raise ValueError(f"it describes imagery of the type {shortened(dtype)} from {low:g} to {high:g}")
    return ValueRange(low, high, dtype)


def _compare(what: str, described: int, computed: int) -> None:
    if described != computed:
        raise ValueError(f"it names {described} {what}, and its network has {computed}")
