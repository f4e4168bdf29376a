"""What a failed job tells the user, whoever runs it: a kind, a sentence and an exit code."""

from __future__ import annotations

import errno
import os
import re
import sys
import traceback
from dataclasses import dataclass

from ..contract.atomic_files import visible_names, visible_part
from ..contract.disk_room import disk_full
from ..contract.errors import (
    EnvironmentSetupError,
    InputError,
    JobCancelledError,
    SatSynError,
    first_words,
)
from .defect_log import TRACKER, write_defect_log

_LIBRARIES = {
    "rasterio": "A raster can't be read or written: GDAL says {words}. Check it with gdalinfo or in QGIS, or export "
    "it to a GeoTIFF and use that.",
    "pyogrio": "A layer of polygons can't be read: GDAL says {words}. Check it with ogrinfo or in QGIS, or export "
    "it to a GeoPackage and use that.",
    "shapely": "A polygon can't be used: {words}. Repair the layer with QGIS' Fix geometries, and use the result.",
    "safetensors": "A model file can't be read: {words}. It is damaged or incomplete: fetch it, or train it, again.",
}
"""What errors of libraries mean that get past the places where files are read, by the library's name."""

_OUT_OF_MEMORY = re.compile(
    r"out of memory|(can't|cannot) allocate memory|not enough memory|bad[ _]alloc", re.IGNORECASE
)
"""How libraries call it on processors and graphics cards, on Linux and on Windows."""

_MOST_LINES = 12
_LONGEST_LINE = 1200


@dataclass(frozen=True)
class Failure:
    """Why a job gave no result; `kind` is input, failed, cancelled, environment or internal."""

    kind: str
    message: str
    exit_code: int

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """Return the failure for an exception; of an unexpected one the traceback goes to stderr.

        That of a defect is written to a log, too, which the message names.
        """
        if isinstance(error, SatSynError):
            return cls(error.kind, _cut(visible_names(str(error))), error.exit_code)
        if isinstance(error, KeyboardInterrupt):
            return cls.of(JobCancelledError())
        full = disk_full(error) if isinstance(error, OSError) else None
        if full is not None:
            return cls.of(full)
        cause = _cause_in_input(error)
        if cause is not None:
            return cls.of(InputError(cause))
        traceback.print_exception(error, file=sys.stderr)
        if isinstance(error, ImportError):
            return cls.of(EnvironmentSetupError(_import_sentence(error)))
        if isinstance(error, MemoryError) or _OUT_OF_MEMORY.search(str(error)):
            return cls.of(
                SatSynError(
                    "The memory ran out: make BLOCK_SIZE, EXTENT, CROP, BATCH, COUNT or PATCH smaller, whichever the "
                    "job has, or close other programs."
                )
            )
        log = write_defect_log(error)
        return cls(
            "internal",
            f"An unexpected error stopped the job ({type(error).__name__}: {first_words(error)}). This is a defect of "
            f"SatSyn: please report it at {TRACKER} with {f'the log {log}' if log else 'the lines of the log'}.",
            SatSynError.exit_code,
        )


def _cut(message: str) -> str:
    """Return a message that fits a window, whatever names a file has put into it."""
    lines = [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} ..." for line in message.splitlines()]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"... and {len(lines) - _MOST_LINES + 1} more lines."]
    return "\n".join(lines).encode("utf-8", "replace").decode()


def _cause_in_input(error: BaseException) -> str | None:
    """Return a sentence for errors that files or their names cause; None for all others."""
    libraries = [kind.__module__.partition(".")[0] for kind in type(error).__mro__]
    template = next((_LIBRARIES[library] for library in libraries if library in _LIBRARIES), None)
    if template is not None:
        return template.format(words=first_words(error))
    if isinstance(error, UnicodeError):
        return f"A name or a text can't be read as UTF-8 ({first_words(error)}): rename the file, or save it as UTF-8."
    if isinstance(error, OSError) and error.errno == errno.EIO:
        place = "A file" if error.filename is None else os.fsdecode(error.filename)
        return f"{place} can't be read or written: its disk or the connection to it fails. Use a copy elsewhere."
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        name = "A name" if error.filename is None else visible_part(error.filename)
        return f"{name} is too long for its disk: choose a shorter name, or a folder with a shorter one."
    if isinstance(error, OSError) and error.filename is not None:
        return f"{os.fsdecode(error.filename)} can't be used: {error.strerror or error}. Choose another file or folder."
    return None


def _import_sentence(error: ImportError) -> str:
    what = f"lacks the package {error.name}" if isinstance(error, ModuleNotFoundError) else "has a broken package"
    return (
        f"The SatSyn environment ({sys.executable}) {what} ({error}). Set it up again: in QGIS with the algorithm "
        "'Check or set up the SatSyn environment', by hand with pip install -r requirements.txt."
    )
