"""Arrays on disk, as large as the rasters that they are made of."""

from __future__ import annotations

import math
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import NO_ROOM, DiskFullError


def disk_array(path: Path, shape: tuple[int, ...], dtype: str) -> NDArray[Any]:
    """Return a new array of zeros whose values lie in a file, with room for all of them.

    Args:
        path: of the file, in numpy's own format; what was there is lost.
        shape: of the array.
        dtype: name of its data type.

    Raises:
        DiskFullError: there is no room for it.
    """
    needed = math.prod(shape) * np.dtype(dtype).itemsize
    # Asked for more than there is, a file system hands out all it has before it fails.
    if needed > shutil.disk_usage(path.parent).free:
        raise DiskFullError(path)
    try:
        path.unlink(missing_ok=True)  # another name of the file keeps what it holds
        array = np.lib.format.open_memmap(path, mode="w+", dtype=np.dtype(dtype), shape=shape)
        # Without room, writing to the array would kill the process instead of failing.
        if hasattr(os, "posix_fallocate"):
            with path.open("rb+") as file:
                os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno in NO_ROOM:
            raise DiskFullError(path) from error
        raise
    return array
