"""Model files: weights and JSON metadata in one safetensors file, never pickle.

The safetensors header is a JSON object, so the metadata of a model can be read without loading its weights, and
without torch.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .outputs import complete_or_absent

if TYPE_CHECKING:
    from torch import Tensor

FORMAT_VERSION = 1
METADATA_KEY = "satsyn"
MAXIMUM_HEADER_BYTES = 100_000_000
"""The limit that the safetensors format itself sets for its header."""

DIGEST_PIECE_BYTES = 1 << 20


@dataclass(frozen=True)
class ModelFile:
    """A loaded model file: its weights by name, its metadata, and where it came from."""

    tensors: Mapping[str, Tensor]
    metadata: Mapping[str, Any]
    path: Path
    digest: str


def save_model(path: Path | str, tensors: Mapping[str, Tensor], metadata: Mapping[str, Any]) -> None:
    """Write weights and metadata to `path`; an existing file is replaced only by a complete one.

    Args:
        path: target file, `.safetensors`.
        tensors: weights by name, any shape; stored contiguous, on the CPU, in their own data type.
        metadata: JSON-compatible; must hold `kind` ("generator" or "segmentation"). The format version is added here.
    """
    from safetensors.torch import save

    described = {"format_version": FORMAT_VERSION, **metadata}
    stored = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    with complete_or_absent(Path(path)) as temporary:
        # Written by hand, because safetensors makes files that only their owner may read.
        temporary.write_bytes(save(stored, {METADATA_KEY: json.dumps(described, sort_keys=True)}))


def read_metadata(path: Path | str, kind: str | None = None) -> dict[str, Any]:
    """Return the metadata of a model file without reading its weights.

    Raises:
        InputError: the file is missing, is not a SatSyn model file, has a newer format, or is of another kind than
        `kind`.
    """
    source = Path(path)
    if not source.is_file():
        raise InputError(f"There is no model file at '{source}'. Choose an existing .safetensors file.")
    header = _safetensors_header(source)
    try:
        metadata: dict[str, Any] = json.loads(header["__metadata__"][METADATA_KEY])
        version = int(metadata["format_version"])
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
        raise InputError(f"'{source}' is a {found} model, and a {kind} model is needed here.")
    return metadata


def load_model(path: Path | str, kind: str) -> ModelFile:
    """Load weights and metadata of a model file.

    Raises:
        InputError: as `read_metadata`, or the weights are cut off or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    source = Path(path)
    metadata = read_metadata(source, kind)
    try:
        tensors = load_file(source)
    except (SafetensorError, OSError) as error:
        raise InputError(
            f"The weights in '{source}' can't be read ({error}): the file is damaged. Copy or train it again."
        ) from error
    return ModelFile(tensors, metadata, source, file_digest(source))


def file_digest(path: Path | str) -> str:
    """Return the SHA-256 digest of a file, as hexadecimal text: the identity of a model in outputs and caches."""
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while piece := file.read(DIGEST_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _safetensors_header(source: Path) -> dict[str, Any]:
    """Return the JSON header with which every safetensors file starts: its length in 8 bytes, then the text."""
    problem = f"'{source}' is not a model file: SatSyn models are .safetensors files. Choose another file."
    with source.open("rb") as file:
        size_bytes = file.read(8)
        if len(size_bytes) < 8:
            raise InputError(problem)
        (size,) = struct.unpack("<Q", size_bytes)
        if size > min(MAXIMUM_HEADER_BYTES, source.stat().st_size - 8):
            raise InputError(problem)
        try:
            header = json.loads(file.read(size))
        except ValueError:
            raise InputError(problem) from None
    if not isinstance(header, dict):
        raise InputError(problem)
    return header
