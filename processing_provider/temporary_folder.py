"""A folder for files that are needed for a while."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder for a `with` block. What cannot be removed after it, as Windows keeps open files, stays."""
    folder = Path(tempfile.mkdtemp(prefix="satsyn-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
