"""Matching the values of a land-cover raster to the classes of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..raster.window import Window
from .class_keys import ClassKeys, listed
from .crosswalk import describe_losses
from .match_table import NODATA, MatchRow, MatchTable, share
from .raster import LandCoverRaster
from .stated_classes import StatedClasses
from .unmatched import Unmatched, absence
from .value_counts import count_values
from .value_meaning import Meaning, understand


@dataclass(frozen=True)
class ClassMatch:
    """A match of raster values to classes.

    Attributes:
        scheme: the classes.
        index_of_value: class index of each raster value, `UNKNOWN` for nodata.
        source: what the match is based on, in words, such as "CLASSES".
        counts: known pixels of each value in the window that was matched.
        names: of the values, in the words of the land cover or of its scheme.
        raster: path of the land cover.
        losses: what the model cannot show as the land cover has it, in sentences.
        keys: what CLASSES calls the values.
    """

    scheme: ClassScheme
    index_of_value: Mapping[int, int]
    source: str
    counts: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    raster: str = ""
    losses: tuple[str, ...] = ()
    keys: ClassKeys = field(default_factory=lambda: ClassKeys({}))

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
            f"{self.keys.key_of(value)} = {self.name_of(value)} ({share(count, total)})"
            for value, count in sorted(self.counts.items())
        ]
        return f"Land cover matched by {self.source}: {', '.join(parts)}."

    def table(self) -> MatchTable:
        """Return the match as a table of the values that occur."""
        rows = [
            MatchRow(value, self.names.get(value, ""), self.name_of(value), count, is_counted=self.keys.is_counted)
            for value, count in sorted(self.counts.items())
        ]
        return MatchTable(self.raster, self.source, rows, self.losses)

    def name_of(self, value: int) -> str:
        """Return the name of a value's class, or "nodata"."""
        index = self.index_of_value.get(value, UNKNOWN)
        return NODATA if index == UNKNOWN else self.scheme.names[index]

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
    landcover: LandCoverRaster,
    scheme: ClassScheme,
    classes: StatedClasses | str | None,
    window: Window,
    reporter: Reporter,
    counts: Mapping[int, int] | None = None,
) -> ClassMatch:
    """Match the values of a land-cover raster to the classes of a model and log the match.

    For what the match is based on see `understand`.

    Args:
        landcover: open land cover.
        scheme: the model's classes.
        classes: what the user or QGIS states; a text is that of CLASSES, such as "1=water 2=land 15=nodata".
        window: the part of the raster that will be used; values elsewhere need no class.
        reporter: gets the match as a log line and a table, and progress.
        counts: known pixels of each value in the window, if they are counted already.

    Raises:
        InputError: what is stated cannot be understood, `window` holds only nodata, or values in it have no match.
    """
    stated = StatedClasses.of(classes)
    _warn_of_scale(landcover, reporter)
    loss = _loss_sentence(landcover)
    if loss:
        reporter.log(loss, "warning")
    counts = count_values(landcover, window, reporter) if counts is None else counts
    if not counts:
        landcover.refuse_mask_over_all(window)
        if landcover.is_drawn:
            raise InputError(
                f"No feature of {landcover.name} lies on the grid or imagery in the part to be done, so no pixel has a "
                "class: check the coordinate systems of both, and the extent."
            )
        raise InputError(f"{landcover.name} holds only nodata in the part to be done, so no pixel has a class.")
    meaning = understand(landcover, scheme, stated, counts)
    warn_of_two_names(meaning, stated, reporter)
    if any(value not in meaning.shown for value in counts):
        # Classes for numbers that the compression has made would not help.
        if loss:
            raise InputError(loss)
        raise InputError(Unmatched(landcover, meaning, counts, stated).sentence())
    match = matched(landcover, meaning, counts)
    if match.pixels == 0:
        raise InputError(
            f"Every pixel of {landcover.name} is taken as nodata by {meaning.source}, so no pixel has a class: "
            "give classes with CLASSES."
        )
    reporter.log(f"{match.describe()}\n{match.table().text()}")
    warn_of_text(landcover, meaning, stated, reporter)
    warn_of_guesses(landcover.name, meaning, reporter)
    _warn_of_left_out(match, meaning, reporter)
    return match


def matched(landcover: LandCoverRaster, meaning: Meaning, counts: Mapping[int, int]) -> ClassMatch:
    """Return the match of the values that occur in a land cover; those without meaning have no class."""
    scheme = meaning.target.scheme
    named = {
        value: (meaning.names.get(value, str(value)), meaning.shown[value])
        for value in sorted(counts)
        if value in meaning.shown and value not in meaning.said_values
    }
    losses = tuple(describe_losses(named, scheme))
    index_of_value = meaning.index_of_value()
    return ClassMatch(
        scheme, index_of_value, meaning.source, counts, meaning.names, landcover.name, losses, meaning.keys
    )


def warn_of_two_names(meaning: Meaning, stated: StatedClasses, reporter: Reporter) -> None:
    """Name values with one name in the raster and another one in its legend or style, which CLASSES leaves open.

    Args:
        meaning: of the values.
        stated: what the user or QGIS states.
        reporter: gets the warning.
    """
    twice = None if meaning.named_twice is None else meaning.named_twice.without(meaning.said_values)
    if twice is not None and twice.names:
        reporter.log(twice.sentence(stated.by_names), "warning")


def warn_of_text(landcover: LandCoverRaster, meaning: Meaning, stated: StatedClasses, reporter: Reporter) -> None:
    """Name what CLASSES has and the land cover has not, and warn of numbers that only count words, and of a SCHEME that
    has nothing to say.

    Args:
        landcover: open land cover.
        meaning: of its values.
        stated: what the user states, with CLASSES.
        reporter: gets the warnings.
    """
    if meaning.unused_scheme is not None:
        reporter.log(
            f"SCHEME={meaning.unused_scheme} is not used for {landcover.name}: all of its values have classes by "
            f"{meaning.source}, which comes before a scheme. Where one is wrong, say so with CLASSES.",
            "info" if stated.several else "warning",
        )
    said = meaning.said
    if said is None:
        return
    if said.counted:
        reporter.log(
            f"CLASSES has numbers for words of {landcover.name}. They are those of the alphabet now: "
            f"{meaning.keys.numbering()}. They change as soon as a class is added, renamed or removed. Give the words "
            f'themselves: "{said.counted}".',
            "warning",
        )
    _warn_of_contradictions(landcover, meaning, reporter)
    if said.absent:
        has_words = landcover.is_drawn or any(not key.lstrip("+-").isdecimal() for key in said.absent)
        words = meaning.keys.named(meaning.names) if has_words else []
        reporter.log(absence(landcover.name, said.absent, words), _level_of_absence(landcover, said.absent, stated))


def _warn_of_contradictions(landcover: LandCoverRaster, meaning: Meaning, reporter: Reporter) -> None:
    """Warn where CLASSES gives a number another class than its name has: CLASSES counts, and may be of older numbers.

    Who writes the word itself, or nodata, or has another opinion than a stand-in, knows what it is called.
    """
    said = meaning.said
    if said is None or said.counted:
        return
    classes, names = meaning.target.scheme.names, meaning.keys.names
    wrong, right = list[str](), dict[int, tuple[str, bool]]()
    for value in sorted(said.by_number & names.keys()):
        index = said.index_of_value[value]
        by_name = meaning.target.of_name(names[value])
        if by_name is None or by_name.index is None or by_name.index == index or by_name.stand_in or index == UNKNOWN:
            continue
        wrong.append(f'{value} ("{names[value]}") the class {classes[index]}')
        right[value] = classes[by_name.index], False
    if wrong:
        reporter.log(
            f"CLASSES contradicts the names in {landcover.name}: it gives {listed(wrong)}. CLASSES counts. If its "
            f'numbers are those of an older map, correct them: by the names it is "{meaning.keys.text(right)}".',
            "warning",
        )


def _level_of_absence(landcover: LandCoverRaster, absent: Sequence[str], stated: StatedClasses) -> str:
    """Return how loudly to name what is absent: one text often serves several rasters, or the scenes of a training."""
    is_usual = stated.several or (not landcover.is_drawn and all(key.lstrip("+-").isdecimal() for key in absent))
    return "info" if is_usual else "warning"


def warn_of_guesses(name: str, meaning: Meaning, reporter: Reporter) -> None:
    """Warn of classes that nobody has said to be right.

    Args:
        name: of the land cover.
        meaning: of its values.
        reporter: gets the warnings.
    """
    if meaning.supposed:
        reporter.log(
            f"{name} does not say what its values mean. They are supposed to be the model's own: all of the raster's "
            "values are among them, and its pixels are of about the model's size. If they mean something else, say so "
            "with CLASSES or SCHEME; SCHEME=model says that they are the model's own.",
            "warning",
        )
    _warn_of_colours(name, meaning, reporter)
    if meaning.said is not None and meaning.said.guessed:
        reporter.log(
            f"CLASSES marks the classes of {listed(meaning.said.guessed)} as guesses, with a question mark: the result "
            "is wrong where they are. Put the right classes in their place, and leave the question marks out.",
            "warning",
        )


def _warn_of_colours(name: str, meaning: Meaning, reporter: Reporter) -> None:
    """Name values with other colours than the class scheme that the other ones show."""
    recognition = meaning.recognition
    if recognition is None or recognition.found is None or not recognition.recoloured:
        return
    scheme = recognition.found.scheme
    shown = listed([f"{value} ({scheme.by_value[value].name})" for value in recognition.recoloured])
    reporter.log(
        f"{name} has other colours than the class scheme {scheme.id} for {shown}. If such a value is a class of your "
        "own, say so with CLASSES, which need name no other value.",
        "warning",
    )


def _warn_of_left_out(match: ClassMatch, meaning: Meaning, reporter: Reporter) -> None:
    """Warn of classes that are left out because the model has none for them; those named nodata are no loss."""
    total = sum(match.counts.values())
    for value, count in sorted(match.counts.items()):
        shown = meaning.shown[value]
        name = match.names.get(value, "")
        if shown.index is None and name and shown.is_loss and value not in meaning.said_values:
            reporter.log(
                f"{share(count, total)} of the pixels of {match.raster} ({value}, {name}) are left out as nodata: "
                f"{shown.reason}. CLASSES can give them a class.",
                "warning",
            )


def _loss_sentence(landcover: LandCoverRaster) -> str | None:
    method = landcover.lossy_compression
    if method is None:
        return None
    return (
        f"{landcover.name} is compressed with loss ({method}), which changes class numbers near edges: use the land "
        "cover as it was before, or export it again without that compression from where it came from."
    )


def _warn_of_scale(landcover: LandCoverRaster, reporter: Reporter) -> None:
    scale, offset = landcover.scale_and_offset
    if (scale, offset) != (1, 0):
        reporter.log(
            f"{landcover.name} has a scale of {scale:g} and an offset of {offset:g}, with which QGIS shows other "
            "values: the classes are those of the numbers in the file itself.",
            "warning",
        )
