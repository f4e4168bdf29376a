"""Inferring a class scheme from land-cover rasters, where neither a model nor the user gives one."""

from __future__ import annotations

from collections.abc import Sequence

from ..contract.class_scheme import MAX_CLASSES, ClassScheme, LandCoverClass, plain_name, read_scheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from .class_matching import count_values, is_no_class, read_classes
from .class_names import class_names
from .raster import LandCoverRaster, open_landcover

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


def choose_scheme(
    stated: str | None, paths: Sequence[str], classes: str | None, *, with_buildings: bool, reporter: Reporter
) -> ClassScheme:
    """Return the class scheme in the file that the user states; without one, as `infer_scheme`.

    Raises:
        InputError: the file cannot be read, or as `infer_scheme`.
    """
    if stated is not None:
        return read_scheme(stated)
    return infer_scheme(paths, classes, with_buildings=with_buildings, reporter=reporter)


def infer_scheme(paths: Sequence[str], classes: str | None, *, with_buildings: bool, reporter: Reporter) -> ClassScheme:
    """Return the class scheme of land-cover rasters: the classes of the user's text, else those of the rasters.

    Classes get the names and colours stored with the rasters, as far as there are any.

    Args:
        paths: rasters of one legend.
        classes: the user's text, such as "1=water 2=land 15=nodata", or None.
        with_buildings: whether building footprints will be drawn over the land cover, so that they need a class.
        reporter: gets progress and may cancel.

    Raises:
        InputError: a raster is no land cover, holds nothing but nodata, or has more classes than there can be.
    """
    names = _classes_of_text(classes) if classes and classes.strip() else {}
    colours: dict[int, tuple[int, int, int]] = {}
    for path in dict.fromkeys(paths):
        with open_landcover(path) as land_cover:
            colours = {**_colormap(land_cover), **colours}
            if not classes or not classes.strip():
                names = {**_classes_in(land_cover, reporter), **names}
    if not names:
        raise InputError(f"{paths[0]} holds only nodata, so there is no class.")
    if with_buildings and not any(plain_name(name) in _BUILDING_NAMES for name in names.values()):
        names[max(names) + 1] = "building"
    first_values: dict[str, int] = {}
    for value in sorted(names):
        first_values.setdefault(plain_name(names[value]), value)
    if len(first_values) > MAX_CLASSES:
        raise InputError(
            f"{paths[0]} has {len(first_values)} classes, and there can be {MAX_CLASSES}: group them with CLASSES, as "
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


def _classes_of_text(classes: str) -> dict[int, str]:
    return {value: name for value, name in read_classes(classes) if not is_no_class(name)}


def _classes_in(land_cover: LandCoverRaster, reporter: Reporter) -> dict[int, str]:
    try:
        names = class_names(land_cover.dataset)
    except InputError as error:
        reporter.log(f"{error} Until then the classes are called by their values.", "warning")
        names = {}
    values = count_values(land_cover, land_cover.grid.window, reporter)
    named = {value: names.get(value, _unnamed(value)) for value in values}
    return {value: name for value, name in named.items() if not is_no_class(name)}


def _unnamed(value: int) -> str:
    # Dashes do not count in names, so that "class -1" would be "class 1".
    return f"class {value}" if value >= 0 else f"class minus {-value}"


def _colormap(land_cover: LandCoverRaster) -> dict[int, tuple[int, int, int]]:
    try:
        return {value: colour[:3] for value, colour in land_cover.dataset.colormap(1).items()}
    except ValueError:
        return {}
