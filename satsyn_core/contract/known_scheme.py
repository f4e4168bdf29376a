"""Known class schemes: what the values and names of well-known land covers mean, beyond any model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from .bundled import RESOURCES
from .class_scheme import ClassScheme, LandCoverClass, plain_name
from .errors import InputError
from .json_text import read_json, shortened
from .plain_files import read_text

_MOST_SHOWN = 60
"""Letters of a name that a message shows."""

NO_CLASS = "no class"
"""The concept of values that are no class at all, as nodata and unclassified."""

_GREY = (128, 128, 128)


@dataclass(frozen=True)
class KnownClass:
    """A class of a known scheme.

    Attributes:
        value: in rasters; None for a class that only layers of features have, as a tag of OpenStreetMap.
        name: in lower case.
        colour: red, green, blue from 0 to 255; None where the scheme has no official one.
        concept: what the class is, as in resources/class_concepts.json; empty where its name alone says it.
        synonyms: further names.
        building: whether pixels in building footprints get this class.
    """

    value: int | None
    name: str
    colour: tuple[int, int, int] | None
    concept: str = ""
    synonyms: tuple[str, ...] = ()
    building: bool = False


@dataclass(frozen=True)
class KnownScheme:
    """A class scheme with its origin.

    Attributes:
        id: what users name it by.
        title, source, version, licence: for people.
        classes: in the order of the file.
        unlabelled: value of pixels without class, if there is one.
        needs_colours: whether its values alone never identify it, because it has a class for nearly every value.
        known_as: further names that its files have.
        always_some_of: values of which every whole map has at least one; empty where there are none such.
    """

    id: str
    title: str
    source: str
    version: str
    licence: str
    classes: tuple[KnownClass, ...]
    unlabelled: int | None = None
    needs_colours: bool = False
    known_as: tuple[str, ...] = ()
    always_some_of: tuple[int, ...] = ()

    @property
    def by_value(self) -> dict[int, KnownClass]:
        """The classes that rasters can hold, by value."""
        return {one.value: one for one in self.classes if one.value is not None}

    @property
    def without_class(self) -> tuple[int, ...]:
        """The values of pixels without class, in rising order."""
        marked = {value for value, one in self.by_value.items() if one.concept == NO_CLASS}
        return tuple(sorted(marked if self.unlabelled is None else {*marked, self.unlabelled}))

    def as_class_scheme(self) -> ClassScheme:
        """Return the classes as those of a model that is trained on them; values without class are left out.

        A class scheme has one unlabelled value: the known scheme's, else the greatest of those without class.
        Where several values have one name, each further one has its value added.

        Raises:
            InputError: the scheme has no class with a value.
        """
        named = {value: one for value, one in self.by_value.items() if one.concept != NO_CLASS}
        firsts = {plain_name(one.name): value for value, one in reversed(named.items())}
        classes = tuple(
            LandCoverClass(
                value,
                one.name if firsts[plain_name(one.name)] == value else f"{one.name} {value}",
                one.colour or _GREY,
                one.building,
            )
            for value, one in named.items()
        )
        if not classes:
            raise InputError(f"The class scheme {self.id} has names without values, so no raster can have it.")
        last = self.without_class[-1] if self.without_class else None
        return ClassScheme(classes, last if self.unlabelled is None else self.unlabelled)


def read_known_scheme(path: str | Path) -> KnownScheme:
    """Read a scheme from a JSON file, as those in resources/class_schemes.

    Its "classes" have each a "name" and a "value", and may have "colour", "concept", "synonyms" and "building". The
    file may have "id", "title", "source", "version", "licence", "unlabelled", "needs_colours", "known_as" and
    "always_some_of".

    Raises:
        InputError: there is no such file, or it does not describe a scheme.
    """
    place = Path(path)
    try:
        data = read_json(read_text(place))
    except OSError as error:
        raise InputError(f"The class scheme {place} cannot be read ({error.strerror or error}).") from error
    except ValueError as error:
        raise InputError(f"The class scheme {place} is not a JSON file ({error}): correct it there.") from error
    if not isinstance(data, dict) or not isinstance(data.get("classes"), list):
        raise InputError(f'The class scheme {place} does not describe classes: it has no object with "classes".')
    classes = tuple(_class(item, number, place) for number, item in enumerate(data["classes"], 1))
    _refuse_repeated(classes, place)
    unlabelled = data.get("unlabelled")
    if unlabelled is not None and not _is_whole(unlabelled):
        raise InputError(
            f'The class scheme {place} has "unlabelled": {shortened(unlabelled)}, which is no whole number.'
        )
    title = str(data.get("title") or data.get("name") or place.stem)
    source, version, licence = (str(data.get(name, "not stated")) for name in ("source", "version", "licence"))
    needs_colours = _switch(data, "needs_colours", f"The class scheme {place}")
    name = str(data.get("id", place.stem))
    known_as = _list(data, "known_as", "names", place, lambda one: isinstance(one, str) and plain_name(one) != "")
    some_of = _list(data, "always_some_of", "values", place, _is_whole)
    return KnownScheme(name, title, source, version, licence, classes, unlabelled, needs_colours, known_as, some_of)


def _list(
    data: Mapping[str, Any], key: str, what: str, place: Path, is_right: Callable[[Any], bool]
) -> tuple[Any, ...]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(is_right(one) for one in found):
        raise InputError(
            f'The class scheme {place} has "{key}": {shortened(found)}: write a list of {what} in its place.'
        )
    return tuple(found)


def _class(item: Any, number: int, place: Path) -> KnownClass:
    where = f"Class {number} of the class scheme {place}"
    if not isinstance(item, Mapping) or not str(item.get("name") or "").strip():
        raise InputError(f'{where} has no "name": write it as {{"value": 1, "name": "water"}}.')
    name, value, synonyms = str(item["name"]), item.get("value"), item.get("synonyms", [])
    shown = name[:_MOST_SHOWN]
    if value is not None and not _is_whole(value):
        raise InputError(f'{where} ({shown}) has "value": {shortened(value)}, which is no whole number.')
    if not isinstance(synonyms, list):
        raise InputError(
            f'{where} ({shown}) has "synonyms": {shortened(synonyms)}: write a list of names in its place.'
        )
    colour = _colour(item.get("colour"), f"{where} ({shown})")
    words = tuple(str(one) for one in synonyms)
    concept = str(item.get("concept") or "")
    _refuse_unknown_concept(concept, f"{where} ({shown})")
    return KnownClass(value, name, colour, concept, words, _switch(item, "building", f"{where} ({shown})"))


def _switch(item: Mapping[str, Any], key: str, where: str) -> bool:
    found = item.get(key, False)
    # A text is not empty, so that Python takes "false" for true.
    if not isinstance(found, bool):
        raise InputError(f'{where} has "{key}": {shortened(found)}: write true or false in its place.')
    return found


def _refuse_unknown_concept(concept: str, where: str) -> None:
    known = _concept_names()
    if concept and concept not in known:
        nearest = get_close_matches(concept.casefold(), known, n=1, cutoff=0)[0]
        raise InputError(
            f'{where} has "concept": "{concept[:_MOST_SHOWN]}", which SatSyn does not know: write "{nearest}" if '
            f"that is meant, or another of {', '.join(sorted(known))}; or leave the concept out."
        )


@cache
def _concept_names() -> tuple[str, ...]:
    return tuple(json.loads((RESOURCES / "class_concepts.json").read_text(encoding="utf-8")))


def _colour(colour: Any, where: str) -> tuple[int, int, int] | None:
    if colour is None:
        return None
    if not isinstance(colour, list) or len(colour) != 3 or not all(_is_whole(c) and 0 <= c <= 255 for c in colour):
        raise InputError(
            f'{where} has "colour": {shortened(colour)}: write red, green and blue from 0 to 255, as [38, 116, 201].'
        )
    red, green, blue = colour
    return red, green, blue


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _refuse_repeated(classes: tuple[KnownClass, ...], place: Path) -> None:
    values = [one.value for one in classes if one.value is not None]
    repeated = sorted({value for value in values if values.count(value) > 1})
    if repeated:
        raise InputError(
            f"The class scheme {place} has the value {shortened(repeated[0])} more than once: keep one of its classes."
        )
    if not classes:
        raise InputError(f"The class scheme {place} has no classes.")
