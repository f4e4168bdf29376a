"""The errors of GDAL as rasterio raises them, turned into those of SatSyn.

Most are of rasterio's own family. Those that come from GDAL's calls directly (`rasterio._err.CPLE_...`, as of a
transformation that GDAL lacks) and those of coordinate systems are not, so that `except RasterioError` misses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from rasterio._err import CPLE_BaseError
from rasterio.errors import CRSError, RasterioError

from ..contract.errors import InputError, SatSynError, first_words

GDAL_ERRORS: tuple[type[Exception], ...] = (RasterioError, CPLE_BaseError, CRSError)
"""Every error that a call into GDAL raises for what a file or a coordinate system is."""

_NOT_DONE = (
    (
        re.compile(r"/vsi(curl|s3|gs|az|adls|oss|swift|hdfs|webhdfs)|via 127\.0\.0\.1"),
        "it needs what lies on the web, and SatSyn reads files only: save that as a GeoTIFF",
    ),
    (
        re.compile("Python code (in .{1,999} )?needs to be executed", re.DOTALL),
        "Python code in it computes its values, and SatSyn runs no code from files: have whoever trusts that code "
        "write the values to a GeoTIFF with gdal_translate, and use that",
    ),
)
"""What a job keeps GDAL from, see `contract.foreign_libraries`: GDAL's words for it, and what a user should know. GDAL
itself says how to allow foreign code, which must not reach anybody."""


@contextmanager
def gdal_errors_as(message: str, kind: type[SatSynError] = SatSynError) -> Iterator[None]:
    """Turn errors of GDAL in the `with` block into an error of SatSyn.

    Args:
        message: what could not be done, without a full stop; GDAL's words follow in brackets.
        kind: class of the error.

    Raises:
        SatSynError: of the given kind; an `InputError` where a file needs what SatSyn never does.
    """
    try:
        yield
    except GDAL_ERRORS as error:
        if _not_done(first_words(error)) is not None:
            kind = InputError
        raise kind(f"{message} ({reason_of(error)}).") from error


def reason_of(error: BaseException) -> str:
    """Return why GDAL could not do something, in words for a bracket."""
    words = first_words(error)
    return _not_done(words) or words


def _not_done(words: str) -> str | None:
    return next((meaning for pattern, meaning in _NOT_DONE if pattern.search(words)), None)
