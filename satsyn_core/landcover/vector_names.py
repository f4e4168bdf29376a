"""Whether a name means vector layers, found without the libraries that read them where it is plainly a raster."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import quote, unquote

from ..contract.errors import InputError
from ..contract.plain_files import require_whole_shapefile
from ..contract.source_files import is_missing
from ..contract.vector_parameters import LayerAttributes
from ..contract.waiting_files import refuse_waiting
from ..raster.reading import open_raster

_RASTER_SUFFIXES = (".tif", ".tiff", ".vrt", ".img", ".jp2", ".asc", ".nc", ".hdf", ".png", ".bil", ".sdat", ".rst")

_LAYER = re.compile(r"\|layername=([^|]*)", re.IGNORECASE)
_NUMBER = re.compile(r"\|layerid=([^|]*)", re.IGNORECASE)
_SUBSET = re.compile(r"\|subset=(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class LayerName:
    """What QGIS' name of a layer says, as `town.gpkg|layername=houses|subset="floors" > 2`.

    Attributes:
        file: the file.
        layer: name of one of its layers, None for none.
        number: the place of the layer among those of the file, from 0, as text; None for none.
        subset: condition of the features that count, in SQL; None for all.
    """

    file: str
    layer: str | None = None
    number: str | None = None
    subset: str | None = None

    @classmethod
    def parse(cls, name: str) -> LayerName:
        """Return the parts of a name; a condition is the last of them, and may hold any sign."""
        subset = _SUBSET.search(name)
        options = name[: subset.start()] if subset else name
        layer, number = _LAYER.search(options), _NUMBER.search(options)
        return cls(
            options.partition("|")[0],
            (layer[1] if layer else "") or None,
            number[1] if number else None,
            (subset[1].strip() if subset else "") or None,
        )


def is_plainly_raster(name: str) -> bool:
    """Whether the name of a file says that it is a raster."""
    return Path(name).suffix.casefold() in _RASTER_SUFFIXES


def is_vector(name: str) -> bool:
    """Whether a name means vector layers: it names one of them, or it is a file that holds them and no raster.

    Raises:
        InputError: another program holds the file locked.
    """
    named = LayerName.parse(name)
    path = named.file
    require_whole_shapefile(path)
    if named.layer or named.number:
        return True
    if is_plainly_raster(path) or is_missing(path):
        return False
    refuse_waiting(path)
    try:
        open_raster(path).close()
    except InputError:
        from .polygon_layers import has_layers

        return has_layers(path)
    return False


def only_for_vectors(names: Sequence[str], raster: str) -> InputError:
    """Return the refusal of parameters that say how vector layers become land cover.

    Args:
        names: of the parameters that are given, at least one.
        raster: the land cover.
    """
    return InputError(
        f"{', '.join(map(str.upper, names))} {'is' if len(names) == 1 else 'are'} for vector land cover, and {raster} "
        f"is a raster: leave {'it' if len(names) == 1 else 'them'} empty."
    )


def with_attributes(names: Sequence[str], attributes: LayerAttributes) -> list[str]:
    """Return names of land cover that also say which attributes of vector layers count.

    So a layer means the same wherever it is opened, also in another process.

    Args:
        names: rasters and layers, as in `town.gpkg|layername=landuse`.
        attributes: what the user says of all layers.

    Raises:
        InputError: attributes are given, and all of the land cover is rasters.
    """
    given = {field.name: value for field in fields(attributes) if (value := getattr(attributes, field.name))}
    if not given or not names:
        return list(names)
    layers = {name for name in names if is_vector(name)}
    if not layers:
        raise only_for_vectors(tuple(given), names[0])
    options = "".join(f"|{name}={quote(value, safe=' ,=')}" for name, value in given.items())
    return [f"{name}{options}" if name in layers and options not in name else name for name in names]


def split_attributes(name: str) -> tuple[str, LayerAttributes]:
    """Return a name of land cover without the attributes that `with_attributes` added, and these."""
    known = {field.name for field in fields(LayerAttributes)}
    first, *options = name.split("|")
    found = {}
    kept = [first]
    for option in options:
        key, _, value = option.partition("=")
        if key in known:
            found[key] = unquote(value)
        else:
            kept.append(option)
    return "|".join(kept), LayerAttributes(**found)
