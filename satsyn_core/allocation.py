"""How the C library keeps freed memory, where that decides what a job needs."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8
"""Number of this setting in glibc's malloc.h."""

_ARENAS = 2


def share_freed_memory() -> None:
    """Let threads share what one of them has freed: glibc else keeps it for each thread, and blocks that pass through
    several threads leave large holes behind. Elsewhere this does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, _ARENAS)
