"""The stack on which a thread handles signals, which OpenVINO's processor plugin replaces when it compiles a graph.

The new stack lies in memory that is freed with the graph, and stays set. Python's handlers run on it, so that the next
signal, such as Ctrl-C, would end the process with a memory fault.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class _Stack(ctypes.Structure):
    """`stack_t` as Linux has it."""

    _fields_ = (("place", ctypes.c_void_p), ("flags", ctypes.c_int), ("size", ctypes.c_size_t))


@contextmanager
def same_signal_stack() -> Iterator[None]:
    """Give the thread the signal stack back that it had before the `with` block."""
    if sys.platform != "linux":
        yield
        return
    swap = ctypes.CDLL(None).sigaltstack
    before = _Stack()
    known = swap(None, ctypes.byref(before)) == 0
    try:
        yield
    finally:
        if known:
            swap(ctypes.byref(before), None)
