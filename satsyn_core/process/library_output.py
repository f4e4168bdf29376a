"""What libraries print into stderr, which is kept away from the user while a job runs."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import TextIO

from ..contract.errors import SatSynError
from .standard_streams import STDERR, users_stderr

_KEPT_BYTES = 4000
"""Of what libraries have printed, the part that is shown with a defect."""


@contextlib.contextmanager
def libraries_aside() -> Iterator[TextIO]:
    """Yield the stderr that the user reads, and keep what libraries print out of it for a `with` block.

    libtiff, GDAL, PyTorch and others print lines of their own, also from threads and further processes, which say
    nothing to a user that a sentence of SatSyn does not say. With an error that nothing explains, the last of them are
    shown.
    """
    try:
        is_own = sys.stderr.fileno() == STDERR
    except (OSError, ValueError):  # a test has put something else there
        is_own = False
    if not is_own:
        yield sys.stderr
        return
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    except OSError:  # there is no room for temporary files; the job may need none
        yield sys.stderr
        return
    sys.stderr.flush()
    kept = os.dup(STDERR)
    with file as printed:
        os.dup2(printed.fileno(), STDERR)
        users_stderr.append(kept)
        try:
            # It stays open when this ends: the job's last words may still be on their way.
            with open(kept, "w", encoding=sys.stderr.encoding, errors="backslashreplace", closefd=False) as stream:
                yield stream
        except SatSynError:
            raise
        except BaseException:
            sys.stderr.flush()
            size = printed.seek(0, os.SEEK_END)
            printed.seek(max(0, size - _KEPT_BYTES))
            with contextlib.suppress(OSError):
                os.write(kept, printed.read().rstrip() + b"\n")
            raise
        finally:
            with contextlib.suppress(OSError):
                sys.stderr.flush()
            users_stderr.pop()
            os.dup2(kept, STDERR)
            os.close(kept)
