"""The metadata of a model file, read without loading its weights."""

from __future__ import annotations

import difflib
import struct
from pathlib import Path
from typing import Any

from .bundled import BUNDLED_MODEL
from .errors import InputError
from .json_text import read_json, whole_number
from .plain_files import refuse_no_data

FORMAT_VERSION = 1


METADATA_KEY = "satsyn"


MAXIMUM_HEADER_BYTES = 100_000_000
"""The limit that the safetensors format itself sets for its header."""

_SIMILAR_NAMES = 0.5
"""Similarity of two names, from 0 to 1, from which on one may be meant by the other."""


def read_metadata(path: Path | str, kind: str | None = None) -> dict[str, Any]:
    """Return the metadata of a model file without reading its weights.

    Raises:
        InputError: the file is missing, is not a SatSyn model file, has a newer format, or is of another kind than
        `kind`.
    """
    source = Path(path)
    if not source.is_file():
        raise InputError(_missing(source, kind))
    header = _safetensors_header(source)
    try:
        metadata: dict[str, Any] = read_json(header["__metadata__"][METADATA_KEY])
        version = whole_number(metadata["format_version"])
        found = str(metadata["kind"])
    except (KeyError, TypeError, ValueError):
        raise InputError(
            f"'{source}' is a safetensors file, but not a SatSyn model: it has no SatSyn description. "
            "Choose a model that SatSyn trained or shipped."
        ) from None
    if version > FORMAT_VERSION:
        raise InputError(
            f"'{source}' has model format {version}, and this SatSyn reads formats up to {FORMAT_VERSION}: "
            "update SatSyn."
        )
    if kind is not None and found != kind:
        raise InputError(
            f"'{source}' is a {found} model, and a {kind} model is needed here: choose such a file, or give the name "
            f"of a bundled model: {', '.join(_bundled_names(kind))}."
        )
    return metadata


def _missing(source: Path, kind: str | None) -> str:
    """Return what to say of a model file that is not there: people misspell the names of bundled models."""
    names = _bundled_names(kind)
    written = source.stem.lower().replace("_", "-").replace(" ", "-")
    near = difflib.get_close_matches(written, names, n=1, cutoff=_SIMILAR_NAMES)
    meant = f" The nearest of these names is {near[0]}." if near else ""
    return (
        f"There is no model file at '{source}'. Choose an existing .safetensors file, or give the name of a bundled "
        f"model: {', '.join(names)}.{meant}"
    )


def _bundled_names(kind: str | None) -> list[str]:
    bundled = sorted(BUNDLED_MODEL.parent.glob("*.safetensors"))
    return [path.stem for path in bundled if kind is None or read_metadata(path)["kind"] == kind]


def _safetensors_header(source: Path) -> dict[str, Any]:
    """Return the JSON header with which every safetensors file starts: its length in 8 bytes, then the text."""
    refuse_no_data(source)
    problem = f"'{source}' is not a model file: SatSyn models are .safetensors files. Choose another file."
    with source.open("rb") as file:
        size_bytes = file.read(8)
        if len(size_bytes) < 8:
            raise InputError(problem)
        (size,) = struct.unpack("<Q", size_bytes)
        if size > min(MAXIMUM_HEADER_BYTES, source.stat().st_size - 8):
            raise InputError(problem)
        try:
            header = read_json(file.read(size))
        except ValueError:
            raise InputError(problem) from None
    if not isinstance(header, dict):
        raise InputError(problem)
    return header
