"""Class schemes: the classes of a model or a land cover, with values, names and colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import InputError
from .json_text import shortened, whole_number

UNKNOWN = 255
"""The index of a pixel without class: nodata, unlabelled, or outside the raster."""

MAX_CLASSES = 255
"""Indices are of 8 bits, and one of them means unknown."""


LARGEST_COLOUR = 255
LONGEST_NAME = 200


@dataclass(frozen=True)
class LandCoverClass:
    """A class: `value` is its own in rasters, `colour` red, green, blue from 0 to 255.

    `building` marks the class that pixels in building footprints get.
    """

    value: int
    name: str
    colour: tuple[int, int, int]
    building: bool = False

    def __post_init__(self) -> None:
        if not all(0 <= part <= LARGEST_COLOUR for part in self.colour):
            raise InputError(
                f"The colour of the class {shortened(self.name)} is {shortened(self.colour)}: red, green and blue are "
                f"0 to {LARGEST_COLOUR}."
            )
        if len(self.name) > LONGEST_NAME:
            raise InputError(
                f"The class {shortened(self.name)} has a name of {len(self.name)} letters: give it one of "
                f"at most {LONGEST_NAME}."
            )


@dataclass(frozen=True)
class ClassScheme:
    """The classes of a model, in the order of their indices 0 to K - 1.

    `unlabelled` is the value of pixels without class in rasters of this scheme, if there is one.
    """

    classes: tuple[LandCoverClass, ...]
    unlabelled: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.classes) <= MAX_CLASSES:
            raise InputError(f"A class scheme has 1 to {MAX_CLASSES} classes, not {len(self.classes)}.")
        if len({plain_name(name) for name in self.names}) < len(self.classes):
            raise InputError(f"The class scheme has a name more than once: {', '.join(self.names)}.")
        if len(set(self.values)) < len(self.classes):
            raise InputError(f"The class scheme has a value more than once: {', '.join(map(str, self.values))}.")

    @property
    def names(self) -> list[str]:
        """The class names, in the order of the indices."""
        return [c.name for c in self.classes]

    @property
    def values(self) -> list[int]:
        """The classes' own raster values, in the order of the indices."""
        return [c.value for c in self.classes]

    @property
    def building_index(self) -> int | None:
        """The index of the class of buildings, if the scheme has one."""
        return next((index for index, c in enumerate(self.classes) if c.building), None)

    def find(self, name: str) -> int | None:
        """Return the index of the class with this name, or None; case, dashes and underscores do not matter."""
        wanted = plain_name(name)
        return next((index for index, c in enumerate(self.classes) if plain_name(c.name) == wanted), None)

    def index_of(self, name: str) -> int:
        """Return the index of the class with this name.

        Raises:
            InputError: the scheme has no such class.
        """
        index = self.find(name)
        if index is None:
            raise InputError(f'The model has no class "{name}"; its classes are {", ".join(self.names)}.')
        return index

    def to_json(self) -> dict[str, Any]:
        """Return the scheme as JSON-compatible data."""
        classes = [
            {"value": c.value, "name": c.name, "colour": list(c.colour), "building": c.building} for c in self.classes
        ]
        return {"classes": classes, "unlabelled": self.unlabelled}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ClassScheme:
        """Read what `to_json` returned.

        Raises:
            InputError: `data` does not describe a scheme.
        """
        try:
            classes = tuple(_class_from_json(item) for item in data["classes"])
            unlabelled = data.get("unlabelled")
            unlabelled = None if unlabelled is None else whole_number(unlabelled)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else shortened(str(error))
            raise InputError(
                f"The class scheme of the model cannot be read ({reason}): its file is damaged, or another SatSyn "
                "wrote it."
            ) from error
        return cls(classes, unlabelled)


def plain_name(name: str) -> str:
    """Return a class name as names are compared: lower case, with single spaces for dashes and underscores."""
    return re.sub(r"[\s_\-]+", " ", name).strip().casefold()


def _class_from_json(item: Mapping[str, Any]) -> LandCoverClass:
    red, green, blue = (whole_number(part) for part in item["colour"])
    value = whole_number(item["value"])
    return LandCoverClass(value, str(item["name"]), (red, green, blue), bool(item.get("building", False)))
