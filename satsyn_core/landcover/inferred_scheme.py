"""Inferring a class scheme from land-cover rasters, where neither a model nor the user gives one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..contract.class_entries import ClassEntry, read_entries
from ..contract.class_scheme import MAX_CLASSES, ClassScheme, LandCoverClass, plain_name
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.scheme_library import OWN_VALUES, RECOGNISE, all_schemes, scheme_named
from ..raster.grid import Grid
from ..raster.reading import open_raster
from ..raster.warp import overlap
from ..raster.window import Window
from .class_keys import ClassKeys
from .class_names import class_names
from .classes_text import is_no_class
from .mosaic_names import SeveralNamesError
from .raster import LandCoverRaster, open_landcover
from .recognition import recognise
from .scheme_evidence import evidence_of_several, palette, texts
from .stated_classes import StatedClasses
from .value_counts import count_values

_BUILDING_NAMES = ("building", "buildings")

# Colours that are easy to distinguish on screen, for rasters without colours of their own.
_COLOURS = (
    (38, 116, 201),
    (66, 143, 69),
    (229, 206, 161),
    (77, 77, 82),
    (204, 71, 60),
    (163, 196, 85),
    (148, 103, 189),
    (23, 190, 207),
    (227, 119, 194),
    (140, 86, 75),
)


@dataclass(frozen=True)
class LandCoverClasses:
    """The classes of land cover where no model has any.

    Attributes:
        scheme: the classes.
        stated: what to match the land cover by: its own values are those of the classes.
    """

    scheme: ClassScheme
    stated: StatedClasses


def choose_classes(
    imagery: Mapping[str, Sequence[str]], stated: StatedClasses, *, with_buildings: bool, reporter: Reporter
) -> LandCoverClasses:
    """Return the classes of the scheme that the user names; without one, as `infer_scheme`.

    Args:
        imagery: rasters on each land cover, by its path; none for all of it.
        stated, with_buildings, reporter: as for `infer_scheme`.

    Raises:
        InputError: there is no such scheme, or as `infer_scheme`.
    """
    if stated.scheme in (RECOGNISE, OWN_VALUES):
        scheme = infer_scheme(imagery, stated, with_buildings=with_buildings, reporter=reporter)
    else:
        scheme = scheme_named(stated.scheme).as_class_scheme()
    return LandCoverClasses(scheme, replace(stated, own_values=True))


def infer_scheme(
    imagery: Mapping[str, Sequence[str]],
    classes: StatedClasses | str | None,
    *,
    with_buildings: bool,
    reporter: Reporter,
) -> ClassScheme:
    """Return the class scheme of land-cover rasters: the classes of the user's text, else those of the rasters.

    Of rasters, values that lie on no imagery are no classes. Classes get the names and colours stored with the rasters,
    as far as there are any; without names, those of the class scheme that values and colours show.

    Args:
        imagery: rasters on each land cover, by its path; none for all of it. All land cover has one legend.
        classes: what is stated of the values; a text is that of CLASSES, such as "1=water 2=land 15=nodata".
        with_buildings: whether building footprints will be drawn over the land cover, so that they need a class.
        reporter: gets progress and may cancel.

    Raises:
        InputError: a raster is no land cover, holds nothing but nodata, or has more classes than there can be.
    """
    stated = StatedClasses.of(classes)
    first = next(iter(imagery))
    entries = read_entries(stated.classes) if stated.classes and stated.classes.strip() else []
    names: dict[int, str] = {}
    colours: dict[int, tuple[int, int, int]] = {}
    found: dict[int, str] = {}
    values, evidence, said = Counter[int](), Counter[int](), list[str]()
    for path, images in imagery.items():
        with open_landcover(path) as land_cover:
            colours = {**palette(land_cover), **colours}
            said += texts(land_cover)
            if entries:
                names = {**_classes_of_text(entries, land_cover, stated), **names}
            else:
                counts = _count_on(images, land_cover, reporter)
                # What the values mean does not depend on the part in use.
                is_part = images and not land_cover.is_drawn
                everywhere = {**land_cover.sampled_counts, **counts} if is_part else counts
                values.update(counts)
                evidence.update(everywhere)
                found = {**_names_in(land_cover, stated, set(everywhere), reporter), **found}
    if not names and not found and stated.scheme == RECOGNISE and values:
        recognition = recognise(evidence_of_several(evidence, colours, said), all_schemes())
        if recognition.found is not None and not recognition.is_partial:
            known = recognition.found.scheme
            reporter.log(f"The land cover has the class scheme {known.id}, recognised {recognition.sureness}.")
            return _with_building_class(known.as_class_scheme()) if with_buildings else known.as_class_scheme()
    named = {value: found.get(value, _unnamed(value)) for value in values}
    names = names or {value: name for value, name in named.items() if not is_no_class(name)}
    if not names:
        if imagery[first]:
            raise InputError(f"{first} holds only nodata where the imagery lies, so there is no class.")
        raise InputError(f"{first} holds only nodata, so there is no class.")
    if with_buildings and not any(plain_name(name) in _BUILDING_NAMES for name in names.values()):
        names[max(names) + 1] = "building"
    first_values: dict[str, int] = {}
    for value in sorted(names):
        first_values.setdefault(plain_name(names[value]), value)
    if len(first_values) > MAX_CLASSES:
        raise InputError(
            f"{first} has {len(first_values)} classes, and there can be {MAX_CLASSES}: group them with CLASSES, as "
            'in "1=water 2=land".'
        )
    return ClassScheme(
        tuple(
            LandCoverClass(
                value,
                names[value],
                colours.get(value, _COLOURS[index % len(_COLOURS)]),
                building=plain_name(names[value]) in _BUILDING_NAMES,
            )
            for index, value in enumerate(first_values.values())
        )
    )


def _count_on(imagery: Sequence[str], land_cover: LandCoverRaster, reporter: Reporter) -> Mapping[int, int]:
    """Count the known pixels of each value on imagery."""
    windows = _windows_on(imagery, land_cover)
    if not windows:
        return land_cover.sampled_counts  # imagery elsewhere is refused later, with the places of both
    counts = Counter[int]()
    for number, window in enumerate(windows):
        counts.update(
            count_values(land_cover, window, reporter.part(number / len(windows), (number + 1) / len(windows)))
        )
    if not counts:
        for window in windows:
            land_cover.refuse_mask_over_all(window)
    return counts


def _windows_on(imagery: Sequence[str], land_cover: LandCoverRaster) -> list[Window]:
    """Return the parts of a land cover on which imagery lies: all of it where that is not known, and for vector layers,
    which have a small overview.
    """
    whole, windows = land_cover.grid.window, dict[Window, None]()
    if land_cover.is_drawn or not imagery:
        return [whole]
    for path in imagery:
        with open_raster(path) as dataset:
            grid = Grid.of(dataset)
        if grid.same_pixels_as(land_cover.grid) or not (grid.has_place and land_cover.grid.has_place):
            return [whole]
        window = overlap(land_cover.grid, grid)
        if window is not None:
            windows[window] = None
    return list(windows)


def _classes_of_text(
    entries: Sequence[ClassEntry], land_cover: LandCoverRaster, stated: StatedClasses
) -> dict[int, str]:
    """Return the names that entries of CLASSES give to the values of a land cover; those of no class are missing."""
    try:
        names = class_names(land_cover.dataset, land_cover.sampled_values)
    except SeveralNamesError as error:
        names = error.agreed.names
    except InputError:
        names = {}
    keys = ClassKeys.of(land_cover, {**names, **stated.legend_of(land_cover.name)}, ())
    named = [(value, entry.name) for entry in entries if entry.name for value in keys.values_of(entry)]
    return {value: name for value, name in reversed(named) if not is_no_class(name)}


def _names_in(
    land_cover: LandCoverRaster, stated: StatedClasses, values: set[int], reporter: Reporter
) -> dict[int, str]:
    try:
        names = class_names(land_cover.dataset, values)
    except InputError as error:
        reporter.log(f"{error} Until then the classes are called by their values.", "warning")
        names = error.agreed.names if isinstance(error, SeveralNamesError) else {}
    return {**names, **stated.legend_of(land_cover.name)}


def _with_building_class(scheme: ClassScheme) -> ClassScheme:
    if scheme.building_index is not None:
        return scheme
    value = max(scheme.values) + 1
    return ClassScheme(
        (*scheme.classes, LandCoverClass(value, "building", _COLOURS[4], building=True)), scheme.unlabelled
    )


def _unnamed(value: int) -> str:
    # Dashes do not count in names, so that "class -1" would be "class 1".
    return f"class {value}" if value >= 0 else f"class minus {-value}"
