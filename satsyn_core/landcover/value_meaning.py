"""What the values of a land cover mean to a model.

It is asked in this order: CLASSES; names, from a legend or stored with the raster; the class scheme that the user
names; the mark of SatSyn on its own files; the class scheme that the values and colours show. Each is asked of the
values that those before it leave open. Values that nothing names are the model's own where their pixels are of the
model's size too: a map of another product seldom has both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rasterio.io import DatasetReader

from ..contract.class_entries import GUESS, read_entries
from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.known_scheme import KnownScheme
from ..contract.raster_tags import COUNTED_CLASSES, PERCENT, SYNTHETIC, VERSION
from ..contract.scheme_library import OWN_VALUES, RECOGNISE, all_schemes, scheme_named
from ..raster.reading import open_raster
from .attribute_table import TableNames
from .class_keys import ClassKeys
from .class_names import stored_names
from .class_words import concepts_of
from .classes_text import ClassesSaid, is_no_class, read_classes
from .concepts import Shown
from .crosswalk import Crosswalk, ModelClasses
from .mosaic_names import SeveralNamesError
from .named_twice import NamedTwice
from .raster import LandCoverRaster
from .recognition import FILL_VALUES, Recognition, recognise
from .scheme_evidence import evidence_of, palette
from .source_rasters import ChangedValuesError, rasters_behind
from .stated_classes import StatedClasses

_BUILDING = "building"
_NO_CLASS = Shown(None, reason="it is named so")


@dataclass(frozen=True)
class Meaning:
    """What is known of the values of a land cover.

    Attributes:
        target: the model's classes.
        shown: how the model shows each value that has a meaning.
        names: of the values, in the words of the land cover or of its scheme.
        sources: what the meaning is based on, in words, in the order in which it was asked.
        recognition: what values and colours say, where they were asked.
        by_own_values: whether values are taken as the model's own.
        supposed: whether that is supposed, and nobody said so.
        keys: by which CLASSES can name the values.
        said: what CLASSES says; None without it.
        unused_scheme: the scheme that the user names, where CLASSES and names leave it nothing to say; None otherwise.
        named_twice: values that the land cover and its legend or style name differently; None where that cannot be.
    """

    target: ModelClasses
    shown: Mapping[int, Shown]
    names: Mapping[int, str]
    sources: tuple[str, ...]
    recognition: Recognition | None = None
    by_own_values: bool = False
    supposed: bool = False
    keys: ClassKeys = field(default_factory=lambda: ClassKeys({}))
    said: ClassesSaid | None = None
    unused_scheme: str | None = None
    named_twice: NamedTwice | None = None

    @property
    def said_values(self) -> frozenset[int]:
        """The values that CLASSES names."""
        return frozenset() if self.said is None else frozenset(self.said.index_of_value)

    @property
    def source(self) -> str:
        """What the meaning is based on, in words."""
        return " and ".join(self.sources) or "anything that SatSyn knows"

    def index_of_value(self) -> dict[int, int]:
        """Return class index by value, `UNKNOWN` for nodata."""
        return {value: UNKNOWN if one.index is None else one.index for value, one in self.shown.items()}


def understand(
    landcover: LandCoverRaster, scheme: ClassScheme, stated: StatedClasses, values: Iterable[int]
) -> Meaning:
    """Return what the values of a land cover mean; those without meaning are missing.

    Args:
        landcover: open land cover.
        scheme: the model's classes.
        stated: what the user or QGIS states.
        values: that occur.

    Raises:
        InputError: CLASSES, SCHEME or an attribute table cannot be understood.
    """
    values = frozenset(values)
    meaning = _understand(landcover, scheme, stated, values)
    left_open = values - meaning.shown.keys()
    if meaning.said is None or meaning.said.rest is None or not left_open:
        return meaning
    shown = {**meaning.shown, **dict.fromkeys(left_open, _shown(meaning.said.rest))}
    return replace(meaning, shown=shown, said=meaning.said.with_rest(left_open))


def _understand(
    landcover: LandCoverRaster, scheme: ClassScheme, stated: StatedClasses, values: frozenset[int]
) -> Meaning:
    """Return what the values mean without the class that CLASSES gives to the rest."""
    names, named_by, twice = _names(landcover, stated, values)
    apart = stated.buildings_apart or _has_buildings(landcover, names)
    target, keys = ModelClasses(scheme, apart), ClassKeys.of(landcover, names, values)
    meaning = Meaning(target, {}, names, (), keys=keys, named_twice=twice)
    if stated.classes is not None:
        by_itself = _shown_by_itself(landcover, scheme, stated, meaning, values)
        keys = keys if by_itself is None else replace(keys, names={**by_itself.names, **names})
        said = read_classes(stated.classes, scheme, keys, values, several=stated.several)
        meant = {value: _shown(index) for value, index in said.index_of_value.items()}
        if by_itself is not None and not said.index_of_value.keys() <= names.keys():
            shown = {**by_itself.shown, **meant}
            return replace(by_itself, shown=shown, sources=("CLASSES", *by_itself.sources), said=said, keys=keys)
        meaning = replace(meaning, shown=meant, sources=("CLASSES",), said=said)
    question = _Question(landcover, target, stated, values - meaning.said_values, meaning.said_values)
    if names and (question.values or stated.classes is None):
        by_name = {value: _by_name(target, name) for value, name in names.items()}
        known = {value: one for value, one in by_name.items() if one is not None}
        meaning = _filled(meaning, known, named_by, {})
    if all(value in meaning.shown for value in question.values):
        is_unused = stated.scheme != RECOGNISE and not stated.own_values
        return replace(meaning, unused_scheme=stated.scheme if is_unused else None)
    for ask in (_stated_scheme, _mark_of_satsyn, _recognised, _supposed):
        meaning = ask(question, meaning)
        if all(value in meaning.shown for value in question.values):
            break
    return meaning


def _shown_by_itself(
    landcover: LandCoverRaster, scheme: ClassScheme, stated: StatedClasses, meaning: Meaning, values: frozenset[int]
) -> Meaning | None:
    """Return what values mean without CLASSES, if it has words that a class scheme may have; None otherwise.

    The table of the match shows those words, so that CLASSES may have them, too.
    """
    entries = [entry for entry in read_entries(stated.classes or "") if entry.key != GUESS]
    if all(entry.number is not None or meaning.keys.values_of(entry) for entry in entries):
        return None
    try:
        return understand(landcover, scheme, replace(stated, classes=None), values)
    except InputError:
        return None


@dataclass(frozen=True)
class _Question:
    landcover: LandCoverRaster
    target: ModelClasses
    stated: StatedClasses
    values: frozenset[int]
    said: frozenset[int]

    @property
    def everywhere(self) -> frozenset[int]:
        """The values of the whole raster that CLASSES leaves open: meaning does not depend on the part in use."""
        return (self.values | self.landcover.sampled_values) - self.said

    @cached_property
    def recognition(self) -> Recognition:
        """What the whole raster shows of its class scheme, without the values that CLASSES names."""
        evidence = evidence_of(self.landcover).without(self.said)
        return recognise(evidence if evidence.values else replace(evidence, values=self.values), all_schemes())


def own_values(scheme: ClassScheme) -> dict[int, Shown]:
    """Return how a model shows its own values."""
    found = {value: Shown(index) for index, value in enumerate(scheme.values)}
    if scheme.unlabelled is not None:
        found.setdefault(scheme.unlabelled, Shown(None, reason="the model's value for no class"))
    return found


def shows_other_colours(landcover: LandCoverRaster, scheme: ClassScheme) -> bool:
    """Whether the raster's palette shows another colour than the model's for any of its values."""
    colours = palette(landcover)
    return any(colours.get(one.value, one.colour) != one.colour for one in scheme.classes)


def _names(
    landcover: LandCoverRaster, stated: StatedClasses, values: frozenset[int]
) -> tuple[dict[int, str], str, NamedTwice | None]:
    """Return the names of the values, where they come from in words, and those that have another name, too."""
    legend = stated.legend_of(landcover.name)
    # A table that cannot be understood stops the job, unless CLASSES, the legend or a scheme says what it would.
    says_otherwise = stated.classes is not None or bool(legend) or stated.scheme != RECOGNISE
    stored = _names_for_messages(landcover, values) if says_otherwise else _stored_names(landcover, values)
    own = "the classes of the features" if landcover.is_drawn else "the raster's class names"
    columns = f" ({stored.columns})" if stored.columns else ""
    twice = None if landcover.is_drawn else NamedTwice.of(landcover.dataset, stored, legend, values)
    return {**stored.names, **legend}, "the layer's legend" if legend else f"{own}{columns}", twice


def _stored_names(landcover: LandCoverRaster, values: frozenset[int]) -> TableNames:
    return stored_names(landcover.dataset, values, lambda: landcover.sampled_values)


def _names_for_messages(landcover: LandCoverRaster, values: frozenset[int]) -> TableNames:
    try:
        return _stored_names(landcover, values)
    except SeveralNamesError as error:
        return error.agreed
    except InputError:
        return TableNames({})


def _has_buildings(landcover: LandCoverRaster, names: Mapping[int, str]) -> bool:
    """Whether the land cover has a class of buildings, in whatever part of it."""
    named = {value for value, name in names.items() if concepts_of(name) == (_BUILDING,)}
    return bool(named) and bool(named & landcover.sampled_values)


def _by_name(target: ModelClasses, name: str) -> Shown | None:
    return target.of_name(name) or (_NO_CLASS if is_no_class(name) else None)


def _shown(index: int) -> Shown:
    return Shown(None, reason="CLASSES says so") if index == UNKNOWN else Shown(index)


def _filled(meaning: Meaning, more: Mapping[int, Shown], source: str, names: Mapping[int, str]) -> Meaning:
    """Return the meaning with that of further values; what is known already stays."""
    return replace(
        meaning,
        shown={**more, **meaning.shown},
        names={**names, **meaning.names},
        sources=(*meaning.sources, source),
    )


def _stated_scheme(question: _Question, meaning: Meaning) -> Meaning:
    scheme, stated = question.target.scheme, question.stated
    if stated.own_values or stated.scheme == OWN_VALUES:
        own_names = dict(zip(scheme.values, scheme.names, strict=True))
        whose = "the land cover's own values" if stated.own_values else "the model's own values"
        shown = _by_number(question, meaning, _own_shown(question))
        return replace(_filled(meaning, shown, whose, own_names), by_own_values=True)
    if stated.scheme == RECOGNISE:
        return meaning
    known = scheme_named(stated.scheme)
    shown = _by_number(question, meaning, _shown_by(known, question))
    return _filled(meaning, shown, f"the class scheme {known.id}", _names_in(known, question))


def _shown_by(known: KnownScheme, question: _Question) -> dict[int, Shown]:
    """Return how the model shows the values of a scheme, and fill values that occur and are no class of the scheme."""
    return {**_fills(known, question), **Crosswalk(known, question.target).shown}


def _fills(known: KnownScheme, question: _Question) -> dict[int, Shown]:
    reason = f"the class scheme {known.id} does not have it, and rasters have such numbers where they have no class"
    return {value: Shown(None, reason=reason, is_loss=True) for value in question.values & FILL_VALUES}


def _names_in(known: KnownScheme, question: _Question) -> dict[int, str]:
    own = {value: one.name for value, one in known.by_value.items()}
    return {**dict.fromkeys(question.values & FILL_VALUES, "a fill value"), **own}


def _by_number(question: _Question, meaning: Meaning, shown: Mapping[int, Shown]) -> Mapping[int, Shown]:
    """Return how the values of a land cover are shown, given how those of a scheme are.

    Vector layers with words and numbers are drawn with values that only count the classes: there the scheme's values
    are the numbers by which the layers call their classes.
    """
    landcover = question.landcover
    if not (landcover.is_drawn and COUNTED_CLASSES in landcover.dataset.tags()):
        return shown
    numbers = {value: int(name) for value, name in meaning.names.items() if name.strip().isdecimal()}
    return {value: shown[number] for value, number in numbers.items() if number in shown}


def _own_shown(question: _Question) -> dict[int, Shown]:
    """Return how classes show their own values, and those that the scheme they come from has not or calls no class."""
    own = own_values(question.target.scheme)
    if question.stated.scheme in (RECOGNISE, OWN_VALUES):
        return own
    known = scheme_named(question.stated.scheme)
    without = {value: Shown(None, reason="the scheme's value for no class") for value in known.without_class}
    return {**_fills(known, question), **without, **own}


def _mark_of_satsyn(question: _Question, meaning: Meaning) -> Meaning:
    """Take the model's own values in a raster that SatSyn wrote and that says nothing else.

    SatSyn writes the classes of every model, and without their names only the colours tell them apart.
    """
    scheme = question.target.scheme
    own = own_values(scheme)
    if meaning.names or question.stated.scheme != RECOGNISE or not question.values <= set(own):
        return meaning
    if not question.everywhere <= set(own) and question.recognition.found is not None:
        # With the values of its other parts the raster is another map, and so are its parts.
        return meaning
    if not _is_ours(question.landcover.dataset) or _has_other_colours(question.landcover, scheme, question.everywhere):
        return meaning
    own_names = dict(zip(scheme.values, scheme.names, strict=True))
    source = "the model's own values, in a raster that SatSyn wrote"
    return replace(_filled(meaning, own, source, own_names), by_own_values=True)


def _supposed(question: _Question, meaning: Meaning) -> Meaning:
    """Take the model's own values where nothing says otherwise and the pixels are of the model's size."""
    scheme, metres = question.target.scheme, question.stated.model_metres
    own = own_values(scheme)
    if meaning.names or question.stated.scheme != RECOGNISE or metres is None or not question.everywhere <= set(own):
        return meaning
    if question.stated.is_unclear:
        return meaning
    if question.said:
        return meaning  # numbers of which the user says some are the user's own
    if not _has_size(question.landcover, metres) or shows_other_colours(question.landcover, scheme):
        return meaning
    if _is_called_after_another(meaning):
        return meaning
    own_names = dict(zip(scheme.values, scheme.names, strict=True))
    return replace(_filled(meaning, own, "the model's own values", own_names), by_own_values=True, supposed=True)


def _has_size(landcover: LandCoverRaster, metres: float) -> bool:
    """Whether the pixels are known to be of a model's size: at most twice as large, or down to a quarter of it.

    Products whose bare values mean something else are nearly always coarser than maps that are made for a model.
    """
    grid = landcover.grid
    return grid.crs is not None and metres / 4 <= grid.pixel_metres <= 2 * metres


def _is_called_after_another(meaning: Meaning) -> bool:
    """Whether the raster's name holds that of a class scheme which has its values, as LCMAP_CU_2019.tif does."""
    candidates = meaning.recognition.candidates if meaning.recognition is not None else ()
    return any(one.is_named for one in candidates)


def _guided_by_name(recognition: Recognition) -> Recognition:
    """Return what is unclear with the scheme first that the file is called after: no proof, but the best guess."""
    likely = sorted(recognition.candidates, key=lambda one: not one.is_named)
    if not likely or not likely[0].is_named:
        return recognition
    doubt = f"{recognition.doubt}; the file is called after {likely[0].scheme.id}"
    return replace(recognition, candidates=likely, doubt=doubt)


def _has_other_colours(landcover: LandCoverRaster, scheme: ClassScheme, values: frozenset[int]) -> bool:
    """Whether the raster's palette shows another colour than the model's for half of the values or more."""
    colours = palette(landcover)
    known = {one.value: one.colour for one in scheme.classes if one.value in values and one.value in colours}
    return bool(known) and 2 * sum(colours[value] != colour for value, colour in known.items()) >= len(known)


def _is_ours(dataset: DatasetReader) -> bool:
    """Whether SatSyn wrote the classes of a raster, or those of all the rasters whose values a VRT shows."""
    if VERSION in dataset.tags():
        return _has_our_classes(dataset, 1)
    try:
        sources = rasters_behind(dataset)
    except ChangedValuesError:
        return False
    marks = []
    for source in sources:
        with open_raster(source.name) as raster:
            marks.append(_has_our_classes(raster, source.band))
    return bool(marks) and all(marks)


def _has_our_classes(dataset: DatasetReader, band: int) -> bool:
    """Whether a band of a raster has classes that SatSyn wrote: imagery and probabilities have its mark, too."""
    tags = dataset.tags()
    if VERSION not in tags or SYNTHETIC in tags or not 1 <= band <= dataset.count:
        return False
    return not (dataset.descriptions[band - 1] or "").endswith(PERCENT)


def _recognised(question: _Question, meaning: Meaning) -> Meaning:
    """Take the scheme that the whole raster shows; names that were not understood are no values to guess at."""
    if meaning.names or question.stated.scheme != RECOGNISE:
        return meaning
    recognition = question.recognition
    if recognition.found is None:
        return replace(meaning, recognition=_guided_by_name(recognition))
    known = recognition.found.scheme
    source = f"the class scheme {known.id}, recognised {recognition.sureness}"
    filled = _filled(meaning, _shown_by(known, question), source, _names_in(known, question))
    return replace(filled, recognition=recognition)
