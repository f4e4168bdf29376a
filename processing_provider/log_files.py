"""Log files of child processes: what a library prints goes there, and an error names it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def new_log(subject: str) -> Path:
    """Return an empty log file in the system's folder for temporary files, which outlives QGIS and cleans itself up."""
    handle, path = tempfile.mkstemp(prefix=f"satsyn-{subject}-", suffix=".log")
    os.close(handle)
    return Path(path)
