"""What is said when values of a land cover have no class: a sentence that holds a text for CLASSES ready to edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..contract.raster_tags import WORD_FIELDS
from ..contract.scheme_library import OWN_VALUES, RECOGNISE
from ..contract.wording import quoted
from .class_keys import listed
from .crosswalk import Crosswalk
from .match_table import NODATA, share
from .raster import LandCoverRaster
from .recognition import FILL_VALUES, Recognition
from .stated_classes import StatedClasses
from .value_meaning import Meaning, own_values

_VALUES_NAMED = 12
_FEWEST_ALIKE = 2

_FEWEST_OTHERS = 3
"""How many other values a map has at least if one is taken for none of its classes: a mask may have 0 and 255."""


@dataclass(frozen=True)
class Unmatched:
    """A land cover with values that have no class.

    Attributes:
        landcover: open.
        meaning: of its other values.
        counts: known pixels of each value.
        stated: what the user states of them.
    """

    landcover: LandCoverRaster
    meaning: Meaning
    counts: Mapping[int, int]
    stated: StatedClasses

    def sentence(self) -> str:
        """Return what is wrong, and the ways out of it."""
        if self._lacks_pixel_size:
            return self._without_pixel_size()
        name, meaning = self.landcover.name, self.meaning
        sentences = [
            f"{name} has values that are no class of the model by {meaning.source}{self._doubt()}: "
            f"{', '.join(self._shares())} of its pixels."
        ]
        if self.stated.by_names:
            return " ".join([*sentences, *self._ways_by_names()])
        if meaning.said is not None and meaning.said.absent:
            sentences.append(absence(name, meaning.said.absent, self._words()))
        # The text to copy stands last, where it is found at once.
        return " ".join([*sentences, *self._fields(), *self._others(), *self._marks(), *self._ways()])

    def short_text(self) -> str:
        """Return a text for CLASSES with what it named already and the values without class; these as `classes` has."""
        wanted = {*self._values(), *(self.meaning.said_values & set(self.counts))}
        return self.meaning.keys.text({value: one for value, one in self._classes.items() if value in wanted})

    def classes(self) -> str:
        """Return a text for CLASSES with all values, in which those without class are marked with a question mark.

        A class before the mark is a guess: what the name resembles, or what all class schemes say that the values may
        have. Without one, the mark stands alone. No guess is nodata, which would leave out a part of the map, or all of
        it; except for negative numbers such as -9999 beside others, which no map has as classes, and, beside three
        others or more, for fill values such as 255 and for what the likeliest scheme calls no class.
        """
        return self.meaning.keys.text(self._classes)

    def key_of(self, value: int) -> str:
        """Return what CLASSES calls a value."""
        return self.meaning.keys.key_of(value)

    @cached_property
    def _classes(self) -> dict[int, tuple[str, bool]]:
        """The class of each value, and whether it is a guess; an empty one where nothing suggests any."""
        meaning, scheme = self.meaning, self.meaning.target.scheme
        guesses = {value: scheme.names[index] for value, index in self._guesses().items()}
        if max(self.counts) >= 0:
            guesses = {**{value: NODATA for value in self._values() if self._is_no_class(value)}, **guesses}
        known = {value: meaning.shown[value].index for value in self.counts if value in meaning.shown}
        return {
            value: ((NODATA if (index := known[value]) is None else scheme.names[index]), False)
            if value in known
            else (guesses.get(value, ""), True)
            for value in sorted(self.counts)
        }

    def _is_no_class(self, value: int) -> bool:
        """Whether a value is none of a map's classes, or none of the scheme's that the map most likely has."""
        candidates = self.meaning.recognition.candidates if self.meaning.recognition is not None else ()
        is_fill = value in FILL_VALUES and value - 1 not in self.counts
        is_unlabelled = bool(candidates) and value in candidates[0].scheme.without_class
        return value < 0 or (len(self.counts) > _FEWEST_OTHERS and (is_fill or is_unlabelled))

    @property
    def _lacks_pixel_size(self) -> bool:
        """Whether the values may be the model's own, and the pixel size that would tell is not known."""
        stated, meaning = self.stated, self.meaning
        says_nothing = stated.classes is None and stated.scheme == RECOGNISE and not stated.by_names
        is_bare = says_nothing and not meaning.shown and not meaning.names and not self.landcover.is_drawn
        fits_fills = meaning.recognition is not None and bool(meaning.recognition.but_for)
        is_own = set(self.counts) <= set(own_values(meaning.target.scheme))
        return is_bare and is_own and not fits_fills and self.landcover.grid.crs is None

    def _without_pixel_size(self) -> str:
        scheme, chosen = self.meaning.target.scheme, self.stated.chosen_model
        own = own_values(scheme)
        meant = ", ".join(
            f"{value}={NODATA if (index := own[value].index) is None else scheme.names[index]}"
            for value in sorted(self.counts)
        )
        way = f"MODEL={chosen} SCHEME={OWN_VALUES}" if chosen else f"SCHEME={OWN_VALUES}"
        return (
            f"{self.landcover.name} has no coordinate system, so its pixel size is unknown, and nothing says what its "
            "values mean. Give it the coordinate system that it really has, with QGIS' Assign projection: its pixel "
            f"size then tells whether they are those of a model. Or set {way} if {meant}. If they are of a class "
            "scheme, name it with SCHEME. If they mean something else, give them classes with CLASSES, as in "
            f'"{self.short_text()}", with {", ".join(scheme.names)} or nodata in the place of each question mark.'
        )

    def _shares(self) -> list[str]:
        keys, names, total = self.meaning.keys, self.meaning.names, sum(self.counts.values())
        unmatched = sorted(self._values(), key=lambda value: -self.counts[value])
        shares = [
            f"{keys.key_of(value)}{f' ({names[value]})' if value in names and not keys.is_counted else ''} "
            f"in {share(self.counts[value], total)}"
            for value in unmatched[:_VALUES_NAMED]
        ]
        rest = unmatched[_VALUES_NAMED:]
        if rest:
            shares.append(f"{len(rest)} more in {share(sum(self.counts[value] for value in rest), total)}")
        return shares

    def _values(self) -> list[int]:
        return [value for value in self.counts if value not in self.meaning.shown]

    def _words(self) -> list[str]:
        return self.meaning.keys.every if self.landcover.is_drawn else []

    def _doubt(self) -> str:
        recognition = self.meaning.recognition
        return f" ({recognition.doubt})" if recognition is not None and recognition.doubt else ""

    def _ways(self) -> list[str]:
        """Return what to do, in sentences."""
        recognition, ids, text = self.meaning.recognition, [], self.short_text()
        if recognition is not None and recognition.but_for:
            return self._ways_for_fills(recognition)
        if recognition is not None and recognition.found is None:
            ids = [one.scheme.id for one in recognition.candidates]
            if set(self.counts) <= set(own_values(self.meaning.target.scheme)):
                ids.append(f"{OWN_VALUES} (the model's own values)")
        if not ids:
            return [*self._model(), f'Give them classes of the model with CLASSES, as in "{text}".']
        return [
            *self._model(),
            "There are two ways out.",
            f"Either name its class scheme with SCHEME, if it is one of {', '.join(ids)}.",
            f'Or give the values classes of the model with CLASSES, as in "{text}".',
        ]

    def _model(self) -> list[str]:
        """Return that the model has to be named, where none is: with a text for CLASSES another one may suit better."""
        chosen = self.stated.chosen_model
        return [f"Set MODEL to {chosen}, whose classes are named here."] if chosen else []

    def _ways_by_names(self) -> list[str]:
        """Return how to name the values, in sentences."""
        names = {str(value): "?" if is_guess else name for value, (name, is_guess) in self._classes.items()}
        classes = ", ".join(self.meaning.target.scheme.names)
        legend = json.dumps({self.landcover.name: names}, ensure_ascii=False)
        return [
            "CLASSES and SCHEME do not count for it: they are of LANDCOVER.",
            "Name its values instead: in QGIS with the labels of the layer's unique values, elsewhere with LEGENDS.",
            f"Put a class in the place of each question mark: {classes}, or nodata.",
            f"LEGENDS={legend}",
        ]

    def _fields(self) -> list[str]:
        """Return which other field of a layer has words for classes, in a sentence; nothing for a raster."""
        if not self.landcover.is_drawn:
            return []
        fields = json.loads(self.landcover.dataset.tags().get(WORD_FIELDS, "[]"))
        if fields:
            return [f"SatSyn knows words in its field {listed(fields)}: CLASS_FIELD={fields[0]} takes them as classes."]
        return ["If another field holds the classes, name it with CLASS_FIELD."]

    def _marks(self) -> list[str]:
        """Return what to put in the place of the question marks, in sentences; nothing where the text has none."""
        if self.meaning.recognition is not None and self.meaning.recognition.but_for:
            return []
        names = ", ".join(self.meaning.target.scheme.names)
        unmatched = [self._classes[value][0] for value in self._values()]
        if all(unmatched):
            return [
                "What stands before a question mark is a guess: check it, take another class if it is wrong, and leave "
                "the mark out.",
                f"The model's classes are {names}, and nodata.",
            ]
        asked = [f"Put a class in the place of each question mark: {names}, or nodata."]
        return [*asked, "Where one stands there already, it is a guess: check it."] if any(unmatched) else asked

    def _ways_for_fills(self, recognition: Recognition) -> list[str]:
        """Return what to do where only fill values keep a scheme from being recognised."""
        fills = recognition.but_for
        numbers, text = ", ".join(map(str, fills)), self.meaning.keys.text(dict.fromkeys(fills, (NODATA, False)))
        own = (
            f"If {numbers} is a class of your own, give it one of the model with CLASSES, which need name nothing else."
        )
        known = f"If it marks pixels without class, take SCHEME={recognition.candidates[0].scheme.id}."
        if len(fills) > 1 or self.landcover.nodata is not None:
            return [own, known, f'Or say so with CLASSES, as in "{text}".']
        file = quoted(self.landcover.name)
        declaring = f"Or declare it in the file: gdal_edit.py -a_nodata {numbers} {file}."
        return [own, known, declaring, f'Or say so with CLASSES, as in "{text}".']

    def _others(self) -> list[str]:
        """Return that CLASSES leaves the rest as it is, where there is any."""
        has_others = set(self.meaning.shown) & set(self.counts) - self.meaning.said_values
        return ["All others keep the classes that they have: CLASSES need not name them."] if has_others else []

    def _guesses(self) -> dict[int, int]:
        """Return the class index that each value without class may have, as far as anything suggests one."""
        found = self._of_schemes(self.meaning.recognition)
        for value, name in self.meaning.names.items():
            index = self.meaning.target.guess(name)
            if index is not None:
                found[value] = index
        found = {**self._of_own_values(), **found}
        return {value: found[value] for value in self._values() if value in found}

    def _of_own_values(self) -> dict[int, int]:
        """Return the model's classes by its own values, where two named values or more have just these classes."""
        own = {value: one.index for value, one in own_values(self.meaning.target.scheme).items()}
        known = {value: one.index for value, one in self.meaning.shown.items() if value in self.counts}
        agree = all(own.get(value) == index for value, index in known.items())
        if len(known) < _FEWEST_ALIKE or not agree or not set(self.counts) <= set(own):
            return {}
        return {value: index for value, index in own.items() if index is not None}

    def _of_schemes(self, recognition: Recognition | None) -> dict[int, int]:
        """Return the class indices on which all schemes agree that the values may have; or that their file names."""
        if recognition is None:
            return {}
        named = [one for one in recognition.candidates if one.has_colours or one.is_named]
        maps = [Crosswalk(one.scheme, self.meaning.target).shown for one in named or recognition.candidates]
        if not named and set(self.counts) <= set(own_values(self.meaning.target.scheme)):
            maps.append(own_values(self.meaning.target.scheme))
        each = {value: {one[value].index if value in one else None for one in maps} for value in self.counts}
        return {
            value: index
            for value, indices in each.items()
            if len(indices) == 1 and (index := next(iter(indices))) is not None
        }


def absence(name: str, absent: Sequence[str], words: Iterable[str]) -> str:
    """Return that CLASSES names what a land cover does not have.

    Args:
        name: of the land cover.
        absent: what it does not have.
        words: what it has; none if they are not listed.
    """
    has = listed(words)
    if has:
        return f"CLASSES names {listed(absent)}, which {name} does not have; it has {has}."
    return f"CLASSES names {listed(absent)}, which {name} does not have."
