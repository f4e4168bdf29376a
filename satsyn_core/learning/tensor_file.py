"""Files of tensors in the safetensors format, with a digest of the tensors, which the format lacks.

A file that a disk or a transfer has changed by a single bit would otherwise be read as if nothing had happened.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..contract.atomic_files import complete_or_absent
from ..contract.file_digest import digest_of_rest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

DIGEST_KEY = "sha256"
"""Entry of the header's texts that holds the SHA-256 of the tensors' bytes."""

_LENGTH = struct.Struct("<Q")
_ALIGNMENT = 8


class DamagedTensorsError(ValueError):
    """A file of tensors is cut off or changed."""


def write_tensors(path: Path, tensors: Mapping[str, Tensor], texts: Mapping[str, str]) -> None:
    """Write tensors; a file that is there is replaced only by a complete one.

    Args:
        path: target file.
        tensors: by name, any shape; stored contiguous, in their own data type.
        texts: of the file's header.

    Raises:
        InputError, DiskFullError: the file cannot be written.
    """
    from safetensors.torch import save

    stored = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    plain = memoryview(save(stored))
    (length,) = _LENGTH.unpack(plain[: _LENGTH.size])
    start = _LENGTH.size + length
    content = plain[start:]
    texts = {**texts, DIGEST_KEY: hashlib.sha256(content).hexdigest()}
    header = json.dumps({"__metadata__": texts, **json.loads(bytes(plain[_LENGTH.size : start]))}).encode()
    header += b" " * (-len(header) % _ALIGNMENT)
    with complete_or_absent(path) as temporary, temporary.open("wb") as file:
        # Written by hand, because safetensors makes files that only their owner may read.
        file.write(_LENGTH.pack(len(header)) + header)
        file.write(content)


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a file by name.

    Raises:
        DamagedTensorsError: the file is cut off, or its tensors are not those that were written.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        if not _is_as_written(path):
            raise DamagedTensorsError("its weights are not those that were written")
        tensors: dict[str, Tensor] = load_file(path)
    except (SafetensorError, OSError) as error:
        raise DamagedTensorsError(str(error)) from error
    return tensors


def read_arrays(path: Path, names: Iterable[str]) -> dict[str, NDArray[np.generic]]:
    """Return some tensors of a file as arrays, without PyTorch; those that the file lacks are left out.

    The tensors are not compared with their digest.

    Raises:
        DamagedTensorsError: the file is cut off, or numpy lacks the type of a tensor.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "np") as file:
            present = set(file.keys())
            return {name: file.get_tensor(name) for name in names if name in present}
    except (SafetensorError, OSError, TypeError) as error:
        raise DamagedTensorsError(str(error)) from error


def read_texts(path: Path) -> dict[str, str]:
    """Return the texts of a file's header.

    Raises:
        DamagedTensorsError: the file is cut off or no file of tensors.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as file:
            return dict(file.metadata() or {})
    except (SafetensorError, OSError) as error:
        raise DamagedTensorsError(str(error)) from error


def _is_as_written(path: Path) -> bool:
    """Whether the tensors have the digest of the header; files of earlier versions have none."""
    written = read_texts(path).get(DIGEST_KEY)
    if written is None:
        return True
    with path.open("rb") as file:
        (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
        file.seek(_LENGTH.size + length)
        return digest_of_rest(file) == written
