"""Model files: weights and JSON metadata in one safetensors file, never pickle.

The safetensors header is a JSON object, so the metadata of a model can be read without loading its weights, and
without torch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..contract.errors import InputError
from ..contract.file_digest import file_digest
from ..contract.json_text import shortened
from ..contract.model_metadata import FORMAT_VERSION, METADATA_KEY, read_metadata
from .divergence import diverged, without_numbers
from .tensor_file import DamagedTensorsError, read_tensors, write_tensors

if TYPE_CHECKING:
    from torch import Tensor


_TYPES = frozenset(
    f"torch.{name}" for name in ("float16", "bfloat16", "float32", "float64", "int64", "int32", "uint8", "bool")
)


@dataclass(frozen=True)
class ModelFile:
    """A loaded model file.

    Attributes:
        tensors: its weights by name.
        metadata: what its header says of the model.
        path: where it lies.
        digest: SHA-256 of its bytes, the identity of the model in outputs and caches.
    """

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

    Raises:
        InputError: the weights are no numbers, as after a training that has diverged.
    """
    name = without_numbers(tensors)
    if name is not None:
        raise diverged(f"the weight {name}")
    described = {"format_version": FORMAT_VERSION, **metadata}
    write_tensors(Path(path), tensors, {METADATA_KEY: json.dumps(described, sort_keys=True)})


def load_model(path: Path | str, kind: str) -> ModelFile:
    """Load weights and metadata of a model file.

    Raises:
        InputError: as `read_metadata`, or the weights are cut off, damaged or no numbers.
    """
    source = Path(path)
    metadata = read_metadata(source, kind)
    try:
        tensors = read_tensors(source)
    except DamagedTensorsError as error:
        raise InputError(
            f"The weights in '{source}' can't be read ({error}): the file is damaged. Copy or train it again."
        ) from error
    _refuse_no_numbers(source, tensors)
    return ModelFile(tensors, metadata, source, file_digest(source))


def _refuse_no_numbers(source: Path, tensors: Mapping[str, Tensor]) -> None:
    """Refuse weights with which every result is garbage."""
    for name, tensor in tensors.items():
        if str(tensor.dtype) not in _TYPES:
            raise InputError(
                f"'{source}' holds the weights {shortened(name)} as {tensor.dtype}, which SatSyn never writes: choose "
                "another model."
            )
    failed = without_numbers(tensors)
    if failed is not None:
        raise InputError(
            f"'{source}' holds weights that are no numbers, in {shortened(failed)}: its training has failed. Choose "
            "another model, or train it again."
        )
