"""What vector layers hold, as a digest that is the same for copies whose bytes differ."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pyogrio
import pyogrio.errors

from ..contract.errors import InputError
from .polygon_layers import file_and_layer
from .vector_names import split_attributes


def layer_digest(name: str) -> str:
    """Return what tells a layer, or all layers of a file, from others: SHA-256 as 64 hexadecimal digits.

    QGIS writes the layers of a job anew for every run: their bytes differ, and their features do not.

    Args:
        name: file, with `|layername=` for one of its layers; the attributes that count, as `with_attributes` adds
            them, belong to the digest.

    Raises:
        InputError: the layers cannot be read.
    """
    plain, attributes = split_attributes(name)
    file, layer = file_and_layer(plain)
    try:
        layers = [layer] if layer else [str(found) for found, _ in pyogrio.list_layers(file)]
        systems = [pyogrio.read_info(file, layer=one)["crs"] for one in layers]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"The layers in {file} cannot be read ({error}).") from error
    known = repr((attributes, systems, features_digest(file, layers)))
    return hashlib.sha256(known.encode()).hexdigest()


def features_digest(file: str, layers: Sequence[str]) -> str:
    """Return the SHA-256 of the geometries and attributes of all features, as 64 hexadecimal digits.

    Raises:
        InputError: the layers cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for layer in layers:
            meta, _, shapes, columns = pyogrio.raw.read(file, layer=layer)
            digest.update(repr((layer, [str(field) for field in meta["fields"]])).encode())
            for wkb in [] if shapes is None else shapes:
                digest.update(wkb or b"\0")
            for column in columns:
                digest.update(repr(column.tolist()).encode())
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"The layers in {file} cannot be read ({error}).") from error
    return digest.hexdigest()
