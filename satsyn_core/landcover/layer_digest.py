"""What vector layers hold, as a digest that is the same for copies whose bytes differ."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pyogrio
import pyogrio.errors

from ..contract.errors import InputError
from .polygon_layers import numbered_layer
from .vector_names import LayerName, split_attributes


def layer_digest(name: str) -> str:
    """Return what tells a layer, or all layers of a file, from others: SHA-256 as 64 hexadecimal digits.

    QGIS writes the layers of a job anew for every run: their bytes differ, and their features do not.

    Args:
        name: file, with `|layername=` or `|layerid=` for one of its layers, and `|subset=` for the features that count;
            the attributes that count, as `with_attributes` adds
            them, belong to the digest.

    Raises:
        InputError: the layers cannot be read.
    """
    plain, attributes = split_attributes(name)
    named = LayerName.parse(plain)
    file, layer = named.file, named.layer
    try:
        if layer is None and named.number:
            layer = numbered_layer(file, named.number)
        layers = [layer] if layer else [str(found) for found, _ in pyogrio.list_layers(file)]
        systems = [pyogrio.read_info(file, layer=one)["crs"] for one in layers]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"The layers in {file} cannot be read ({error}).") from error
    known = repr((attributes, systems, features_digest(file, layers, named.subset)))
    return hashlib.sha256(known.encode()).hexdigest()


def features_digest(file: str, layers: Sequence[str], subset: str | None = None) -> str:
    """Return the SHA-256 of the geometries and attributes of all features, as 64 hexadecimal digits.

    Args:
        file: of the layers.
        layers: their names.
        subset: condition of the features that count, in SQL; None for all.

    Raises:
        InputError: the layers cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for layer in layers:
            meta, _, shapes, columns = pyogrio.raw.read(file, layer=layer, where=subset)
            digest.update(repr((layer, [str(field) for field in meta["fields"]])).encode())
            for wkb in [] if shapes is None else shapes:
                digest.update(wkb or b"\0")
            for column in columns:
                digest.update(repr(column.tolist()).encode())
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise InputError(f"The layers in {file} cannot be read ({error}).") from error
    return digest.hexdigest()
