"""The families of generators, by the name that their model files carry."""

from __future__ import annotations

from ..errors import InputError
from .model import ImageryGenerator
from .paper.model import PaperGenerator
from .seamless import SeamlessGenerator

FAMILIES: dict[str, type[ImageryGenerator]] = {family.family: family for family in (SeamlessGenerator, PaperGenerator)}


def family_named(name: str, path: str) -> type[ImageryGenerator]:
    """Return a family.

    Args:
        name: as in the model file.
        path: of the model file, for the message.

    Raises:
        InputError: this SatSyn does not know the family.
    """
    if name not in FAMILIES:
        raise InputError(f"'{path}' is a generator of the family '{name}', which this SatSyn can't run: update SatSyn.")
    return FAMILIES[name]
