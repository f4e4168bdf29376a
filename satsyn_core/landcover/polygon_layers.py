"""Layers of polygons as they are read for any purpose: buildings, or the division of a training set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyogrio
import pyogrio.errors
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..contract.errors import InputError
from ..contract.plain_files import require_whole_shapefile
from ..contract.source_files import is_missing
from ..contract.waiting_files import refuse_waiting
from .placement import crs_of_shapes
from .polygon_parts import polygons_of
from .vector_names import LayerName

_UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    ValueError,
)
_MAY_HOLD_POLYGONS = ("Unknown", "GeometryCollection", "Surface", "TIN", "Triangle")


@dataclass(frozen=True)
class PolygonLayer:
    """The polygons of a layer.

    Attributes:
        name: of the file.
        layer: its layer.
        crs: coordinate system of the polygons.
        polygons: one polygon or multipolygon for each feature that has any.
        owners: number of the feature that each comes from.
        ids: by which the file finds the feature of each again; None where it cannot.
        features: number of all features.
        without_area: number of features without polygons.
        columns: values of the fields that were asked for, for all features.
        fields: names of all fields.
    """

    name: str
    layer: str
    crs: CRS | None
    polygons: NDArray[np.object_]
    owners: NDArray[np.int64]
    ids: NDArray[np.int64] | None
    features: int
    without_area: int
    columns: Mapping[str, NDArray[np.object_]]
    fields: Sequence[str]


def has_layers(name: str) -> bool:
    """Whether a file holds vector layers.

    Raises:
        InputError: another program holds the file locked.
    """
    refuse_waiting(name)
    try:
        return len(pyogrio.list_layers(name)) > 0
    except pyogrio.errors.DataSourceError:
        return False


def numbered_layer(file: str, number: str) -> str:
    """Return the layer of a file that `|layerid=` names.

    Raises:
        InputError: the file has no such layer.
    """
    every = [str(layer) for layer, _ in pyogrio.list_layers(file)]
    place = int(number) if number.isdecimal() else len(every)
    if place >= len(every):
        raise InputError(f"{file} has no layer number {number}.")
    return every[place]


def read_polygon_layer(path: str, what: str, advice: str, fields: Sequence[str] = ()) -> PolygonLayer:
    """Read the polygons of a layer, also those in collections and surfaces.

    Args:
        path: file, with `|layername=` or `|layerid=` for one of its layers, and `|subset=` for some of its features;
            without a layer the only one with polygons counts.
        what: the polygons in a word or two, for messages.
        advice: what the parameter needs, as in "BUILDINGS needs building footprints".
        fields: attributes to read, as far as the layer has them.

    Raises:
        InputError: the layer cannot be read, holds no polygons, or there are several layers to choose from.
    """
    named = LayerName.parse(path)
    name, layer = named.file, named.layer
    if is_missing(name):
        raise InputError(f"There is no file {name} for {advice.partition(' ')[0]}.")
    require_whole_shapefile(name)
    refuse_waiting(name)
    try:
        if layer is None:
            layer = numbered_layer(name, named.number) if named.number else _only_polygon_layer(name, advice)
        info = pyogrio.read_info(name, layer=layer)
        known = [str(field) for field in info["fields"]]
        wanted = [field for field in fields if field in known]
        meta, ids, wkb, columns = pyogrio.raw.read(
            name, layer=layer, columns=wanted, force_2d=True, where=named.subset, return_fids=True
        )
    except _UNREADABLE as error:
        raise InputError(f"The {what} in {name} cannot be read ({error}).") from error
    features = [] if wkb is None else wkb
    polygons, owners = polygons_of(features)
    if not len(polygons):
        raise InputError(f"{name} holds no polygons: {advice}.")
    is_found_again = info["capabilities"]["random_read"] and len(np.unique(ids)) == len(ids)
    return PolygonLayer(
        name=name,
        layer=layer,
        crs=crs_of_shapes(meta["crs"], name, polygons),
        polygons=polygons,
        owners=owners,
        ids=ids[owners] if is_found_again else None,
        features=len(features),
        without_area=len(features) - len(polygons),
        columns=dict(zip([str(field) for field in meta["fields"]], columns, strict=True)),
        fields=known,
    )


def read_polygons_again(layer: PolygonLayer, ids: NDArray[np.int64], what: str) -> NDArray[np.object_]:
    """Read some of the polygons of a layer, in the order of their `ids`.

    Args:
        layer: that was read before.
        ids: some of its ids.
        what: as for `read_polygon_layer`.

    Raises:
        InputError: they cannot be read any more.
    """
    if not len(ids):
        return np.zeros(0, object)
    try:
        _, _, wkb, _ = pyogrio.raw.read(layer.name, layer=layer.layer, columns=[], force_2d=True, fids=ids)
    except _UNREADABLE as error:
        raise InputError(f"The {what} in {layer.name} cannot be read ({error}).") from error
    return polygons_of(wkb)[0]


def _only_polygon_layer(name: str, advice: str) -> str:
    layers = {str(layer): str(geometry) for layer, geometry in pyogrio.list_layers(name) if geometry is not None}
    found = [layer for layer, geometry in layers.items() if "Polygon" in geometry]
    if not found:
        # Layers of other types may hold polygons too: their features are looked at one by one.
        found = [layer for layer, geometry in layers.items() if any(word in geometry for word in _MAY_HOLD_POLYGONS)]
    if not found:
        raise InputError(f"{name} holds no layer of polygons: {advice}.")
    if len(found) > 1:
        raise InputError(f"{name} holds several layers of polygons: name one, as in {name}|layername={found[0]}.")
    return found[0]
