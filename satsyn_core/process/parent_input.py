"""What the parent process writes to the standard input, read in a thread of its own while the main one computes."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator

_STDIN = 0
_READ_BYTES = 65536
_POLL_SECONDS = 0.1


def parent_lines() -> Iterator[bytes]:
    """Yield the lines of the standard input."""
    # Not sys.stdin: a waiting thread holds its lock, and Python aborts at exit if it cannot take that lock.
    if sys.platform == "win32":
        # The Fortran runtime of numpy and scipy asks about the standard input while it loads, and Windows lets it wait
        # until a read that has begun is done: a worker would hang as long as its parent is silent.
        import _winapi
        import msvcrt

        pipe = msvcrt.get_osfhandle(_STDIN)
        return lines_of(polled_chunks(_STDIN, lambda: _winapi.PeekNamedPipe(pipe, 0)[0]))
    return lines_of(_chunks(_STDIN))


def lines_of(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines in bytes that come in chunks; the last one may lack its end."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def polled_chunks(descriptor: int, waiting: Callable[[], int]) -> Iterator[bytes]:
    """Yield what arrives in a pipe, without a read that waits.

    Args:
        descriptor: the end of the pipe that is read.
        waiting: returns how many bytes have arrived. It raises `BrokenPipeError` at the pipe's end, and another
            `OSError` for what is no pipe: a file, whose reads never wait for long.
    """
    while True:
        try:
            arrived = waiting()
        except BrokenPipeError:
            return
        except OSError:
            with contextlib.suppress(OSError):  # as of a pipe that its other side has taken down
                yield from _chunks(descriptor)
            return
        if arrived:
            yield os.read(descriptor, min(arrived, _READ_BYTES))
        else:
            time.sleep(_POLL_SECONDS)


def _chunks(descriptor: int) -> Iterator[bytes]:
    while chunk := os.read(descriptor, _READ_BYTES):
        yield chunk
