"""Matching the values of a land-cover raster to the classes of a model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN, ClassScheme, plain_name
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..raster.window import Window, canonical_blocks
from .class_names import class_names
from .raster import LandCoverRaster

_SCAN_BLOCK_PIXELS = 4096
# No class raster has more distinct values; an elevation model or an image has.
_MOST_VALUES = 10_000
_VALUES_NAMED = 12

# Names of values that are no class in common land-cover products.
_NO_CLASS = {"nodata", "no data", "unlabelled", "unlabeled", "undefined", "unclassified", "na", "n/a"}


@dataclass(frozen=True)
class ClassMatch:
    """A match of raster values to classes.

    Attributes:
        scheme: the classes.
        index_of_value: class index of each raster value, `UNKNOWN` for nodata.
        source: what the match is based on, in words, such as "CLASSES".
        counts: known pixels of each value in the window that was matched.
    """

    scheme: ClassScheme
    index_of_value: Mapping[int, int]
    source: str
    counts: Mapping[int, int] = field(default_factory=dict)

    def indices(self, values: NDArray[np.integer], known: NDArray[np.bool_]) -> NDArray[np.uint8]:
        """Return class indices (uint8, the shape of `values`); `UNKNOWN` where not known or not matched."""
        found = self._table_lookup(values) if values.dtype.itemsize <= 2 else self._search(values)
        found[~known] = UNKNOWN
        return found

    @property
    def pixels(self) -> int:
        """Number of pixels of the matched window that have a class."""
        return sum(n for value, n in self.counts.items() if self.index_of_value.get(value, UNKNOWN) != UNKNOWN)

    @property
    def unclassed_pixels(self) -> int:
        """Number of known pixels of the matched window that are taken as nodata, because their value has no class."""
        return sum(self.counts.values()) - self.pixels

    def describe(self) -> str:
        """Return the match as a sentence for the user's log."""
        total = sum(self.counts.values())
        parts = [
            f"{value} = {self.name_of(value)} ({_share(count, total)})" for value, count in sorted(self.counts.items())
        ]
        return f"Land cover matched by {self.source}: {', '.join(parts)}."

    def name_of(self, value: int) -> str:
        """Return the name of a value's class, or "nodata"."""
        index = self.index_of_value.get(value, UNKNOWN)
        return "nodata" if index == UNKNOWN else self.scheme.names[index]

    def _table_lookup(self, values: NDArray[np.integer]) -> NDArray[np.uint8]:
        bits = 8 * values.dtype.itemsize
        table = np.full(2**bits, UNKNOWN, np.uint8)
        for value, index in self.index_of_value.items():
            # Negative values of signed types lie in the upper half when their bits are read as unsigned.
            if np.iinfo(values.dtype).min <= value <= np.iinfo(values.dtype).max:
                table[value % 2**bits] = index
        found: NDArray[np.uint8] = table[values.view(f"u{values.dtype.itemsize}")]
        return found

    def _search(self, values: NDArray[np.integer]) -> NDArray[np.uint8]:
        keys, indices = self._sorted_for(values.dtype)
        if not len(keys):
            return np.full(values.shape, UNKNOWN, np.uint8)
        place = np.minimum(np.searchsorted(keys, values), len(keys) - 1)
        found: NDArray[np.uint8] = np.where(keys[place] == values, indices[place], np.uint8(UNKNOWN))
        return found

    def _sorted_for(self, dtype: np.dtype) -> tuple[NDArray[np.integer], NDArray[np.uint8]]:
        """Return the values that a data type can hold, in their order, with their class indices."""
        limits = np.iinfo(dtype)
        keys = [key for key in self._sorted_values if limits.min <= key <= limits.max]
        return np.array(keys, dtype), np.array([self.index_of_value[key] for key in keys], np.uint8)

    @cached_property
    def _sorted_values(self) -> list[int]:
        return sorted(self.index_of_value)


def match_classes(
    landcover: LandCoverRaster, scheme: ClassScheme, classes: str | None, window: Window, reporter: Reporter
) -> ClassMatch:
    """Match the values of a land-cover raster to the classes of a model and log the match.

    The match is based on the first of these that there is: `classes`, a text such as "1=water 2=land 15=nodata"; the
    class names stored with the raster; the model's own values.

    Args:
        landcover: open land cover.
        scheme: the model's classes.
        classes: the user's text, or None.
        window: the part of the raster that will be used; values elsewhere do not matter.
        reporter: gets the match as a log line, and progress.

    Raises:
        InputError: `classes` cannot be understood, `window` holds only nodata, or values in it have no match.
    """
    meaning, source = _meaning(landcover, scheme, classes)
    _warn_of_scale(landcover, reporter)
    counts = count_values(landcover, window, reporter)
    if not counts:
        raise InputError(f"{landcover.name} holds only nodata in the part to be done, so there is nothing to draw.")
    unmatched = [value for value in counts if value not in meaning]
    if unmatched:
        raise InputError(_unmatched_sentence(landcover, scheme, meaning, source, counts))
    match = ClassMatch(scheme, meaning, source, counts)
    if match.pixels == 0:
        raise InputError(
            f"Every pixel of {landcover.name} is taken as nodata by {source}, so there is nothing to draw: "
            "give classes with CLASSES."
        )
    reporter.log(match.describe())
    return match


def parse_classes(text: str, scheme: ClassScheme) -> dict[int, int]:
    """Read "1=water 2=land 15=nodata" (commas or spaces between) as class index by raster value.

    Raises:
        InputError: the text has another form, names an unknown class, or gives one value two classes.
    """
    meaning: dict[int, int] = {}
    for value, name in read_classes(text):
        index = UNKNOWN if is_no_class(name) else scheme.find(name)
        if index is None:
            raise InputError(
                f'CLASSES gives value {value} the class "{name}", which the model does not have; '
                f"its classes are {', '.join(scheme.names)}, and nodata."
            )
        if meaning.setdefault(value, index) != index:
            raise InputError(f"CLASSES gives value {value} two classes: keep one of them.")
    return meaning


def read_classes(text: str) -> list[tuple[int, str]]:
    """Read "1=water 2=land 15=nodata" (commas or spaces between) as raster values and names, in the text's order.

    Raises:
        InputError: the text has another form.
    """
    entries = re.findall(r"([+-]?\d+)\s*=\s*(.*?)[\s,;]*(?=[+-]?\b\d+\s*=|$)", text.strip(), re.DOTALL)
    rebuilt = re.sub(r"[\s,;]", "", "".join(f"{value}={name}" for value, name in entries))
    if not entries or rebuilt != re.sub(r"[\s,;]", "", text):
        raise InputError(f'CLASSES "{text}" is not of the form "1=water 2=land 15=nodata".')
    return [(int(value), name) for value, name in entries]


def is_no_class(name: str) -> bool:
    """Whether a class name says that a value is no class, as "nodata" and "unlabelled" do."""
    return plain_name(name) in _NO_CLASS


def count_values(landcover: LandCoverRaster, window: Window, reporter: Reporter) -> dict[int, int]:
    """Count the known pixels of each value in a window.

    Args:
        landcover: open land cover.
        window: the part of the raster that is read, block by block.
        reporter: gets progress; may cancel.

    Raises:
        InputError: there are more distinct values than any land cover has.
    """
    counts: Counter[int] = Counter()
    blocks = list(canonical_blocks(window, _SCAN_BLOCK_PIXELS))
    for number, block in enumerate(blocks):
        reporter.check_cancelled()
        reporter.progress(number / len(blocks), "Reading the land cover's classes")
        values, known = landcover.read(block)
        counts.update(_value_counts(values, known))
        if len(counts) > _MOST_VALUES:
            raise InputError(f"{landcover.name} has more than {_MOST_VALUES} different values: it is no land cover.")
    if landcover.largest_rounding > 0:
        reporter.log(
            f"{landcover.name} holds numbers that differ from whole ones by up to {landcover.largest_rounding:.1g}: "
            "they are rounded."
        )
    return dict(counts)


def _warn_of_scale(landcover: LandCoverRaster, reporter: Reporter) -> None:
    scale, offset = landcover.scale_and_offset
    if (scale, offset) != (1, 0):
        reporter.log(
            f"{landcover.name} has a scale of {scale:g} and an offset of {offset:g}, with which QGIS shows other "
            "values: the classes are those of the numbers in the file itself.",
            "warning",
        )


def _value_counts(values: NDArray[np.integer], known: NDArray[np.bool_]) -> dict[int, int]:
    if values.dtype.itemsize <= 2:
        unsigned = values.view(f"u{values.dtype.itemsize}")
        found = np.bincount(unsigned[known], minlength=1)
        present = np.flatnonzero(found)
        return dict(
            zip(present.astype(unsigned.dtype).view(values.dtype).tolist(), found[present].tolist(), strict=True)
        )
    present, found = np.unique(values[known], return_counts=True)
    return dict(zip(present.tolist(), found.tolist(), strict=True))


def _meaning(landcover: LandCoverRaster, scheme: ClassScheme, classes: str | None) -> tuple[dict[int, int], str]:
    if classes is not None and classes.strip():
        return parse_classes(classes, scheme), "CLASSES"
    names = class_names(landcover.dataset)
    if names:
        meaning = {value: scheme.find(name) for value, name in names.items()}
        meaning |= {value: UNKNOWN for value, name in names.items() if is_no_class(name)}
        return {value: index for value, index in meaning.items() if index is not None}, "the raster's class names"
    meaning_of_own = {value: index for index, value in enumerate(scheme.values)}
    if scheme.unlabelled is not None:
        meaning_of_own.setdefault(scheme.unlabelled, UNKNOWN)
    return meaning_of_own, "the model's own values"


def _unmatched_sentence(
    landcover: LandCoverRaster, scheme: ClassScheme, meaning: Mapping[int, int], source: str, counts: Mapping[int, int]
) -> str:
    total = sum(counts.values())
    names = _names_for_messages(landcover)
    unmatched = sorted((value for value in counts if value not in meaning), key=lambda v: -counts[v])
    listed = [
        f"{value}{f' ({names[value]})' if value in names else ''} in {_share(counts[value], total)}"
        for value in unmatched[:_VALUES_NAMED]
    ]
    if len(unmatched) > _VALUES_NAMED:
        listed.append(f"{len(unmatched) - _VALUES_NAMED} more values")
    return (
        f"{landcover.name} has the value {', '.join(listed)} of its pixels, with no class of the model by {source}; "
        f"the model knows {', '.join(scheme.names)}. Give every value its class, or nodata, with CLASSES. It has the "
        "form of this example, in which the classes of the values above are guesses that you replace, as in "
        f'"{_example(scheme, meaning, counts)}".'
    )


def _example(scheme: ClassScheme, meaning: Mapping[int, int], counts: Mapping[int, int]) -> str:
    """Return a text for CLASSES with all values, in which those without class have the classes that are left over.

    None of them is nodata: taken as it is, the example would silently leave out a part of the map, or all of it.
    """
    matched = ClassMatch(scheme, meaning, "", counts)
    taken = {meaning[value] for value in counts if value in meaning}
    left = [name for index, name in enumerate(scheme.names) if index not in taken] or scheme.names
    guesses = cycle(left)
    return " ".join(
        f"{value}={matched.name_of(value) if value in meaning else next(guesses)}" for value in sorted(counts)
    )


def _names_for_messages(landcover: LandCoverRaster) -> dict[int, str]:
    try:
        return class_names(landcover.dataset)
    except InputError:
        return {}


def _share(count: int, total: int) -> str:
    percent = 100 * count / total
    return f"{percent:.1f} %" if percent >= 0.1 else "under 0.1 %"
