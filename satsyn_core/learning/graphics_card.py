"""Whether PyTorch could find a graphics card, without loading it."""

from __future__ import annotations

import ctypes
import sys
from importlib import metadata

_DRIVERS = {"win32": "nvcuda.dll"}
_LINUX_DRIVER = "libcuda.so.1"


def may_have_graphics_card() -> bool:
    """Return False where PyTorch certainly computes on the processor: its build is for processors, or there is no
    driver of a graphics card.
    """
    try:
        _, _, build = metadata.version("torch").partition("+")
    except metadata.PackageNotFoundError:
        return False
    if build == "cpu" or sys.platform == "darwin":
        return False
    if build.startswith("rocm"):
        return True
    try:
        ctypes.CDLL(_DRIVERS.get(sys.platform, _LINUX_DRIVER))
    except OSError:
        return False
    return True
