"""What a golden record keeps of results: facts, digests, and reduced values for other machines.

A reading is a JSON-compatible dictionary. `facts` must be equal on every machine. `digest` covers all values of the
result, bit by bit, and must be equal on the machine and libraries that the record was made with. The other entries are
reduced values that are compared with a tolerance elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from safetensors.numpy import load_file

SMALL = 16
"""Cells along each side of the reduced raster."""

VOLATILE_TAGS = {"SATSYN_VERSION", "SATSYN_MODEL_DIGEST"}
"""The digest of a model changes when its parameters are renamed, though it computes the same."""

Reading = dict[str, Any]


def imagery(path: Path, *, slack: float = 1) -> Reading:
    """Read imagery; the reduced values are the band means and the means of 16 x 16 cells.

    `slack` multiplies the tolerances of other machines.
    """
    with rasterio.open(path) as file:
        values = file.read()
        facts = _raster_facts(file)
    return {
        "kind": "imagery",
        "slack": slack,
        "facts": facts,
        "digest": _digest([values]),
        "span": float(np.iinfo(values.dtype).max) if values.dtype == np.uint8 else float(values.max()),
        "means": [round(float(band.mean()), 3) for band in values],
        "cells": [[round(float(values[:, y, x].mean()), 1) for x in _cells(file.width)] for y in _cells(file.height)],
    }


def classes(path: Path, *, cells: int = SMALL) -> Reading:
    """Read a raster of classes; the reduced values are the shares of the classes and a sample of pixels."""
    with rasterio.open(path) as file:
        values = file.read(1)
        facts = _raster_facts(file)
    found, counts = np.unique(values, return_counts=True)
    rows, columns = (np.linspace(0, size - 1, cells).astype(int) for size in values.shape)
    return {
        "kind": "classes",
        "facts": facts,
        "digest": _digest([values]),
        "shares": {str(one): round(float(count / values.size), 4) for one, count in zip(found, counts)},
        "sample": values[np.ix_(rows, columns)].tolist(),
    }


def stack(paths: list[Path]) -> Reading:
    """Read many rasters, in order, by one digest; the reduced values are the means of all bands."""
    digests, means = [], []
    for path in paths:
        with rasterio.open(path) as file:
            values = file.read()
        digests.append(_digest([values]))
        means += [round(float(band.mean()), 1) for band in values]
    return {
        "kind": "stack",
        "facts": {"rasters": len(paths)},
        "digest": hashlib.sha256("".join(digests).encode()).hexdigest(),
        "means": means,
    }


def model_file(path: Path) -> Reading:
    """Read a model file; the reduced values are the norms of its tensors.

    Parameters may be renamed, so tensors are known by their type, shape and content alone.
    """
    tensors = load_file(path)
    described = json.loads(_metadata(path)["satsyn"])
    kept = ("kind", "class_scheme", "band_names", "value_range", "ground_sampling_distance")
    norms = [
        [f"{values.dtype} {'x'.join(map(str, values.shape))}", float(f"{_norm(values):.5g}")]
        for values in tensors.values()
    ]
    return {
        "kind": "tensors",
        "facts": {name: described[name] for name in kept if name in described},
        "digest": hashlib.sha256(
            "".join(sorted(_digest([values]) for values in tensors.values())).encode()
        ).hexdigest(),
        "norms": sorted(norms),
    }


def numbers(document: object, *, without: tuple[str, ...] = (), slack: float = 1) -> Reading:
    """Read the numbers of a JSON document, each by its path; `without` names keys that are left out.

    `slack` multiplies the tolerances of other machines.

    Whole numbers in a matrix are counts of pixels: they become shares of their sum, which tolerances suit.
    """
    found = dict(_numbers(document, "", without))
    # Every digit counts on the machine of the record; six of them are enough elsewhere.
    return {
        "kind": "numbers",
        "slack": slack,
        "facts": sorted(found),
        "digest": hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest(),
        "values": {path: float(f"{value:.6g}") for path, value in sorted(found.items())},
    }


def facts(document: object) -> Reading:
    """Hold a JSON document that is the same on every machine."""
    return {"kind": "facts", "facts": json.loads(json.dumps(document))}


def _raster_facts(file: rasterio.DatasetReader) -> dict[str, Any]:
    tags = {
        name: text for name, text in file.tags().items() if name.startswith("SATSYN_") and name not in VOLATILE_TAGS
    }
    colours = {str(value): list(colour) for value, colour in _colormap(file).items() if any(colour[:3])}
    return {
        "shape": list(file.shape),
        "types": list(file.dtypes),
        "crs": file.crs.to_string() if file.crs else None,
        "transform": list(file.transform)[:6],
        "nodata": file.nodata,
        "descriptions": list(file.descriptions),
        "tags": tags,
        "colours": colours,
        "valid pixels": int((file.dataset_mask() > 0).sum()) if file.count > 1 else None,
    }


def _colormap(file: rasterio.DatasetReader) -> Mapping[int, tuple[int, ...]]:
    try:
        return file.colormap(1)
    except ValueError:
        return {}


def _cells(size: int) -> list[slice]:
    edges = np.linspace(0, size, SMALL + 1).astype(int)
    return [slice(start, max(end, start + 1)) for start, end in zip(edges[:-1], edges[1:])]


def _metadata(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(length))["__metadata__"]


def _norm(values: NDArray[Any]) -> float:
    return float(np.linalg.norm(values.astype(np.float64)))


def _digest(arrays: list[NDArray[Any]]) -> str:
    total = hashlib.sha256()
    for values in arrays:
        total.update(f"{values.dtype.str} {values.shape}".encode())
        total.update(np.ascontiguousarray(values).tobytes())
    return total.hexdigest()


def _numbers(item: object, path: str, without: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if isinstance(item, bool):
        return
    if isinstance(item, (int, float)):
        yield path, item
    elif isinstance(item, dict):
        for key, value in item.items():
            if key not in without:
                yield from _numbers(value, f"{path}/{key}", without)
    elif isinstance(item, list):
        if _is_matrix_of_counts(item):
            total = max(sum(map(sum, item)), 1)
            item = [[count / total for count in row] for row in item]
        for position, value in enumerate(item):
            yield from _numbers(value, f"{path}/{position}", without)


def _is_matrix_of_counts(item: list[Any]) -> bool:
    return bool(item) and all(isinstance(row, list) and row and all(type(n) is int for n in row) for row in item)
