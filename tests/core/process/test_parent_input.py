"""The standard input of a worker on Windows, where a read that waits would keep numpy from loading."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator

import pytest

from satsyn_core.process.parent_input import lines_of, polled_chunks
from tests.support.paths import REPOSITORY

LOADS_WHILE_IT_READS = """
import threading
from satsyn_core.process.parent_input import parent_lines
threading.Thread(target=lambda: list(parent_lines()), daemon=True).start()
import numpy, scipy.linalg
print("loaded", flush=True)
"""


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)  # a read that would have to wait is an error then
    yield reading, writing
    os.close(reading)


def _waiting(descriptor: int) -> Callable[[], int]:
    """What PeekNamedPipe says on Windows."""

    def count() -> int:
        arrived: int = struct.unpack("i", fcntl.ioctl(descriptor, termios.FIONREAD, bytes(4)))[0]
        if not arrived and select.select([descriptor], [], [], 0)[0]:
            raise BrokenPipeError
        return arrived

    return count


def test_lines_are_read_as_they_come_without_a_read_that_waits(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    come: list[bytes] = []
    one_more = threading.Semaphore(0)

    def read() -> None:
        for line in lines_of(polled_chunks(reading, _waiting(reading))):
            come.append(line)
            one_more.release()

    reader = threading.Thread(target=read)
    reader.start()
    for sent in (b'{"job": 1}\n', b'{"id', b'": 2}\n{"cancel": true}\n', b"x" * 60_000 + b"\nlast"):
        reader.join(0.15)
        assert os.write(writing, sent) == len(sent)
    for _ in range(4):
        assert one_more.acquire(timeout=30)
    assert reader.is_alive(), "the parent is silent, and not gone"
    os.close(writing)
    reader.join(30)
    assert not reader.is_alive()
    assert come == [b'{"job": 1}', b'{"id": 2}', b'{"cancel": true}', b"x" * 60_000, b"last"]


def test_what_is_no_pipe_is_read_to_its_end(pipe: tuple[int, int]) -> None:
    def is_no_pipe() -> int:
        raise OSError("PeekNamedPipe is for pipes.")

    reading, writing = pipe
    os.write(writing, b"one\ntwo")
    os.close(writing)
    assert list(lines_of(polled_chunks(reading, is_no_pipe))) == [b"one", b"two"]


def test_libraries_load_while_the_parent_is_silent() -> None:
    arguments = [sys.executable, "-c", LOADS_WHILE_IT_READS]
    with subprocess.Popen(arguments, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdin
        assert child.stdout.readline().strip() == b"loaded"
